import { existsSync, globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { readPage } from '../../src/adapters/annuaires/fhir/bundle.ts'
import type { Cle } from '../../src/application/ports.ts'
import type { Professionnel, Structure } from '../../src/domain/situation-exercice.ts'
import { type Answer, BASE, readFhir } from '../support/read-fhir.ts'
import { referenceOf } from '../support/references.ts'

const RPPS = '10999000010'
const TYPES = 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203'
const SYS = {
  rpps: 'https://rpps.esante.gouv.fr',
  rang: 'https://rppsrang.esante.gouv.fr',
  finess: 'https://finess.esante.gouv.fr',
  sirene: 'https://sirene.fr',
  idnst: 'urn:oid:1.2.250.1.71.4.2.2',
  idnps: 'urn:oid:1.2.250.1.71.4.2.1',
}
const IG = 'https://interop.esante.gouv.fr/ig/fhir/annuaire'

type Json = Record<string, unknown>

const nos = (table: string, code: string) => ({
  coding: [{ system: `https://mos.esante.gouv.fr/NOS/TRE_${table}-X/FHIR/TRE-${table}-X`, code }],
})
const id = (system: string, value: string, code?: string) => ({
  system,
  value,
  ...(code === undefined ? {} : { type: { coding: [{ system: TYPES, code }] } }),
})
const nature = (code: string) => ({
  coding: [{ system: 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307', code }],
})
const EG = nature('GEOGRAPHICAL-ENTITY')
const EJ = nature('LEGAL-ENTITY')

const practitioner = (fields: Json = {}): Json => ({
  resourceType: 'Practitioner',
  id: 'p1',
  active: true,
  identifier: [id(SYS.rpps, RPPS, 'RPPS')],
  ...fields,
})
const role = (fields: Json = {}): Json => ({
  resourceType: 'PractitionerRole',
  id: 'r1',
  active: true,
  practitioner: { reference: 'Practitioner/p1' },
  organization: { reference: 'Organization/o1' },
  ...fields,
})
const organization = (fields: Json = {}): Json => ({
  resourceType: 'Organization',
  id: 'o1',
  active: true,
  type: [EG],
  ...fields,
})
const card = (numero: string | null, parts: Json[] = []) => ({
  url: `${IG}/StructureDefinition/as-ext-smartcard`,
  extension: [...(numero === null ? [] : [{ url: 'number', valueString: numero }]), ...parts],
})

const bundle = (resources: Json[], fields: Json = {}): Json => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
  ...fields,
})

const parentOf = ({ partOf }: Json): unknown =>
  (partOf as { reference?: string } | undefined)?.reference?.split('/').at(-1)

/** The API over these: whoever is asked for, `people` answer; `orgs` are searched. */
const answers =
  (people: Json[], orgs: Json[] = []): Answer =>
  (type, params) => {
    if (type === 'Practitioner') return bundle(people)
    const [ids, ejIds] = ['_id', 'partof'].map((name) => (params.get(name) ?? '').split(','))
    const found = orgs.filter(
      (org) => ids?.includes(String(org['id'])) || ejIds?.includes(String(parentOf(org))),
    )
    const parents = params.has('_include') ? found.map(parentOf) : []
    return bundle([...found, ...orgs.filter(({ id: key }) => parents.includes(key))])
  }

const ofRpps = (valeur: string): Cle => ({ type: 'RPPS', valeur })
const ofCarte = (valeur: string): Cle => ({ type: 'CARTE', valeur })

/** The practitioner, `null` for nobody, or in fixed words why nothing can be told. */
const lookUp = async (
  answer: Answer,
  cle = ofRpps(RPPS),
): Promise<Professionnel | string | null> => {
  const [result] = (await readFhir(answer, [cle])).results
  if (result?.ok) return result.value.professionnel
  return result?.failure.kind === 'not-found' ? null : `${result?.failure.reason}`
}
const mapped = (people: Json[], orgs: Json[] = [], cle?: Cle) => lookUp(answers(people, orgs), cle)
const only = async (people: Json[], orgs: Json[] = [], cle?: Cle): Promise<Professionnel> => {
  const found = await mapped(people, orgs, cle)
  if (found === null || typeof found === 'string') throw new Error(`not found: ${found}`)
  return found
}
/** What a search for a practitioner that is answered so comes to. */
const outcomeOf = async (json: unknown): Promise<string | null> => {
  const found = await lookUp((type) => (type === 'Practitioner' ? json : bundle([])))
  return found === null || typeof found === 'string' ? found : 'found'
}
const structureOf = async (fields: Json, others: Json[] = []): Promise<Structure> =>
  (await only([practitioner(), role()], [organization(fields), ...others])).exercices[0]!
    .situations[0]!.structure!

describe('a page is read or refused in fixed words', () => {
  test('an empty answer is nobody, not a failure', async () => {
    expect(await outcomeOf(bundle([], { total: 0 }))).toBeNull()
    expect(await outcomeOf({ resourceType: 'Bundle', type: 'searchset', total: 0 })).toBeNull()
    expect(await outcomeOf(bundle([]))).toBeNull()
  })

  test('total may be absent, versionId a number or a string, unknown resources are ignored', async () => {
    const { exercices } = await only([
      practitioner({ meta: { versionId: 2 } }),
      practitioner({ id: 'p2', meta: { versionId: '1', profile: 'odd' } }),
      { resourceType: 'Device', id: 'd1', identifier: 'odd' },
      { resourceType: 'HealthcareService' },
    ])
    expect(exercices).toHaveLength(2)
  })

  test('a repeated resource is kept once, whatever its meta; of two versions neither is', async () => {
    const people = [practitioner(), role()]
    const twice = [organization({ meta: { versionId: 1 } }), organization({ meta: { tag: [] } })]
    const { exercices } = await only([...people, ...people], twice)
    expect(exercices).toMatchObject([{ situations: [{ structure: { nature: 'EG' } }] }])
    const versions = [organization({ name: 'A' }), organization({ name: 'B' })]
    const reason = 'Organization in two different versions'
    expect(await mapped(people, versions)).toBe(reason)
    expect(await mapped(people, versions.toReversed())).toBe(reason)
    const pages: Answer = (type) => {
      if (type === 'Practitioner') return bundle(people)
      const link = [{ relation: 'next', url: `${BASE}/_page?id=2` }]
      return type === '_page' ? bundle([versions[1]!]) : bundle([versions[0]!], { link })
    }
    expect(await lookUp(pages)).toBe(reason)
  })

  test('an OperationOutcome that takes nothing from the results is read past', async () => {
    const remarque = (severity: string, code?: string) => ({
      resourceType: 'OperationOutcome',
      issue: [{ severity, ...(code === undefined ? {} : { code }) }],
    })
    const mild = [remarque('information', 'informational'), remarque('warning')]
    expect((await only([...mild, practitioner()])).exercices).toHaveLength(1)
    for (const bad of [
      remarque('error', 'processing'),
      remarque('fatal'),
      remarque('warning', 'incomplete'),
      remarque('Warning'),
    ]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await mapped([practitioner(), ...mild, bad])).toBe('OperationOutcome in a Bundle')
    }
  })

  test('the nulls that FHIR allows in lists are skipped', async () => {
    const name = [{ family: 'GRANITE', given: [null, 'Lou'], prefix: [null, 'MME'] }]
    expect(await only([practitioner({ name })])).toMatchObject({ prenom: 'Lou', civilite: 'MME' })
    expect((await structureOf({ alias: [null, 'Z'] })).enseigne).toBe('Z')
    expect((await structureOf({ alias: [null] })).enseigne).toBeNull()
  })

  test('the next link is followed, and what is on two pages counts once', async () => {
    const link = [
      { relation: 'self', url: 'x' },
      { relation: 'next', url: `${BASE}/_page?id=u1` },
    ]
    const pages = await readFhir(
      (type) => {
        if (type === 'Practitioner') return bundle([practitioner(), role()], { link })
        return type === '_page' ? bundle([practitioner(), role({ id: 'r2' }), role()]) : bundle([])
      },
      [ofRpps(RPPS)],
    )
    expect(pages.searches).toContain('_page?id=u1')
    expect(pages.results).toMatchObject([
      { value: { professionnel: { exercices: [{ situations: [{}, {}] }] } } },
    ])
    expect(await outcomeOf(bundle([], { link: [{ relation: 'next' }] }))).toBe(
      'next link without URL',
    )
  })

  test.each<[string, unknown, string]>([
    ['HTML', '<html>Bad Gateway</html>', 'not JSON'],
    ['nothing', '', 'not JSON'],
    ['a text', '"Bad Gateway"', 'not a JSON object'],
    ['null', null, 'not a JSON object'],
    ['a list', [], 'not a Bundle'],
    ['a gateway message', { message: 'Rate limit', http_status_code: 429 }, 'not a Bundle'],
    ['a single resource', practitioner(), 'not a Bundle'],
    [
      'an OperationOutcome',
      { resourceType: 'OperationOutcome', issue: [] },
      'OperationOutcome instead of a Bundle',
    ],
    [
      'an OperationOutcome among the entries',
      bundle([{ resourceType: 'OperationOutcome', id: 'x' }]),
      'OperationOutcome in a Bundle',
    ],
    [
      'a Bundle of another form',
      { resourceType: 'Bundle', type: 'searchset', entry: {} },
      'Bundle without the FHIR form',
    ],
    ['a Bundle and nothing else', { resourceType: 'Bundle' }, 'Bundle without the FHIR form'],
    [
      'a searchset without entries or total',
      { resourceType: 'Bundle', type: 'searchset' },
      'Bundle without the FHIR form',
    ],
    [
      'a searchset without the entries it announces',
      { resourceType: 'Bundle', type: 'searchset', total: 1 },
      'Bundle without the FHIR form',
    ],
    [
      'a Bundle that is no searchset',
      bundle([practitioner()], { type: 'history' }),
      'Bundle without the FHIR form',
    ],
    [
      'an entry without resource',
      bundle([], { entry: [{ fullUrl: 'x' }] }),
      'Bundle without the FHIR form',
    ],
    [
      'a resource cut to some elements',
      bundle([practitioner({ meta: { tag: [{ code: 'SUBSETTED' }] } })]),
      'Practitioner in part only',
    ],
    [
      'a resource without id',
      bundle([practitioner({ id: undefined })]),
      'Practitioner without the FHIR V2 form',
    ],
    [
      'a resource of another form',
      bundle([role({ active: 'true' })]),
      'PractitionerRole without the FHIR V2 form',
    ],
    [
      'V1 by profile',
      bundle([
        practitioner({
          meta: { profile: ['https://annuaire.sante.fr/fhir/StructureDefinition/AS-Practitioner'] },
        }),
      ]),
      'FHIR V1 shape',
    ],
    [
      'V1 by RASS profile',
      bundle([
        practitioner({
          meta: { profile: ['https://esante.gouv.fr/StructureDefinition/practitioner-rass|1.0'] },
        }),
      ]),
      'FHIR V1 shape',
    ],
    [
      'V1 by system',
      bundle([practitioner({ identifier: [id('http://rpps.fr', RPPS)] })]),
      'FHIR V1 shape',
    ],
    [
      'V1 by type system',
      bundle([
        organization({
          identifier: [
            {
              value: '1',
              type: {
                coding: [
                  { system: TYPES, code: 'FINEG' },
                  { system: 'http://interopsante.org/CodeSystem/v2-0203', code: 'FINEG' },
                ],
              },
            },
          ],
        }),
      ]),
      'FHIR V1 shape',
    ],
    [
      'an unreadable end of activity',
      bundle([role({ period: { end: '31/12/2026' } })]),
      'PractitionerRole with an unreadable end date',
    ],
    [
      'an impossible end of activity',
      bundle([role({ period: { end: '2026-02-30' } })]),
      'PractitionerRole with an unreadable end date',
    ],
    [
      'a closing known to the year alone',
      bundle([
        organization({
          extension: [
            {
              url: 'http://hl7.org/fhir/StructureDefinition/organization-period',
              valuePeriod: { end: '2026' },
            },
          ],
        }),
      ]),
      'Organization with an unreadable end date',
    ],
    [
      'an unreadable end of card',
      bundle([
        practitioner({
          extension: [card('3199000011', [{ url: 'period', valuePeriod: { end: 'soon' } }])],
        }),
      ]),
      'Practitioner with an unreadable end date',
    ],
    [
      'an unreadable opposition',
      bundle([
        practitioner({
          extension: [card('3199000011', [{ url: 'oppositionDate', valueDateTime: '' }])],
        }),
      ]),
      'Practitioner with an unreadable end date',
    ],
  ])('%s is refused', async (_, json, reason) => {
    expect(await outcomeOf(json)).toBe(reason)
  })

  test('a tag, a type without coding and a total that is none take nothing from it', async () => {
    const identifier = [id(SYS.rpps, RPPS, 'RPPS'), { system: 'https://x.example', type: {} }]
    const meta = { tag: [{ code: 'actionable' }, {}] }
    const people = bundle([practitioner({ identifier, meta })], { total: 'many' })
    expect(await outcomeOf(people)).toBe('found')
  })

  test('the profiles of V2, with a version or without, public or restricted, are no V1', async () => {
    const profile = [
      `${IG}/StructureDefinition/as-dp-practitioner`,
      `${IG}/StructureDefinition/as-dr-practitioner|1.2.0-snapshot-2`,
      `${IG}/StructureDefinition/as-dp-practitionerrole`,
    ]
    expect(await mapped([practitioner({ meta: { profile } })])).toMatchObject({ rpps: RPPS })
  })
})

