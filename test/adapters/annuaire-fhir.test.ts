import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { carteOf, createPopulation, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { nextAilleurs, pannes, type Panne } from '../../mocks/annuaire-fhir/pannes.ts'
import { CLE, startServeur, type ServeurAnnuaire } from '../../mocks/annuaire-fhir/serveur.ts'
import { praticiens, type Ressource, ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { CORE, identifier, nos } from '../../mocks/fixtures/fhir.ts'
import { pannes as lents } from '../../mocks/fixtures/index.ts'
import type { Formes } from '../../mocks/fixtures/recherche.ts'
import { createFictif } from '../../src/adapters/annuaires/fictif.ts'
import { createFhir, type FhirOptions } from '../../src/adapters/annuaires/fhir/fhir.ts'
import { followable, toBatches } from '../../src/adapters/annuaires/fhir/recherche.ts'
import { createQuotaParSeconde } from '../../src/adapters/quota/quota-par-seconde.ts'
import type { Result } from '../../src/application/failure.ts'
import { findOne } from '../../src/application/find-one.ts'
import type { Cle, Trouve } from '../../src/application/ports.ts'

const clock = { now: () => new Date('2026-11-23T09:00:00Z') }
const rpps = (valeur: string): Cle => ({ type: 'RPPS', valeur })
const carte = (valeur: string): Cle => ({ type: 'CARTE', valeur })

const opened: ServeurAnnuaire[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((serveur) => serveur.fermer()))
})

const createDirectory = (baseUrl: string, options: Partial<FhirOptions> = {}) =>
  createFhir({
    baseUrl,
    apiKey: CLE,
    fetch: (url, init) => fetch(url, init),
    clock,
    quota: createQuotaParSeconde({ callsPerSecond: 500 }),
    timeoutMs: 8000,
    breakerSeconds: 60,
    retryDelayMs: { initial: 1, max: 5 },
    ...options,
  })

/** The stand-in over some resources, and the directory that asks it. */
const setUp = async (
  ressources: readonly Ressource[],
  options: Partial<FhirOptions> = {},
  formes: Formes = {},
) => {
  const serveur = await startServeur({ ressources, appelsParSeconde: null, formes })
  opened.push(serveur)
  const fhir = createDirectory(serveur.url, options)
  const urls = () => serveur.appels.map(({ url }) => decodeURIComponent(url.slice(9)))
  return { serveur, fhir, urls }
}

const outcome = (result: Result<Trouve> | undefined) =>
  result?.ok ? result.value.professionnel.rpps : result?.failure.kind
const personOf = (result: Result<Trouve> | undefined) => {
  if (!result?.ok) throw new Error(`a practitioner was expected: ${JSON.stringify(result)}`)
  return result.value.professionnel
}
const structureOf = (result: Result<Trouve> | undefined) =>
  personOf(result).exercices[0]?.situations[0]?.structure

/** Invented resources, as short as they can be. */
const practitioner = (id: string, numero: string, extra: object = {}): Ressource => ({
  resourceType: 'Practitioner',
  id,
  active: true,
  identifier: [identifier('RPPS', 'https://rpps.esante.gouv.fr', numero)],
  ...extra,
})
const role = (id: string, owner: string, organization?: string, extra: object = {}): Ressource => ({
  resourceType: 'PractitionerRole',
  id,
  active: true,
  practitioner: { reference: `Practitioner/${owner}` },
  ...(organization ? { organization: { reference: `Organization/${organization}` } } : {}),
  ...extra,
})
const structure = (id: string, nature: 'EG' | 'EJ', ej?: string, secteur?: string): Ressource => ({
  resourceType: 'Organization',
  id,
  active: true,
  identifier: [
    identifier(
      nature === 'EG' ? 'FINEG' : 'FINEJ',
      'https://finess.esante.gouv.fr',
      id.replace(/\D/g, '').padStart(9, '9'),
    ),
  ],
  type: [
    {
      coding: [
        {
          system: `${CORE}/CodeSystem/fr-core-cs-v2-3307`,
          code: nature === 'EG' ? 'GEOGRAPHICAL-ENTITY' : 'LEGAL-ENTITY',
        },
      ],
    },
    ...(secteur ? [{ coding: [nos('R02', secteur)] }] : []),
  ],
  ...(ej ? { partOf: { reference: `Organization/${ej}` } } : {}),
})
const carteExtension = (numero: string) => ({
  url: 'https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-smartcard',
  extension: [{ url: 'number', valueString: numero }],
})

/** An answer made by hand, whatever was asked. */
const searchset = (entries: readonly object[], fields: object = {}) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: entries.map((resource) => ({ resource })),
  ...fields,
})
const says =
  (entries: readonly object[], fields: object = {}): Panne =>
  (_request, response) => {
    response.end(JSON.stringify(searchset(entries, fields)))
  }

const A = rppsOf(9001)
const B = rppsOf(9002)

