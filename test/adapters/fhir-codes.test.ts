import { describe, expect, test } from 'vitest'
import { readCodes } from '../../src/adapters/annuaires/fhir/codes.ts'
import {
  isOutsideRpps,
  readIdentite,
  readNumeros,
  readRpps,
  toExercice,
} from '../../src/adapters/annuaires/fhir/exercice.ts'
import { toPersonnes } from '../../src/adapters/annuaires/fhir/personnes.ts'
import type { FhirConcept, FhirIdentifier } from '../../src/adapters/annuaires/fhir/ressources.ts'

const IG = 'https://interop.esante.gouv.fr/ig/fhir/annuaire'
const nos = (table: string) => `https://mos.esante.gouv.fr/NOS/TRE_${table}-X/FHIR/TRE-${table}-X`
const concept = (...codings: [system: string | null, code: string | null][]): FhirConcept => ({
  coding: codings.map(([system, code]) => ({ system, code })),
})

describe('a coded field', () => {
  const slice = (valueCode: string, one: FhirConcept): FhirConcept => ({
    ...one,
    extension: [
      { url: `${IG}/StructureDefinition/autre`, valueCode: 'categorie' },
      { valueCode: 'categorie' },
      { url: `${IG}/StructureDefinition/as-ext-organization-types`, valueCode },
    ],
  })
  const read = (...concepts: FhirConcept[]) =>
    readCodes(
      concepts,
      {
        secteur: { tables: ['R02'], slice: 'secteur' },
        categorie: { tables: ['R66'], slice: 'categorie' },
        mode: { tables: ['R23'] },
      },
      new Set(['R73', 'naf']),
    )
  const NOTHING = { secteur: null, categorie: null, mode: null }
  const X = { illisible: ['X'] }

  test.each([
    nos('R02'),
    'https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite',
    'https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r02-secteur-activite',
    'https://smt.esante.gouv.fr/fhir/CodeSystem/TRE-SecteurActivite/',
    'https://smt.esante.gouv.fr/fhir/CodeSystem/secteur_activite|2026.1',
    'https://smt.esante.gouv.fr/fhir/CodeSystem#SecteurActivite',
    'R02',
  ])('is told by its table, however that is written: %s', (system) => {
    expect(read(concept([system, 'SA07']))).toEqual({ ...NOTHING, secteur: 'SA07' })
  })

  test('of a table that nobody knows may be any field without a code of its own', () => {
    for (const system of ['https://exemple.invalid/autre', 'r0', '', null]) {
      const unknown = concept([system, 'X'])
      expect(read(unknown)).toEqual({ secteur: X, categorie: X, mode: X })
      expect(read(unknown, concept([nos('R02'), 'SA07']))).toEqual({
        secteur: 'SA07',
        categorie: X,
        mode: X,
      })
    }
  })

  test('of a table that tells something else is none of them', () => {
    for (const system of [nos('R73'), 'https://exemple.invalid/NAF']) {
      expect(read(concept([system, 'X']))).toEqual(NOTHING)
    }
  })

  test('named by its slice is that field, unreadable when the table is another', () => {
    expect(read(slice('secteur', concept([nos('R02'), 'SA07'])))).toEqual({
      ...NOTHING,
      secteur: 'SA07',
    })
    for (const system of ['https://exemple.invalid/autre', nos('R66'), nos('R73'), null]) {
      const misplaced = slice('secteur', concept([system, 'X']))
      expect(read(misplaced)).toEqual({ ...NOTHING, secteur: X })
      expect(read(misplaced, concept([nos('R02'), 'SA07']))).toEqual({
        ...NOTHING,
        secteur: { illisible: ['SA07', 'X'] },
      })
    }
  })

  test('named by a slice that is none of them is none of them', () => {
    expect(read(slice('esms', concept(['https://exemple.invalid/autre', 'X'])))).toEqual(NOTHING)
  })

  test('without a code says nothing', () => {
    expect(read({}, { coding: null }, concept([nos('R02'), null], [nos('R66'), '']))).toEqual(
      NOTHING,
    )
  })
})