describe('the identifiers of a structure are told by system and type code', () => {
  const none = {
    finessEg: null,
    finessEj: null,
    siret: null,
    siren: null,
    rppsRang: null,
    rppsRangMalforme: null,
    illisibles: [],
  }
  const RANG = '10999000010000'
  const untold = { illisibles: ['990780017'] }
  const rang = { rppsRang: { valeur: RANG, origine: 'identifiant' } }
  const rangByIdnst = { rppsRang: { valeur: RANG, origine: 'idnst' } }

  test.each<[string, Json[], Json[], Json]>([
    ['FINEG', [id(SYS.finess, '990780017', 'FINEG')], [EG], { finessEg: '990780017' }],
    ['FINEJ', [id(SYS.finess, '990780025', 'FINEJ')], [EJ], { finessEj: '990780025' }],
    [
      'FINEG and FINEJ of one system, in any order',
      [id(SYS.finess, '990780025', 'FINEJ'), id(SYS.finess, '990780017', 'FINEG')],
      [EG],
      { finessEg: '990780017', finessEj: '990780025' },
    ],
    ['a Corsican FINESS', [id(SYS.finess, '2A0999025', 'FINEG')], [EG], { finessEg: '2A0999025' }],
    ['a FINESS without its form', [id(SYS.finess, 'F75456786', 'FINEG')], [EG], {}],
    [
      'an untyped FINESS goes by the nature',
      [id(SYS.finess, '990780017')],
      [EJ],
      { finessEj: '990780017' },
    ],
    ['an untyped FINESS of unknown nature', [id(SYS.finess, '990780017')], [], untold],
    [
      'SIRET and SIREN of one system',
      [id(SYS.sirene, '999000029', 'SIREN'), id(SYS.sirene, '99900002900010', 'SIRET')],
      [EG],
      { siret: '99900002900010', siren: '999000029' },
    ],
    ['an untyped SIRET', [id(SYS.sirene, '99900002900010')], [EG], { siret: '99900002900010' }],
    ['a SIRET without its form', [id(SYS.sirene, '999000029', 'SIRET')], [EG], {}],
    ['rang, INTRN', [id(SYS.rang, RANG, 'INTRN')], [EG], rang],
    ['rang, RPPSRG', [id(SYS.rang, RANG, 'RPPSRG')], [EG], rang],
    ['rang, RPPSRG of another system', [id('https://x.example', RANG, 'RPPSRG')], [EG], rang],
    ['rang, no type', [id(SYS.rang, RANG)], [EG], rang],
    ['rang, INTRN of the system of the RPPS', [id(SYS.rpps, RANG, 'INTRN')], [EG], rang],
    ['rang, no type, system of the RPPS', [id(SYS.rpps, RANG)], [EG], rang],
    [
      'rang whose key is wrong is still one',
      [id(SYS.rang, '10999000010007', 'INTRN')],
      [EG],
      {
        rppsRang: { valeur: '10999000010007', origine: 'identifiant' },
      },
    ],
    ['rang by the national id', [id(SYS.idnst, `4${RANG}`, 'IDNST')], [EG], rangByIdnst],
    ['rang by an untyped national id', [id(SYS.idnst, `4${RANG}`)], [EG], rangByIdnst],
    [
      'rang malformed',
      [id(SYS.rang, 'F754567860', 'RPPSRG')],
      [EG],
      { rppsRangMalforme: 'F754567860' },
    ],
    [
      'rang of 13 digits',
      [id(SYS.rang, '1099900001000', 'INTRN')],
      [EG],
      { rppsRangMalforme: '1099900001000' },
    ],
    [
      'rang malformed beside a good national id',
      [id(SYS.rang, 'REJ10000000800887', 'INTRN'), id(SYS.idnst, `4${RANG}`, 'IDNST')],
      [EG],
      { ...rangByIdnst, rppsRangMalforme: 'REJ10000000800887' },
    ],
    [
      'ADELI rang is no RPPS rang',
      [id('https://adelirang.esante.gouv.fr', '99160410300', 'INTRN')],
      [EG],
      {},
    ],
    [
      'internal id is no RPPS rang',
      [id('http://rpps.interne.esante.gouv.fr', RANG, 'INTRN')],
      [EG],
      {},
    ],
    ['ADELI national id', [id(SYS.idnst, '099160410300', 'IDNST')], [EG], {}],
    [
      'national FINESS of an EG',
      [id(SYS.idnst, '1990780017', 'IDNST')],
      [EG],
      { finessEg: '990780017' },
    ],
    [
      'national FINESS of an EJ',
      [id(SYS.idnst, '1990780017', 'IDNST')],
      [EJ],
      { finessEj: '990780017' },
    ],
    ['national FINESS of unknown nature', [id(SYS.idnst, '1990780017', 'IDNST')], [], untold],
    ['national FINESS of two natures', [id(SYS.idnst, '1990780017', 'IDNST')], [EG, EJ], untold],
    [
      'national FINESS that repeats the FINEJ',
      [id(SYS.idnst, '1990780025', 'IDNST'), id(SYS.finess, '990780025', 'FINEJ')],
      [EG],
      { finessEj: '990780025' },
    ],
    [
      'a type code beats the national id',
      [id(SYS.idnst, '1990780033', 'IDNST'), id(SYS.finess, '990780017', 'FINEG')],
      [EG],
      { finessEg: '990780017' },
    ],
    ['national SIREN', [id(SYS.idnst, '2999000029', 'IDNST')], [EJ], { siren: '999000029' }],
    [
      'national SIRET',
      [id(SYS.idnst, '399900002900010', 'IDNST')],
      [EG],
      { siret: '99900002900010' },
    ],
    ['deprecated prefix 6', [id(SYS.idnst, '6990780017', 'IDNST')], [EG], untold],
    ['a FINESS of unknown type', [id(SYS.finess, '990780017', 'FINXX')], [EG], untold],
    [
      'a SIRET of unknown type',
      [id('https://x.example', '99900002900010', 'XX')],
      [EG],
      { illisibles: ['99900002900010'] },
    ],
    ['no identifier', [], [EG], {}],
    [
      'what has no value',
      [
        { system: SYS.finess, type: { coding: [{ code: 'FINEG' }] } },
        { system: SYS.idnst },
        { system: SYS.rang },
        {},
      ],
      [EG],
      {},
    ],
    ['a number of no form that we know', [id('https://x.example', 'A-1', 'XX')], [EG], {}],
    [
      'a rang of a type of which there is none',
      [id(SYS.rpps, RANG, 'XX')],
      [EG],
      { illisibles: [RANG] },
    ],
    [
      'rang malformed beside a good one',
      [id(SYS.rang, RANG, 'INTRN'), id(SYS.rang, 'F75', 'INTRN')],
      [EG],
      { ...rang, rppsRangMalforme: 'F75' },
    ],
    [
      'what has the form of a national id, and is none',
      [id('https://x.example', '399900002900010', 'XX')],
      [EG],
      { illisibles: ['399900002900010'] },
    ],
    [
      'national and untyped FINESS that repeat the FINEG, of an EJ',
      [
        id(SYS.idnst, '1990780017', 'IDNST'),
        id(SYS.finess, '990780017'),
        id(SYS.finess, '990780017', 'FINEG'),
      ],
      [EJ],
      { finessEg: '990780017' },
    ],
    [
      'two untyped SIRET',
      [id(SYS.sirene, '99900001100012'), id(SYS.sirene, '99900002900010')],
      [EG],
      { illisibles: ['99900001100012', '99900002900010'] },
    ],
    [
      'two national FINESS of unknown type',
      [id(SYS.idnst, '1990780017', 'IDNST'), id(SYS.idnst, '1990780025', 'IDNST')],
      [EG],
      { illisibles: ['990780017', '990780025'] },
    ],
    [
      'an old SIRET beside the one in use',
      [
        { ...id(SYS.sirene, '99900001100012', 'SIRET'), use: 'old' },
        id(SYS.sirene, '99900002900010', 'SIRET'),
      ],
      [EG],
      { siret: '99900002900010' },
    ],
    [
      'one SIRET given twice',
      [id(SYS.sirene, '99900002900010', 'SIRET'), id(SYS.sirene, '99900002900010', 'SIRET')],
      [EG],
      { siret: '99900002900010' },
    ],
    [
      'two SIRET, and a national id does not choose',
      [
        id(SYS.sirene, '99900001100012', 'SIRET'),
        id(SYS.sirene, '99900002900010', 'SIRET'),
        id(SYS.idnst, '399900002900010', 'IDNST'),
      ],
      [EG],
      { illisibles: ['99900001100012', '99900002900010'] },
    ],
    [
      'two FINESS EG',
      [
        id(SYS.finess, '990780017', 'FINEG'),
        id(SYS.finess, '990780033', 'FINEG'),
        id(SYS.idnst, '1990780017', 'IDNST'),
      ],
      [EG],
      { illisibles: ['990780017', '990780033'] },
    ],
    [
      'two valid rangs, a malformed one too',
      [
        id(SYS.rang, RANG, 'INTRN'),
        id(SYS.rang, '10999000010015', 'RPPSRG'),
        id(SYS.rang, 'F75', 'INTRN'),
        id(SYS.idnst, `4${RANG}`, 'IDNST'),
      ],
      [EG],
      {},
    ],
  ])('%s', async (_, identifier, type, expected) => {
    expect((await structureOf({ identifier, type })).identifiants).toEqual({ ...none, ...expected })
  })
})

