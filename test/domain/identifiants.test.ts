import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  hasRppsRangKey,
  IDENTIFIANT_TYPES,
  isFiness,
  isNumeroCarte,
  isRpps,
  isRppsRang,
  isSiren,
  isSiret,
  luhn,
  luhnKey,
  rppsRangTitulaire,
  structIdNat,
} from '../../src/domain/identifiants/identifiants.ts'
import type { IdentifiantType } from '../../src/domain/identifiants/identifiants.ts'
import {
  type IdentifiantLu,
  parseIdentifiant,
  parseNumero,
} from '../../src/domain/identifiants/parse-identifiant.ts'

/** One valid value of each type; the RPPS rang and the SIRET have the same length on purpose. */
const VALIDES: Record<IdentifiantType, string> = {
  RPPS: '10999000010',
  CARTE: '3199000011',
  RPPS_RANG: '10999000010010',
  SIRET: '99900000100019',
  SIREN: '999000003',
  FINESS_EG: '990000010',
  FINESS_EJ: '990000028',
}

const lu = (lecture: IdentifiantLu) =>
  lecture.ok ? `${lecture.type} ${lecture.valeur}` : lecture.code

describe('a typed number', () => {
  test.each([
    ['10999000010', 'RPPS 10999000010'],
    ['10 999 000 010', 'RPPS 10999000010'],
    ['10.999.001-000', 'RPPS 10999001000'],
    ['810999000010', 'RPPS 10999000010'],
    ['8 10999000010', 'RPPS 10999000010'],
    ['10999000011', 'cle'],
    ['810999000011', 'cle'],
    ['31990000', 'CARTE 31990000'],
    ['319900001', 'CARTE 319900001'],
    ['3199000011', 'CARTE 3199000011'],
    ['0099000011', 'CARTE 0099000011'],
    ['3199000', 'longueur'],
    ['319900001122', 'type'],
    ['1099900001012', 'longueur'],
    ['99900000100019', 'longueur'],
    ['', 'vide'],
    [' .-\u00A0', 'vide'],
    ['1099900001O', 'caractere'],
    ['10999/000010', 'caractere'],
    ['+10999000010', 'caractere'],
    ['2A0990016', 'caractere'],
  ])('%j without a type is read as %s', (saisie, attendu) => {
    expect(lu(parseNumero(saisie))).toBe(attendu)
  })

  test.each([
    ['rpps', '10999000010', 'RPPS 10999000010'],
    ['rpps', '810999000010', 'RPPS 10999000010'],
    ['rpps', '3199000011', 'longueur'],
    ['rpps', '319900001122', 'longueur'],
    ['carte', '3199000', 'longueur'],
    ['carte', '31990000', 'CARTE 31990000'],
    ['carte', '31990000112', 'CARTE 31990000112'],
    ['carte', '319900001122', 'CARTE 319900001122'],
    ['carte', '819900001122', 'CARTE 819900001122'],
    ['carte', '3199000011223', 'longueur'],
  ] as const)('said to be a %s, %j is read as %s', (type, saisie, attendu) => {
    expect(lu(parseNumero(saisie, type))).toBe(attendu)
  })

  test('said to be a card, passes with a warning when cards are not like that', () => {
    expect(parseNumero('3199000011', 'carte')).toMatchObject({ avertissement: null })
    expect(parseNumero('31990000', 'carte')).toMatchObject({
      avertissement: 'Les numéros de carte connus ont 10 chiffres.',
    })
    for (const saisie of ['10999000010', '810999000010']) {
      expect(parseNumero(saisie, 'carte')).toMatchObject({
        type: 'CARTE',
        avertissement: 'Ce numéro de carte a la forme d’un RPPS.',
      })
    }
  })
})

