import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createChain } from '../../src/adapters/annuaires/chain.ts'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import { structuresDe } from '../../src/adapters/annuaires/extraction/requetes.ts'
import { createLectureStructuresFhir } from '../../src/adapters/annuaires/fhir/lecture-structures.ts'
import { createCachedAnnuaire } from '../../src/adapters/cache/cached-annuaire.ts'
import { failure, success, type Result } from '../../src/application/failure.ts'
import type { Annuaire, CleStructure, StructuresTrouvees } from '../../src/application/ports.ts'
import { createVerifierStructure } from '../../src/application/verifier-structure.ts'
import type { VerificationStructure } from '../../src/domain/verification.ts'
import { writeBase } from '../support/extraction-fichier.ts'
import type { BaseOptions, Lignes, Rang } from '../support/extraction-lignes.ts'
import { structure } from '../support/construire.ts'

const clock = { now: () => new Date('2026-11-23T09:00:00Z') }
const EG = '991000456'
const EJ = '991000449'
const SIRET = '99910028200014'
const AUTRE_SIRET = '99910028200022'
const RANG = '10999000010000'

const finess = (valeur: string): CleStructure => ({ type: 'FINESS', valeur })
const siret = (valeur: string): CleStructure => ({ type: 'SIRET', valeur })
const rang = (valeur: string): CleStructure => ({ type: 'RPPS_RANG', valeur })

const find = async (annuaire: Annuaire, cle: CleStructure) =>
  (await annuaire.findStructures?.([cle]))?.[0]

const outcomeOf = (result: Result<StructuresTrouvees> | undefined) =>
  result?.ok
    ? result.value.structures.map(({ raisonSociale }) => raisonSociale)
    : result?.failure.kind