describe('a structure', () => {
  test('is read by coding system, whatever the order and the extensions', async () => {
    const type = [
      nos('R72', '85'),
      nos('R75', '86.21Z'),
      nos('R66', '611'),
      { coding: [{ system: `${IG}/CodeSystem/as-cs-type-etablissement`, code: 'PRIMAIRE' }] },
      nos('R02', 'SA25'),
      EG,
    ]
    expect(await structureOf({ type, name: 'LABO', alias: ['ENSEIGNE', 'B'] })).toMatchObject({
      raisonSociale: 'LABO',
      enseigne: 'ENSEIGNE',
      nature: 'EG',
      actif: true,
      secteurActivite: 'SA25',
      categorieEtablissement: '611',
      statutJuridique: '85',
      typeEtablissement: 'P',
    })
  })

  test('with two codes where one may stand has neither, and says that it cannot be read', async () => {
    const pairs = [
      [nos('R02', 'SA07'), nos('R02', 'SA04')],
      [nos('R66', '611'), nos('R66', '355')],
      [nos('R72', '85'), nos('R72', '13')],
      [EG, nature('OTHER')],
    ]
    for (const type of [pairs.flat(), pairs.flat().toReversed()]) {
      expect(await structureOf({ type })).toMatchObject({
        nature: null,
        secteurActivite: { illisible: ['SA04', 'SA07'] },
        categorieEtablissement: { illisible: ['355', '611'] },
        statutJuridique: { illisible: ['13', '85'] },
      })
    }
    expect(
      (await structureOf({ type: [nos('R02', 'SA07'), nos('R02', 'SA07')] })).secteurActivite,
    ).toBe('SA07')
  })

  test.each([
    ['P', 'P'],
    ['PRIMAIRE', 'P'],
    ['S', 'S'],
    ['SECONDAIRE', 'S'],
    ['X', 'illisible'],
  ])('has the kind of site %s → %s', async (code, expected) => {
    const type = [{ coding: [{ system: `${IG}/CodeSystem/as-cs-type-etablissement`, code }] }]
    expect((await structureOf({ type })).typeEtablissement).toBe(expected)
  })

  test('stripped keeps its name and identifiers, and nothing is made up', async () => {
    const identifier = [id(SYS.finess, '990780058', 'FINEG')]
    const stripped = { active: false, name: 'EHPAD FERME', identifier, type: undefined }
    expect(await structureOf(stripped)).toMatchObject({
      actif: false,
      raisonSociale: 'EHPAD FERME',
      nature: null,
      secteurActivite: null,
      fermeture: null,
      partOf: null,
      identifiants: { finessEg: '990780058' },
    })
  })

  test('has its opening and closing days, a dateTime cut to its day', async () => {
    const valuePeriod = { start: '1998-01-01', end: '2024-06-30T23:59:59+02:00' }
    const url = 'http://hl7.org/fhir/StructureDefinition/organization-period'
    expect(await structureOf({ extension: [{ url, valuePeriod }] })).toMatchObject({
      ouverture: '1998-01-01',
      fermeture: '2024-06-30',
    })
  })

  const part = (name: string, valueString: string) => ({
    url: `http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-${name}`,
    valueString,
  })
  test.each<[string, Json | undefined, Json | null]>([
    ['absent', undefined, null],
    ['empty', {}, null],
    [
      'in whole lines',
      { line: ['SCANNER PRIVE', ' 1 R HAUTE '], city: 'MENTON', postalCode: '06500' },
      { lignes: ['SCANNER PRIVE', '1 R HAUTE'], codePostal: '06500', commune: 'MENTON' },
    ],
    [
      'in parts of any order',
      {
        _line: [
          {
            extension: [
              part('streetNameBase', 'DES LILAS'),
              part('houseNumber', '12'),
              part('additionalLocator', 'BAT B'),
              part('streetNameType', 'R'),
            ],
          },
        ],
        city: 'PARIS',
        postalCode: '75019',
      },
      { lignes: ['BAT B', '12 R DES LILAS'], codePostal: '75019', commune: 'PARIS' },
    ],
    [
      'in both',
      { line: [null, 'B'], _line: [{ extension: [part('houseNumber', '1')] }, null] },
      { lignes: ['1', 'B'], codePostal: null, commune: null },
    ],
    [
      'with the postal code in the city',
      { city: '06500 MENTON', postalCode: '06500' },
      { lignes: [], codePostal: '06500', commune: 'MENTON' },
    ],
    [
      'with the postal code in the city alone',
      { city: '06500 MENTON CEDEX' },
      { lignes: [], codePostal: '06500', commune: 'MENTON CEDEX' },
    ],
  ])('has an address %s', async (_, address, expected) => {
    expect((await structureOf({ address: address && [address] })).adresse).toEqual(expected)
  })

  const ej = organization({
    id: 'ej',
    type: [EJ, nos('R72', '87')],
    identifier: [id(SYS.finess, '990780025', 'FINEJ')],
  })
  const partOf = { reference: 'Organization/ej' }

  test('has its EJ when that is at hand', async () => {
    const structure = await structureOf({ partOf }, [ej])
    expect(structure.partOf).toMatchObject({
      nature: 'EJ',
      statutJuridique: '87',
      identifiants: { finessEj: '990780025' },
      sites: null,
    })
    expect(structure.sites).toBeNull()
  })

  test('has no EJ when it is dangling, or when it names itself', async () => {
    expect((await structureOf({ partOf })).partOf).toBeNull()
    expect((await structureOf({ partOf: { reference: 'Organization/o1' } })).partOf).toBeNull()
  })

  const site = (key: string, finess: string | null, fields: Json = {}) =>
    organization({
      id: key,
      partOf,
      identifier: finess === null ? [] : [id(SYS.finess, finess, 'FINEG')],
      ...fields,
    })
  /** The sites of an EJ are looked up for laboratories alone. */
  const laboratoire = { partOf, type: [EG, nos('R02', 'SA25')] }

  test('has the sites of its EJ, each FINESS once, closed ones too, when they were looked up', async () => {
    const { partOf: parent } = await structureOf(
      { ...laboratoire, identifier: [id(SYS.finess, '990780017', 'FINEG')] },
      [
        ej,
        site('s2', '990780033', { active: false, type: undefined }),
        site('s3', '990780033', { name: 'REOPENED' }),
        site('s4', '990780041', { active: false }),
        site('s5', null, { active: false }),
        site('s6', null, { type: [EJ] }),
        organization({ id: 's7', identifier: [id(SYS.finess, '990780058', 'FINEG')] }),
      ],
    )
    expect(parent?.sites?.map(({ finessEg, actif }) => [finessEg, actif])).toEqual([
      ['990780017', true],
      ['990780033', true],
      ['990780041', false],
    ])
  })

  describe('of two sites under one FINESS', () => {
    const kind = (code: string) => [
      EG,
      { coding: [{ system: `${IG}/CodeSystem/as-cs-type-etablissement`, code }] },
    ]
    const url = 'http://hl7.org/fhir/StructureDefinition/organization-period'
    const ended = [{ url, valuePeriod: { end: '2020-01-01' } }]
    const open = { name: 'NORD', type: kind('P') }
    const shown = async (...fields: Json[]) => {
      const sites = fields.map((one, i) => site(`s${i}`, '990780033', one))
      const own = { ...laboratoire, identifier: [id(SYS.finess, '990780017', 'FINEG')] }
      const { partOf: parent } = await structureOf(own, [ej, ...sites])
      return parent?.sites?.filter(({ finessEg }) => finessEg === '990780033')
    }

    test.each<[string, Json, Json]>([
      [
        'the open one stands, not one that is stripped',
        { name: 'SUD', type: kind('S'), active: false },
        { raisonSociale: 'NORD', typeEtablissement: 'P', actif: true, fermeture: null },
      ],
      [
        'the open one stands, not one that has closed',
        { name: 'SUD', type: kind('S'), extension: ended },
        { raisonSociale: 'NORD', typeEtablissement: 'P', actif: true, fermeture: null },
      ],
      [
        'both open, what they agree on',
        { name: 'SUD', type: kind('S') },
        { raisonSociale: null, typeEtablissement: 'illisible', actif: true, fermeture: null },
      ],
      [
        'both open and alike, either',
        open,
        { raisonSociale: 'NORD', typeEtablissement: 'P', actif: true, fermeture: null },
      ],
    ])('%s', async (_, other, expected) => {
      for (const two of [
        [open, other],
        [other, open],
      ]) {
        expect(await shown(...two)).toEqual([expect.objectContaining(expected)])
      }
    })
  })

  test('has no list of sites when one of them has no FINESS: it would not be the whole list', async () => {
    const known = { ...laboratoire, identifier: [id(SYS.finess, '990780017', 'FINEG')] }
    expect((await structureOf(known, [ej, site('s2', null)])).partOf?.sites).toBeNull()
  })

  test('that is an EJ has its own sites', async () => {
    const own = { type: [EJ, nos('R02', 'SA25')] }
    const child = site('s2', '990780017', { partOf: { reference: 'Organization/o1' } })
    expect((await structureOf(own, [child])).sites).toHaveLength(1)
    expect((await structureOf({ type: laboratoire.type }, [child])).sites).toBeNull()
  })
})