describe('what a paste brings along', () => {
  test.each([
    ['no-break space', '\u00A0'],
    ['narrow no-break space', '\u202F'],
    ['thin space', '\u2009'],
    ['ideographic space', '\u3000'],
    ['tab', '\t'],
    ['end of line', '\r\n'],
    ['hyphen', '\u2010'],
    ['non-breaking hyphen', '\u2011'],
    ['en dash', '\u2013'],
    ['em dash', '\u2014'],
    ['minus sign', '\u2212'],
    ['soft hyphen', '\u00AD'],
    ['zero-width space', '\u200B'],
    ['left-to-right mark', '\u200E'],
    ['left-to-right isolate', '\u2066'],
    ['word joiner', '\u2060'],
    ['byte order mark', '\uFEFF'],
  ])('a %s is dropped', (_nom, separateur) => {
    const saisie = separateur + VALIDES.RPPS.split('').join(separateur) + separateur
    expect(lu(parseNumero(saisie))).toBe('RPPS 10999000010')
  })

  test.each([
    ['Arabic-Indic', '1099900001\u0660'],
    ['full-width', '1099900001\uFF10'],
    ['mathematical', '1099900001\u{1D7D8}'],
  ])('a %s digit is refused, and the message says so', (_nom, saisie) => {
    expect(parseNumero(saisie)).toEqual({
      ok: false,
      code: 'caractere',
      compris: '1099900001',
      detail:
        'Le caractère n° 11 est un chiffre d’une autre écriture : seuls les chiffres 0 à 9 sont acceptés.',
    })
  })

  test('a character is counted once, however it is encoded', () => {
    expect(parseNumero('10\u{1F600}')).toMatchObject({
      detail: 'Le caractère n° 3 n’est ni un chiffre, ni un espace, un point ou un tiret.',
    })
  })

  test('more than 64 characters are refused unread', () => {
    expect(lu(parseNumero(VALIDES.RPPS.padEnd(64)))).toBe('RPPS 10999000010')
    expect(parseNumero(VALIDES.RPPS.padEnd(65))).toEqual({
      ok: false,
      code: 'longueur',
      compris: '',
      detail: 'Plus de 64 caractères reçus : ce n’est pas un seul numéro.',
    })
  })
})

describe('an identifier of a known type', () => {
  test.each(IDENTIFIANT_TYPES)(
    '%s: a valid one is read, with separators, without warning',
    (type) => {
      const valeur = VALIDES[type]
      const attendu = { ok: true, type, valeur, avertissement: null }
      expect(parseIdentifiant(type, valeur)).toEqual(attendu)
      expect(parseIdentifiant(type, `\u00A0${valeur.split('').join(' ')}.`)).toEqual(attendu)
    },
  )

  test.each(IDENTIFIANT_TYPES)('%s: refused when empty, too short or too long', (type) => {
    expect(parseIdentifiant(type, '').ok).toBe(false)
    expect(lu(parseIdentifiant(type, VALIDES[type].slice(0, 7)))).toBe('longueur')
    expect(lu(parseIdentifiant(type, `${VALIDES[type]}000`))).toBe('longueur')
  })

  test.each([
    ['SIRET', '99910028200014', 'SIRET 99910028200014'],
    ['SIRET', '99910028200015', 'cle'],
    ['SIREN', '999000004', 'cle'],
    ['FINESS_EG', '991000456', 'FINESS_EG 991000456'],
    ['FINESS_EJ', '991000449', 'FINESS_EJ 991000449'],
    ['FINESS_EG', '991000457', 'cle'],
    ['FINESS_EG', '2A0999009', 'FINESS_EG 2A0999009'],
    ['FINESS_EG', '2a0999009', 'FINESS_EG 2A0999009'],
    ['FINESS_EJ', '2 b 0999-007', 'FINESS_EJ 2B0999007'],
    ['FINESS_EG', '2B0999009', 'cle'],
    ['FINESS_EG', '2C0999009', 'caractere'],
    ['FINESS_EG', '0B0193488', 'caractere'],
    ['FINESS_EG', '2AA999009', 'caractere'],
    ['SIREN', '2A0999009', 'caractere'],
    ['RPPS_RANG', '10999000010003', 'RPPS_RANG 10999000010003'],
    ['RPPS_RANG', '1099900001001', 'longueur'],
    ['RPPS', '810999000010', 'RPPS 10999000010'],
    ['CARTE', '3199000011', 'CARTE 3199000011'],
    ['FINESS_EJ', '1990000028', 'FINESS_EJ 990000028'],
    ['FINESS_EG', '12A0999009', 'FINESS_EG 2A0999009'],
    ['SIREN', '2999000003', 'SIREN 999000003'],
    ['SIRET', '3 999 000 001 00019', 'SIRET 99900000100019'],
    ['RPPS_RANG', '410999000010010', 'RPPS_RANG 10999000010010'],
    ['RPPS_RANG', '310999000010010', 'longueur'],
  ] as const)('%s: %j gives %s', (type, saisie, attendu) => {
    expect(lu(parseIdentifiant(type, saisie))).toBe(attendu)
  })

  test.each([
    ['its head office, which follows Luhn', '35600000000048', true],
    ['a site whose digits add up to a multiple of 5', '35600000000001', true],
    ['a site that follows neither rule', '35600000000002', false],
    ['the sum of La Poste with the SIREN of somebody else', '99900000100021', false],
  ])('SIRET of La Poste: %s', (_nom, siret, attendu) => {
    expect(isSiret(siret)).toBe(attendu)
    expect(parseIdentifiant('SIRET', siret).ok).toBe(attendu)
  })

  test.each([
    ['the last digit is not the key', '10999000010011', 'à relire'],
    ['the RPPS inside is wrong, the key after it right', '10999000011018', 'à relire'],
    ['it is a SIRET', VALIDES.SIRET, 'c’est peut-être un SIRET'],
  ])('a RPPS rang passes with a warning when %s', (_nom, saisie, avertissement) => {
    expect(parseIdentifiant('RPPS_RANG', saisie)).toEqual({
      ok: true,
      type: 'RPPS_RANG',
      valeur: saisie,
      avertissement: `Ce RPPS rang n’a pas la clé attendue : ${avertissement}.`,
    })
  })
})