describe('one practitioner', () => {
  test('takes two calls, and gives the EG with its EJ', async () => {
    const { fhir, urls } = await setUp(createPopulation(3))
    const result = await findOne(fhir, rpps(rppsOf(1)))
    expect(urls()).toEqual([
      `Practitioner?identifier=https://rpps.esante.gouv.fr|${rppsOf(1)}&_revinclude=PractitionerRole:practitioner`,
      'Organization?_id=001-01-991&_include=Organization:partof',
    ])
    expect(structureOf(result)).toMatchObject({ nature: 'EG', partOf: { nature: 'EJ' } })
    expect(result.ok && result.value.provenance).toEqual([
      { nom: 'fhir', etat: 'direct', donneesDu: null, interrogeeLe: '2026-11-23T09:00:00Z' },
    ])
  })

  test('takes one call when there is no structure', async () => {
    const { fhir, serveur } = await setUp([practitioner('p', A), role('r', 'p')])
    expect(personOf(await findOne(fhir, rpps(A))).exercices[0]?.situations).toHaveLength(1)
    expect(serveur.appels).toHaveLength(1)
  })

  test('that nobody knows takes one call and is not found', async () => {
    const { fhir, serveur } = await setUp([])
    expect(outcome(await findOne(fhir, rpps(A)))).toBe('not-found')
    expect(serveur.appels).toHaveLength(1)
  })

  test('whose number is none takes no call', async () => {
    const { fhir, serveur } = await setUp([])
    expect(outcome(await findOne(fhir, rpps('1,2|3')))).toBe('not-found')
    expect(serveur.appels).toHaveLength(0)
  })

  test('of two professions is two Practitioners with one RPPS', async () => {
    const { fhir } = await setUp([
      practitioner('p1', A),
      practitioner('p2', A),
      role('r1', 'p1', 'o1'),
      role('r2', 'p2', 'o1'),
      structure('o1', 'EJ'),
    ])
    const { exercices } = personOf(await findOne(fhir, rpps(A)))
    expect(exercices.map(({ situations }) => situations.length)).toEqual([1, 1])
  })

  test('in a structure that the directory does not hold is told so', async () => {
    const { fhir, serveur } = await setUp([practitioner('p', A), role('r', 'p', 'o9')])
    const [exercice] = personOf(await findOne(fhir, rpps(A))).exercices
    expect(exercice?.situations[0]).toMatchObject({ structure: null, structureIntrouvable: true })
    expect(serveur.appels).toHaveLength(2)
  })

  test('has an EJ that _include did not bring after a third call', async () => {
    const { fhir, serveur, urls } = await setUp(createPopulation(1))
    serveur.panne = (_rang, url) =>
      url.includes('_include')
        ? says(createPopulation(1).filter(({ id }) => id.startsWith('001-01')))
        : null
    expect(structureOf(await findOne(fhir, rpps(rppsOf(0))))?.partOf?.nature).toBe('EJ')
    expect(urls()[2]).toBe('Organization?_id=001-02-990')
  })

  test('of a laboratory comes with every site of its EJ, pages and all', async () => {
    const sites = Array.from({ length: 450 }, (_, i) =>
      structure(`eg${1000 + i}`, 'EG', 'ej', 'SA25'),
    )
    const { fhir, serveur, urls } = await setUp([
      practitioner('p', A),
      role('r', 'p', 'eg1000'),
      ...sites,
      structure('ej', 'EJ'),
    ])
    const result = structureOf(await findOne(fhir, rpps(A)))
    expect(result?.partOf?.sites).toHaveLength(450)
    expect(urls()[2]).toBe('Organization?partof=ej&_count=200')
    expect(serveur.appels).toHaveLength(5)
  })

  test('of anything else does not ask for sites', async () => {
    const { fhir, serveur } = await setUp([
      practitioner('p', A),
      role('r', 'p', 'eg1'),
      structure('eg1', 'EG', 'ej', 'SA01'),
      structure('ej', 'EJ'),
    ])
    expect(structureOf(await findOne(fhir, rpps(A)))?.partOf?.sites).toBeNull()
    expect(serveur.appels).toHaveLength(2)
  })
})

describe('a card', () => {
  test('is found by its whole number, not by a beginning of it', async () => {
    const { fhir, urls } = await setUp(createPopulation(12, 0))
    expect(outcome(await findOne(fhir, carte(carteOf(1))))).toBe(rppsOf(1))
    expect(urls()[0]).toMatch(/^Practitioner\?number-smartcard=3199800001&_revinclude=/)
    expect(outcome(await findOne(fhir, carte('319980001')))).toBe('not-found')
  })

  test('gives the exercice that holds it alone', async () => {
    const { fhir } = await setUp([
      practitioner('p1', A, { extension: [carteExtension('3199000011')] }),
      practitioner('p2', A, { extension: [carteExtension('31990000112')] }),
    ])
    const { exercices } = personOf(await findOne(fhir, carte('3199000011')))
    expect(exercices.map(({ cartes }) => cartes.map(({ numero }) => numero))).toEqual([
      ['3199000011'],
    ])
  })

  test('of two people is no answer', async () => {
    const extension = [carteExtension('3199000011')]
    const { fhir } = await setUp([
      practitioner('p1', A, { extension }),
      practitioner('p2', B, { extension }),
    ])
    expect(outcome(await findOne(fhir, carte('3199000011')))).toBe('invalid-response')
  })
})

