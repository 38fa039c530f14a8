import { describe, expect, test } from 'vitest'
import type { FhirOrganization } from '../../src/adapters/annuaires/fhir/ressources.ts'
import { createStructures } from '../../src/adapters/annuaires/fhir/structure.ts'

type Fields = Partial<FhirOrganization>
const nos = (table: string, code: string) => ({
  coding: [{ system: `https://mos.esante.gouv.fr/NOS/TRE_${table}-X`, code }],
})
const nature = (code: string) => ({
  coding: [{ system: 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307', code }],
})
const type = (code: string) => ({
  coding: [{ system: 'https://x.invalid/as-cs-type-etablissement', code }],
})
const EG = nature('GEOGRAPHICAL-ENTITY')
const EJ = nature('LEGAL-ENTITY')
const part = (name: string, valueString: string) => ({
  url: `http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-${name}`,
  valueString,
})
const PERIODE = 'http://hl7.org/fhir/StructureDefinition/organization-period'
const closed = (end: string) => ({ extension: [{ url: PERIODE, valuePeriod: { end } }] })

const organization = (id: string, fields: Fields = {}): FhirOrganization => ({
  resourceType: 'Organization',
  id,
  active: true,
  ...fields,
})
const read = (fields: Fields, others: FhirOrganization[] = []) => {
  const structure = createStructures([organization('o', fields), ...others], new Map())('o')
  if (structure === undefined) throw new Error('a structure was expected')
  return structure
}

describe('the EJ of a structure', () => {
  const partOf = { reference: 'Organization/ej' }
  const ej = organization('ej', { type: [EJ], name: 'EJ' })

  test.each<[string, Fields, FhirOrganization[], string | null, boolean]>([
    ['at hand', { partOf }, [ej], 'EJ', false],
    ['not at hand', { partOf }, [], null, true],
    ['that cannot be told', { partOf: { reference: '#contained' } }, [ej], null, true],
    ['that is itself', { partOf: { reference: 'Organization/o' } }, [ej], null, false],
    ['without reference', { partOf: {} }, [ej], null, false],
    ['that it does not name', {}, [ej], null, false],
  ])('%s', (_, fields, others, raisonSociale, partOfIntrouvable) => {
    const structure = read(fields, others)
    expect(structure.partOf?.raisonSociale ?? null).toBe(raisonSociale)
    expect(structure.partOfIntrouvable).toBe(partOfIntrouvable)
  })
})

test('a period is its own only as that of an organization', () => {
  const extension = [
    { valuePeriod: { end: '2020-01-01' } },
    { url: 'https://x.invalid/autre', valuePeriod: { start: '2000-01-01', end: '2020-01-01' } },
  ]
  expect(read({ extension })).toMatchObject({ ouverture: null, fermeture: null })
  expect(read({ extension: [...extension, ...closed('2026-01-01').extension] })).toMatchObject({
    fermeture: '2026-01-01',
  })
})

test.each<[string, NonNullable<Fields['address']>, object | null]>([
  ['without a line of parts', [{ line: [null, 'B'], _line: [null] }], { lignes: ['B'] }],
  ['without parts', [{ _line: [{}, { extension: null }], city: 'MENTON' }], { lignes: [] }],
  [
    'with parts of no name',
    [{ _line: [{ extension: [{ valueString: 'X' }, part('careOf', ' SERVICE ')] }] }],
    { lignes: ['SERVICE'] },
  ],
  [
    'with blanks around',
    [{ line: [' 1 R HAUTE ', ' '], city: ' 06500  MENTON ', postalCode: ' 06500 ' }],
    { lignes: ['1 R HAUTE'], codePostal: '06500', commune: 'MENTON' },
  ],
  ['of blanks alone', [{ line: [' '], city: ' ', postalCode: ' ' }], null],
  ['of two, by the first', [{ city: 'MENTON' }, { city: 'NICE' }], { commune: 'MENTON' }],
])('an address %s', (_, address, expected) => {
  const { adresse } = read({ address })
  if (expected === null) expect(adresse).toBeNull()
  else expect(adresse).toMatchObject(expected)
})

describe('the sites of an EJ', () => {
  const site = (id: string, finess: string | null, fields: Fields = {}) =>
    organization(id, {
      type: [EG],
      partOf: { reference: 'Organization/ej' },
      identifier:
        finess === null ? [] : [{ system: 'https://finess.esante.gouv.fr', value: finess }],
      ...fields,
    })
  const ej = (fields: Fields = {}) => organization('ej', { type: [EJ], ...fields })
  const sitesOf = (...sites: FhirOrganization[]) =>
    createStructures([...sites, ej()], new Map([['ej', sites]]))('ej')?.sites
  const [A, B] = ['991000001', '991000002']

  test('are each FINESS once, in that order, whatever the order of the answer', () => {
    const sites = [site('1', A), site('2', B), site('3', '991000003'), site('4', A)]
    for (const all of [sites, sites.toReversed()]) {
      expect(sitesOf(...all)?.map(({ finessEg }) => finessEg)).toEqual([A, B, '991000003'])
    }
  })

  test('are neither itself nor another EJ', () => {
    const own = ej({ identifier: [{ system: 'https://x.invalid', value: B }], type: [EG] })
    expect(sitesOf(site('1', A), own, site('2', null, { type: [EJ] }))).toHaveLength(1)
  })

  test('are not known when one that is open has no FINESS', () => {
    expect(sitesOf(site('1', A), site('2', null))).toBeNull()
    expect(sitesOf(site('1', A), site('2', null, { active: undefined }))).toBeNull()
    expect(sitesOf(site('1', A), site('2', null, { active: false }))).toHaveLength(1)
  })

  test('are looked up for an EJ alone', () => {
    const structures = createStructures([site('1', A)], new Map([['1', [site('2', B)]]]))
    expect(structures('1')?.sites).toBeNull()
  })

  const open = (id: string, fields: Fields = {}) => site(id, A, { name: 'OUVERT', ...fields })
  const shut = { name: 'FERME', active: false }
  const ended = { name: 'FERME', ...closed('2020-01-01') }

  test.each<[string, FhirOrganization[], object]>([
    [
      'an open one and one shut',
      [open('1'), site('2', A, shut)],
      { raisonSociale: 'OUVERT', actif: true },
    ],
    [
      'an open one and one ended',
      [open('1'), site('2', A, ended)],
      { raisonSociale: 'OUVERT', fermeture: null },
    ],
    [
      'one shut and one ended',
      [site('1', A, shut), site('2', A, ended)],
      { raisonSociale: 'FERME' },
    ],
    ['two that say the same', [open('1'), open('2')], { raisonSociale: 'OUVERT', actif: true }],
    ['two names', [open('1'), open('2', { name: 'AUTRE' })], { raisonSociale: null }],
    ['one that says to be open', [open('1'), open('2', { active: undefined })], { actif: null }],
    [
      'two kinds',
      [open('1', { type: [EG, type('P')] }), open('2', { type: [EG, type('S')] })],
      { typeEtablissement: 'illisible' },
    ],
    [
      'one kind, twice',
      [open('1', { type: [EG, type('P')] }), open('2', { type: [EG, type('P')] })],
      { typeEtablissement: 'P' },
    ],
    [
      'two sectors, and a category',
      [
        open('1', { type: [EG, nos('R02', 'SA25'), nos('R66', '611')] }),
        open('2', { type: [EG, nos('R02', 'SA01'), nos('R66', '611')] }),
      ],
      { secteurActivite: { illisible: ['SA01', 'SA25'] }, categorieEtablissement: '611' },
    ],
    [
      'two categories, and a sector of one',
      [
        open('1', { type: [EG, nos('R66', '611')] }),
        open('2', { type: [EG, nos('R02', 'SA25'), nos('R66', '355')] }),
      ],
      { secteurActivite: 'SA25', categorieEtablissement: { illisible: ['355', '611'] } },
    ],
  ])('under one FINESS, are what is sure of the open ones: %s', (_, sites, expected) => {
    for (const all of [sites, sites.toReversed()]) {
      const read = sitesOf(...all)
      expect(read).toHaveLength(1)
      expect(read?.[0]).toMatchObject({ finessEg: A, ...expected })
    }
  })
})
