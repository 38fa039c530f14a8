import { expect, test } from 'vitest'
import type { Result, SourceFailureKind } from '../../src/application/failure.ts'
import { findOne } from '../../src/application/find-one.ts'
import type { Annuaire, Cle, Trouve } from '../../src/application/ports.ts'
import { Professionnel } from '../../src/domain/situation-exercice.ts'

export const rpps = (valeur: string): Cle => ({ type: 'RPPS', valeur })
export const carte = (valeur: string): Cle => ({ type: 'CARTE', valeur })

/** In the fictitious world: a radiologist in a cabinet, somebody with two professions, nobody. */
export const GRANITE = '10999001000'
export const DEUX_PROFESSIONS = { rpps: '10999001810', cartes: ['3199001810', '3199001811'] }
export const PERSONNE = '10999001992'

export const outcomeOf = (result: Result<Trouve> | undefined): string | undefined =>
  result?.ok ? result.value.professionnel.rpps : result?.failure.kind

export const personOf = (result: Result<Trouve> | undefined): Professionnel => {
  if (!result?.ok) throw new Error(`a practitioner was expected: ${JSON.stringify(result)}`)
  return result.value.professionnel
}

export type Banc = {
  /** The directory over the fictitious world. */
  annuaire: () => Annuaire
  /** The same in trouble, and the kind of failure it must then answer. */
  pannes: Record<string, { annuaire: () => Annuaire; kind: SourceFailureKind }>
}

/** What every directory owes, whatever it reads: one suite, run over each of them. */
export const contratAnnuaire = (nom: string, { annuaire, pannes }: Banc): void => {
  test('finds somebody, in the model and with its source', async () => {
    const directory = annuaire()
    expect(directory.nom).toBe(nom)
    const result = await findOne(directory, rpps(GRANITE))
    const person = personOf(result)
    expect(Professionnel.safeParse(person).error).toBeUndefined()
    expect(person).toMatchObject({
      rpps: GRANITE,
      nom: 'GRANITE',
      exercices: [{ professions: ['10'] }],
    })
    expect(result.ok && result.value.provenance).toMatchObject([{ nom, etat: 'direct' }])
    expect(result.ok && result.value.provenance[0]?.interrogeeLe).toMatch(/^2026-.*T.*:\d\dZ$/)
  })

  test('says that nobody is there as that, and as nothing else', async () => {
    for (const cle of [
      rpps(PERSONNE),
      carte('3199009999'),
      rpps(''),
      rpps("1' OR '1'='1"),
      carte('%'),
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one by one, as callers do
      expect(outcomeOf(await findOne(annuaire(), cle))).toBe('not-found')
    }
  })

  test('takes no card for a RPPS, nor the reverse', async () => {
    expect(outcomeOf(await findOne(annuaire(), carte(GRANITE)))).toBe('not-found')
    expect(outcomeOf(await findOne(annuaire(), rpps('3199001000')))).toBe('not-found')
  })

  test('finds by card the exercice that holds it, and no other', async () => {
    const directory = annuaire()
    const all = personOf(await findOne(directory, rpps(DEUX_PROFESSIONS.rpps)))
    expect(all.exercices.map(({ professions }) => professions)).toEqual([['10'], ['21']])
    for (const [index, numero] of DEUX_PROFESSIONS.cartes.entries()) {
      // oxlint-disable-next-line no-await-in-loop
      const one = personOf(await findOne(directory, carte(numero)))
      expect(one.exercices).toEqual([all.exercices[index]])
    }
  })

  test('answers many in the order of the keys, each in its own right', async () => {
    const directory = annuaire()
    const cles = [
      rpps(PERSONNE),
      rpps(GRANITE),
      carte(DEUX_PROFESSIONS.cartes[0] ?? ''),
      rpps(GRANITE),
      carte('3199009999'),
      rpps(DEUX_PROFESSIONS.rpps),
    ]
    const results = await directory.findMany(cles)
    expect(results.map(outcomeOf)).toEqual([
      'not-found',
      GRANITE,
      DEUX_PROFESSIONS.rpps,
      GRANITE,
      'not-found',
      DEUX_PROFESSIONS.rpps,
    ])
    expect(personOf(results[2]).exercices).toHaveLength(1)
    expect(personOf(results[5]).exercices).toHaveLength(2)
    expect(await directory.findMany([])).toEqual([])
  })

  test('ends with its caller', async () => {
    const signal = AbortSignal.abort()
    expect(outcomeOf(await findOne(annuaire(), rpps(GRANITE), { signal }))).toBe('timeout')
  })

  test.each(Object.entries(pannes))('%s is a failure, never nobody', async (_, panne) => {
    const directory = panne.annuaire()
    const results = await directory.findMany([rpps(GRANITE), rpps(PERSONNE)])
    expect(results.map(outcomeOf)).toEqual([panne.kind, panne.kind])
    const [etat] = await directory.etats()
    expect(etat).toMatchObject({ nom, dernierSucces: null })
    expect(etat?.erreursDerniereHeure[panne.kind]).toBeGreaterThan(0)
  })

  test('remembers its last success', async () => {
    const directory = annuaire()
    await findOne(directory, rpps(PERSONNE))
    expect((await directory.etats())[0]?.dernierSucces).toMatch(/^2026-/)
  })
}