describe('many', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, i) => rpps(rppsOf(i)))

  test.each([
    [0, 10],
    [1, 20],
    [2, 30],
    [3, 40],
  ])('400 with %i structures each take %i calls', async (structures, calls) => {
    const { fhir, serveur } = await setUp(createPopulation(400, structures))
    const results = await fhir.findMany(keys(400), { priority: 'lot' })
    expect(results.map(outcome)).toEqual(keys(400).map(({ valeur }) => valeur))
    expect(serveur.appels).toHaveLength(calls)
    const parameters = serveur.appels.flatMap(({ url }) => [
      ...new URL(url, 'http://x').searchParams.values(),
    ])
    expect(Math.max(...parameters.map((value) => value.length))).toBeLessThanOrEqual(1024)
  })

  test('400 cards take no more calls than 400 RPPS', async () => {
    const { fhir, serveur } = await setUp(createPopulation(400))
    const results = await fhir.findMany(Array.from({ length: 400 }, (_, i) => carte(carteOf(i))))
    expect(results.map(outcome)).toEqual(keys(400).map(({ valeur }) => valeur))
    expect(serveur.appels).toHaveLength(20)
  })

  test('structures that several have in common are asked for once', async () => {
    const shared = Array.from({ length: 80 }, (_, i) => [
      practitioner(`p${i}`, rppsOf(i)),
      role(`r${i}`, `p${i}`, `o${i % 5}`),
    ]).flat()
    const { fhir, urls } = await setUp([
      ...shared,
      ...Array.from({ length: 5 }, (_, i) => structure(`o${i}`, 'EJ')),
    ])
    await fhir.findMany(keys(80))
    expect(urls().filter((url) => url.startsWith('Organization'))).toEqual([
      'Organization?_id=o0,o1,o2,o3,o4&_include=Organization:partof&_count=200',
    ])
  })

  test('are answered in the order asked, doubles and unknown ones too, RPPS and cards', async () => {
    const { fhir } = await setUp(createPopulation(5))
    const asked = [rpps(rppsOf(3)), carte(carteOf(1)), rpps(A), rpps(rppsOf(3)), rpps(rppsOf(0))]
    expect((await fhir.findMany(asked)).map(outcome)).toEqual([
      rppsOf(3),
      rppsOf(1),
      'not-found',
      rppsOf(3),
      rppsOf(0),
    ])
    expect(await fhir.findMany([])).toEqual([])
  })

  test('an answer about somebody who was not asked for answers nobody', async () => {
    const { fhir, serveur } = await setUp([])
    serveur.panne = () => says([practitioner('p1', A), practitioner('p2', B)], { total: 2 })
    const results = await fhir.findMany([rpps(B), rpps(rppsOf(5))])
    expect(results.map(outcome)).toEqual(['invalid-response', 'invalid-response'])
    serveur.panne = () => says([{ ...practitioner('p1', A), name: 'odd' }])
    expect(outcome(await findOne(fhir, rpps(B)))).toBe('invalid-response')
    serveur.panne = () => says([practitioner('p1', A)], { total: 1 })
    expect(outcome(await findOne(fhir, rpps(B)))).toBe('invalid-response')
    expect(outcome(await findOne(fhir, carte('3199000011')))).toBe('invalid-response')
  })

  test('one alone gets the roles of nobody else', async () => {
    const { fhir, serveur } = await setUp([])
    serveur.panne = () => says([practitioner('p2', B), role('r2', 'p2'), role('r1', 'p1')])
    const results = await fhir.findMany([rpps(A), rpps(B)])
    expect(results.map(outcome)).toEqual(['invalid-response', 'invalid-response'])
    serveur.panne = () => says([practitioner('p2', B), { ...role('r1', 'x'), practitioner: null }])
    const each = await fhir.findMany([rpps(A), rpps(B)])
    expect(each.map(outcome)).toEqual(['invalid-response', B])
    expect(personOf(await findOne(fhir, rpps(B))).exercices[0]?.situations).toHaveLength(1)
  })

  const SPOIL: Record<string, (ressource: Ressource, place: number) => object | null> = {
    Practitioners: ({ resourceType }, place) =>
      resourceType === 'Practitioner' && place % 37 === 5 ? { name: 'odd' } : null,
    'Practitioners (an unreadable end)': ({ resourceType }, place) =>
      resourceType === 'Practitioner' && place % 37 === 5
        ? { extension: [{ ...carteExtension(carteOf(place)), valuePeriod: 0 }] }
        : null,
    roles: ({ resourceType }, place) =>
      resourceType === 'PractitionerRole' && place % 37 === 5 ? { active: 'yes' } : null,
    structures: ({ resourceType, id }, place) =>
      resourceType === 'Organization' && id.startsWith('001-01') && place % 37 === 5
        ? { meta: { tag: [{ code: 'SUBSETTED' }] } }
        : null,
    EJ: ({ resourceType, id }, place) =>
      resourceType === 'Organization' && id.startsWith('001-02') && place % 37 === 5
        ? { alias: 'odd' }
        : null,
  }
  const placeOf = (id: string) => Number(/-99(\d+)/.exec(id)?.[1])

  test.each(
    Object.keys(SPOIL).flatMap((kind) => [1, 2, 5, 10].map((count) => [count, kind] as const)),
  )('%i bad %s among 400 fail alone, within no more calls', async (count, kind) => {
    const bad = new Set<number>()
    const ressources = createPopulation(400).map((one) => {
      const place = placeOf(one.id)
      const change = place < 37 * count ? SPOIL[kind]?.(one, place) : null
      if (!change) return one
      bad.add(place)
      return { ...one, ...change }
    })
    const { fhir, serveur } = await setUp(ressources)
    const results = await fhir.findMany(keys(400))
    const failed = results.flatMap((result, index) => (result.ok ? [] : [index]))
    expect(failed).toEqual([...bad].toSorted((a, b) => a - b))
    expect(failed).toHaveLength(count)
    expect(new Set(failed.map((index) => outcome(results[index])))).toEqual(
      new Set(['invalid-response']),
    )
    expect(serveur.appels).toHaveLength(20)
  })

  test('one bad card holder fails the keys that are its own', async () => {
    const { fhir } = await setUp([
      practitioner('p1', A, { extension: [carteExtension('3199000011')], name: 'odd' }),
      practitioner('p2', B, { extension: [carteExtension('3199000012')] }),
    ])
    const results = await fhir.findMany([carte('3199000011'), carte('3199000012')])
    expect(results.map(outcome)).toEqual(['invalid-response', B])
  })

  test('a resource of two versions fails those whose it is, whatever the order', async () => {
    const { fhir, serveur } = await setUp([])
    const versions = [role('r1', 'p1'), role('r1', 'p1', undefined, { active: false })]
    for (const both of [versions, versions.toReversed()]) {
      serveur.panne = () => says([practitioner('p1', A), practitioner('p2', B), ...both])
      const results = await fhir.findMany([rpps(A), rpps(B)])
      expect(results.map(outcome)).toEqual(['invalid-response', B])
    }
  })

  test('somebody with too many structures fails alone', async () => {
    const { fhir } = await setUp([
      practitioner('p1', A),
      ...Array.from({ length: 201 }, (_, i) => role(`r${i}`, 'p1', `o${i}`)),
      practitioner('p2', B),
    ])
    const results = await fhir.findMany([rpps(A), rpps(B)])
    expect(results.map(outcome)).toEqual(['invalid-response', B])
  })

  test('more entries than a look-up may read are no answer', async () => {
    const { fhir, serveur } = await setUp([])
    const crowd = Array.from({ length: 20_001 }, (_, i) => practitioner(`p${i}`, A))
    serveur.panne = () => says(crowd)
    expect(outcome(await findOne(fhir, rpps(A)))).toBe('invalid-response')
    serveur.panne = () => says(crowd.slice(1))
    expect(personOf(await findOne(fhir, rpps(A))).exercices).toHaveLength(20_000)
  })

  test.each(['vide-502', 'delai-504'] as const)(
    'a batch answered with %s is halved once',
    async (nom) => {
      const { fhir, serveur } = await setUp(createPopulation(80))
      serveur.panne = (_rang, url) => (url.split(/,|%2C/).length > 20 ? pannes[nom] : null)
      const results = await fhir.findMany(keys(80))
      expect(results.every(({ ok }) => ok)).toBe(true)
      // Two searches for people, two for structures: three tries each, then two halves.
      expect(serveur.appels).toHaveLength(4 * (3 + 2))
      serveur.appels.length = 0
      serveur.panne = () => pannes[nom]
      const down = await fhir.findMany(keys(80))
      expect(new Set(down.map(outcome))).toEqual(new Set(['unavailable']))
      expect(serveur.appels).toHaveLength(2 * (3 + 3))
    },
  )

  test('one that cannot be read fails alone, within a few more calls', async () => {
    const ressources = createPopulation(400)
    const spoiled = ressources.find(({ id }) => id === '003-99123-1')
    if (spoiled) spoiled['active'] = 'yes'
    const { fhir, serveur } = await setUp(ressources)
    const results = await fhir.findMany(keys(400))
    const failed = results.flatMap((result, index) => (result.ok ? [] : [index]))
    expect(failed).toEqual([123])
    expect(outcome(results[123])).toBe('invalid-response')
    expect(serveur.appels.length).toBeLessThanOrEqual(32)
  })

  test('an ended situation that does not say whose it is spoils nothing', async () => {
    const { fhir, serveur } = await setUp([])
    const orphan = { resourceType: 'PractitionerRole', id: 'r', active: false }
    serveur.panne = () => says([practitioner('p1', A), practitioner('p2', B), orphan])
    expect((await fhir.findMany([rpps(A), rpps(B)])).map(outcome)).toEqual([A, B])
    expect(serveur.appels).toHaveLength(1)
  })

  test('structures that cannot be had fail those alone who need them', async () => {
    const { fhir, serveur } = await setUp([
      ...createPopulation(60),
      practitioner('alone', A),
      role('r', 'alone'),
    ])
    serveur.panne = (_rang, url) =>
      url.includes('Organization?') && url.includes('001-01-9959') ? pannes['refus-403'] : null
    const results = await fhir.findMany([...keys(60), rpps(A)])
    const kinds = results.map((result) => (result.ok ? 'ok' : result.failure.kind))
    expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(30)
    expect(kinds.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'ok'))
    expect(kinds.at(-1)).toBe('ok')
  })

  test('sites of a laboratory that cannot be had fail its people', async () => {
    const { fhir, serveur } = await setUp([
      practitioner('p1', A),
      role('r1', 'p1', 'eg1'),
      structure('eg1', 'EG', 'ej', 'SA29'),
      structure('ej', 'EJ'),
      practitioner('p2', B),
      role('r2', 'p2', 'eg2'),
      structure('eg2', 'EG', 'ej2', 'SA01'),
      structure('ej2', 'EJ'),
    ])
    serveur.panne = (_rang, url) => (url.includes('partof=') ? pannes['outcome-500'] : null)
    expect((await fhir.findMany([rpps(A), rpps(B)])).map(outcome)).toEqual(['unavailable', B])
  })
})

