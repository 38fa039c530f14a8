import { describe, expect, test } from 'vitest'
import { createChain } from '../../src/adapters/annuaires/chain.ts'
import {
  failure,
  success,
  type Result,
  type SourceFailureKind,
} from '../../src/application/failure.ts'
import { toQuestion } from '../../src/domain/recherche/question.ts'
import { findOne } from '../../src/application/find-one.ts'
import type {
  Annuaire,
  Cle,
  Empechement,
  ResultatRecherche,
  Trouve,
} from '../../src/application/ports.ts'

const rpps = (valeur: string): Cle => ({ type: 'RPPS', valeur })

type Answers = Record<string, 'found' | SourceFailureKind>

/** A directory that answers from a table; keys not in it are `not-found`. */
const createAnnuaire = (nom: string, answers: Answers) => {
  const asked: string[] = []
  const find = async ({ valeur }: Cle): Promise<Result<Trouve>> => {
    asked.push(valeur)
    const answer = answers[valeur] ?? 'not-found'
    if (answer !== 'found') return failure(answer, nom, 'as told')
    return success({
      professionnel: { rpps: valeur, nom: null, prenom: null, civilite: null, exercices: [] },
      provenance: [{ nom, etat: 'direct', donneesDu: '2026-11-22', interrogeeLe: '' }],
    })
  }
  const annuaire: Annuaire = {
    nom,
    findMany: (cles) => Promise.all(cles.map(find)),
    etats: () => [
      {
        nom,
        dernierSucces: null,
        donneesDu: null,
        erreursDerniereHeure: {},
        quotaRestant: null,
        disjoncteur: null,
      },
    ],
  }
  return { annuaire, asked }
}

/** Who answered, or the source and kind of the failure. */
const outcome = (result: Result<Trouve> | undefined) =>
  result?.ok
    ? result.value.provenance.map(({ nom }) => nom).join()
    : `${result?.failure.source} ${result?.failure.kind}`

const FAILURES = ['unavailable', 'timeout', 'refused', 'quota', 'invalid-response'] as const

describe('the next directory', () => {
  test('is not asked when the one before answers', async () => {
    const fhir = createAnnuaire('fhir', { '1': 'found' })
    const extraction = createAnnuaire('extraction', { '1': 'found' })
    const chain = createChain([fhir.annuaire, extraction.annuaire])
    expect(outcome(await findOne(chain, rpps('1')))).toBe('fhir')
    expect(extraction.asked).toEqual([])
  })

  test('is not asked when the one before says that nobody is there', async () => {
    const fhir = createAnnuaire('fhir', {})
    const extraction = createAnnuaire('extraction', { '1': 'found' })
    const chain = createChain([fhir.annuaire, extraction.annuaire])
    expect(outcome(await findOne(chain, rpps('1')))).toBe('fhir not-found')
    expect(outcome((await chain.findMany([rpps('1')]))[0])).toBe('fhir not-found')
    expect(extraction.asked).toEqual([])
  })

  test.each(FAILURES)('answers when the one before fails: %s', async (kind) => {
    const fhir = createAnnuaire('fhir', { '1': kind })
    const extraction = createAnnuaire('extraction', { '1': 'found' })
    const chain = createChain([fhir.annuaire, extraction.annuaire])
    expect(outcome(await findOne(chain, rpps('1')))).toBe('extraction')
    expect(outcome((await chain.findMany([rpps('1')]))[0])).toBe('extraction')
  })

  test.each(FAILURES)('that finds nobody leaves the failure as it is: %s', async (kind) => {
    const fhir = createAnnuaire('fhir', { '1': kind, '2': kind })
    const extraction = createAnnuaire('extraction', {})
    const third = createAnnuaire('fictif', { '2': 'found' })
    const chain = createChain([fhir.annuaire, extraction.annuaire, third.annuaire])
    expect(outcome(await findOne(chain, rpps('1')))).toBe(`fhir ${kind}`)
    expect(outcome(await findOne(chain, rpps('2')))).toBe('fictif')
    const results = await chain.findMany(['1', '2', '3'].map(rpps))
    expect(results.map(outcome)).toEqual([`fhir ${kind}`, 'fictif', 'fhir not-found'])
  })

  test('is asked for the failed keys of a lot alone', async () => {
    const fhir = createAnnuaire('fhir', { '1': 'found', '2': 'timeout', '4': 'unavailable' })
    const extraction = createAnnuaire('extraction', { '2': 'found', '3': 'found', '4': 'quota' })
    const third = createAnnuaire('fictif', { '4': 'found' })
    const chain = createChain([fhir.annuaire, extraction.annuaire, third.annuaire])
    const results = await chain.findMany(['4', '1', '2', '3'].map(rpps))
    expect(results.map(outcome)).toEqual(['fictif', 'fhir', 'extraction', 'fhir not-found'])
    expect(extraction.asked).toEqual(['4', '2'])
    expect(third.asked).toEqual(['4'])
  })

  test('is not asked for a caller that has stopped waiting', async () => {
    const fhir = createAnnuaire('fhir', { '1': 'timeout' })
    const extraction = createAnnuaire('extraction', { '1': 'found' })
    const chain = createChain([fhir.annuaire, extraction.annuaire])
    const signal = AbortSignal.abort()
    expect(outcome(await findOne(chain, rpps('1'), { signal }))).toBe('fhir timeout')
    expect(outcome((await chain.findMany([rpps('1')], { signal }))[0])).toBe('fhir timeout')
    expect(extraction.asked).toEqual([])
  })
})