describe('a situation', () => {
  const situationOf = async (fields: Json, orgs: Json[] = [organization()]) =>
    (await only([practitioner(), role(fields)], orgs)).exercices[0]!.situations[0]!

  test('is read by coding system, in any order', async () => {
    const code = [
      nos('R06', 'A'),
      nos('R21', 'FON-02'),
      nos('R24', 'ACT-LIB-03'),
      nos('R23', 'L'),
      nos('R22', 'GENR01'),
    ]
    expect(await situationOf({ code })).toMatchObject({
      genreActivite: 'GENR01',
      modeExercice: 'L',
      typeActiviteLiberale: 'ACT-LIB-03',
      fonction: 'FON-02',
    })
  })

  test.each([
    ['R22', 'genreActivite'],
    ['R23', 'modeExercice'],
    ['R24', 'typeActiviteLiberale'],
    ['R21', 'fonction'],
  ] as const)('with two codes of %s has a %s that cannot be read', async (table, field) => {
    const code = [nos(table, 'X'), nos(table, 'Y')]
    expect((await situationOf({ code }))[field]).toEqual({ illisible: ['X', 'Y'] })
    expect((await situationOf({ code: [nos(table, 'X'), nos(table, 'X')] }))[field]).toBe('X')
  })

  test.each<[string, ReturnType<typeof id>[], string | null]>([
    ['10 digits under the system of the RPPS', [id(SYS.rpps, '1019900001')], '1019900001'],
    ['the older system', [id('https://annuaire.sante.fr', '1019900001')], '1019900001'],
    [
      'the numeroAm beside it',
      [id('https://www.ameli.fr', '999000001'), id(SYS.rpps, '1019900001')],
      '1019900001',
    ],
    [
      '10 digits of another system beside it',
      [id('https://www.ameli.fr', '1019900009'), id(SYS.rpps, '1019900001')],
      '1019900001',
    ],
    ['10 digits of another system alone', [id('https://www.ameli.fr', '1019900009')], null],
    [
      'the system of the RPPS before the older one',
      [id('https://annuaire.sante.fr', '1019900009'), id(SYS.rpps, '1019900001')],
      '1019900001',
    ],
    ['two of one system', [id(SYS.rpps, '1019900009'), id(SYS.rpps, '1019900001')], null],
    ['a RPPS is not an id of activity', [id(SYS.rpps, RPPS)], null],
    ['none', [], null],
  ])('has the id: %s', async (_, identifier, expected) => {
    expect((await situationOf({ identifier })).id).toBe(expected)
  })

  test('has no dates in public data, and those that another server gives', async () => {
    expect(await situationOf({})).toMatchObject({ actif: true, debut: null, fin: null })
    const period = { start: '2015-09-01T00:00:00+02:00', end: '2026-12-31' }
    expect(await situationOf({ period })).toMatchObject({ debut: '2015-09-01', fin: '2026-12-31' })
    expect((await situationOf({ period: { start: '2015-13-01' } })).debut).toBeNull()
  })

  test('without organization has no structure; one that is dangling is said to be', async () => {
    const withoutAny = { structure: null, structureIntrouvable: false }
    const dangling = { structure: null, structureIntrouvable: true }
    expect(await situationOf({ organization: undefined })).toMatchObject(withoutAny)
    expect(await situationOf({}, [])).toMatchObject(dangling)
    expect(await situationOf({ organization: { reference: '#contained' } })).toMatchObject(dangling)
    expect(await situationOf({ organization: {} })).toMatchObject(dangling)
  })

  test('stripped is kept as ended', async () => {
    const stripped = { active: false, organization: undefined, code: undefined }
    expect(await situationOf(stripped)).toMatchObject({
      actif: false,
      fonction: null,
      structure: null,
    })
  })

  test('whose reference is absolute or versioned finds its own', async () => {
    const reference = 'https://gateway.api.esante.gouv.fr/fhir/v2/Organization/o1/_history/2'
    const found = await situationOf({ organization: { reference } })
    expect(found).toMatchObject({ structure: { nature: 'EG' }, structureIntrouvable: false })
  })

  test('does not say that it is active when the source does not', async () => {
    expect((await situationOf({ active: undefined })).actif).toBeNull()
  })
})

