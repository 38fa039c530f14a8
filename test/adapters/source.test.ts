import { describe, expect, test } from 'vitest'
import { bearsIdentifiant, createSource, keepCarte } from '../../src/adapters/annuaires/source.ts'
import { failure, success, type SourceFailureKind } from '../../src/application/failure.ts'
import type { CleStructure } from '../../src/application/ports.ts'
import { toQuestion } from '../../src/domain/recherche/question.ts'
import type { Carte } from '../../src/domain/situation-exercice.ts'
import { EG, EJ, professionnel, rangOf, RPPS, SIRET, structure } from '../support/construire.ts'

const NOW = new Date('2026-11-23T09:00:00.987Z')
const person = professionnel({})
const cle = { type: 'RPPS', valeur: RPPS } as const

type Says = 'found' | SourceFailureKind

/** A directory that says this of whatever it is asked, once it is let. */
const createDirectory = (says: Says, anciennesDu?: string, gate = Promise.resolve()) => {
  const asked: string[] = []
  const result = says === 'found' ? success(person) : failure(says, 'test', 'as told')
  const dates = { donneesDu: '2026-11-22', anciennesDu }
  const source = createSource({
    nom: 'test',
    clock: { now: () => NOW },
    read: async (cles) => {
      asked.push(...cles.map(({ valeur }) => valeur))
      await gate
      return { ...dates, results: cles.map(() => result) }
    },
    readStructures: async (cles) => ({
      ...dates,
      results: cles.map(() => (result.ok ? success([structure({ F: EG })]) : result)),
    }),
    search: async () => {
      asked.push('search')
      await gate
      return {
        ...dates,
        result: result.ok
          ? success({ quoi: 'professionnel' as const, trouves: [person], tronque: false })
          : result,
      }
    },
    etat: async () => ({ donneesDu: '2026-11-22', quotaRestant: null, disjoncteur: null }),
  })
  return {
    asked,
    source,
    search: (...args: Parameters<typeof source.recherche.search>) =>
      source.recherche.search(...args),
  }
}
const question = toQuestion({ texte: 'testard' })
const DIRECT = {
  nom: 'test',
  etat: 'direct',
  donneesDu: '2026-11-22',
  interrogeeLe: '2026-11-23T09:00:00Z',
}

test('what is found bears its source, the instant to the second, and how old it is if it is', async () => {
  for (const anciennesDu of [undefined, '2026-10-01']) {
    const provenance = [anciennesDu === undefined ? DIRECT : { ...DIRECT, anciennesDu }]
    const { source, search } = createDirectory('found', anciennesDu)
    // oxlint-disable-next-line no-await-in-loop -- two ages
    expect([await source.findMany([cle]), await search(question)]).toEqual([
      [success({ professionnel: person, provenance })],
      success({ quoi: 'professionnel', trouves: [person], tronque: false, provenance }),
    ])
  }
})

test('nothing is asked for nobody', async () => {
  const { asked, source } = createDirectory('found')
  expect([await source.findMany([]), asked]).toEqual([[], []])
  expect((await source.etats())[0]).toMatchObject({ dernierSucces: null })
})

describe('a caller that stops waiting', () => {
  const LATE = { ok: false, failure: { kind: 'timeout', source: 'test' } }

  test('before is told so, and the directory is not asked', async () => {
    const { asked, source, search } = createDirectory('found')
    const signal = AbortSignal.abort()
    expect(await source.findMany([cle, cle], { signal })).toMatchObject([LATE, LATE])
    expect(await search(question, { signal })).toMatchObject(LATE)
    expect(asked).toEqual([])
  })

  test.each<Says>(['found', 'timeout'])(
    'meanwhile is told so at once, and what comes then says nothing of the source: %s',
    async (says) => {
      let open = () => {}
      const gate = new Promise<void>((resolve) => (open = resolve))
      const { source, search } = createDirectory(says, undefined, gate)
      const caller = new AbortController()
      const { signal } = caller
      const both = Promise.all([source.findMany([cle], { signal }), search(question, { signal })])
      caller.abort()
      expect(await both).toMatchObject([[LATE], LATE])
      open()
      await new Promise((resolve) => setTimeout(resolve, 1))
      expect(await source.etats()).toMatchObject([
        { dernierSucces: null, erreursDerniereHeure: {} },
      ])
    },
  )

  test('later had the answer, and the source is known by it', async () => {
    const { signal } = new AbortController()
    const [found, failed] = [createDirectory('found'), createDirectory('quota')]
    await found.search(question, { signal })
    await failed.search(question, { signal })
    expect(await found.source.etats()).toMatchObject([{ dernierSucces: NOW.toISOString() }])
    expect(await failed.source.etats()).toMatchObject([
      { dernierSucces: null, erreursDerniereHeure: { quota: 1 } },
    ])
  })
})

test('nobody there is an answer, each kind of trouble is counted once a look-up', async () => {
  const nobody = createDirectory('not-found').source
  await nobody.findMany([cle])
  expect(await nobody.etats()).toMatchObject([
    { dernierSucces: NOW.toISOString(), erreursDerniereHeure: {} },
  ])
  const down = createDirectory('unavailable').source
  await down.findMany([cle, cle])
  await down.findStructures([{ type: 'FINESS', valeur: EG }])
  expect(await down.etats()).toMatchObject([
    { dernierSucces: null, erreursDerniereHeure: { unavailable: 2 } },
  ])
})

test('by a card there are the exercices that hold it, whole, and no other', () => {
  const carte = (numero: string): Carte => ({
    numero,
    type: null,
    debut: null,
    fin: null,
    opposition: null,
    oppositionConnue: false,
  })
  const [one, other, none] = [[carte('1'), carte('2')], [carte('3')], []].map((cartes) => ({
    cartes,
  }))
  const { exercices, ...rest } = professionnel(one!, other!, none!)
  const whole = { ...rest, exercices }
  expect(keepCarte(whole, '2')).toEqual({ ...rest, exercices: [exercices[0]] })
  expect(keepCarte(whole, '3')).toEqual({ ...rest, exercices: [exercices[1]] })
  expect(keepCarte(whole, '4')).toBeNull()
})

describe('a structure bears a number', () => {
  const K = rangOf(RPPS)
  const MUET = '99900001100018'
  const { identifiants } = structure({
    F: EG,
    J: EJ,
    S: SIRET,
    N: '999100282',
    K,
    illisibles: [MUET],
  })
  const VIDE = structure({}).identifiants

  test.each<[CleStructure['type'], string, boolean]>([
    ['FINESS', EG, true],
    ['FINESS', EJ, true],
    ['FINESS', SIRET, false],
    ['FINESS', '999100282', false],
    ['SIRET', SIRET, true],
    ['SIRET', K, false],
    ['SIRET', MUET, true],
    ['SIRET', '99900002900010', false],
    ['RPPS_RANG', K, true],
    ['RPPS_RANG', SIRET, false],
    ['RPPS_RANG', MUET, true],
    ['RPPS_RANG', rangOf('10999000028'), false],
  ])('under its type, or as one that cannot be told: %s %s is %s', (type, valeur, expected) => {
    expect(bearsIdentifiant(identifiants, { type, valeur })).toBe(expected)
    expect(bearsIdentifiant(VIDE, { type, valeur })).toBe(false)
  })
})