test.each([
  [
    parseNumero('109990000101'),
    '12 chiffres compris (1099…) : un RPPS en a 11, ou 12 en commençant par 8 ; si c’est une carte, il faut le préciser.',
  ],
  [
    parseNumero('109'),
    '3 chiffres compris (109) : un RPPS en a 11, ou 12 en commençant par 8, un numéro de carte de 8 à 10.',
  ],
  [
    parseNumero(VALIDES.SIRET),
    '14 chiffres compris (9990…) : un RPPS en a 11, ou 12 en commençant par 8, un numéro de carte de 8 à 10. C’est un SIRET, qui se vérifie à part, comme structure (page d’accueil, ou /v1/structures), ou comme « identifiant envisagé ».',
  ],
  [
    parseNumero('10999000011'),
    '11 chiffres compris (1099…), lus comme un RPPS : la clé de contrôle (formule de Luhn) est fausse.',
  ],
  [parseNumero('1', 'carte'), '1 chiffre compris (1) : un numéro de carte en a de 8 à 12.'],
  [parseIdentifiant('FINESS_EG', '2A09'), '4 caractères compris (2A09) : un FINESS en a 9.'],
  [parseIdentifiant('FINESS_EJ', '3990000028'), '10 chiffres compris (3990…) : un FINESS en a 9.'],
  [
    parseIdentifiant('SIRET', '399900000100018'),
    '15 chiffres compris (3999…), lus comme un SIRET : la clé de contrôle (formule de Luhn) est fausse.',
  ],
  [
    parseIdentifiant('SIRET', '35600000000002'),
    '14 chiffres compris (3560…), lus comme un SIRET : pour un SIRET de La Poste, ni la clé de Luhn ni la somme des chiffres (multiple de 5) n’est juste.',
  ],
  [parseIdentifiant('SIREN', ''), 'Aucun chiffre reçu.'],
])('a refusal says what was understood: $detail', (lecture, detail) => {
  expect(lecture).toMatchObject({ ok: false, detail })
})

describe('predicates', () => {
  test.each([
    ['RPPS', isRpps],
    ['CARTE', isNumeroCarte],
    ['RPPS_RANG', isRppsRang],
    ['SIRET', isSiret],
    ['SIREN', isSiren],
    ['FINESS_EG', isFiness],
  ] as const)('%s: the predicate takes the canonical form only', (type, is) => {
    const valeur = VALIDES[type]
    const refuses = [
      '',
      ` ${valeur}`,
      `${valeur}\n`,
      valeur.slice(0, -3),
      `${valeur}000`,
      'x'.repeat(valeur.length),
    ]
    expect([valeur, ...refuses].filter((value) => is(value))).toEqual([valeur])
  })

  test('the key of a RPPS rang is that of the RPPS it begins with, whatever the order number', () => {
    expect(hasRppsRangKey('10999000010000')).toBe(true)
    expect(hasRppsRangKey('10999000010010')).toBe(true)
    expect(hasRppsRangKey('10999000010011')).toBe(false)
    expect(hasRppsRangKey('1099900001001')).toBe(false)
    expect(rppsRangTitulaire('10999000010010')).toBe('10999000010')
  })

  test('luhn knows nothing of empty strings and letters', () => {
    expect(['', '0', 'AB', '1099900001A'].map(luhn)).toEqual([false, false, false, false])
    expect(luhn('18')).toBe(true)
  })
})

