import { existsSync, globSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { organizations, praticiens, ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { createFictif, isFictif, numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import type { SourceFailureKind } from '../../src/application/failure.ts'
import { findOne } from '../../src/application/find-one.ts'
import type { Annuaire, LookupOptions } from '../../src/application/ports.ts'
import { createJuge, createVerifier } from '../../src/application/verifier.ts'
import {
  hasRppsRangKey,
  isFiness,
  isRpps,
  isSiren,
  isSiret,
  rppsRangTitulaire,
} from '../../src/domain/identifiants/identifiants.ts'
import { Professionnel } from '../../src/domain/situation-exercice.ts'
import { referenceOf } from '../support/references.ts'

const NOW = '2026-11-23T09:00:00.000Z'
const clock = { now: () => new Date(NOW) }

const LENT = '10999001927'
const GRANITE = '10999001000'

let annuaire: Annuaire
beforeEach(() => {
  vi.useFakeTimers()
  annuaire = createFictif(clock)
})
afterEach(() => {
  vi.useRealTimers()
})

/** Looks up without waiting for the slow number. */
const find = async (type: 'RPPS' | 'CARTE', valeur: string, options?: LookupOptions) => {
  const finding = findOne(annuaire, { type, valeur }, options)
  await vi.runAllTimersAsync()
  return finding
}
const found = async (type: 'RPPS' | 'CARTE', valeur: string): Promise<Professionnel> => {
  const result = await find(type, valeur)
  if (!result.ok) throw new Error(result.failure.reason)
  return result.value.professionnel
}

describe('the list of fictitious numbers', () => {
  const KINDS: Record<string, SourceFailureKind> = {
    professionnel_inconnu: 'not-found',
    carte_inconnue: 'not-found',
    annuaire_indisponible: 'unavailable',
    annuaire_delai: 'timeout',
    annuaire_reponse_invalide: 'invalid-response',
  }

  test.each(numerosFictifs)('$type $numero is answered as listed: $montre', async (numero) => {
    const result = await find(numero.type, numero.numero)
    if (numero.probleme === null) {
      expect(result).toMatchObject({ ok: true })
      expect(result.ok && Professionnel.safeParse(result.value.professionnel).error).toBeUndefined()
    } else {
      const kind = KINDS[numero.probleme]
      expect(kind).toBeDefined()
      expect(result).toMatchObject({ ok: false, failure: { kind, source: 'fictif' } })
    }
  })

  test.each(numerosFictifs)('$type $numero ends as listed', async ({ type, numero, ...listed }) => {
    const verifier = createVerifier({ annuaire, juge: createJuge({ clock, isFictif }) })
    const verifying = verifier({ numero, type: type === 'RPPS' ? 'rpps' : 'carte' })
    await vi.runAllTimersAsync()
    const verdict = await verifying
    expect(verdict.ok ? verdict.verification.issue : verdict.probleme.code).toBe(
      listed.issue ?? listed.probleme,
    )
  })

  test('shows every outcome and every failure, and says what each number shows', () => {
    const issues = new Set(numerosFictifs.flatMap(({ issue }) => issue ?? []))
    expect([...issues].toSorted()).toEqual([
      'a_choisir',
      'a_verifier',
      'decide',
      'sans_activite',
      'sans_certificat',
    ])
    const problemes = new Set(numerosFictifs.flatMap(({ probleme }) => probleme ?? []))
    expect([...problemes].toSorted()).toEqual(Object.keys(KINDS).toSorted())
    for (const { issue, probleme, montre } of numerosFictifs) {
      expect((issue === null) !== (probleme === null)).toBe(true)
      expect(montre).toMatch(/^\p{Lu}[^']*[.?]$/u)
    }
  })

  test('has at least 34 practitioners, and no number twice', () => {
    expect(praticiens.length).toBeGreaterThanOrEqual(34)
    const numeros = numerosFictifs.map(({ numero }) => numero)
    expect(new Set(numeros).size).toBe(numeros.length)
  })

  test('is known as fictitious, and so is the card of an invented person; nothing else is', () => {
    expect(numerosFictifs.every(({ numero }) => isFictif(numero))).toBe(true)
    expect(isFictif('3199001000')).toBe(true)
    expect(isFictif('10999000010')).toBe(false)
    expect(isFictif('')).toBe(false)
  })
})

describe('a look-up', () => {
  test('says where it comes from', async () => {
    const provenance = [
      {
        nom: 'fictif',
        etat: 'direct',
        donneesDu: '2026-11-22',
        interrogeeLe: '2026-11-23T09:00:00Z',
      },
    ]
    expect(await find('RPPS', GRANITE)).toMatchObject({ ok: true, value: { provenance } })
  })

  test('is read once', async () => {
    expect(await found('RPPS', GRANITE)).toBe(await found('RPPS', GRANITE))
  })

  test('by card is by equality, and keeps the exercices that hold it', async () => {
    const [medecin, pharmacien] = (await found('RPPS', '10999001810')).exercices
    expect((await found('CARTE', '3199001810')).exercices).toEqual([medecin])
    expect((await found('CARTE', '3199001811')).exercices).toEqual([pharmacien])
    expect([medecin?.professions, pharmacien?.professions]).toEqual([['10'], ['21']])
    expect(await find('CARTE', '319900181')).toMatchObject({ failure: { kind: 'not-found' } })
  })

  test('takes no card for a RPPS, nor the reverse', async () => {
    for (const _ of [1, 2]) {
      expect(await find('RPPS', '3199001810')).toMatchObject({ failure: { kind: 'not-found' } })
      expect(await find('CARTE', GRANITE)).toMatchObject({ failure: { kind: 'not-found' } })
    }
    expect(await find('CARTE', '3199001810')).toMatchObject({ ok: true })
  })

  test.each(['', '__proto__', 'constructor', '*', "10999001000' or 1=1"])(
    'of %j finds nobody',
    async (valeur) => {
      expect(await find('RPPS', valeur)).toMatchObject({ failure: { kind: 'not-found' } })
      expect(await find('CARTE', valeur)).toMatchObject({ failure: { kind: 'not-found' } })
    },
  )

  test('of many answers each in its place', async () => {
    const cles = ['10999001992', GRANITE, '10999001901', GRANITE].map((valeur) => ({
      type: 'RPPS' as const,
      valeur,
    }))
    const results = await annuaire.findMany(cles)
    expect(results.map((result) => (result.ok ? 'ok' : result.failure.kind))).toEqual([
      'not-found',
      'ok',
      'unavailable',
      'ok',
    ])
    expect(await annuaire.findMany([])).toEqual([])
  })

  test('of the slow number takes a second and a half, or ends with its caller', async () => {
    let settled = false
    const slow = findOne(annuaire, { type: 'RPPS', valeur: LENT }).finally(() => (settled = true))
    await vi.advanceTimersByTimeAsync(1499)
    expect(settled).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await slow).toMatchObject({ ok: true })

    const caller = new AbortController()
    const given = findOne(annuaire, { type: 'RPPS', valeur: LENT }, { signal: caller.signal })
    caller.abort()
    expect(await given).toMatchObject({ failure: { kind: 'timeout' } })
    expect(vi.getTimerCount()).toBe(0)
    expect(await find('RPPS', GRANITE, { signal: caller.signal })).toMatchObject({ ok: false })
  })

  test('counts in the state of the source', async () => {
    const [before] = await annuaire.etats()
    expect(before).toEqual({
      nom: 'fictif',
      dernierSucces: null,
      donneesDu: '2026-11-22',
      erreursDerniereHeure: {},
      quotaRestant: null,
      disjoncteur: null,
    })
    await find('RPPS', '10999001992')
    await find('RPPS', '10999001901')
    await find('RPPS', '10999001935')
    const [after] = await annuaire.etats()
    expect(after?.dernierSucces).toBe(NOW)
    expect(after?.erreursDerniereHeure).toEqual({ unavailable: 1, 'invalid-response': 1 })
  })
})

describe('what the practitioners are made of', () => {
  const situationsOf = async (rpps: string) =>
    (await found('RPPS', rpps)).exercices.flatMap(({ situations }) => situations)

  test('the examples of the webinar: a cabinet de groupe and a GIE', async () => {
    const [cabinet] = await situationsOf(GRANITE)
    expect(cabinet?.structure).toMatchObject({
      secteurActivite: 'SA08',
      identifiants: { rppsRang: { valeur: '10999001000000', origine: 'identifiant' } },
      adresse: { lignes: ['SCANNER PRIVE DES ROCHES'], commune: 'VILLEFICTIVE' },
    })
    const [gie] = await situationsOf('10999001182')
    expect(gie).toMatchObject({
      modeExercice: 'L',
      fonction: 'FON-02',
      structure: {
        secteurActivite: 'SA04',
        identifiants: { finessEg: '991000456', siret: '99910028200014', rppsRang: null },
        partOf: { statutJuridique: '76', identifiants: { finessEj: '991000449' } },
      },
    })
    const secteurs = (await situationsOf('10999001174')).map(
      (one) => one.structure?.secteurActivite,
    )
    expect(secteurs).toEqual(['SA01', 'SA09', 'SA04'])
  })

  test('what cannot be read, a sale under way, and a radiologist by the code of 2023', async () => {
    const [mirage] = (await found('RPPS', '10999001224')).exercices
    expect(mirage?.savoirFaire).toEqual([{ illisible: ['SM99'] }])
    const [societe] = await situationsOf('10999001232')
    expect(societe?.structure).toMatchObject({ secteurActivite: 'SA09', statutJuridique: '98' })
    const [secteur] = await situationsOf('10999001695')
    expect(secteur?.structure).toMatchObject({ secteurActivite: 'SA99' })
    const vente = await situationsOf('10999001687')
    expect(vente.map((one) => one.structure?.identifiants.finessEg)).toEqual([
      '991000514',
      '991000514',
    ])
    const [halo] = (await found('RPPS', '10999001216')).exercices
    expect(halo?.savoirFaire).toEqual(['SM74'])
  })

  test('the sites of laboratories are known, those of others are not looked up', async () => {
    const [laboratoire] = await situationsOf('10999001521')
    expect(laboratoire?.structure?.partOf?.sites).toMatchObject([
      { finessEg: '991000332', typeEtablissement: 'P', fermeture: null },
      { finessEg: '991000340', typeEtablissement: 'S', fermeture: null },
      { finessEg: '991000357', typeEtablissement: 'S', fermeture: null },
      { finessEg: '991000365', typeEtablissement: null, fermeture: '2023-12-31' },
    ])
    const [hopital] = await situationsOf('10999001307')
    expect(hopital?.structure?.partOf).toMatchObject({ sites: null })
  })

  test('every way of publishing a RPPS rang, and of saying that an activity is over', async () => {
    const rang = async (rpps: string) => (await situationsOf(rpps))[0]?.structure?.identifiants
    expect(await rang('10999001018')).toMatchObject({ rppsRang: { valeur: '10999001018002' } })
    expect(await rang('10999001034')).toMatchObject({ rppsRang: { valeur: '10999001034001' } })
    expect(await rang('10999001059')).toMatchObject({ rppsRang: { origine: 'idnst' } })
    expect(await rang('10999001042')).toMatchObject({
      rppsRang: null,
      rppsRangMalforme: 'REJ10000000991001',
    })
    expect(await situationsOf('10999001711')).toMatchObject([{ actif: false }, { actif: false }])
    expect(await situationsOf('10999001737')).toMatchObject([{ fin: '2025-08-31' }])
    expect(await found('RPPS', '10999001729')).toMatchObject({
      nom: null,
      exercices: [{ actif: false }],
    })
    expect(await situationsOf('10999001653')).toMatchObject([{ structureIntrouvable: true }])
  })
})

describe('the numbers are fictitious and right', () => {
  type Resource = { identifier?: { system: string; value: string; type?: unknown }[] }
  const identifiers = [...organizations.values()].flatMap(
    (organization) => (organization as Resource).identifier ?? [],
  )
  const valuesOf = (system: string) =>
    identifiers.filter((one) => one.system === system).map(({ value }) => value)

  test('RPPS: 10999001 and a key; cards: 3199001', async () => {
    for (const { numero, type } of numerosFictifs) {
      expect(numero).toMatch(type === 'RPPS' ? /^10999001\d{3}$/ : /^3199001\d{3}$/)
      if (type === 'RPPS') expect(isRpps(numero)).toBe(true)
    }
  })

  test('FINESS: department 99, or Corsica 2A0999', () => {
    const values = valuesOf('https://finess.esante.gouv.fr')
    // Two structures bear that of an officine being sold, and no other.
    const twice = values.filter((value, index) => values.indexOf(value) !== index)
    expect(twice).toEqual(['991000514'])
    for (const value of values) {
      expect(isFiness(value)).toBe(true)
      expect(value).toMatch(/^(99|2A0999)/)
    }
  })

  test('SIREN and SIRET: 999', () => {
    for (const value of valuesOf('https://sirene.fr')) {
      expect(value.length === 9 ? isSiren(value) : isSiret(value)).toBe(true)
      expect(value).toMatch(/^999/)
    }
  })

  test('RPPS rang: of a practitioner who exists, with a key, two excepted that say so', () => {
    const rangs = [
      ...valuesOf('https://rppsrang.esante.gouv.fr'),
      ...valuesOf('https://rpps.esante.gouv.fr'),
    ]
    const wrong = rangs.filter((rang) => !hasRppsRangKey(rang))
    expect(wrong.toSorted()).toEqual(['10999001034001', 'REJ10000000991001'])
    const rpps = new Set<string>(praticiens.map(({ qui }) => qui[0]))
    for (const rang of rangs) {
      if (/^\d/.test(rang)) expect(rpps).toContain(rppsRangTitulaire(rang))
    }
  })

  test('no technical id, id of activity, card or name comes twice', async () => {
    const ids = ressourcesFictives.map(({ resourceType, id }) => `${resourceType}/${id}`)
    expect(new Set(ids).size).toBe(ids.length)
    const people = await Promise.all(praticiens.map(({ qui }) => found('RPPS', qui[0])))
    const exercices = people.flatMap((one) => one.exercices)
    const activites = exercices.flatMap((one) => one.situations.map(({ id }) => id))
    expect(activites.every((id) => /^\d{10}$/.test(id ?? ''))).toBe(true)
    const cartes = exercices.flatMap((one) => one.cartes.map(({ numero }) => numero))
    const noms = praticiens.map(({ qui }) => qui[2])
    for (const list of [activites, cartes, noms]) expect(new Set(list).size).toBe(list.length)
  })
})

const SAMPLES = referenceOf('fhir-samples')

describe.runIf(existsSync(SAMPLES))('the shape is that of the samples', () => {
  /** `entry.resource.identifier.type.coding.code`…, resources told apart by their type. */
  const pathsOf = (value: unknown, at = ''): string[] => {
    if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, at))
    if (typeof value !== 'object' || value === null) return [at]
    const type = 'resourceType' in value ? `<${String(value.resourceType)}>` : ''
    return Object.entries(value).flatMap(([key, item]) => pathsOf(item, `${at}${type}.${key}`))
  }
  const known = new Set(
    (existsSync(SAMPLES) ? globSync('*.json', { cwd: SAMPLES.pathname }) : []).flatMap((name) =>
      pathsOf(JSON.parse(readFileSync(new URL(name, SAMPLES), 'utf8'))),
    ),
  )
  /** What the samples have no case of: restricted data, and an address as a whole line. */
  const BEYOND = [
    '<Bundle>.entry.resource<PractitionerRole>.period.start',
    '<Bundle>.entry.resource<PractitionerRole>.period.end',
    '<Bundle>.entry.resource<Practitioner>.extension.extension.valueDateTime',
    '<Bundle>.entry.resource<Organization>.extension.valuePeriod.end',
    '<Bundle>.entry.resource<Organization>.address.line',
  ]

  test('no key is invented', () => {
    const rechercher = createRecherche(ressourcesFictives, 'https://annuaire.invalid')
    const bundles = ['Practitioner', 'PractitionerRole', 'Organization'].map((type) =>
      rechercher(type, new URLSearchParams({ _count: '200' })),
    )
    const entries = bundles.flatMap(({ body }) => (body as { entry: unknown[] }).entry)
    expect(entries).toHaveLength(ressourcesFictives.length)
    const paths = new Set(bundles.flatMap(({ body }) => pathsOf(body)))
    expect([...paths].filter((path) => !known.has(path) && !BEYOND.includes(path))).toEqual([])
  })
})