describe('the open-data files', () => {
  let dossier = ''
  let path = ''
  const closes: (() => void)[] = []
  beforeEach(() => {
    dossier = mkdtempSync(join(tmpdir(), 'structures-'))
    path = join(dossier, 'annuaire.sqlite')
  })
  afterEach(() => {
    for (const close of closes.splice(0)) close()
    rmSync(dossier, { recursive: true, force: true })
  })

  const open = (lignes: Lignes, options?: BaseOptions): Annuaire => {
    writeBase(path, lignes, options)
    const base = openBaseSqlite({ path, clock, log: () => {} })
    closes.push(() => base.close())
    return createExtraction(base, clock)
  }
  const situation = (rpps: string, rangee: number, secteur: string | null, id = 1): Rang => ({
    rpps,
    rang: rangee,
    exercice: 0,
    secteur,
    structure: id,
  })
  const officine = (id: number, more: Rang = {}): Rang => ({
    id,
    raison_sociale: `PHARMACIE ${id}`,
    finess_eg: EG,
    finess_ej: EJ,
    siret: SIRET,
    ...more,
  })
  const FINESS_EG: Rang = { finess: EG, finess_ej: EJ, nom: 'SITE', categorie: '620', actif: 1 }
  const FINESS_EJ: Rang = { finess: EJ, nom: 'EJ', statut_juridique: '85', actif: 1 }
  const REFERENTIEL = { etablissement: [FINESS_EG], entite_juridique: [FINESS_EJ] }

  const verify = async (
    annuaire: Annuaire,
    identifiant: string | { type: 'RPPS_RANG'; valeur: string },
  ): Promise<VerificationStructure> => {
    const verifier = createVerifierStructure({ annuaire, clock, isFictif: () => false })
    const verdict = await verifier({ identifiant })
    if (!verdict.ok) throw new Error(verdict.probleme.code)
    return verdict.verification
  }

  test('the sector is that of its practitioners when they say the same', async () => {
    const annuaire = open({
      ...REFERENTIEL,
      structure: [officine(1)],
      situation: [situation('1', 0, 'SA33'), situation('2', 0, 'SA33'), situation('3', 0, null)],
    })
    const vue = await verify(annuaire, EG)
    expect(vue).toMatchObject({
      issue: 'decide',
      couloir: 'officine',
      structure: { secteurActivite: { code: 'SA33' }, etat: 'ouverte' },
      sources: [{ nom: 'extraction', donneesDu: '2026-11-22' }],
    })
    expect(vue.commandes).toMatchObject([{ identifiant: { type: 'FINESS_EG', valeur: EG } }])
  })

  test('and unknown when they do not: H01, never one of the two', async () => {
    const annuaire = open({
      ...REFERENTIEL,
      structure: [officine(1)],
      situation: [situation('1', 0, 'SA33'), situation('2', 0, 'SA25')],
    })
    const vue = await verify(annuaire, EG)
    expect(vue).toMatchObject({ issue: 'a_verifier', verifications: [{ code: 'H01' }] })
    expect(vue.pourquoi.join(' ')).toContain('« SA25 » et « SA33 »')
  })

  test('two descriptions of one are one; two parties are a question with both names', async () => {
    const situations = [situation('1', 0, 'SA33', 1), situation('2', 0, 'SA33', 2)]
    const une = open({
      ...REFERENTIEL,
      structure: [officine(1), officine(2)],
      situation: situations,
    })
    const vue = await verify(une, EG)
    expect(vue).toMatchObject({ issue: 'decide', commandes: [{ identifiant: { valeur: EG } }] })
    expect(vue.structure.raisonSociale).toBe('PHARMACIE 1')

    const deux = open({
      ...REFERENTIEL,
      structure: [officine(2, { siret: AUTRE_SIRET }), officine(1)],
      situation: situations,
    })
    const question = await verify(deux, EG)
    expect(question.issue).toBe('a_verifier')
    expect(question.verifications).toMatchObject([{ code: 'H15', bloquante: true }])
    expect(question.resume).toContain(
      `« PHARMACIE 1, SIRET ${SIRET} » et « PHARMACIE 2, SIRET ${AUTRE_SIRET} »`,
    )
    // Each by its own SIRET is one.
    expect((await verify(deux, AUTRE_SIRET)).structure.raisonSociale).toBe('PHARMACIE 2')
  })

  test('where no practitioner stands FINESS alone speaks: no sector, no address', async () => {
    const annuaire = open({
      etablissement: [{ ...FINESS_EG, siret: SIRET, nom: 'CH', categorie: '355' }],
      entite_juridique: [FINESS_EJ],
    })
    for (const identifiant of [EG, SIRET]) {
      // oxlint-disable-next-line no-await-in-loop
      const vue = await verify(annuaire, identifiant)
      expect(vue).toMatchObject({
        issue: 'a_verifier',
        verifications: [{ code: 'H01' }],
        structure: {
          raisonSociale: 'CH',
          nature: 'EG',
          secteurActivite: null,
          adresse: null,
          etat: 'ouverte',
          categorieEtablissement: { code: '355' },
          identifiants: { finessEg: EG, finessEj: EJ, siret: SIRET },
        },
      })
    }
    // A médico-social category decides without a sector.
    const ehpad = open({
      etablissement: [{ ...FINESS_EG, categorie: '500' }],
      entite_juridique: [{ ...FINESS_EJ, statut_juridique: '61' }],
    })
    expect(await verify(ehpad, EG)).toMatchObject({
      issue: 'decide',
      couloir: 'medico-social',
      commandes: [{ identifiant: { type: 'FINESS_EJ', valeur: EJ } }],
    })
    expect(await verify(ehpad, EJ)).toMatchObject({
      demande: { identifiant: { type: 'FINESS_EJ' } },
      structure: { raisonSociale: 'EJ', nature: 'EJ' },
    })
  })

  describe('an EJ asked for itself', () => {
    const EGS = ['991000456', '991000464', '991000472'] as const
    const eg = (finess: string, more: Rang = {}): Rang => ({
      finess,
      finess_ej: EJ,
      nom: `SITE ${finess}`,
      categorie: '355',
      actif: 1,
      ...more,
    })
    const place = (id: number, finess_eg: string, more: Rang = {}): Rang => ({
      id,
      raison_sociale: `SITE ${finess_eg}`,
      finess_eg,
      finess_ej: EJ,
      ...more,
    })
    const openEj = (
      sites: readonly Rang[],
      structures: readonly Rang[],
      situations: readonly Rang[],
      statut = '13',
    ) =>
      open({
        etablissement: [...sites],
        entite_juridique: [{ ...FINESS_EJ, statut_juridique: statut }],
        structure: [...structures],
        situation: [...situations],
      })

    test('takes the sector that its open sites agree on, and says so', async () => {
      const annuaire = openEj(
        [eg(EGS[0]), eg(EGS[1]), eg(EGS[2])],
        [place(1, EGS[0]), place(2, EGS[1])],
        [situation('1', 0, 'SA01', 1), situation('2', 0, 'SA01', 2), situation('3', 0, null, 2)],
      )
      const vue = await verify(annuaire, EJ)
      expect(vue).toMatchObject({
        issue: 'decide',
        classe: 'etablissement',
        couloir: 'hopital',
        structure: { secteurActivite: null },
        commandes: [{ identifiant: { type: 'FINESS_EJ', valeur: EJ } }],
        alertes: [{ code: 'SECTEUR_DES_SITES' }],
      })
      expect(vue.pourquoi.join(' ')).toContain('ont le même (« Etablissement public de santé »)')
    })

    test('a closed site counts for nothing; one that disagrees leaves H01, and names them', async () => {
      const structures = [place(1, EGS[0]), place(2, EGS[1])]
      const situations = [situation('1', 0, 'SA01', 1), situation('2', 0, 'SA05', 2)]
      const ferme = eg(EGS[1], { actif: 0, fermeture: '2020-01-01' })
      const closed = openEj([eg(EGS[0]), ferme], structures, situations)
      expect(await verify(closed, EJ)).toMatchObject({ issue: 'decide', couloir: 'hopital' })
      const vue = await verify(openEj([eg(EGS[0]), eg(EGS[1])], structures, situations), EJ)
      expect(vue).toMatchObject({ issue: 'a_verifier', verifications: [{ code: 'H01' }] })
      expect(vue.pourquoi.join(' ')).toContain(`SITE ${EGS[0]} : ${EGS[0]}`)
    })

    test('a site whose practitioners disagree, and no practitioner at all, leave H01', async () => {
      const deux = openEj(
        [eg(EGS[0]), eg(EGS[1])],
        [place(1, EGS[0]), place(2, EGS[1])],
        [situation('1', 0, 'SA01', 1), situation('2', 0, 'SA01', 2), situation('3', 0, 'SA02', 2)],
      )
      expect(await verify(deux, EJ)).toMatchObject({ verifications: [{ code: 'H01' }] })
      expect(await verify(openEj([eg(EGS[0])], [], []), EJ)).toMatchObject({
        verifications: [{ code: 'H01' }],
      })
    })

    test('its médico-social sites alone make it one; beside a hospital they are told of', async () => {
      const ehpad = eg(EGS[1], { categorie: '500' })
      const ssiad = eg(EGS[0], { categorie: '354' })
      expect(await verify(openEj([ehpad, ssiad], [], [], '61'), EJ)).toMatchObject({
        issue: 'decide',
        couloir: 'medico-social',
        commandes: [{ identifiant: { type: 'FINESS_EJ', valeur: EJ } }],
      })
      const places = [place(1, EGS[0])]
      const mixte = openEj([eg(EGS[0]), ehpad], places, [situation('1', 0, 'SA01')])
      const vue = await verify(mixte, EJ)
      expect(vue).toMatchObject({ issue: 'decide', couloir: 'hopital' })
      expect(vue.alertes.map(({ code }) => code)).toContain('SITES_MEDICO_SOCIAUX')
      // A centre de santé orders by itself, an EHPAD by its EJ: nothing holds for both.
      const centre = openEj([eg(EGS[0]), ehpad], places, [situation('1', 0, 'SA05')])
      expect(await verify(centre, EJ)).toMatchObject({ verifications: [{ code: 'H01' }] })
    })

    test('officines order each by themselves: which one is asked, nothing is missing', async () => {
      const annuaire = openEj(
        [eg(EGS[0], { categorie: '620' }), eg(EGS[1], { categorie: '620' })],
        [place(1, EGS[0]), place(2, EGS[1])],
        [situation('1', 0, 'SA33', 1), situation('2', 0, 'SA33', 2)],
        '85',
      )
      const vue = await verify(annuaire, EJ)
      expect(vue).toMatchObject({ issue: 'a_verifier', couloir: 'officine', commandes: [] })
      expect(vue.verifications.map(({ code }) => code)).toEqual(['H25'])
      for (const one of EGS.slice(0, 2)) expect(vue.resume).toContain(one)
      expect(vue.resume).not.toContain('manque')
    })

    test('a laboratory orders under its only site, else its main site is asked', async () => {
      const labo = (sites: readonly string[]) =>
        openEj(
          sites.map((one) => eg(one, { categorie: '611' })),
          [place(1, EGS[0])],
          [situation('1', 0, 'SA25', 1)],
          '87',
        )
      expect(await verify(labo([EGS[0]]), EJ)).toMatchObject({
        issue: 'decide',
        couloir: 'biologie',
        commandes: [{ identifiant: { type: 'FINESS_EG', valeur: EGS[0] } }],
      })
      expect(await verify(labo([EGS[0], EGS[1]]), EJ)).toMatchObject({
        verifications: [{ code: 'H14' }],
      })
    })

    test('of more sites than are read, nothing is said', async () => {
      const many = (count: number) =>
        openEj(
          Array.from({ length: count }, (_, i) => eg(`99${String(1_000_000 + i)}`)),
          [place(1, '991000000')],
          [situation('1', 0, 'SA01', 1)],
        )
      expect(await verify(many(200), EJ)).toMatchObject({ issue: 'decide' })
      expect(await verify(many(201), EJ)).toMatchObject({ verifications: [{ code: 'H01' }] })
    })
  })

  test('a SIRET that FINESS alone gives leads to what the activities say of its site', async () => {
    const annuaire = open({
      etablissement: [{ ...FINESS_EG, siret: SIRET }],
      entite_juridique: [FINESS_EJ],
      structure: [officine(1, { siret: null })],
      situation: [situation('1', 0, 'SA33')],
    })
    expect(await verify(annuaire, SIRET)).toMatchObject({
      demande: { identifiant: { type: 'SIRET', valeur: SIRET } },
      issue: 'decide',
      couloir: 'officine',
      commandes: [{ identifiant: { type: 'FINESS_EG', valeur: EG } }],
    })
  })

  test('a cabinet is found by the rang in its former identifier', async () => {
    const annuaire = open({
      structure: [{ id: 1, raison_sociale: 'CABINET', ancien_identifiant: `4${RANG}` }],
      situation: [situation('1', 0, 'SA08')],
    })
    const vue = await verify(annuaire, { type: 'RPPS_RANG', valeur: RANG })
    expect(vue).toMatchObject({ classe: 'cabinet', verifications: [{ code: 'H24' }] })
    // The files do not say whether it is open.
    expect(vue.structure.etat).toBeNull()
    expect(outcomeOf(await find(annuaire, siret(RANG)))).toBe('not-found')
  })

  test('what could not be read is no structure that nobody has', async () => {
    const annuaire = open({
      ...REFERENTIEL,
      incomplet: [
        { type: 'FINESS', valeur: '991000464' },
        { type: 'RPPS', valeur: '10999000010' },
      ],
    })
    expect(outcomeOf(await find(annuaire, finess('991000464')))).toBe('invalid-response')
    expect(outcomeOf(await find(annuaire, rang(RANG)))).toBe('invalid-response')
    expect(outcomeOf(await find(annuaire, finess('991000472')))).toBe('not-found')
  })

  test('without FINESS a FINESS that no activity names is unknown, not nobody’s', async () => {
    const annuaire = open(
      { structure: [officine(1)], situation: [situation('1', 0, 'SA33')] },
      { fichiers: ['activites', 'savoir-faire', 'cartes'] },
    )
    expect(outcomeOf(await find(annuaire, finess(EG)))).toEqual(['PHARMACIE 1'])
    expect(outcomeOf(await find(annuaire, finess('991000472')))).toBe('unavailable')
    expect(outcomeOf(await find(annuaire, siret(AUTRE_SIRET)))).toBe('unavailable')
    expect(outcomeOf(await find(annuaire, rang(RANG)))).toBe('not-found')
  })

  test('every look-up goes by an index', () => {
    writeBase(path, {})
    const db = new DatabaseSync(path, { readOnly: true })
    closes.push(() => db.close())
    for (const cle of [finess(EG), siret(SIRET), rang(RANG)]) {
      for (const { sql, params } of Object.values(structuresDe(cle)).flat()) {
        const plan = db
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all(...params)
          .map(({ detail }) => String(detail))
        expect(plan.length).toBeGreaterThan(0)
        expect(plan.filter((line) => line.startsWith('SCAN'))).toEqual([])
      }
    }
  })
})