describe('the structures', () => {
  const people = [practitioner('p', A), role('r', 'p', 'eg1')]
  const eg1 = structure('eg1', 'EG', 'ej1', 'SA25')
  const eg2 = structure('eg2', 'EG', 'ej1', 'SA25')
  const ej1 = structure('ej1', 'EJ')
  const sitesOf = (result: Result<Trouve>) =>
    structureOf(result)?.partOf?.sites?.map(({ finessEg }) => finessEg)
  /** A laboratory whose search for sites, or for structures, is answered by hand. */
  const lookUp = async (panne: Panne, part = '?partof=') => {
    const { fhir, serveur } = await setUp([...people, eg1, eg2, ej1])
    serveur.panne = (_rang, url) => (url.includes(part) ? panne : null)
    return findOne(fhir, rpps(A))
  }

  test('are all the sites of the EJ', async () => {
    expect(sitesOf(await lookUp(says([eg1, eg2], { total: 2 })))).toHaveLength(2)
    expect(sitesOf(await lookUp(says([eg1])))).toHaveLength(1)
  })

  test.each<[string, Panne]>([
    ['nothing', says([], { total: 0 })],
    ['a site of another EJ', says([eg1, structure('eg3', 'EG', 'ej3', 'SA25')])],
    ['a site of no EJ', says([eg1, structure('eg3', 'EG', undefined, 'SA25')])],
    ['other sites than the one known', says([eg2], { total: 1 })],
    ['a person', says([eg1, practitioner('p', A)])],
    ['a site that cannot be read', says([eg1, { ...eg2, alias: 'odd' }])],
    ['another version of the one known', says([{ ...eg1, name: 'OTHER' }, eg2])],
    ['no searchset', says([eg1, eg2], { type: 'history' })],
  ])('whose sites are answered with %s are no answer', async (_, panne) => {
    expect(outcome(await lookUp(panne))).toBe('invalid-response')
  })

  test.each<[string, Panne]>([
    ['another structure', says([structure('eg9', 'EG')])],
    ['another one beside it', says([eg1, ej1, structure('ej9', 'EJ')])],
    ['its EJ alone, announced as found', says([ej1], { total: 1 })],
    ['a person', says([eg1, practitioner('p', A)])],
    ['a person under its id', says([practitioner('eg1', A)])],
    ['the EJ of its EJ', says([eg1, structure('ej1', 'EJ', 'ej2'), structure('ej2', 'EJ')])],
    ['one without id', says([structure('eg1', 'EG'), { ...eg2, id: undefined }])],
    ['one cut to some elements', says([{ ...eg1, meta: { tag: [{ code: 'SUBSETTED' }] } }])],
  ])('answered with %s are no answer', async (_, panne) => {
    expect(outcome(await lookUp(panne, '_include'))).toBe('invalid-response')
  })

  test.each<[string, Ressource]>([
    ['closed', { ...structure('eg3', 'EG', 'ej1'), active: false }],
    ['an EJ', structure('ej3', 'EJ', 'ej1')],
  ])('that are %s need not be among the sites', async (_, other) => {
    const { fhir, serveur } = await setUp([...people, role('r3', 'p', other.id), eg1, ej1, other])
    serveur.panne = (_rang, url) => (url.includes('?partof=') ? says([eg1]) : null)
    expect(sitesOf(await findOne(fhir, rpps(A)))).toHaveLength(1)
  })

  test('announced are counted without their EJ', async () => {
    const { fhir, serveur } = await setUp([...people, role('r2', 'p', 'eg2'), eg1, eg2, ej1])
    serveur.panne = (_rang, url) =>
      url.includes('_include') ? says([eg1, ej1], { total: 2 }) : null
    expect(outcome(await findOne(fhir, rpps(A)))).toBe('invalid-response')
  })

  test('asked for and not there are not found in the directory', async () => {
    const result = personOf(await lookUp(says([], { total: 0 }), '_include'))
    expect(result.exercices[0]?.situations[0]?.structureIntrouvable).toBe(true)
  })

  test('of a laboratory that its EJ alone tells come with the sites, in a fourth call', async () => {
    const bare = [structure('eg1', 'EG', 'ej1'), structure('eg2', 'EG', 'ej1')]
    const { fhir, serveur, urls } = await setUp([
      ...people,
      ...bare,
      structure('ej1', 'EJ', undefined, 'SA25'),
    ])
    serveur.panne = (_rang, url) => (url.includes('_include') ? says(bare.slice(0, 1)) : null)
    expect(sitesOf(await findOne(fhir, rpps(A)))).toHaveLength(2)
    expect(urls().slice(2)).toEqual(['Organization?_id=ej1', 'Organization?partof=ej1&_count=200'])
  })

  test('and their EJ are built once and shared', async () => {
    const { fhir } = await setUp([
      ...people,
      practitioner('q', B),
      role('s', 'q', 'eg1'),
      role('t', 'q', 'eg2'),
      eg1,
      eg2,
      ej1,
    ])
    const [a, b] = (await fhir.findMany([rpps(A), rpps(B)])).map(
      (result) => personOf(result).exercices[0]?.situations ?? [],
    )
    expect(a?.[0]?.structure).toBe(b?.[0]?.structure)
    expect(b?.[1]?.structure?.partOf).toBe(a?.[0]?.structure?.partOf)
  })
})

