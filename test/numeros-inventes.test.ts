import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createPopulation } from '../mocks/annuaire-fhir/population.ts'
import { organizations, praticiens, practitionerResources } from '../mocks/fixtures/build.ts'

/** What is shown to everybody: no number in it may be somebody's. */
const FICHIERS = ['src/http/openapi/exemples.json']
const DOSSIERS = ['*.md', 'docs/**/*.{md,json}', 'mocks/**/*.ts']

/** No real number begins like these. Each may bear the prefix of a Struct_IdNat or of an IDNPS. */
const PLAGES = {
  RPPS: /^8?10999\d{6}$/,
  'RPPS rang': /^4?10999\d{9}$/,
  'FINESS of a département 99': /^1?99\d{7}$/,
  'FINESS that begins with a zero, or with a letter of Corsica': /^1?(?:01|2[AB])099\d{4}$/,
  SIREN: /^2?999\d{6}$/,
  SIRET: /^3?999\d{11}$/,
  card: /^3199\d{6}$/,
  'identifiant d’activité': /^1019[89]\d{5}$/,
}

/** Numbers that identify nobody, with what they are. */
const AUTRES: Readonly<Record<string, string>> = {
  '20261122': 'the day in the name of a file',
  '20261123': 'the day in the name of a file',
  '0603550403': 'the name of a field in a certificate (OID 2.5.4.3)',
  '319900100': 'an invented card, of nine digits',
}

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
  ])('%s of somebody else would be seen', (_, text, numero) => {
    expect(etrangers(text)).toEqual([numero])
  })
})
