import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createPopulation } from '../mocks/annuaire-fhir/population.ts'
import { organizations, praticiens, practitionerResources } from '../mocks/fixtures/build.ts'
import { isSiren } from '../src/domain/identifiants/identifiants.ts'

/** What is shown to everybody: no number in it may be somebody's. */
const FICHIERS = ['src/http/openapi/exemples.json']
const DOSSIERS = ['*.md', 'docs/**/*.{md,json,yml}', 'mocks/**/*.ts']
/** Of tests; this one writes what must be found, and the tables are codes and dates. */
const TESTS = globSync('test/**/*.{ts,tsx,mjs,md,txt}').filter(
  (path) => !/numeros-inventes\.test\.ts$|domain\/tables\.txt$/.test(path),
)

/** No real number begins like these. Each may bear the prefix of a Struct_IdNat or of an IDNPS. */
const PLAGES = {
  RPPS: /^8?10999\d{6}$/,
  'RPPS rang': /^4?10999\d{9}$/,
  'FINESS of a département 99': /^1?99\d{7}$/,
  'FINESS that begins with a zero, or with a letter of Corsica': /^1?(?:01|2[AB])099\d{4}$/,
  SIREN: /^2?999\d{6}$/,
  SIRET: /^3?999\d{11}$/,
  card: /^3199\d{6}$/,
  'ADELI, or its rang, behind its prefix': /^(?:0?99\d{7}00|099\d{7})$/,
  'identifiant d’activité': /^1019[89]\d{5}$/,
}

/** Numbers that identify nobody, with what they are. */
const AUTRES: Readonly<Record<string, string>> = {
  '20261122': 'the day in the name of a file',
  '20261123': 'the day in the name of a file',
  '0603550403': 'the name of a field in a certificate (OID 2.5.4.3)',
  '319900100': 'an invented card, of nine digits',
  '31536000': 'the seconds of a year',
}

/** What tests alone write: forms that are no number of anybody, mostly because they are wrong. */
const FORMES = {
  'a RPPS or RPPS rang of ours cut short, too long, or behind any digit': /^\d?10999\d*$/,
  // Of nine digits it could be a SIREN, unless its key is wrong.
  'a card of ours of another length, or behind the prefix of an IDNPS':
    /^(?:[38]199\d{4}|[38]199\d{6,9})$/,
  'a FINESS of ours cut short, or behind any digit': /^\d?99\d{6,7}$/,
  'a SIRET of ours behind any digit': /^\d999\d{11}$/,
  'the start of an identifiant d’activité': /^1019[89]\d{3,4}$/,
  'a day or an instant, real or not': /^20[12]\d[01]\d[0-3]\d(?:\d{4})?$/,
  'one digit again and again, or a power of ten': /^(?:(\d)\1*|10+)$/,
  'a site of La Poste, whose key is a rule of its own': /^356000000\d{5}$/,
  'a telephone number': /^(?:0?102030405|0400000000)$/,
  'text that begins with zeros': /^(?:00099\d{4}|0099\d{6})$/,
}
const COMPTES = '12345678901234567890'

/** In sample files that are not ours to give: the test that reads them runs where they are. */
const ECHANTILLONS = new Set(
  `10990000027 10990000035 10990000035006 9900099002 00000200600013 00000200600021
  330992017 330992116 330993015 330993114 330993122 750994014 750994113 750995110 750997116
  970409926`.split(/\s+/),
)
const LIT_ECHANTILLONS = 'test/adapters/annuaire-extraction.test.ts'

const isForme = (numero: string): boolean =>
  Object.values(FORMES).some((forme) => forme.test(numero)) ||
  (/^3199\d{5}$/.test(numero) && !isSiren(numero)) ||
  COMPTES.startsWith(numero.replace(/^0/, ''))

/** Ids of the FHIR server, with the dashes that tell them apart. */
const ID_TECHNIQUE = /\b00[135]-\d+-\d+(?:-\d+)?\b/g

/** As one word, or in groups of two or three digits as people write them. */
const ECRITURES = [
  /(?<![\w.])(?:\d{8,15}|1?2[AB]\d{7})(?!\w)/g,
  /(?<![\w.-])\d{1,3}(?:[ .\u00A0\u202F]\d{3}){2,}(?:[ .\u00A0\u202F]?\d{2,5})?(?![\w-])/g,
]

const numerosDe = (text: string): Set<string> => {
  const sansIds = text.replace(ID_TECHNIQUE, '')
  const found = ECRITURES.flatMap((ecriture) => sansIds.match(ecriture) ?? [])
  return new Set(found.map((one) => one.replace(/[^\dAB]/g, '')).filter((one) => one.length >= 8))
}

const etrangers = (text: string): string[] =>
  [...numerosDe(text)].filter(
    (numero) => !(numero in AUTRES) && !Object.values(PLAGES).some((plage) => plage.test(numero)),
  )

describe('every number that is shown is invented', () => {
  const fichiers = [...FICHIERS, ...globSync(DOSSIERS)]

  test.each(fichiers)('%s', (path) => {
    expect(etrangers(readFileSync(path, 'utf8'))).toEqual([])
  })

  test('in tests too, where wrong forms are written on purpose', () => {
    expect(TESTS.length).toBeGreaterThan(100)
    const found = TESTS.flatMap((path) =>
      etrangers(readFileSync(path, 'utf8'))
        .filter((numero) => !isForme(numero))
        .filter((numero) => path !== LIT_ECHANTILLONS || !ECHANTILLONS.has(numero))
        .map((numero) => `${path}: ${numero}`),
    )
    expect(found).toEqual([])
  })

  test.each([
    ['the tables', [...praticiens.flatMap(practitionerResources), ...organizations.values()]],
    ['the crowd', createPopulation(50, 3)],
  ])('what is made of %s', (_, ressources) => {
    expect(numerosDe(JSON.stringify(ressources)).size).toBeGreaterThan(100)
    expect(etrangers(JSON.stringify(ressources))).toEqual([])
  })

  test.each([
    ['a SIRET', 'SIRET 12345678200010', '12345678200010'],
    ['a SIRET as people write it', 'SIRET 123 456 782 00010', '12345678200010'],
    ['a SIREN', '"siren": "123456782"', '123456782'],
    ['a FINESS', '`750000018`', '750000018'],
    ['a FINESS of Corsica', '2A0000014', '2A0000014'],
    ['a Struct_IdNat', '1750000018', '1750000018'],
    ['a RPPS', 'RPPS 10 100 000 017', '10100000017'],
    ['an IDNPS', '810100000017', '810100000017'],
    ['a card', '2800000000', '2800000000'],
    ['an ADELI', 'ADELI 759199029', '759199029'],
    ['a SIREN like a card', '319900106', '319900106'],
  ])('%s of somebody else would be seen', (_, text, numero) => {
    expect(etrangers(text)).toEqual([numero])
    expect(isForme(numero)).toBe(false)
  })
})