test('reads the fictitious directory over a socket as the one in process does', async () => {
  const { fhir } = await setUp(ressourcesFictives)
  const fictif = createFictif(clock)
  const keys = praticiens.map(({ qui }) => rpps(qui[0])).filter(({ valeur }) => !lents.has(valeur))
  const [live, local] = await Promise.all([fhir.findMany(keys), fictif.findMany(keys)])
  expect(live.map(personOf)).toEqual(local.map(personOf))
})

describe('paging', () => {
  const network = setupServer()
  beforeAll(() => network.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => network.resetHandlers())
  afterAll(() => network.close())

  const BASE = 'https://annuaire.test/fhir/v2'
  const bundle = (entries: Ressource[], next?: string, total?: number) =>
    HttpResponse.json(
      searchset(entries, {
        ...(total === undefined ? {} : { total }),
        link: next === undefined ? [] : [{ relation: 'next', url: next }],
      }),
    )
  /** Pages by their address behind the base. */
  const serve = (pages: Record<string, () => Response>) => {
    const asked: string[] = []
    network.use(
      http.get(`${BASE}/*`, ({ request }) => {
        const path = request.url.slice(BASE.length + 1)
        asked.push(path)
        return (pages[path.startsWith('Practitioner') ? 'first' : path] ?? pages['other'])?.()
      }),
    )
    return asked
  }
  const find = () => findOne(createDirectory(BASE), rpps(A))

  test('follows a next, an empty page too, and puts the pages together', async () => {
    const asked = serve({
      first: () => bundle([], `${BASE}/_page?id=u1`, 1),
      '_page?id=u1': () => bundle([role('r1', 'p')], `${BASE}/_page?id=u2`),
      '_page?id=u2': () => bundle([practitioner('p', A), role('r1', 'p'), role('r2', 'p')]),
    })
    expect(personOf(await find()).exercices[0]?.situations).toHaveLength(2)
    expect(asked).toHaveLength(3)
  })

  test.each([
    'https://elsewhere.test/fhir/v2/_page?id=u1',
    'http://annuaire.test/fhir/v2/_page?id=u1',
    'https://annuaire.test:8443/fhir/v2/_page?id=u1',
    'https://annuaire.test/fhir/v1/_page?id=u1',
    'https://annuaire.test/fhir/v2../_page?id=u1',
    'https://annuaire.test/fhir/v2/../v1/_page?id=u1',
    'https://annuaire.test/fhir/v2/..%2fv1/_page?id=u1',
    'https://annuaire.test@elsewhere.test/fhir/v2/_page?id=u1',
    'https://user:pass@annuaire.test/fhir/v2/_page?id=u1',
    '//elsewhere.test/fhir/v2/_page?id=u1',
    'file:///etc/passwd',
    'https://',
    '',
  ])('never follows %s', async (next) => {
    const asked = serve({ first: () => bundle([practitioner('p', A)], next) })
    expect(outcome(await find())).toBe('invalid-response')
    expect(asked).toHaveLength(1)
  })

  test('that goes round in a circle is no answer', async () => {
    serve({
      first: () => bundle([practitioner('p', A)], `${BASE}/_page?id=u1`),
      '_page?id=u1': () => bundle([], `${BASE}/_page?id=u1`),
    })
    expect(outcome(await find())).toBe('invalid-response')
  })

  test('without end is no answer', async () => {
    let n = 0
    const more = () => bundle([practitioner('p', A)], `${BASE}/_page?id=u${(n += 1)}`)
    const asked = serve({ first: more, other: more })
    expect(outcome(await find())).toBe('invalid-response')
    expect(asked).toHaveLength(10)
  })

  test('that ends before the announced total is no answer', async () => {
    serve({ first: () => bundle([practitioner('p', A)], undefined, 2) })
    expect(outcome(await find())).toBe('invalid-response')
  })

  test('whose second page fails is no answer', async () => {
    serve({
      first: () => bundle([practitioner('p', A)], `${BASE}/_page?id=u1`),
      other: () => HttpResponse.json({ resourceType: 'OperationOutcome' }, { status: 500 }),
    })
    expect(outcome(await find())).toBe('unavailable')
  })

  test.each([
    ['_page?id=a#b', 'http://127.0.0.1:8788/fhir/v2/_page?id=a'],
    ['?_page=a', 'http://127.0.0.1:8788/fhir/v2/Practitioner?_page=a'],
    ['Practitioner?_page=a', 'http://127.0.0.1:8788/fhir/v2/Practitioner?_page=a'],
    ['./_page?id=a', 'http://127.0.0.1:8788/fhir/v2/_page?id=a'],
    ['/fhir/v2/_page?id=a', 'http://127.0.0.1:8788/fhir/v2/_page?id=a'],
    ['//127.0.0.1:8788/fhir/v2/_page?id=a', 'http://127.0.0.1:8788/fhir/v2/_page?id=a'],
    [
      'http://127.0.0.1:8788/fhir/v2/_page?id=a%2Fb',
      'http://127.0.0.1:8788/fhir/v2/_page?id=a%2Fb',
    ],
    ['../v1/_page?id=a', null],
    ['..', null],
    ['/fhir/v1/_page?id=a', null],
    ['/_page?id=a', null],
    ['/fhir/v2/..%2fv1/_page', null],
    ['//elsewhere.test/fhir/v2/_page?id=a', null],
    ['\\\\elsewhere.test\\fhir\\v2\\_page?id=a', null],
    ['https:_page?id=a', null],
    ['http://127.0.0.1/fhir/v2/_page?id=a', null],
    ['javascript:alert(1)', null],
  ])('%s is %s', (link, url) => {
    const base = 'http://127.0.0.1:8788/fhir/v2'
    expect(followable(base, `${base}/Practitioner?identifier=1`, link)).toBe(url)
  })

  test('keeps to a base without a path too', () => {
    const follow = (link: string) =>
      followable('https://a.test', 'https://a.test/Practitioner?identifier=1', link)
    expect(follow('?_page=2')).toBe('https://a.test/Practitioner?_page=2')
    expect(follow('https://a.test/_page?id=a%2Fb')).toBe('https://a.test/_page?id=a%2Fb')
    expect(follow('https://a.test:8443/_page?id=a')).toBeNull()
  })
})