describe('roles go to the exercice they name', () => {
  const second = practitioner({ id: 'p2' })
  const exercices = async (people: Json[]) =>
    (await only(people)).exercices.map(({ situations }) => situations.length)

  test('two Practitioner with one RPPS are two exercices of one person', async () => {
    const roles = [role({ practitioner: { reference: 'Practitioner/p2' } }), role({ id: 'r2' })]
    const people = [practitioner(), second, ...roles, role({ id: 'r3' })]
    expect(await exercices(people)).toEqual([2, 1])
    expect(await exercices(people.toReversed())).toEqual([2, 1])
  })

  test('a role that names nobody is that of the only Practitioner', async () => {
    expect(await exercices([practitioner(), role({ practitioner: undefined })])).toEqual([1])
    expect(await exercices([practitioner(), role({ practitioner: {} })])).toEqual([1])
  })

  test('a role that names somebody who is not there makes the answer unusable, ended or not', async () => {
    const refused = 'role of an unknown Practitioner'
    const reference = { practitioner: { reference: 'Practitioner/3719500' } }
    expect(await mapped([practitioner(), role(reference)])).toBe(refused)
    expect(await mapped([practitioner(), role({ ...reference, active: false })])).toBe(refused)
  })

  test('among several Practitioner such a role makes the answer unusable, never lost or guessed', async () => {
    const orphan = role({ practitioner: undefined })
    const refused = 'role of an unknown Practitioner'
    expect(await mapped([practitioner(), second, orphan])).toBe(refused)
    expect(await mapped([orphan])).toBe(refused)
  })

  test('several people of one search are told apart by their RPPS', async () => {
    const other = practitioner({ id: 'p2', identifier: [id(SYS.rpps, '10999000028', 'RPPS')] })
    const { results } = await readFhir(answers([other, practitioner(), role()]), [
      ofRpps(RPPS),
      ofRpps('10999000028'),
    ])
    expect(results).toMatchObject([
      { value: { professionnel: { rpps: RPPS, exercices: [{ situations: [{}] }] } } },
      { value: { professionnel: { rpps: '10999000028', exercices: [{ situations: [] }] } } },
    ])
  })
})

