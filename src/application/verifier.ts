import { cleSituation } from '../domain/reponse/cle-situation.ts'
import { concernedExercices } from '../domain/reponse/answer.ts'
import type { Demande } from '../domain/reponse/demande.ts'
import { checkAdministrateurTechnique } from '../domain/reponse/cartes.ts'
import type { DemandeVerification } from '../domain/demande.ts'
import type { AdministrateurDesigne } from '../domain/reponse/fiche.ts'
import type { Result } from './failure.ts'
import { findOne } from './find-one.ts'
import type { Annuaire, Cle, Clock, Provenance, Trouve } from './ports.ts'
import { findAnciennesDu, toSources } from './provenance.ts'
import { type Probleme, toProbleme } from './probleme.ts'
import { type DemandeLue, parisDay, readDemande } from './read-demande.ts'
import { createRememberedAnswer, type Jugee } from './remembered-answer.ts'

export type { Jugee }

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
  /** `found` answers `question.cles`, in order; `again` = the verdict serves more than once. */
  judge(question: Question, found: readonly Result<Trouve>[], again: boolean): Verdict
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

/** An answer with an invented card in it is for no order, whoever it is about. */
const isFictive = ({ nom }: Provenance): boolean => nom === 'fictif'

const hasSituation = (demande: Demande, { professionnel }: Trouve): boolean =>
  demande.situation === null ||
  concernedExercices(demande, professionnel).some((exercice) =>
    exercice.situations.some((one) => cleSituation(exercice, one) === demande.situation),
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

type AvisRendu =
  | { ok: true; designe: AdministrateurDesigne | null; provenance: readonly Provenance[] }
  | { ok: false; probleme: Probleme }

/** `found` undefined = no administrateur technique was named. */
const checkAt = (
  { administrateurTechnique: personne, demande }: Question,
  found: Result<Trouve> | undefined,
): AvisRendu => {
  if (personne === null || found === undefined) return { ok: true, designe: null, provenance: [] }
  if (found.ok) {
    const { professionnel, provenance } = found.value
    const avis = checkAdministrateurTechnique(personne, professionnel, demande.jour)
    return { ok: true, designe: { candidat: personne, avis }, provenance }
  }
  if (found.failure.kind !== 'not-found') {
    return {
      ok: false,
      probleme: toProbleme(found.failure, { type: 'CARTE', valeur: personne.carte }),
    }
  }
  const avis = checkAdministrateurTechnique(personne, null, demande.jour)
  return { ok: true, designe: { candidat: personne, avis }, provenance: [] }
}

/** The halves of a verification that ask nobody; remembers the answers that are asked for again. */
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

    judge(question, [found, ofCarte], again) {
      const { demande } = question
      if (found === undefined) throw new RangeError('a question needs the results of its keys')
      if (!found.ok) {
        const cle = { type: demande.type, valeur: demande.numero }
        return { ok: false, probleme: toProbleme(found.failure, cle) }
      }
      if (!hasSituation(demande, found.value)) return { ok: false, probleme: SITUATION_INCONNUE }
      const at = checkAt(question, ofCarte)
      if (!at.ok) return at
      return {
        ok: true,
        ...remembered(
          {
            demande,
            professionnel: found.value.professionnel,
            fictif: isFictif(demande.numero) || at.provenance.some(isFictive),
            sources: toSources(found.value.provenance, at.provenance),
            anciennesDu: findAnciennesDu([...found.value.provenance, ...at.provenance]),
            administrateurTechnique: at.designe,
          },
          again,
        ),
      }
    },
  }
}

/** One verification: read, look up (the practitioner and the administrateur technique at once), judge. */
export const createVerifier =
  ({ annuaire, juge }: { annuaire: Annuaire; juge: Juge }): Verifier =>
  async (brute, options = {}) => {
    const read = juge.read(brute)
    if (!read.ok) return read
    const { question } = read
    const found = await Promise.all(question.cles.map((cle) => findOne(annuaire, cle, options)))
    return juge.judge(question, found, false)
  }
