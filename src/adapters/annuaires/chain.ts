import type { Annuaire, FindMany, Recherche, ResultatRecherche } from '../../application/ports.ts'
import { failureKind } from './source.ts'

/**
 * The first that can search answers. After one that failed, or that found too many to tell, only
 * somebody found stands in for it, as below; when none can, what the first of them wants is said.
 */
const createChainRecherche = (recherches: readonly Recherche[]): Recherche => ({
  async search(question, options = {}) {
    let failed: ResultatRecherche | null = null
    let prevented: ResultatRecherche | null = null
    let isDoubtful = false
    for (const recherche of recherches) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const result = await recherche.search(question, options)
      if (result.ok && (!isDoubtful || result.value.trouves.length > 0)) return result
      if (!result.ok)
        isDoubtful ||= !('empechement' in result) || result.empechement === 'trop-large'
      if (!result.ok && 'empechement' in result) prevented ??= result
      else if (!result.ok) failed ??= result
      if (options.signal?.aborted) break
    }
    return failed ?? (prevented as ResultatRecherche)
  },
})

/**
 * Several directories in order of preference. The next one is asked only when the one before fails;
 * "nobody there" said by the first is an answer and ends the search, and so does a caller that stops
 * waiting. After a failure only a practitioner found stands in for it: a later directory may be
 * older, so that "nobody there" of it proves nothing. A key that nobody finds gets the failure of the
 * first, which is the one to mend. `provenance` names the directory that answered; `etats` lists
 * them all.
 *
 * @throws RangeError for an empty list.
 */
export const createChain = (annuaires: readonly Annuaire[]): Annuaire => {
  const [first, ...others] = annuaires
  if (!first) throw new RangeError('a chain needs a directory')
  if (others.length === 0) return first
  const ofStructures = annuaires.flatMap(({ findStructures }) => findStructures ?? [])
  const recherches = annuaires.flatMap(({ recherche }) => recherche ?? [])

  return {
    nom: annuaires.map(({ nom }) => nom).join(','),

    findMany: link(annuaires.map(({ findMany }) => findMany)),
    // A directory that knows no structures is passed over: it has nothing to say of them.
    ...(ofStructures.length === 0 ? {} : { findStructures: link(ofStructures) }),
    ...(recherches.length === 0 ? {} : { recherche: createChainRecherche(recherches) }),

    etats: async () =>
      (await Promise.all(annuaires.map(async (annuaire) => annuaire.etats()))).flat(),
  }
}

/** One look-up over several, asked in that order. */
const link =
  <C, T>([first, ...others]: readonly FindMany<C, T>[]): FindMany<C, T> =>
  async (cles, options = {}) => {
    const results = (await first?.(cles, options)) ?? []
    for (const findMany of others) {
      const failed = results.flatMap((result, index) =>
        failureKind(result) === null ? [] : [index],
      )
      if (failed.length === 0 || options.signal?.aborted) break
      const answers = await findMany(
        failed.map((index) => cles[index] as C),
        options,
      )
      for (const [rank, index] of failed.entries()) {
        const answer = answers[rank]
        if (answer?.ok) results[index] = answer
      }
    }
    return results
  }