describe('what FHIR allows and the real directory does not do', () => {
  /** A laboratory of three pages of sites, a person of two professions, and somebody without anything. */
  const ressources = [
    practitioner('p1', A),
    practitioner('p2', A),
    role('r1', 'p1', 'eg1000'),
    role('r2', 'p2', 'eg1001'),
    practitioner('q', B),
    ...Array.from({ length: 450 }, (_, i) => structure(`eg${1000 + i}`, 'EG', 'ej', 'SA25')),
    structure('ej', 'EJ'),
  ]
  const NOBODY = rppsOf(9003)
  const formes: Formes[] = [
    ...(['chemin', 'de-base', 'type', 'requete'] as const).map((suivant) => ({ suivant })),
    ...(['ressources', 'entrees'] as const).map((totalDe) => ({ totalDe })),
    { remarque: { severity: 'information', code: 'informational' } },
    { remarque: { severity: 'warning', code: 'not-found' } },
    { remarque: { severity: 'warning' } },
    {
      suivant: 'requete',
      totalDe: 'ressources',
      remarque: { severity: 'warning', code: 'processing' },
    },
  ]

  test.each(formes)('%j: the same answers', async (forme) => {
    const keys = [rpps(A), rpps(B), rpps(NOBODY), carte('3199000011')]
    const plain = await setUp(ressources)
    const { fhir, serveur } = await setUp(ressources, {}, forme)
    const expected = await plain.fhir.findMany(keys)
    expect(expected.map(outcome)).toEqual([A, B, 'not-found', 'not-found'])
    expect(personOf(expected[0]).exercices).toHaveLength(2)
    expect(structureOf(expected[0])?.partOf?.sites).toHaveLength(450)
    expect(await fhir.findMany(keys)).toEqual(expected)
    for (const [index, cle] of keys.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as people ask
      expect(await findOne(fhir, cle)).toEqual(expected[index])
    }
    expect(serveur.appels.every(({ status }) => status === 200)).toBe(true)
  })

  test('a total of everything costs a call more for each search that includes', async () => {
    const { fhir, urls } = await setUp(createPopulation(3), {}, { totalDe: 'ressources' })
    expect(outcome(await findOne(fhir, rpps(rppsOf(1))))).toBe(rppsOf(1))
    expect(urls()).toEqual([
      `Practitioner?identifier=https://rpps.esante.gouv.fr|${rppsOf(1)}&_revinclude=PractitionerRole:practitioner`,
      `Practitioner?identifier=https://rpps.esante.gouv.fr|${rppsOf(1)}`,
      'Organization?_id=001-01-991&_include=Organization:partof',
      'Organization?_id=001-01-991',
    ])
  })

  test.each(['ressources', 'entrees'] as const)(
    '400 of whom some are nobody, with a total of all %s',
    async (totalDe) => {
      const { fhir, serveur } = await setUp(createPopulation(380), {}, { totalDe })
      const keys = Array.from({ length: 400 }, (_, i) => rpps(rppsOf(i)))
      const results = await fhir.findMany(keys)
      expect(results.filter(({ ok }) => ok)).toHaveLength(380)
      expect(results.slice(380).map(outcome)).toEqual(Array(20).fill('not-found'))
      expect(serveur.appels).toHaveLength(40)
    },
  )

  describe('a cut answer is none', () => {
    const [p1, p2] = [practitioner('p1', A), practitioner('p2', A)]
    const [r1, r2] = [role('r1', 'p1'), role('r2', 'p2')]
    test.each<[string, object[], number, string]>([
      [
        'as many came as were announced, but one of them was included',
        [p1, r1],
        2,
        'invalid-response',
      ],
      ['the same one twice', [p1, p1, r1], 2, 'invalid-response'],
      ['fewer came than announced, whatever is counted', [p1, p2, r1], 4, 'invalid-response'],
      [
        'more came than a total of everything would say',
        [p1, r1, role('r3', 'p1')],
        2,
        'invalid-response',
      ],
      ['everything came, everything is counted', [p1, p2, r1, r2], 4, A],
      ['everything came, the repeated ones are counted', [p1, p2, r1, r2, r2], 5, A],
      ['everything came, people are counted', [p1, p2, r1, r2], 2, A],
    ])('%s', async (_, entries, total, result) => {
      const { fhir, serveur } = await setUp([p1, p2, r1, r2])
      serveur.panne = (_rang, url) =>
        url.includes('_revinclude') ? says(entries, { total }) : null
      expect(outcome(await findOne(fhir, rpps(A)))).toBe(result)
    })

    test('nor is one of which the second look fails', async () => {
      const { fhir, serveur } = await setUp([])
      serveur.panne = (_rang, url) =>
        url.includes('_revinclude') ? says([p1, r1], { total: 2 }) : pannes['refus-403']
      expect(outcome(await findOne(fhir, rpps(A)))).toBe('refused')
    })
  })

  describe('an OperationOutcome beside the results', () => {
    const remarque = (...issue: object[]) => ({ resourceType: 'OperationOutcome', issue })
    const one = [practitioner('p', A)]
    const find = async (panne: Panne) => {
      const { fhir, serveur } = await setUp([])
      serveur.panne = () => panne
      return outcome(await findOne(fhir, rpps(A)))
    }

    test.each<[string, string]>([
      ['error', 'processing'],
      ['fatal', 'exception'],
      ['success', 'informational'],
      ['warning', 'incomplete'],
      ['warning', 'suppressed'],
      ['warning', 'not-supported'],
      ['information', 'timeout'],
    ])('of severity %s and code %s refuses them', async (severity, code) => {
      expect(await find(says([...one, remarque({ severity, code })], { total: 1 }))).toBe(
        'invalid-response',
      )
      const mild = { severity: 'warning', code: 'informational' }
      expect(await find(says([remarque(mild, { severity, code }), ...one]))).toBe(
        'invalid-response',
      )
    })

    test.each([[remarque()], [{ resourceType: 'OperationOutcome' }], [remarque({ code: 'x' })]])(
      '%j refuses them',
      async (outcomeOfServer) => {
        expect(await find(says([...one, outcomeOfServer]))).toBe('invalid-response')
      },
    )

    test('is nobody there only where the total says so', async () => {
      const nobody = [remarque({ severity: 'warning', code: 'not-found' })]
      expect(await find(says(nobody, { total: 0 }))).toBe('not-found')
      expect(await find(says(nobody))).toBe('invalid-response')
      expect(await find(says(nobody, { total: 1 }))).toBe('invalid-response')
      expect(await find(says([]))).toBe('not-found')
    })
  })
})