describe('a practitioner', () => {
  test.each<[string, ReturnType<typeof id>[]]>([
    ['by its slot', [id(SYS.idnps, `8${RPPS}`, 'IDNPS'), id(SYS.rpps, RPPS, 'RPPS')]],
    ['by an untyped slot', [id(SYS.rpps, RPPS)]],
    ['by the IDNPS alone', [id(SYS.idnps, `8${RPPS}`, 'IDNPS')]],
  ])('has a RPPS %s', async (_, identifier) => {
    expect((await only([practitioner({ identifier })])).rpps).toBe(RPPS)
  })

  test('with two RPPS has neither; an old one does not count', async () => {
    const old = { ...id(SYS.rpps, '10999000028', 'RPPS'), use: 'old' }
    expect(
      (await only([practitioner({ identifier: [old, id(SYS.rpps, RPPS, 'RPPS')] })])).rpps,
    ).toBe(RPPS)
    const identifier = [id(SYS.rpps, '10999000028', 'RPPS'), id(SYS.rpps, RPPS, 'RPPS')]
    const refused = 'Practitioner without RPPS'
    expect(await mapped([practitioner({ identifier })])).toBe(refused)
  })

  test('a RPPS with a wrong key is received as it is', async () => {
    const identifier = [id(SYS.rpps, '10999000011', 'RPPS')]
    const found = await only([practitioner({ identifier })], [], ofRpps('10999000011'))
    expect(found.rpps).toBe('10999000011')
  })

  test('without RPPS is left out, with its roles; without any identifier is refused', async () => {
    const employee = practitioner({
      identifier: [id(SYS.idnps, '3990780017/42', 'IDNPS')],
      extension: [card('3199000011')],
    })
    expect(await mapped([employee, role()], [], ofCarte('3199000011'))).toBeNull()
    const refused = 'Practitioner without RPPS'
    expect(await mapped([practitioner({ identifier: undefined })])).toBe(refused)
    expect(await mapped([practitioner({ identifier: [id(SYS.rpps, '123', 'RPPS')] })])).toBe(
      refused,
    )
  })

  test('has its professions and savoir-faire by coding system, in any order', async () => {
    const both = (a: ReturnType<typeof nos>, b: ReturnType<typeof nos>) => ({
      code: { coding: [...a.coding, ...b.coding] },
    })
    const qualification = [
      both(nos('R38', 'SM44'), nos('R04', 'S')),
      both(nos('R04', 'C'), nos('R39', 'C25')),
      both(nos('R14', 'DE'), nos('R48', 'DE05')),
      both(nos('G15', '10'), nos('R09', 'C')),
      both(nos('R09', 'C'), nos('R94', '41')),
      {},
    ]
    expect((await only([practitioner({ qualification })])).exercices[0]).toMatchObject({
      actif: true,
      professions: ['10'],
      savoirFaire: ['C25', 'SM44'],
    })
  })

  test('takes its name from the first active exercice that has one', async () => {
    const named = (key: string, family: string, active: boolean) =>
      practitioner({ id: key, active, name: [{ family, given: ['Lou', 'Ève'], prefix: ['MME'] }] })
    const people = [
      practitioner({ id: 'p0' }),
      named('p1', 'OLD', false),
      named('p2', 'GRANITE', true),
    ]
    expect(await only(people)).toMatchObject({ nom: 'GRANITE', prenom: 'Lou Ève', civilite: 'MME' })
    expect((await only(people.slice(0, 2))).nom).toBe('OLD')
    expect(await only([practitioner({ name: [{ text: 'GRANITE Lou' }] })])).toMatchObject({
      nom: 'GRANITE Lou',
      prenom: null,
      civilite: null,
    })
  })

  test('stripped has no name, profession or card', async () => {
    expect(await only([practitioner({ active: false })])).toEqual({
      rpps: RPPS,
      nom: null,
      prenom: null,
      civilite: null,
      exercices: [{ actif: false, professions: [], savoirFaire: [], cartes: [], situations: [] }],
    })
  })

  const valuePeriod = { start: '2024-02-21', end: '2027-02-21T00:00:00Z' }
  const type = { url: 'type', valueCodeableConcept: nos('R87', 'CPS') }
  const opposition = { url: 'oppositionDate', valueDateTime: '2026-06-01T10:30:00+02:00' }

  test('has its cards, whatever is missing; an opposition is known only where it is given', async () => {
    const extension = [
      { url: `${IG}/StructureDefinition/as-ext-practitioner-authorization` },
      card('3199000011', [type, { url: 'period', valuePeriod }]),
      card('3199000022', [opposition]),
      card(null, [type]),
    ]
    const absent = { type: null, debut: null, fin: null }
    expect((await only([practitioner({ extension })])).exercices[0]?.cartes).toEqual([
      {
        numero: '3199000011',
        type: 'CPS',
        debut: '2024-02-21',
        fin: '2027-02-21',
        opposition: null,
        oppositionConnue: false,
      },
      { numero: '3199000022', ...absent, opposition: '2026-06-01', oppositionConnue: true },
    ])
  })

  test('a card that says something in two ways does not say it, whichever comes first', async () => {
    const other = { url: 'type', valueCodeableConcept: nos('R87', 'CPF') }
    for (const parts of [
      [type, other],
      [other, type],
    ]) {
      const extension = [card('3199000011', parts)]
      // oxlint-disable-next-line no-await-in-loop -- two orders
      expect((await only([practitioner({ extension })])).exercices[0]?.cartes).toMatchObject([
        { numero: '3199000011', type: null },
      ])
    }
  })

  test('a card of two numbers leaves who bears it unreadable, never without that card', async () => {
    const numbers = ['3199000011', '3199000022'].map((valueString) => ({
      url: 'number',
      valueString,
    }))
    const extension = [card(null, numbers)]
    const reason = 'Practitioner with two numbers on one card'
    expect(await mapped([practitioner({ extension })])).toBe(reason)
    expect(await mapped([practitioner({ extension })], [], ofCarte('3199000022'))).toBe(reason)
  })

  test('found by card keeps the exercices that hold it, by equality', async () => {
    const people = [
      practitioner({ extension: [card('31990000129')] }),
      practitioner({ id: 'p2', extension: [card('3199000012')] }),
    ]
    const all = await only(people)
    const found = await only(people, [], ofCarte('3199000012'))
    expect(found.exercices).toEqual([all.exercices[1]])
    expect(await mapped(people, [], ofCarte('31990000'))).toBeNull()
  })
})