describe('what a qualification says', () => {
  const read = (...concepts: FhirConcept[]) => {
    const { professions, savoirFaire } = toExercice(
      {
        resourceType: 'Practitioner',
        id: 'p',
        qualification: concepts.map((code) => ({ code })),
      },
      [],
    )
    return { professions, savoirFaire }
  }
  const AUTRE = 'https://exemple.invalid/autre'
  const X = { illisible: ['X'] }
  type Coding = [system: string, code: string]
  const [SPECIALITE, COMPETENCE]: Coding[] = [
    [nos('R04'), 'S'],
    [nos('R04'), 'C'],
  ] as const

  test.each<[string, Coding[], unknown[], unknown[]]>([
    ['a profession', [[nos('G15'), '10']], ['10'], []],
    [
      'a profession beside a code that nobody knows',
      [
        [nos('G15'), '10'],
        [AUTRE, 'X'],
      ],
      ['10'],
      [],
    ],
    ['a specialty', [[nos('R38'), 'SM44'], SPECIALITE], [], ['SM44']],
    [
      'a specialty beside a competence',
      [
        [nos('R38'), 'SM44'],
        [nos('R39'), 'C25'],
      ],
      [],
      ['SM44'],
    ],
    ['a specialty that our table lacks', [[nos('R38'), 'X']], [], [X]],
    ['a competence', [[nos('R39'), 'C25'], COMPETENCE], [], ['C25']],
    ['a competence that nothing says to be one', [[nos('R40'), 'C25']], [], ['C25']],
    [
      'what is said to be a specialty, and is of another table',
      [[nos('R45'), 'X'], SPECIALITE],
      [],
      [X],
    ],
    ['a code that nobody knows', [[AUTRE, 'X']], [X], [X]],
    [
      'two of them',
      [
        [AUTRE, 'Y'],
        [AUTRE, 'X'],
      ],
      [{ illisible: ['X', 'Y'] }],
      [{ illisible: ['X', 'Y'] }],
    ],
    ['a specialty that nobody knows', [[AUTRE, 'X'], SPECIALITE], [], [X]],
    ['a competence that nobody knows', [[AUTRE, 'X'], COMPETENCE], [], []],
    [
      'a profession that nobody knows',
      [
        [AUTRE, 'X'],
        [nos('R09'), 'C'],
      ],
      [X],
      [],
    ],
    [
      'a diploma that nobody knows',
      [
        [AUTRE, 'X'],
        [nos('R14'), 'DE'],
      ],
      [],
      [],
    ],
    ['a profession without G15', [[nos('R94'), '41']], [], []],
    [
      'a use of a title, with another code',
      [
        [nos('R291'), '1'],
        [AUTRE, 'X'],
      ],
      [],
      [],
    ],
    [
      'a social profession, with another code',
      [
        [nos('R95'), '1'],
        [AUTRE, 'X'],
      ],
      [],
      [],
    ],
    ['nothing but a kind', [COMPETENCE], [], []],
    ['nothing', [], [], []],
  ])('%s', (_, codings, professions, savoirFaire) => {
    expect(read(concept(...codings))).toEqual({ professions, savoirFaire })
    expect(read(concept(...codings.toReversed()))).toEqual({ professions, savoirFaire })
  })

  test('is said once, in an order that the data do not touch', () => {
    const [a, b] = [concept([nos('G15'), '10']), concept([nos('G15'), '21'])]
    const c = concept([AUTRE, 'X'])
    const expected = { professions: ['10', '21', X], savoirFaire: [X] }
    for (const all of [
      [a, b, c, a, c],
      [c, b, a, b],
    ]) {
      expect(read(...all)).toEqual(expected)
    }
  })

  test('is not said by a practitioner that has none', () => {
    const bare = { resourceType: 'Practitioner' as const, id: 'p' }
    expect(toExercice(bare, [])).toMatchObject({ professions: [], savoirFaire: [], cartes: [] })
    expect(toExercice({ ...bare, qualification: [{ code: null }, {}] }, [])).toMatchObject({
      professions: [],
      savoirFaire: [],
    })
  })
})