test('batches are even, at most 40 values and 1024 characters', () => {
  const sizes = (count: number, length: number) =>
    toBatches(Array.from({ length: count }, () => 'x'.repeat(length))).map((one) => one.length)
  expect(sizes(0, 11)).toEqual([])
  expect(sizes(1, 11)).toEqual([1])
  expect(sizes(41, 11)).toEqual([20, 21])
  expect(sizes(400, 11)).toEqual(Array.from({ length: 10 }, () => 40))
  expect(sizes(40, 64)).toEqual([13, 13, 14])
  expect(sizes(2, 2000)).toEqual([1, 1])
})

describe('the circuit breaker', () => {
  test('opens after five failed look-ups in a row, tries one, and closes', async () => {
    const { fhir, serveur } = await setUp(createPopulation(1), { breakerSeconds: 0.2 })
    serveur.panne = () => pannes['html-502']
    for (let i = 0; i < 5; i++) {
      expect(outcome(await findOne(fhir, rpps(rppsOf(0))))).toBe('unavailable')
    }
    expect(serveur.appels).toHaveLength(15)
    expect((await fhir.etats())[0]?.disjoncteur).toBe('ouvert')
    const refused = await findOne(fhir, rpps(rppsOf(0)))
    expect(refused).toMatchObject({ failure: { kind: 'unavailable', retryAfterSeconds: 1 } })
    expect(serveur.appels).toHaveLength(15)

    await new Promise((resolve) => setTimeout(resolve, 210))
    serveur.panne = null
    const probes = [findOne(fhir, rpps(rppsOf(0))), findOne(fhir, rpps(rppsOf(0)))]
    expect((await fhir.etats())[0]?.disjoncteur).toBe('semi-ouvert')
    expect((await Promise.all(probes)).map(outcome)).toEqual([rppsOf(0), 'unavailable'])
    expect((await fhir.etats())[0]?.disjoncteur).toBe('ferme')
    expect(outcome(await findOne(fhir, rpps(rppsOf(0))))).toBe(rppsOf(0))
  })

  test('opens again when the one tried fails, even if its caller has gone', async () => {
    const { fhir, serveur } = await setUp([], { breakerSeconds: 0.1, timeoutMs: 100 })
    serveur.panne = () => pannes['refus-401']
    for (let i = 0; i < 5; i++) await findOne(fhir, rpps(A))
    await new Promise((resolve) => setTimeout(resolve, 110))
    const controller = new AbortController()
    const probe = findOne(fhir, rpps(A), { signal: controller.signal })
    controller.abort()
    expect(outcome(await probe)).toBe('timeout')
    await expect.poll(async () => (await fhir.etats())[0]?.disjoncteur).toBe('ouvert')
  })

  test('counts neither nonsense nor those who gave up, and an unknown number as success', async () => {
    const { fhir, serveur } = await setUp([])
    for (let i = 0; i < 12; i++) {
      serveur.panne = () => (i % 5 === 4 ? pannes['html-200'] : pannes['refus-403'])
      if (i % 4 === 3) serveur.panne = null
      await findOne(fhir, rpps(A))
    }
    expect((await fhir.etats())[0]?.disjoncteur).toBe('ferme')
    serveur.panne = () => pannes['json-tronque']
    for (let i = 0; i < 8; i++) await findOne(fhir, rpps(A))
    serveur.panne = () => pannes.muet
    for (let i = 0; i < 8; i++) {
      const controller = new AbortController()
      setTimeout(() => controller.abort(), 5)
      await findOne(fhir, rpps(A), { signal: controller.signal })
    }
    expect((await fhir.etats())[0]?.disjoncteur).toBe('ferme')
  })

  test('with no rest to give refuses nobody', async () => {
    const { fhir, serveur } = await setUp([], { breakerSeconds: 0 })
    serveur.panne = () => pannes['refus-401']
    for (let i = 0; i < 8; i++) await findOne(fhir, rpps(A))
    expect(serveur.appels).toHaveLength(8)
    expect((await fhir.etats())[0]?.disjoncteur).toBe('ferme')
  })

  test('does not count what our own quota refuses', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 1 })
    const { fhir } = await setUp([], { quota, timeoutMs: 200 })
    const results = await Promise.all(Array.from({ length: 20 }, () => findOne(fhir, rpps(A))))
    expect(results.filter((result) => outcome(result) === 'quota')).toHaveLength(19)
    expect((await fhir.etats())[0]?.disjoncteur).toBe('ferme')
    expect((await fhir.etats())[0]?.quotaRestant).toBe(0)
  })
})

