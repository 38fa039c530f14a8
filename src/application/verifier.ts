import { answer, type AnswerInput, concernedExercices, type Demande } from '../domain/answer.ts'
import { checkAdministrateurTechnique } from '../domain/cartes.ts'
import type {
  AvisAdministrateurTechnique,
  DemandeVerification,
  Verification,
} from '../domain/verification.ts'
import type { Result } from './failure.ts'
import type { Annuaire, Cle, Clock, Provenance, Trouve } from './ports.ts'
import { type Probleme, toProbleme } from './probleme.ts'
import { type DemandeLue, parisDay, readDemande } from './read-demande.ts'

/**
 * An answer, and the judgement it was made from: the same object is the same answer word for word,
 * `sources` aside.
 */
export type Jugee = { verification: Verification; jugement: object }

export type Verdict = ({ ok: true } & Jugee) | { ok: false; probleme: Probleme }

/** A request that was read, and all that has to be looked up for it. */
export type Question = DemandeLue & {
  /** The practitioner, then the card of the administrateur technique, if there is one. */
  cles: readonly Cle[]
}

/** The two halves of a verification around its look-ups: one request and many share them. */
export type Juge = {
  /** `demande` has passed its schema; numbers in it are still as typed. */
  read(
    demande: DemandeVerification,
  ): { ok: true; question: Question } | { ok: false; probleme: Probleme }
  /** `found` answers `question.cles`, in order. */
  judge(question: Question, found: readonly Result<Trouve>[]): Verdict
}

export type JugeDeps = {
  clock: Clock
  /** Whether a number (RPPS or card, normalised) is one of the fictitious ones that we ship. */
  isFictif: (valeur: string) => boolean
}

export type VerifierOptions = { signal?: AbortSignal }

/**
 * One practitioner verified. `demande` has passed its schema; numbers in it are still as typed.
 * Never throws but for a bug.
 */
export type Verifier = (demande: DemandeVerification, options?: VerifierOptions) => Promise<Verdict>

/** Who took part; the card of the administrateur technique adds a source only in another state. */
const toSources = (
  provenance: readonly Provenance[],
  ofCarte: readonly Provenance[],
): Verification['sources'] => {
  const added = ofCarte.filter(({ nom, etat }) =>
    provenance.every((other) => other.nom !== nom || other.etat !== etat),
  )
  return [...provenance, ...added].map(({ nom, etat, donneesDu, interrogeeLe }) => ({
    nom,
    etat,
    donneesDu,
    interrogeeLe,
  }))
}

const hasSituation = (demande: Demande, { professionnel }: Trouve): boolean =>
  demande.situation === null ||
  concernedExercices(demande, professionnel).some(({ situations }) =>
    situations.some(({ id }) => id === demande.situation),
  )

const SITUATION_INCONNUE: Probleme = {
  code: 'situation_inconnue',
  detail: 'L’Annuaire ne montre pas cette situation d’exercice pour ce professionnel.',
  errors: [
    {
      pointer: '/situation',
      code: 'situation_inconnue',
      detail: 'Donnez un des identifiants d’activité de la réponse sans ce champ.',
    },
  ],
}

/** Answers kept for one practitioner: the same question is asked again within the hour. */
const KEPT_PER_PROFESSIONNEL = 8

/** Answers kept for all of them together, some 30 KB each: a long lot must not fill the memory. */
const KEPT_MAX = 2000

/**
 * `answer`, remembered for as long as the practitioner's data are: it is pure, and directories
 * hand out the same object while their data are fresh. Only `sources` tells look-ups apart.
 */
const createRememberedAnswer = (): ((input: AnswerInput) => Jugee) => {
  let kept = new WeakMap<AnswerInput['professionnel'], Map<string, Verification>>()
  let keptCount = 0

  const keep = (professionnel: AnswerInput['professionnel'], key: string, one: Verification) => {
    if (++keptCount > KEPT_MAX) {
      kept = new WeakMap()
      keptCount = 1
    }
    const answers = kept.get(professionnel)
    if (answers === undefined || answers.size >= KEPT_PER_PROFESSIONNEL) {
      kept.set(professionnel, new Map([[key, one]]))
    } else answers.set(key, one)
  }

  return (input) => {
    if (input.administrateurTechnique !== null) {
      const verification = answer(input)
      return { verification, jugement: verification }
    }
    const perime = input.sources.find(({ etat }) => etat === 'perime')?.interrogeeLe ?? ''
    const key = `${JSON.stringify(input.demande)} ${perime}`
    const known = kept.get(input.professionnel)?.get(key)
    if (known !== undefined) {
      return { verification: { ...known, sources: input.sources }, jugement: known }
    }
    const fresh = answer(input)
    keep(input.professionnel, key, fresh)
    return { verification: fresh, jugement: fresh }
  }
}

type AvisRendu =
  | { ok: true; avis: AvisAdministrateurTechnique | null; provenance: readonly Provenance[] }
  | { ok: false; probleme: Probleme }

/** `found` undefined = no administrateur technique was named. */
const checkAt = (
  { administrateurTechnique: personne, demande }: Question,
  found: Result<Trouve> | undefined,
): AvisRendu => {
  if (personne === null || found === undefined) return { ok: true, avis: null, provenance: [] }
  if (found.ok) {
    const { professionnel, provenance } = found.value
    const avis = checkAdministrateurTechnique(personne, professionnel, demande.jour)
    return { ok: true, avis, provenance }
  }
  if (found.failure.kind !== 'not-found') {
    return { ok: false, probleme: toProbleme(found.failure, 'CARTE') }
  }
  const avis = checkAdministrateurTechnique(personne, null, demande.jour)
  return { ok: true, avis, provenance: [] }
}

export const createJuge = ({ clock, isFictif }: JugeDeps): Juge => {
  const remembered = createRememberedAnswer()

  return {
    read(brute) {
      const lue = readDemande(brute, parisDay(clock.now()))
      if (!lue.ok) return lue
      const { demande, administrateurTechnique: at } = lue.value
      const cles: Cle[] = [{ type: demande.type, valeur: demande.numero }]
      if (at !== null) cles.push({ type: 'CARTE', valeur: at.carte })
      return { ok: true, question: { ...lue.value, cles } }
    },

    judge(question, [found, ofCarte]) {
      const { demande } = question
      if (found === undefined) throw new RangeError('a question needs the results of its keys')
      if (!found.ok) return { ok: false, probleme: toProbleme(found.failure, demande.type) }
      if (!hasSituation(demande, found.value)) return { ok: false, probleme: SITUATION_INCONNUE }
      const at = checkAt(question, ofCarte)
      if (!at.ok) return at
      return {
        ok: true,
        ...remembered({
          demande,
          professionnel: found.value.professionnel,
          fictif: isFictif(demande.numero),
          sources: toSources(found.value.provenance, at.provenance),
          administrateurTechnique: at.avis,
        }),
      }
    },
  }
}

export const createVerifier =
  ({ annuaire, juge }: { annuaire: Annuaire; juge: Juge }): Verifier =>
  async (brute, options = {}) => {
    const read = juge.read(brute)
    if (!read.ok) return read
    const { question } = read
    const found = await Promise.all(question.cles.map((cle) => annuaire.find(cle, options)))
    return juge.judge(question, found)
  }
