import { failure, success, type Result } from '../../../application/failure.ts'
import { foldWords, glueWords } from '../../../domain/recherche/fold.ts'
import { type Question, toPartages, withoutTitre } from '../../../domain/recherche/question.ts'
import { hasExercice, hasNom, RESULTATS_MAX, sortByNom } from '../../../domain/recherche/select.ts'
import { cleanText } from '../../../domain/texte.ts'
import type { ReleveRecherche } from '../source.ts'
import { readPage } from './bundle.ts'
import { isOutsideRpps, readIdentite, readRpps } from './exercice.ts'
import type { LectureFhir } from './lecture.ts'
import { searchUrl, type GetJson } from './recherche.ts'
import { isPractitioner } from './ressources.ts'

/** Practitioners of one page; more made the gateway answer 502. */
const PAGE = 200
/** People read whole, to tell where they work. */
const LUS_MAX = 60
/** Characters of one parameter. */
const PARAMETER_MAX = 1024

/** What a name is made of; a comma or a bar would mean something to the API. */
const AUTRES = /[^\p{L}\p{M}\p{N}'.-]+/gu

/**
 * The ways in which the directory may write a name: it folds accents and case, but neither hyphens
 * nor apostrophes nor ligatures.
 */
const toEcritures = (name: string): string[] => {
  const spaces = name.replaceAll('œ', 'oe').replaceAll('Œ', 'OE').replaceAll('æ', 'ae')
  const ecritures = [spaces, spaces.replaceAll(' ', '-'), spaces.replaceAll('-', ' ')]
  return [...ecritures, ...ecritures.map((one) => one.replace(/oe/gi, 'œ'))]
}

const isParticule = (name: string): boolean => {
  const words = foldWords(name)
  return words.length > 0 && glueWords([...words, 'X']).length === 1
}

/** The values of one parameter; `isCut` when not all of them fit in it. */
const toValues = (names: readonly string[]): { values: string[]; isCut: boolean } => {
  const all = new Set(names.flatMap(toEcritures))
  let length = 0
  const values = [...all].filter((value) => (length += value.length + 1) <= PARAMETER_MAX)
  return { values, isCut: values.length < all.size }
}

type Demande = { parameters: Record<string, string[]>; isCut: boolean }

/**
 * What to ask: each way to part the words in a name and a first name, all in one search. Null = not
 * enough for the API, which takes over 30 s for a name alone.
 *
 * @see https://github.com/ansforge/annuaire-sante-fhir-documentation/issues/381
 */
const toDemande = ({ texte, profession }: Question): Demande | null => {
  const tokens = cleanText(texte)
    .replaceAll(/[’ʼ´`]/g, "'")
    .replaceAll(AUTRES, ' ')
    .split(' ')
    .filter((token) => /[\p{L}\p{N}]/u.test(token))
  const words = withoutTitre(tokens)
  const partages = toPartages(words)
  const code = profession === null ? {} : { 'qualification-code': [profession] }
  const isNom = (name: string) => name !== '' && !isParticule(name)
  // LE is no first name: « le goff » is a name alone.
  const paires = partages.filter((partage) => partage.every(isNom))
  if (paires.length > 0) {
    const families = toValues(paires.map(([nom]) => nom))
    const givens = toValues(paires.map(([, prenom]) => prenom))
    return {
      parameters: { family: families.values, given: givens.values, ...code },
      isCut: families.isCut || givens.isCut,
    }
  }
  if (profession === null) return null
  const { values, isCut } = toValues([words.join(' '), ...partages.flat().filter(isNom)])
  return { parameters: { family: values, ...code }, isCut }
}

export type RechercheFhir = (
  question: Question,
  getJson: GetJson,
) => Promise<ReleveRecherche['result']>

/**
 * Searches the FHIR API by name and first name, or by name and profession: one call for the names,
 * the first page of it, then those for the people. Whoever comes is checked by our own folding. One
 * word with a profession is the beginning of a family name. Nobody is only said when all that was
 * announced came and could be read.
 */
export const createRechercheFhir =
  (source: string, base: string, lire: LectureFhir): RechercheFhir =>
  async (question, getJson) => {
    if (question.quoi === 'structure') return { ok: false, empechement: 'sans-structures' }
    const nonsense = (reason: string) => failure('invalid-response', source, reason)
    const demande = toDemande(question)
    if (demande === null) return { ok: false, empechement: 'prenom-ou-profession' }
    const answer = await getJson(
      searchUrl(base, {
        type: 'Practitioner',
        parameters: { ...demande.parameters, _count: String(PAGE) },
      }),
    )
    if (!answer.ok) return answer
    const page = readPage(answer.value)
    if (!page.ok) return nonsense(page.reason)
    const { entries, rejets, next, total, hasRemarque } = page.value
    const came = entries.length + rejets.length
    const isShort = (total ?? 0) > came
    if (came === 0 && (isShort || (total !== 0 && hasRemarque))) {
      return nonsense('nothing of what was announced')
    }
    if (!entries.every(isPractitioner)) return nonsense('resources of another type')
    const byRpps = Map.groupBy(entries, readRpps)
    const hasUnread =
      rejets.length > 0 || (byRpps.get(null) ?? []).some((one) => !isOutsideRpps(one))
    const lues = [...byRpps].flatMap(([rpps, same]) =>
      rpps === null ? [] : [{ rpps, ...readIdentite(same) }],
    )
    // People who have none of the words are no answer to them: nobody there would be a guess.
    if (lues.length > 0 && !lues.some((one) => hasUnMot(question, one))) {
      return nonsense('people of other names')
    }
    const noms = lues.filter((one) => hasNom(question, one))
    const wanted = sortByNom(question, noms).slice(
      0,
      question.lieu === null ? RESULTATS_MAX : LUS_MAX,
    )
    const lus = await lire(
      wanted.map(({ rpps }) => ({ type: 'RPPS', valeur: rpps })),
      getJson,
    )
    const failed = lus.find(isTrouble)
    if (failed !== undefined) return failed
    const found = lus.flatMap((lu) => (lu.ok && hasExercice(question, lu.value) ? [lu.value] : []))
    const isCut = demande.isCut || next !== null || isShort || wanted.length < noms.length
    const isUnsure = hasUnread || lus.some((lu) => !lu.ok)
    if (found.length === 0 && isUnsure) return nonsense('somebody of that name who cannot be read')
    if (found.length === 0 && isCut) return { ok: false, empechement: 'trop-large' }
    return success({
      quoi: 'professionnel',
      trouves: found.slice(0, RESULTATS_MAX),
      tronque: isCut || isUnsure || found.length > RESULTATS_MAX,
    })
  }

/** Whether one of the words begins one of theirs. */
const hasUnMot = (question: Question, one: Parameters<typeof hasNom>[1]): boolean =>
  question.lectures.flat().some((mot) => hasNom({ ...question, lectures: [[mot]] }, one))

/** Somebody who cannot be read is left out, and said to be; a directory in trouble is no answer. */
const isTrouble = (result: Result<unknown>): result is Extract<Result<unknown>, { ok: false }> =>
  !result.ok && !['not-found', 'invalid-response'].includes(result.failure.kind)
