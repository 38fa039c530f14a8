import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import {
  isIllisible,
  readFiness,
  readOuverture,
  toReferentiel,
} from '../../src/adapters/annuaires/extraction/finess.ts'
import type {
  LigneStructure,
  LotsFiness,
} from '../../src/adapters/annuaires/extraction/requetes.ts'
import { findOne } from '../../src/application/find-one.ts'
import type { Annuaire } from '../../src/application/ports.ts'
import { toQuestion } from '../../src/domain/recherche/question.ts'
import { EG, EJ, professionnel, SIRET, situation } from '../support/construire.ts'
import { carte, outcomeOf, personOf, rpps } from '../support/contrat-annuaire.ts'
import { writeBase } from '../support/extraction-fichier.ts'
import {
  type BaseOptions,
  type Lignes,
  ligneStructure,
  type Rang,
  toLignes,
} from '../support/extraction-lignes.ts'

const DU = '2026-11-22'
const AUTRE_EG = '991000076'
const AUTRE_EJ = '991000464'
const INCONNU = '991000472'

const etablissement = (finess: string, finess_ej: string | null, more: object = {}) => ({
  finess,
  finess_ej: finess_ej ?? '',
  nom: null,
  siret: null,
  categorie: null,
  actif: 1,
  ouverture: null,
  fermeture: null,
  incomplet: 0,
  ...more,
})
const entite = (finess: string) => ({
  finess,
  nom: null,
  siren: null,
  statut_juridique: null,
  actif: 1,
  ouverture: null,
  fermeture: null,
})
const referentiel = (lots: Partial<LotsFiness> = {}, donneesDu: string | null = DU) =>
  toReferentiel(
    {
      etablissements: [etablissement(EG, EJ), etablissement(AUTRE_EG, AUTRE_EJ)],
      entites: [entite(EJ), entite(AUTRE_EJ)],
      incomplets: [],
      sites: [],
      sitesActivites: [],
      ...lots,
    },
    donneesDu,
  )

describe('the FINESS of a structure', () => {
  type Lus = ReturnType<typeof readFiness>
  const read = (fields: Partial<LigneStructure>): Lus =>
    readFiness(ligneStructure(fields), referentiel())
  const none: Lus = { finessEg: null, finessEj: null, parent: null, illisibles: [] }

  test.each<[string, Partial<LigneStructure>, Partial<Lus>]>([
    ['none', {}, {}],
    ['what has not its form', { finess_eg: 'X', finess_ej: '12', ancien_identifiant: '1X' }, {}],
    ['an EG', { finess_eg: EG }, { finessEg: EG, parent: EJ }],
    ['an EG as former identifier', { ancien_identifiant: `1${EG}` }, { finessEg: EG, parent: EJ }],
    [
      'an EG said twice',
      { finess_eg: EG, ancien_identifiant: `1${EG}` },
      { finessEg: EG, parent: EJ },
    ],
    [
      'two EG of two EJ',
      { finess_eg: EG, ancien_identifiant: `1${AUTRE_EG}` },
      { finessEj: AUTRE_EJ, parent: EJ, illisibles: [EG, AUTRE_EG] },
    ],
    ['an EJ', { finess_ej: EJ }, { finessEj: EJ }],
    ['an EJ as former identifier', { ancien_identifiant: `1${EJ}` }, { finessEj: EJ }],
    ['an EG that nobody knows', { finess_eg: INCONNU }, { finessEg: INCONNU }],
    [
      'that one with its EJ, said twice',
      { finess_eg: INCONNU, finess_ej: EJ, ancien_identifiant: `1${INCONNU}` },
      { finessEg: INCONNU, parent: EJ },
    ],
    ['an EJ that nobody knows', { finess_ej: INCONNU }, { finessEj: INCONNU }],
    [
      'that one as former identifier too',
      { finess_ej: INCONNU, ancien_identifiant: `1${INCONNU}` },
      { finessEj: INCONNU },
    ],
    [
      'a former one that nobody knows',
      { ancien_identifiant: `1${INCONNU}` },
      { illisibles: [INCONNU] },
    ],
    [
      'a former one that nobody knows beside an EG',
      { finess_eg: EG, ancien_identifiant: `1${INCONNU}` },
      { finessEg: EG, parent: EJ, illisibles: [INCONNU] },
    ],
    [
      'an EG, its EJ as former identifier',
      { finess_eg: EG, ancien_identifiant: `1${EJ}` },
      { finessEg: EG, parent: EJ },
    ],
    ['an EJ for a site, said twice', { finess_eg: EJ, ancien_identifiant: `1${EJ}` }, {}],
    ['an EG for an EJ', { finess_ej: EG }, { parent: EJ, finessEj: EG }],
    [
      'an EG of which the file says another EJ',
      { finess_eg: EG, finess_ej: AUTRE_EJ },
      { finessEg: EG, parent: EJ, finessEj: AUTRE_EJ },
    ],
  ])('%s', (_, fields, expected) => {
    expect(read(fields)).toEqual({ ...none, ...expected })
  })
})