test('its state tells the last success and the errors of the last hour', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.UTC(2026, 10, 23, 9) })
  onTestFinished(() => void vi.useRealTimers())
  const { fhir, serveur } = await setUp(createPopulation(1), {
    clock: { now: () => new Date() },
  })
  expect(await fhir.etats()).toEqual([
    {
      nom: 'fhir',
      dernierSucces: null,
      donneesDu: null,
      erreursDerniereHeure: {},
      quotaRestant: 500,
      disjoncteur: 'ferme',
    },
  ])
  await findOne(fhir, rpps(A))
  vi.advanceTimersByTime(60_000)
  serveur.panne = () => pannes['refus-401']
  await findOne(fhir, rpps(A))
  await findOne(fhir, rpps(A))
  serveur.panne = () => nextAilleurs('https://elsewhere.test/')
  await findOne(fhir, rpps(A))
  expect((await fhir.etats())[0]).toMatchObject({
    dernierSucces: '2026-11-23T09:00:00.000Z',
    erreursDerniereHeure: { refused: 2, 'invalid-response': 1 },
  })
  // The clock of the day is set: an hour lasts an hour.
  for (const hour of [6, 12]) {
    vi.setSystemTime(Date.UTC(2026, 10, 23, hour))
    expect((await fhir.etats())[0]?.erreursDerniereHeure).toEqual({
      refused: 2,
      'invalid-response': 1,
    })
  }
  vi.setSystemTime(Date.UTC(2026, 10, 23, 6))
  vi.advanceTimersByTime(3_600_000)
  expect((await fhir.etats())[0]?.erreursDerniereHeure).toEqual({})
  serveur.panne = null
  await findOne(fhir, rpps(A))
  expect((await fhir.etats())[0]?.dernierSucces).toBe('2026-11-23T07:00:00.000Z')
})

test('a caller that gives up frees the connection', async () => {
  const { fhir, serveur } = await setUp([])
  let closed = false
  serveur.panne = () => (request) => {
    request.socket.once('close', () => {
      closed = true
    })
  }
  const controller = new AbortController()
  const asked = findOne(fhir, rpps(A), { signal: controller.signal })
  await expect.poll(() => serveur.appels.length).toBe(1)
  controller.abort()
  expect(outcome(await asked)).toBe('timeout')
  await expect.poll(() => closed).toBe(true)
  expect(outcome(await findOne(fhir, rpps(A), { signal: controller.signal }))).toBe('timeout')
  expect(serveur.appels).toHaveLength(1)
})