describe('the live directory', () => {
  const BASE = 'https://annuaire.invalid/fhir/v2'
  const organization = (id: string, more: object) => ({
    resourceType: 'Organization',
    id,
    active: true,
    ...more,
  })
  const identifier = (code: string, system: string, value: string, use = 'official') => ({
    use,
    type: { coding: [{ code }] },
    system,
    value,
  })
  const FINEG = identifier('FINEG', 'https://finess.esante.gouv.fr', EG)

  const ask = async (cle: CleStructure, answer: (search: string) => object[]) => {
    const searches: string[] = []
    const lire = createLectureStructuresFhir('fhir', BASE)
    const [result] = await lire([cle], async (url) => {
      const search = decodeURIComponent(url.slice(BASE.length + 1))
      searches.push(search)
      const entry = answer(search).map((resource) => ({ resource }))
      return success({ resourceType: 'Bundle', type: 'searchset', total: entry.length, entry })
    })
    const noms = result?.ok ? result.value.map(({ raisonSociale }) => raisonSociale) : null
    return { searches, outcome: noms ?? (result?.ok === false ? result.failure.kind : null) }
  }

  test('is asked once, for the number or its national identifier, with its EJ', async () => {
    const { searches, outcome } = await ask(finess(EG), () => [
      organization('1', {
        name: 'SITE',
        identifier: [FINEG],
        partOf: { reference: 'Organization/2' },
      }),
      organization('2', { name: 'EJ', identifier: [] }),
    ])
    expect(searches).toEqual([`Organization?identifier=${EG},1${EG}&_include=Organization:partof`])
    expect(outcome).toEqual(['SITE'])
  })

  test.each([
    [finess(EG), `${EG},1${EG}`],
    [siret(SIRET), `${SIRET},3${SIRET}`],
    [rang(RANG), `${RANG},4${RANG}`],
  ])('is asked by the national identifier of the type: %o', async (cle, values) => {
    const { searches, outcome } = await ask(cle, () => [])
    expect(searches).toEqual([`Organization?identifier=${values}&_include=Organization:partof`])
    expect(outcome).toBe('not-found')
  })

  test.each([finess('12345,678'), siret('999'), rang('1|2')])(
    'is not asked for what is no number: %o',
    async (cle) => {
      expect(await ask(cle, () => [])).toEqual({ searches: [], outcome: 'not-found' })
    },
  )

  test('beside it gives no one else, not even who bears its number', async () => {
    const site = organization('1', {
      name: 'SITE',
      identifier: [FINEG],
      partOf: { reference: 'Organization/2' },
    })
    const ej = organization('2', { identifier: [], partOf: { reference: 'Organization/3' } })
    const bearer = { resourceType: 'Practitioner', id: 'p', identifier: [FINEG] }
    for (const other of [organization('3', {}), bearer, organization('4', { identifier: [] })]) {
      // oxlint-disable-next-line no-await-in-loop
      const { outcome } = await ask(finess(EG), () => [site, ej, other])
      expect(outcome).toBe('invalid-response')
    }
    expect((await ask(finess(EG), () => [site, ej])).outcome).toEqual(['SITE'])
  })

  test('gives every structure that bears the number', async () => {
    const one = (id: string) => organization(id, { name: `SITE ${id}`, identifier: [FINEG] })
    expect((await ask(finess(EG), () => [one('1'), one('2')])).outcome).toEqual([
      'SITE 1',
      'SITE 2',
    ])
  })

  describe('an EJ asked for itself', () => {
    const nature = (code: string) => ({
      coding: [
        {
          system: 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307',
          code,
        },
      ],
    })
    const secteur = (code: string) => ({
      coding: [{ system: 'https://mos.esante.gouv.fr/NOS/TRE_R02-X/FHIR/TRE-R02-X', code }],
    })
    const FINEJ = identifier('FINEJ', 'https://finess.esante.gouv.fr', EJ)
    const ej = organization('2', {
      name: 'EJ',
      identifier: [FINEJ],
      type: [nature('LEGAL-ENTITY')],
    })
    const site = (id: string, more: object = {}) =>
      organization(id, {
        name: `SITE ${id}`,
        identifier: [identifier('FINEG', 'https://finess.esante.gouv.fr', `99${id}`)],
        type: [nature('GEOGRAPHICAL-ENTITY'), secteur('SA01')],
        partOf: { reference: 'Organization/2' },
        ...more,
      })
    const lire = createLectureStructuresFhir('fhir', BASE)
    const askEj = async (ofSites: () => Result<unknown>) => {
      const searches: string[] = []
      const [result] = await lire([finess(EJ)], (url) => {
        searches.push(decodeURIComponent(url.slice(BASE.length + 1)))
        return Promise.resolve(
          url.includes('partof=')
            ? ofSites()
            : success({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: ej }] }),
        )
      })
      return { searches, result }
    }
    const bundle = (resources: readonly object[]) =>
      success({
        resourceType: 'Bundle',
        type: 'searchset',
        total: resources.length,
        entry: resources.map((resource) => ({ resource })),
      })

    test('is read with its sites, in one search more', async () => {
      const { searches, result } = await askEj(() => bundle([site('1000001'), site('1000002')]))
      expect(searches).toEqual([
        `Organization?identifier=${EJ},1${EJ}&_include=Organization:partof`,
        'Organization?partof=2&_count=200',
      ])
      expect(result?.ok && result.value).toMatchObject([
        {
          raisonSociale: 'EJ',
          secteurActivite: null,
          sites: [
            { finessEg: '991000001', secteurActivite: 'SA01' },
            { finessEg: '991000002', secteurActivite: 'SA01' },
          ],
        },
      ])
    })

    test('has none that is known when they cannot be read, or are too many', async () => {
      const cannotBeRead = [
        () => bundle([site('1000001'), site('1000002', { name: { not: 'a text' } })]),
        () => bundle([site('1000001', { partOf: { reference: 'Organization/3' } })]),
        () => bundle(Array.from({ length: 201 }, (_, i) => site(String(1_000_000 + i)))),
        () => failure('invalid-response', 'fhir', 'nonsense'),
      ]
      for (const ofSites of cannotBeRead) {
        // oxlint-disable-next-line no-await-in-loop
        const { result } = await askEj(ofSites)
        expect(result?.ok && result.value).toMatchObject([{ raisonSociale: 'EJ', sites: null }])
      }
    })

    test('of as many sites as are read has them all', async () => {
      const many = () => bundle(Array.from({ length: 200 }, (_, i) => site(String(1_000_000 + i))))
      const { result } = await askEj(many)
      expect(result?.ok && result.value[0]?.sites).toHaveLength(200)
    })

    test('is not asked for its sites once it is closed', async () => {
      const { searches, outcome } = await ask(finess(EJ), () => [{ ...ej, active: false }])
      expect([searches.length, outcome]).toEqual([1, ['EJ']])
    })

    test('while its sites cannot be asked for is not known either', async () => {
      const { result } = await askEj(() => failure('unavailable', 'fhir', 'down'))
      expect(result).toMatchObject({ ok: false, failure: { kind: 'unavailable' } })
    })
  })

  test('about others answers another question: nonsense, never nobody', async () => {
    const etranger = organization('9', { name: 'AUTRE', identifier: [] })
    expect((await ask(finess(EG), () => [etranger])).outcome).toBe('invalid-response')
  })

  test('an identifier that is no longer in use, or of another type, is not the one', async () => {
    const ancien = identifier('FINEG', 'https://finess.esante.gouv.fr', EG, 'old')
    const of = (one: object) => () => [organization('1', { name: 'A', identifier: [one] })]
    expect((await ask(finess(EG), of(ancien))).outcome).toBe('not-found')
    const deSiret = identifier('SIRET', 'https://sirene.fr', RANG)
    expect((await ask(rang(RANG), of(deSiret))).outcome).toBe('not-found')
    expect((await ask(siret(RANG), of(deSiret))).outcome).toEqual(['A'])
  })

  test('an identifier of no type that can be told is kept, for the rules to ask', async () => {
    const muet = { system: 'https://exemple.invalid', value: EG }
    const one = organization('1', { name: 'A', identifier: [muet] })
    expect((await ask(finess(EG), () => [one])).outcome).toEqual(['A'])
  })

  test('one that cannot be read is nonsense', async () => {
    const casse = organization('1', { name: { not: 'a text' }, identifier: [FINEG] })
    expect((await ask(finess(EG), () => [casse])).outcome).toBe('invalid-response')
  })
})