describe('what FINESS says of a structure cannot be read', () => {
  const incomplet = (type: string, valeur: string) => ({ incomplets: [{ type, valeur }] })

  test.each<[string, Partial<LigneStructure>, boolean, Partial<LotsFiness>, boolean]>([
    ['when a number of it cannot', { finess_eg: EG }, false, incomplet('FINESS', EG), true],
    ['when its EJ cannot', { finess_eg: EG }, false, incomplet('FINESS', EJ), true],
    ['not when another cannot', { finess_eg: EG }, false, incomplet('FINESS', AUTRE_EJ), false],
    ['not when that is no FINESS', { finess_eg: EG }, false, incomplet('RPPS', EG), false],
    [
      'when a laboratory has sites that cannot',
      { finess_eg: EG },
      true,
      incomplet('SITES', EJ),
      true,
    ],
    ['not when anything else has', { finess_eg: EG }, false, incomplet('SITES', EJ), false],
    ['not when others have', { finess_eg: EG }, true, incomplet('SITES', AUTRE_EJ), false],
    [
      'when FINESS does not know it, that may be such a site',
      { finess_eg: INCONNU, finess_ej: EJ },
      false,
      incomplet('SITES', EJ),
      true,
    ],
    [
      'when a site of a laboratory is marked so',
      { finess_eg: EG },
      true,
      { sites: [etablissement(EG, EJ), etablissement(INCONNU, EJ, { incomplet: 1 })] },
      true,
    ],
    ['not when all can', { finess_eg: EG }, true, { sites: [etablissement(EG, EJ)] }, false],
  ])('%s', (_, fields, laboratoire, lots, expected) => {
    expect(isIllisible(ligneStructure(fields), laboratoire, referentiel(lots))).toBe(expected)
  })
})