describe('what is asked next', () => {
  const searchesOf = async (people: Json[], orgs: Json[] = []): Promise<string[]> =>
    (await readFhir(answers(people, orgs), [ofRpps(RPPS)])).searches.slice(1)
  const named = (key: string) => ({ reference: `Organization/${key}` })

  test('organizations once each, in order, those of ended roles too', async () => {
    const roles = [
      role({ organization: named('o2'), active: false }),
      role({ id: 'r2' }),
      role({ id: 'r3' }),
      role({ id: 'r4', organization: undefined }),
    ]
    expect(await searchesOf([practitioner(), ...roles])).toEqual([
      'Organization?_id=o2,o1&_include=Organization:partof&_count=200',
    ])
  })

  test('EJ that the include did not bring, and the sites of the EJ of laboratories', async () => {
    const orgs = [
      organization({ partOf: named('ej1'), type: [EG, nos('R02', 'SA25')] }),
      organization({ id: 'o2', partOf: named('ej2'), type: [EG, nos('R02', 'SA01')] }),
      organization({ id: 'o3', type: [EG, nos('R02', 'SA29')] }),
      organization({ id: 'ej2', type: [EJ] }),
      organization({ id: 'ej4', type: [EJ, nos('R02', 'SA29')] }),
    ]
    const roles = ['o1', 'o2', 'o3', 'ej4'].map((key) =>
      role({ id: `r-${key}`, organization: named(key) }),
    )
    expect((await searchesOf([practitioner(), ...roles], orgs)).slice(1)).toEqual([
      'Organization?_id=ej1',
      'Organization?partof=ej1,ej4&_count=200',
    ])
  })
})