test('when all fail, the failure is that of the first', async () => {
  const chain = createChain([
    createAnnuaire('fhir', { '1': 'refused' }).annuaire,
    createAnnuaire('extraction', { '1': 'unavailable' }).annuaire,
  ])
  expect(outcome(await findOne(chain, rpps('1')))).toBe('fhir refused')
  expect(outcome((await chain.findMany([rpps('1')]))[0])).toBe('fhir refused')
})

test('every directory gives its state', async () => {
  const chain = createChain(['fhir', 'extraction'].map((nom) => createAnnuaire(nom, {}).annuaire))
  expect(chain.nom).toBe('fhir,extraction')
  expect((await chain.etats()).map(({ nom }) => nom)).toEqual(['fhir', 'extraction'])
})

test('a chain of one is that one, and of none a bug', () => {
  const { annuaire } = createAnnuaire('fhir', {})
  expect(createChain([annuaire])).toBe(annuaire)
  expect(() => createChain([])).toThrow(RangeError)
})

describe('a search', () => {
  const question = toQuestion({ texte: 'granite basile' })
  const provenance = [{ nom: 'x', etat: 'direct' as const, donneesDu: null, interrogeeLe: '' }]
  const [trouve] = [{ rpps: '10999001000', nom: null, prenom: null, civilite: null, exercices: [] }]
  const found = (trouves: (typeof trouve)[]): ResultatRecherche =>
    success({ quoi: 'professionnel', trouves, tronque: false, provenance })
  const PERSONNE = found([])
  const QUELQU_UN = found([trouve])
  const EN_PANNE: ResultatRecherche = failure('timeout', 'x', 'as told')
  const empeche = (empechement: Empechement): ResultatRecherche => ({ ok: false, empechement })
  const SANS = empeche('sans-index')
  const TROP = empeche('trop-large')
  const NOM_SEUL = empeche('prenom-ou-profession')

  const search = (...results: (ResultatRecherche | null)[]) =>
    createChain(
      results.map((result) => ({
        ...createAnnuaire('x', {}).annuaire,
        ...(result === null ? {} : { recherche: { search: () => Promise.resolve(result) } }),
      })),
    ).recherche?.search(question)

  test.each<[what: string, results: (ResultatRecherche | null)[], expected: ResultatRecherche]>([
    ['is answered by the first that can', [QUELQU_UN, PERSONNE], QUELQU_UN],
    ['with nobody is an answer', [PERSONNE, QUELQU_UN], PERSONNE],
    ['goes past one without a search', [null, QUELQU_UN], QUELQU_UN],
    ['goes past one that wants more', [NOM_SEUL, QUELQU_UN], QUELQU_UN],
    ['that wanted more elsewhere may find nobody here', [NOM_SEUL, PERSONNE], PERSONNE],
    ['goes past one that fails', [EN_PANNE, QUELQU_UN], QUELQU_UN],
    ['after a failure finds nobody for sure nowhere', [EN_PANNE, PERSONNE], EN_PANNE],
    ['after too many to tell finds nobody for sure nowhere', [TROP, PERSONNE], TROP],
    ['after too many to tell may find somebody', [TROP, QUELQU_UN], QUELQU_UN],
    ['that nobody can make says what the first wants', [NOM_SEUL, SANS], NOM_SEUL],
    ['that one may make when it is up again is a failure', [SANS, EN_PANNE], EN_PANNE],
  ])('%s', async (_, results, expected) => {
    expect(await search(...results)).toEqual(expected)
  })

  test('is not made again for a caller that has stopped waiting', async () => {
    let asked = 0
    const recherche = {
      search: () => {
        asked += 1
        return Promise.resolve(EN_PANNE)
      },
    }
    const { annuaire } = createAnnuaire('x', {})
    const chain = createChain([
      { ...annuaire, recherche },
      { ...annuaire, recherche },
    ])
    expect(await chain.recherche?.search(question, { signal: AbortSignal.abort() })).toBe(EN_PANNE)
    expect(asked).toBe(1)
    await chain.recherche?.search(question)
    expect(asked).toBe(3)
  })

  test('of directories that have none is none', () => {
    expect(search(null, null)).toBeUndefined()
  })
})