describe('opening and closing', () => {
  test.each<[string, Rang, string | null, object]>([
    [
      'open',
      { actif: 1, ouverture: '2001-01-01' },
      DU,
      { actif: true, ouverture: '2001-01-01', fermeture: null },
    ],
    [
      'open, since no day',
      { actif: 1, ouverture: '2001' },
      DU,
      { actif: true, ouverture: null, fermeture: null },
    ],
    ['closed that very day', { actif: 0, fermeture: DU }, DU, { actif: null, fermeture: DU }],
    ['closed the day after', { actif: 0, fermeture: '2026-11-23' }, DU, { actif: false }],
    [
      'closed, the day of the data unknown',
      { actif: 0, fermeture: '2020-01-01' },
      null,
      { actif: false },
    ],
    [
      'open, its day gone by',
      { actif: 1, fermeture: '2020-01-01' },
      DU,
      { actif: true, fermeture: '2020-01-01' },
    ],
    ['closed on no day', { actif: 1, fermeture: '2020' }, DU, { actif: false, fermeture: null }],
    ['not said', { actif: null }, DU, { actif: null, ouverture: null, fermeture: null }],
  ])('%s', (_, fields, donneesDu, expected) => {
    const row = { actif: null, ouverture: null, fermeture: null, ...fields }
    expect(readOuverture(row as Parameters<typeof readOuverture>[0], donneesDu)).toMatchObject(
      expected,
    )
  })

  test.each<[string, object, string | null, object]>([
    ['open', {}, DU, { actif: true, fermeture: null }],
    ['closed, no day', { actif: 0 }, DU, { actif: false, fermeture: null }],
    ['closed', { actif: 0, fermeture: DU }, DU, { actif: null, fermeture: DU }],
    [
      'closed, the day of the data unknown',
      { actif: 0, fermeture: DU },
      null,
      { actif: null, fermeture: DU },
    ],
    [
      'closed, its day to come',
      { actif: 0, fermeture: '2027-01-01' },
      DU,
      { actif: null, fermeture: null },
    ],
    [
      'open, its day to come',
      { fermeture: '2027-01-01' },
      DU,
      { actif: null, fermeture: '2027-01-01' },
    ],
    ['open, its day gone by', { fermeture: '2020-01-01' }, DU, { actif: null, fermeture: null }],
    [
      'not said, its day gone by',
      { actif: null, fermeture: '2020-01-01' },
      DU,
      { actif: null, fermeture: '2020-01-01' },
    ],
    ['closed on no day', { actif: 0, fermeture: '2020' }, DU, { actif: null, fermeture: null }],
  ])('of a site among those of its EJ: %s', (_, fields, donneesDu, expected) => {
    const sites = [etablissement(EG, EJ, fields)]
    expect(referentiel({ sites }, donneesDu).sitesOf(EJ)).toMatchObject([expected])
  })
})

describe('the sites of an EJ', () => {
  const numerosOf = (lots: Partial<LotsFiness>, ej = EJ) =>
    referentiel(lots)
      .sitesOf(ej)
      ?.map(({ finessEg }) => finessEg)
  const deux = [etablissement(EG, EJ), etablissement(AUTRE_EG, EJ), etablissement(EG, EJ)]
  const nomme = (finess: string | null, finess_ej = EJ) =>
    ({ finess, finess_ej }) as LotsFiness['sitesActivites'][number]

  test('are each once, in the order of their numbers', () => {
    expect(numerosOf({ sites: deux })).toEqual([AUTRE_EG, EG])
    expect(numerosOf({ sites: deux.toReversed() })).toEqual([AUTRE_EG, EG])
    expect(numerosOf({ sites: deux }, AUTRE_EJ)).toBeUndefined()
  })

  test('are those too that the activities alone name', () => {
    const sitesActivites = [nomme(INCONNU), nomme(INCONNU), nomme('991000480', AUTRE_EJ)]
    expect(numerosOf({ sites: deux, sitesActivites })).toEqual([AUTRE_EG, EG, INCONNU])
    expect(referentiel({ sites: deux, sitesActivites }).sitesOf(EJ)?.at(-1)).toMatchObject({
      raisonSociale: null,
      actif: null,
      fermeture: null,
    })
    expect(numerosOf({ sitesActivites })).toBeUndefined()
  })

  test('are not known when the activities name one that has no form', () => {
    expect(numerosOf({ sites: deux, sitesActivites: [nomme('X')] })).toBeUndefined()
    expect(numerosOf({ sites: deux, sitesActivites: [nomme('X', AUTRE_EJ)] })).toHaveLength(2)
  })
})

