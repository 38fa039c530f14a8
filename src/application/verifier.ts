import { answer, type AnswerInput, concernedExercices, type Demande } from '../domain/answer.ts'
import { checkAdministrateurTechnique } from '../domain/cartes.ts'
import type {
  AvisAdministrateurTechnique,
  DemandeVerification,
  Verification,
} from '../domain/verification.ts'
import type { Annuaire, Clock, Provenance, Trouve } from './ports.ts'
import { type Probleme, toProbleme } from './probleme.ts'
import { type DemandeLue, parisDay, readDemande } from './read-demande.ts'

/**
 * An answer, and the judgement it was made from: the same object is the same answer word for word,
 * `sources` aside.
 */
export type Jugee = { verification: Verification; jugement: object }

export type Verdict = ({ ok: true } & Jugee) | { ok: false; probleme: Probleme }

export type VerifierDeps = {
  annuaire: Annuaire
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

/**
 * `answer`, remembered for as long as the practitioner's data are: it is pure, and directories
 * hand out the same object while their data are fresh. Only `sources` tells look-ups apart.
 */
const createRememberedAnswer = (): ((input: AnswerInput) => Jugee) => {
  const kept = new WeakMap<AnswerInput['professionnel'], Map<string, Verification>>()
  return (input) => {
    if (input.administrateurTechnique !== null) {
      const verification = answer(input)
      return { verification, jugement: verification }
    }
    const perime = input.sources.find(({ etat }) => etat === 'perime')?.interrogeeLe ?? ''
    const key = `${JSON.stringify(input.demande)} ${perime}`
    let answers = kept.get(input.professionnel)
    if (answers === undefined) {
      answers = new Map()
      kept.set(input.professionnel, answers)
    }
    const known = answers.get(key)
    if (known !== undefined) {
      return { verification: { ...known, sources: input.sources }, jugement: known }
    }
    if (answers.size >= KEPT_PER_PROFESSIONNEL) answers.clear()
    const fresh = answer(input)
    answers.set(key, fresh)
    return { verification: fresh, jugement: fresh }
  }
}

type AvisRendu =
  | { ok: true; avis: AvisAdministrateurTechnique | null; provenance: readonly Provenance[] }
  | { ok: false; probleme: Probleme }

export const createVerifier = ({ annuaire, clock, isFictif }: VerifierDeps): Verifier => {
  const remembered = createRememberedAnswer()

  const checkAt = async (
    personne: DemandeLue['administrateurTechnique'],
    jour: string,
    options: VerifierOptions,
  ): Promise<AvisRendu> => {
    if (personne === null) return { ok: true, avis: null, provenance: [] }
    const found = await annuaire.find({ type: 'CARTE', valeur: personne.carte }, options)
    if (found.ok) {
      const { professionnel, provenance } = found.value
      const avis = checkAdministrateurTechnique(personne, professionnel, jour)
      return { ok: true, avis, provenance }
    }
    if (found.failure.kind !== 'not-found') {
      return { ok: false, probleme: toProbleme(found.failure, 'CARTE') }
    }
    return { ok: true, avis: checkAdministrateurTechnique(personne, null, jour), provenance: [] }
  }

  return async (brute, options = {}) => {
    const lue = readDemande(brute, parisDay(clock.now()))
    if (!lue.ok) return lue
    const { demande, administrateurTechnique } = lue.value
    const [found, at] = await Promise.all([
      annuaire.find({ type: demande.type, valeur: demande.numero }, options),
      checkAt(administrateurTechnique, demande.jour, options),
    ])
    if (!found.ok) return { ok: false, probleme: toProbleme(found.failure, demande.type) }
    if (!hasSituation(demande, found.value)) return { ok: false, probleme: SITUATION_INCONNUE }
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
  }
}
