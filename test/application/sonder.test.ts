import { expect, test } from 'vitest'
import {
  failure,
  type Result,
  type SourceFailureKind,
  success,
} from '../../src/application/failure.ts'
import type { Annuaire, Cle, Trouve } from '../../src/application/ports.ts'
import { sonder } from '../../src/application/sonder.ts'
import { professionnel } from '../support/construire.ts'

const FAILURES = ['unavailable', 'timeout', 'refused', 'quota', 'invalid-response'] as const

test('a number without holder must be nobody’s: trouble is said, and somebody there is nonsense', async () => {
  const asked: Cle[] = []
  const directory = (nom: string, result: Result<Trouve>): Annuaire => ({
    nom,
    findMany: async (cles) => {
      asked.push(...cles)
      return cles.map(() => result)
    },
    etats: () => [],
  })
  const failing = (kind: SourceFailureKind) => directory(kind, failure(kind, kind, 'as told'))
  const found = success({ professionnel: professionnel(), provenance: [] })
  const sondes = await sonder(
    [failing('not-found'), directory('somebody', found), ...FAILURES.map(failing)],
    { now: () => new Date('2026-11-23T09:00:00Z') },
  )
  const le = '2026-11-23T09:00:00.000Z'
  expect(sondes).toEqual({
    'not-found': { le, resultat: 'repond' },
    somebody: { le, resultat: 'invalid-response' },
    ...Object.fromEntries(FAILURES.map((kind) => [kind, { le, resultat: kind }])),
  })
  expect(asked).toEqual(Object.keys(sondes).map(() => ({ type: 'RPPS', valeur: '10999001992' })))
})