describe('nothing throws', () => {
  const survive = async (people: unknown, orgs: unknown) => {
    const { results } = await readFhir(
      (type) => (type === 'Practitioner' ? people : orgs),
      [ofRpps('10999001174')],
    )
    expect(results).toHaveLength(1)
  }

  test('on any JSON', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), survive))
  })

  test('on a right answer with any of its values replaced', async () => {
    const search = createRecherche(ressourcesFictives, BASE)
    const texts: string[] = []
    await readFhir(
      (type, params) => {
        const { body } = search(type, params)
        texts.push(JSON.stringify(body))
        return body
      },
      [ofRpps('10999001174')],
    )
    expect(texts).toHaveLength(2)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(400), fc.jsonValue()), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const damage = (text: string) => {
            let at = 0
            const wanted = new Map(changes)
            return JSON.parse(text, (_, value: unknown) =>
              wanted.has(at++) ? wanted.get(at - 1) : value,
            ) as unknown
          }
          await survive(damage(texts[0]!), damage(texts[1]!))
        },
      ),
      { numRuns: 500 },
    )
  })
})

const SAMPLES = referenceOf('fhir-samples')

describe.runIf(existsSync(SAMPLES))('the published samples', () => {
  const sample = (name: string): unknown => JSON.parse(readFileSync(new URL(name, SAMPLES), 'utf8'))
  const resourcesOf = (json: unknown): Json[] =>
    (json as { entry: { resource: Json }[] }).entry.map(({ resource }) => resource)
  const names = existsSync(SAMPLES) ? globSync('*.json', { cwd: SAMPLES.pathname }) : []

  test.each(names.toSorted())('%s is read, or refused when it is an error', (name) => {
    const page = readPage(sample(name))
    expect(page.ok && page.value.rejets.length === 0).toBe(!/^(13|18)/.test(name))
  })

  test('a médecin with a cabinet, a hospital and an ended role', async () => {
    const orgs = [
      '02-practitionerrole-by-practitioner-include-organization.json',
      '03b-organization-eg-include-partof.json',
    ].flatMap((name) => resourcesOf(sample(name)))
    const people = resourcesOf(sample('01-practitioner-by-rpps-revinclude-roles.json'))
    expect(await only(people, orgs)).toMatchObject({
      nom: 'TESTARD',
      prenom: 'Camille',
      civilite: 'MME',
      exercices: [
        {
          professions: ['10'],
          savoirFaire: ['SM54'],
          cartes: [{ numero: '3199000011', type: 'CPS', debut: '2024-02-21', fin: '2027-02-21' }],
          situations: [
            {
              id: '1019900001',
              modeExercice: 'L',
              structure: {
                secteurActivite: 'SA07',
                identifiants: { rppsRang: { valeur: '10999000010000', origine: 'identifiant' } },
                adresse: { lignes: ['12 R DES LILAS'], codePostal: '75019', commune: 'PARIS' },
              },
            },
            {
              id: '1019900002',
              structure: {
                nature: 'EG',
                categorieEtablissement: '355',
                identifiants: { finessEg: '990780017', finessEj: null },
                partOf: {
                  statutJuridique: '13',
                  identifiants: { finessEj: '990780025', siren: '999000011' },
                },
              },
            },
            { id: '1019900003', actif: false, structure: null, structureIntrouvable: false },
          ],
        },
      ],
    })
  })

  test('a search by card finds its holder, and the beginning of a card nobody', async () => {
    const search: Answer = (type, params) => {
      if (type !== 'Practitioner') return bundle([])
      return params.get('number-smartcard') === '3199000055'
        ? sample('07-practitioner-by-smartcard-two-cards.json')
        : sample('07b-practitioner-smartcard-prefix-trap.json')
    }
    expect(await lookUp(search, ofCarte('3199000055'))).toMatchObject({ rpps: '10999000051' })
    expect(await lookUp(search, ofCarte('319900001'))).toBeNull()
  })
})