/** A directory whose structures a test decides. */
const createStub = (nom: string) => {
  const asked: CleStructure[] = []
  const stub: {
    asked: CleStructure[]
    answer: () => Result<StructuresTrouvees>
    annuaire: Annuaire
  } = {
    asked,
    answer: () =>
      success({
        structures: [structure({ F: EG, raisonSociale: nom })],
        provenance: [
          { nom, etat: 'direct', donneesDu: null, interrogeeLe: '2026-11-23T09:00:00Z' },
        ],
      }),
    annuaire: {
      nom,
      findMany: (cles) => Promise.resolve(cles.map(() => failure('not-found', nom, 'nobody'))),
      findStructures: (cles) => {
        asked.push(...cles)
        return Promise.resolve(cles.map(() => stub.answer()))
      },
      etats: () => [],
    },
  }
  return stub
}

const etatOf = (result: Result<StructuresTrouvees> | undefined) =>
  result?.ok ? result.value.provenance[0]?.etat : result?.failure.kind

describe('the memory of a directory', () => {
  test('keeps structures as it keeps practitioners', async () => {
    const stub = createStub('fhir')
    let seconds = 0
    const cached = createCachedAnnuaire(stub.annuaire, {
      clock: { now: () => new Date(Date.UTC(2026, 10, 23) + seconds * 1000) },
      nowMs: () => seconds * 1000,
      ttlSeconds: 3600,
      perimeSeconds: 86_400,
      max: 10,
    })
    expect(etatOf(await find(cached, finess(EG)))).toBe('direct')
    expect(etatOf(await find(cached, finess(EG)))).toBe('cache')
    expect(stub.asked).toHaveLength(1)
    seconds = 3601
    stub.answer = () => failure('unavailable', 'fhir', 'down')
    expect(etatOf(await find(cached, finess(EG)))).toBe('perime')
    // Another type is another key.
    expect(etatOf(await find(cached, siret(EG)))).toBe('unavailable')
    stub.answer = () => failure('not-found', 'fhir', 'nobody')
    expect(etatOf(await find(cached, finess(EG)))).toBe('not-found')
    stub.answer = () => failure('unavailable', 'fhir', 'down')
    expect(etatOf(await find(cached, finess(EG)))).toBe('not-found')
    seconds += 61
    expect(etatOf(await find(cached, finess(EG)))).toBe('unavailable')
  })

  test('asks one look-up of the many who want the same at once', async () => {
    const stub = createStub('fhir')
    const cached = createCachedAnnuaire(stub.annuaire, {
      clock,
      ttlSeconds: 60,
      perimeSeconds: 0,
      max: 10,
    })
    await Promise.all([1, 2, 3].map(() => find(cached, finess(EG))))
    expect(stub.asked).toHaveLength(1)
  })

  test('has none of a directory that has none', () => {
    const { findStructures: _, ...sans } = createStub('fhir').annuaire
    const options = { clock, ttlSeconds: 60, perimeSeconds: 0, max: 10 }
    expect(createCachedAnnuaire(sans, options).findStructures).toBeUndefined()
  })
})

describe('a chain of directories', () => {
  test('asks the next one after a failure alone', async () => {
    const [first, second] = [createStub('fhir'), createStub('extraction')]
    const chain = createChain([first.annuaire, second.annuaire])
    expect(outcomeOf(await find(chain, finess(EG)))).toEqual(['fhir'])
    first.answer = () => failure('not-found', 'fhir', 'nobody')
    expect(outcomeOf(await find(chain, finess(EG)))).toBe('not-found')
    expect(second.asked).toEqual([])
    first.answer = () => failure('timeout', 'fhir', 'late')
    expect(outcomeOf(await find(chain, finess(EG)))).toEqual(['extraction'])
    second.answer = () => failure('not-found', 'extraction', 'nobody')
    expect(outcomeOf(await find(chain, finess(EG)))).toBe('timeout')
  })

  test('passes over one that knows no structures', async () => {
    const { findStructures: _, ...sans } = createStub('fhir').annuaire
    const chain = createChain([sans, createStub('extraction').annuaire])
    expect(outcomeOf(await find(chain, finess(EG)))).toEqual(['extraction'])
    expect(createChain([sans, sans]).findStructures).toBeUndefined()
  })
})