test.each([
  ['RPPS', null],
  ['CARTE', null],
  ['RPPS_RANG', '410999000010010'],
  ['SIRET', '399900000100019'],
  ['SIREN', '2999000003'],
  ['FINESS_EG', '1990000010'],
  ['FINESS_EJ', '1990000028'],
] as const)('the national identifier of a structure known by %s is %s', (type, attendu) => {
  expect(structIdNat(type, VALIDES[type])).toBe(attendu)
})

describe('whatever the digits', () => {
  const digits = (length: number) =>
    fc.string({
      unit: fc.constantFrom(...'0123456789'.split('')),
      minLength: length,
      maxLength: length,
    })
  const withKey = (debut: string, length: number) =>
    digits(length - debut.length - 1).map((fin) => debut + fin + luhnKey(debut + fin))
  /** Groups of at least two digits. */
  const groupes = fc.constantFrom([2, 3, 3, 3], [11], [5, 6], [3, 2, 2, 2, 2], [2, 9], [4, 4, 3])
  const separateurs = fc.string({
    unit: fc.constantFrom(
      ' ',
      '.',
      '-',
      '\u00A0',
      '\u202F',
      '\u2009',
      '\u2011',
      '\u2013',
      '\u200B',
    ),
    maxLength: 4,
  })

  test('a valid RPPS with separators between its groups is read as itself', () => {
    // A dot alone before two last zeros would be a decimal point: dashes and spaces never are.
    const entre = fc.array(
      separateurs.map((text) => text.replaceAll('.', '-')),
      { minLength: 6, maxLength: 6 },
    )
    fc.assert(
      fc.property(withKey('10999', 11), groupes, entre, (rpps, longueurs, separators) => {
        let at = 0
        const saisi = longueurs
          .map((longueur, i) => rpps.slice(at, (at += longueur)) + separators[i])
          .join('')
        expect(lu(parseNumero(saisi))).toBe(`RPPS ${rpps}`)
      }),
    )
  })

  test('digits after a last dot, comma or separator never make another number of it', () => {
    const suite = fc.tuple(fc.constantFrom('.', ',', ' ', '-', '\u202F', '\u00B7'), digits(1))
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 11 }).chain(digits), suite, (entier, [point, fin]) => {
        const read = parseNumero(`${entier}${point}${fin}`)
        if (read.ok) expect(read).toMatchObject({ valeur: entier })
        if (fin !== '0') expect(read.ok).toBe(false)
      }),
    )
  })

  test('one changed digit makes any key wrong', () => {
    const cas = fc.tuple(withKey('999000', 14), fc.nat(13), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(cas, ([siret, at, ecart]) => {
        const change = String((Number(siret[at]) + ecart) % 10)
        expect(luhn(siret.slice(0, at) + change + siret.slice(at + 1))).toBe(false)
      }),
    )
  })

  test('any text is read or refused, never thrown at, and never quoted beyond its digits', () => {
    const texte = fc.array(fc.nat(0xffff), { maxLength: 80 })
    fc.assert(
      fc.property(texte, fc.constantFrom(...IDENTIFIANT_TYPES), (unites, type) => {
        const saisie = String.fromCharCode(...unites)
        for (const lecture of [parseNumero(saisie), parseIdentifiant(type, saisie)]) {
          expect(lecture.ok ? lecture.valeur : lecture.compris).toMatch(/^(\d|2[AB])*$/)
          expect(lecture.ok ? '' : lecture.detail).toMatch(/^[\x20-\x7e°«»à-ÿ…’]*$/i)
        }
      }),
    )
  })
})