describe('who somebody is', () => {
  const RPPS = 'https://rpps.esante.gouv.fr'
  const IDNPS = 'urn:oid:1.2.250.1.71.4.2.1'
  const [MIEN, AUTRE] = ['10999000010', '10999000028']
  const id = (system: string, value: string | null, code?: string): FhirIdentifier => ({
    system,
    value,
    ...(code === undefined ? {} : { type: { coding: [{ code }] } }),
  })

  test.each<[string, FhirIdentifier[], string | null]>([
    ['the slot of the RPPS', [id('https://x.invalid', MIEN, 'RPPS')], MIEN],
    ['its system alone', [id(RPPS, MIEN)], MIEN],
    ['its system under another type', [id(RPPS, MIEN, 'INTRN')], null],
    ['another system alone', [id('https://x.invalid', MIEN)], null],
    [
      'the slot, beside 11 digits of others',
      [id(RPPS, AUTRE, 'INTRN'), id('https://x.invalid', AUTRE), id(RPPS, MIEN, 'RPPS')],
      MIEN,
    ],
    ['the national id by its system', [id(IDNPS, `8${MIEN}`)], MIEN],
    ['the national id by its type', [id('https://x.invalid', `8${MIEN}`, 'IDNPS')], MIEN],
    ['12 digits that are no national id', [id('https://x.invalid', `8${MIEN}`, 'XX')], null],
    [
      'the slot, whatever the national id',
      [id(IDNPS, `8${AUTRE}`, 'IDNPS'), id(RPPS, MIEN, 'RPPS')],
      MIEN,
    ],
    [
      'a slot without the form, and the national id',
      [id(RPPS, '123', 'RPPS'), id(IDNPS, `8${MIEN}`)],
      MIEN,
    ],
    ['two national ids', [id(IDNPS, `8${AUTRE}`), id(IDNPS, `8${MIEN}`)], null],
    ['nothing', [id(RPPS, null, 'RPPS'), id(IDNPS, null)], null],
  ])('is told by %s', (_, identifier, rpps) => {
    expect(readRpps({ identifier })).toBe(rpps)
    expect(readRpps({ identifier: identifier.toReversed() })).toBe(rpps)
  })

  test('is nobody of ours by a national id that is no RPPS alone', () => {
    expect(isOutsideRpps({ identifier: [id(IDNPS, '3990780017/42')] })).toBe(true)
    expect(isOutsideRpps({ identifier: [id('https://x.invalid', '099160410', 'IDNPS')] })).toBe(
      true,
    )
    for (const other of [id(IDNPS, `8${MIEN}`), id(IDNPS, null), id('https://x.invalid', '3990')]) {
      expect(isOutsideRpps({ identifier: [other] })).toBe(false)
    }
  })

  test('is nobody by a number that no card names as its own', () => {
    const card = (...extension: { url: string; valueString?: string }[]) => ({
      url: `${IG}/StructureDefinition/as-ext-smartcard`,
      extension,
    })
    const extension = [
      card(
        { url: 'issuer', valueString: '3199000022' },
        { url: 'number', valueString: '3199000011' },
      ),
      card({ url: 'number' }),
      {
        url: `${IG}/StructureDefinition/autre`,
        extension: [{ url: 'number', valueString: '3199000033' }],
      },
    ]
    expect(readNumeros({ extension })).toEqual(['3199000011'])
  })

  test('works in two hundred structures at most', () => {
    const of = (count: number) => {
      const roles = Array.from({ length: count }, (_, i) => ({
        resourceType: 'PractitionerRole' as const,
        id: `r${i}`,
        practitioner: { reference: 'Practitioner/p' },
        organization: { reference: `Organization/o${i}` },
      }))
      const identifier = [id(RPPS, MIEN)]
      const practitioner = { resourceType: 'Practitioner' as const, id: 'p', identifier }
      const read = toPersonnes({ entries: [practitioner, ...roles], rejets: [] })
      return read.ok && read.value.get(MIEN)?.refus
    }
    expect([of(200), of(201)]).toEqual([null, 'too many structures'])
  })

  test('has the name of who is active, and another’s only where none is', () => {
    const one = (active: boolean | null, ...name: { family?: string; text?: string }[]) => ({
      resourceType: 'Practitioner' as const,
      id: 'p',
      active,
      name,
    })
    const nomOf = (...people: ReturnType<typeof one>[]) => readIdentite(people).nom
    expect(nomOf(one(null, { family: 'A' }), one(true, { family: 'B' }))).toBe('B')
    expect(nomOf(one(true, {}), one(false, { family: 'A' }))).toBe('A')
    expect(nomOf(one(true, {}, { family: 'B' }), one(true, { family: 'C' }))).toBe('B')
    expect(nomOf(one(true, { text: 'T' }))).toBe('T')
    expect(nomOf(one(true))).toBeNull()
  })
})