describe('a row that could not be read is never nobody', () => {
  const [A, B] = ['10999000010', '10999000028']
  const [CARTE_A, CARTE_B] = ['3199000001', '3199000002']
  let dossier = ''
  let closes: (() => void)[] = []
  beforeEach(() => {
    dossier = mkdtempSync(join(tmpdir(), 'illisible-'))
  })
  afterEach(() => {
    for (const close of closes.splice(0)) close()
    rmSync(dossier, { recursive: true, force: true })
  })
  const clock = { now: () => new Date('2026-11-23T09:00:00Z') }
  const open = (lignes: Lignes, options?: BaseOptions): Annuaire => {
    const path = join(dossier, `${closes.length}.sqlite`)
    writeBase(path, lignes, options)
    const base = openBaseSqlite({ path, clock, log: () => {} })
    closes.push(() => base.close())
    return createExtraction(base, clock)
  }
  const lignes = (more: Lignes = {}): Lignes => ({
    professionnel: [A, B].map((one) => ({ rpps: one, nom: 'GRANITE', prenom: 'Basile' })),
    exercice: [A, B].map((one) => ({ rpps: one, rang: 0, profession: '10', savoir_faire: null })),
    situation: [
      { rpps: A, rang: 0, exercice: 0, structure: 1, secteur: 'SA01' },
      { rpps: A, rang: 1, exercice: 0, structure: 2, secteur: 'SA01' },
      { rpps: B, rang: 0, exercice: 0, structure: 1, secteur: 'SA01' },
    ],
    structure: [
      { id: 1, finess_eg: EG },
      { id: 2, finess_eg: AUTRE_EG },
    ],
    carte: [
      { id: 1, numero: CARTE_A, rpps: A, exercice: 0, type: 'CPS' },
      { id: 2, numero: CARTE_B, rpps: B, exercice: 0, type: 'CPS' },
    ],
    etablissement: [
      { finess: EG, finess_ej: EJ, actif: 1 },
      { finess: AUTRE_EG, finess_ej: AUTRE_EJ, actif: 1 },
    ],
    ...more,
  })
  const outcomes = async (more: Lignes) =>
    (await open(lignes(more)).findMany([rpps(A), rpps(B), carte(CARTE_A), carte(CARTE_B)])).map(
      outcomeOf,
    )
  const KO = 'invalid-response'

  test.each<[string, Lignes, string[]]>([
    ['none', {}, [A, B, A, B]],
    ['of a person', { incomplet: [{ type: 'RPPS', valeur: A }] }, [KO, B, KO, B]],
    ['of a card', { incomplet: [{ type: 'CARTE', valeur: CARTE_A }] }, [A, B, KO, B]],
    [
      'of one of the structures',
      { incomplet: [{ type: 'FINESS', valeur: AUTRE_EG }] },
      [KO, B, KO, B],
    ],
    ['of an EJ', { incomplet: [{ type: 'FINESS', valeur: EJ }] }, [KO, KO, KO, KO]],
    ['of somebody else', { incomplet: [{ type: 'RPPS', valeur: '10999000036' }] }, [A, B, A, B]],
    [
      'of the profession of a card',
      {
        carte: [
          { id: 1, numero: CARTE_A, rpps: A, exercice: 9 },
          { id: 2, numero: CARTE_B, rpps: B, exercice: 0 },
        ],
      },
      [A, B, KO, B],
    ],
  ])('%s', async (_, more, expected) => {
    expect(await outcomes(more)).toEqual(expected)
  })

  test.each(['none', EG, EJ])('of a structure asked for by its SIRET: %s', async (valeur) => {
    const structure = [{ id: 1, finess_eg: EG, siret: SIRET, raison_sociale: 'SITE' }]
    const annuaire = open(lignes({ structure, incomplet: [{ type: 'FINESS', valeur }] }))
    const [result] = (await annuaire.findStructures?.([{ type: 'SIRET', valeur: SIRET }])) ?? []
    expect(result?.ok ? 'found' : result?.failure.kind).toBe(valeur === 'none' ? 'found' : KO)
  })

  test('a site that the activities alone name is one of its EJ', async () => {
    const structure = [{ id: 1, finess_eg: INCONNU, finess_ej: EJ }]
    const annuaire = open(lignes({ structure, entite_juridique: [{ finess: EJ, nom: 'EJ' }] }))
    const [result] = (await annuaire.findStructures?.([{ type: 'FINESS', valeur: EJ }])) ?? []
    const sites = result?.ok && result.value.structures[0]?.sites?.map(({ finessEg }) => finessEg)
    expect(sites).toEqual([EG, INCONNU].toSorted())
  })

  test('somebody there is none behind a key that is not one', async () => {
    const keys = [rpps(CARTE_A), carte(A), rpps('1'), carte('x')]
    expect((await open(lignes()).findMany(keys)).map(outcomeOf)).toEqual(
      keys.map(() => 'not-found'),
    )
  })

  test('a structure that is not there is said not to be', async () => {
    const situations = [
      { rpps: A, rang: 0, exercice: 0, structure: 9 },
      { rpps: A, rang: 1, exercice: 0, structure: null },
    ]
    const { exercices } = personOf(await findOne(open(lignes({ situation: situations })), rpps(A)))
    expect(
      exercices[0]?.situations.map((one) => [one.structure, one.structureIntrouvable]).toSorted(),
    ).toEqual([
      [null, false],
      [null, true],
    ])
  })

  test('each profession has its own cards, and a card gives its profession alone', async () => {
    const annuaire = open(
      lignes({
        exercice: [
          { rpps: A, rang: 0, profession: '21', savoir_faire: null },
          { rpps: A, rang: 1, profession: '10', savoir_faire: null },
        ],
        carte: [
          { id: 1, numero: CARTE_A, rpps: A, exercice: 0 },
          { id: 2, numero: CARTE_B, rpps: A, exercice: 1 },
        ],
      }),
    )
    const seen = async (cle: ReturnType<typeof rpps>) =>
      personOf(await findOne(annuaire, cle)).exercices.map(({ professions, cartes }) => [
        ...professions,
        ...cartes.map(({ numero }) => numero),
      ])
    expect(await seen(rpps(A))).toEqual([
      ['10', CARTE_B],
      ['21', CARTE_A],
    ])
    expect(await seen(carte(CARTE_A))).toEqual([['21', CARTE_A]])
  })

  test('an opposition that is given is known, whatever the file says of them all', async () => {
    const cartes = [{ id: 1, numero: CARTE_A, rpps: A, exercice: 0, opposition: '2026-01-01' }]
    const annuaire = open(lignes({ carte: cartes }), { meta: { oppositions: '0' } })
    expect(personOf(await findOne(annuaire, rpps(A))).exercices[0]?.cartes).toMatchObject([
      { opposition: '2026-01-01', oppositionConnue: true },
    ])
  })

  test('a savoir-faire without its type or its code is kept as what it is', async () => {
    const exercice = [
      { rpps: A, rang: 0, profession: '10', savoir_faire: 'S:SM44 :C25 S: C:C27 X' },
    ]
    expect(
      personOf(await findOne(open(lignes({ exercice })), rpps(A))).exercices[0]?.savoirFaire,
    ).toEqual(['C27', 'SM44', { illisible: ['C25'] }, { illisible: ['S'] }, { illisible: ['X'] }])
  })

  describe('in a search', () => {
    const person = (n: number, codePostal = '99000') => ({
      ...professionnel({
        situations: [
          situation({ de: { adresse: { lignes: [], codePostal, commune: 'VILLE' }, F: EG } }),
        ],
      }),
      rpps: `10999${String(n).padStart(6, '0')}`,
      nom: 'BASALTE',
      prenom: 'Zoé',
    })
    const search = async (annuaire: Annuaire, texte: string, lieu?: string) => {
      const result = await annuaire.recherche?.search(toQuestion({ texte, ...(lieu && { lieu }) }))
      if (!result?.ok) throw new Error('an answer was expected')
      return [result.value.trouves.length, result.value.tronque]
    }
    const crowd = (count: number) =>
      open(toLignes(Array.from({ length: count }, (_, i) => person(i))))

    test.each(['basalte zoé', 'basal', 'zoé'])(
      'twenty are all, of one more it is said: %s',
      async (texte) => {
        expect(await search(crowd(20), texte)).toEqual([20, false])
        expect(await search(crowd(21), texte)).toEqual([20, true])
      },
    )

    test('a place leaves out those elsewhere, never those of whom a row was lost', async () => {
      const all = toLignes([person(1, '99000'), person(2, '98000'), person(3, '98000')])
      expect(await search(open(all), 'basalte', '99000')).toEqual([1, false])
      const savoie = toLignes([person(1, '73000'), person(2, '98000')])
      expect(await search(open(savoie), 'basalte', 'Savoie')).toEqual([1, false])
      const incomplet = [{ type: 'RPPS', valeur: person(3).rpps }]
      expect(await search(open({ ...all, incomplet }), 'basalte', '99000')).toEqual([2, false])
    })
  })
})
