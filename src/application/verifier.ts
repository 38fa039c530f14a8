import { answer, type AnswerInput, concernedExercices, type Demande } from '../domain/answer.ts'
import { checkAdministrateurTechnique } from '../domain/cartes.ts'
import { type Lecture, parseIdentifiant, parseNumero } from '../domain/identifiants.ts'
import type {
  AvisAdministrateurTechnique,
  DemandeVerification,
  Verification,
} from '../domain/verification.ts'
import type { SourceFailure } from './failure.ts'
import type { Annuaire, Clock, Provenance, Trouve } from './ports.ts'
import type { Probleme, ProblemeErreur } from './probleme.ts'

export type Verdict = { ok: true; verification: Verification } | { ok: false; probleme: Probleme }

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

const PARIS = new Intl.DateTimeFormat('fr-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

const QUARTER_MS = 900_000

let formatted = { quarter: Number.NaN, day: '' }

/** The calendar day in Europe/Paris, `AAAA-MM-JJ`. */
export const parisDay = (instant: Date): string => {
  // Midnight falls on a quarter of an hour everywhere, and formatting costs as much as judging.
  const quarter = Math.floor(instant.getTime() / QUARTER_MS)
  if (quarter !== formatted.quarter) formatted = { quarter, day: PARIS.format(instant) }
  return formatted.day
}

export type DemandeLue = {
  demande: Demande
  administrateurTechnique: { carte: string; nom: string; prenom: string } | null
}

/** Reads every number of a request; all those that are wrong are named at once. */
export const readDemande = (
  brute: DemandeVerification,
  today: string,
): { ok: true; value: DemandeLue } | { ok: false; probleme: Probleme } => {
  const errors: ProblemeErreur[] = []
  const read = (pointer: string, lecture: Lecture): (Lecture & { ok: true }) | null => {
    if (lecture.ok) return lecture
    errors.push({ pointer, code: lecture.code, detail: lecture.detail })
    return null
  }
  const { identifiantEnvisage: envisage, administrateurTechnique: at, contexte = {} } = brute
  const numero = read('/numero', parseNumero(brute.numero, brute.type))
  const site =
    contexte.sitePrincipal === undefined
      ? null
      : read('/contexte/sitePrincipal', parseIdentifiant('FINESS_EG', contexte.sitePrincipal))
  const identifiant =
    envisage === undefined
      ? null
      : read('/identifiantEnvisage/valeur', parseIdentifiant(envisage.type, envisage.valeur))
  const carte =
    at === undefined
      ? null
      : read('/administrateurTechnique/carte', parseIdentifiant('CARTE', at.carte))
  const [first] = errors
  if (first !== undefined || numero === null) {
    const named = errors.map(({ pointer, detail }) => `${pointer.slice(1)} : ${detail}`)
    const detail = errors.length === 1 && first !== undefined ? first.detail : named.join(' ')
    return { ok: false, probleme: { code: 'numero_invalide', detail, errors } }
  }
  return {
    ok: true,
    value: {
      demande: {
        numero: numero.valeur,
        type: numero.type === 'CARTE' ? 'CARTE' : 'RPPS',
        jour: brute.date ?? today,
        usages: [...new Set(brute.usages)],
        contexte: site === null ? contexte : { ...contexte, sitePrincipal: site.valeur },
        situation: brute.situation ?? null,
        identifiantEnvisage:
          identifiant === null
            ? null
            : {
                type: identifiant.type,
                valeur: identifiant.valeur,
                avertissement: identifiant.avertissement,
              },
      },
      administrateurTechnique:
        at === undefined || carte === null ? null : { ...at, carte: carte.valeur },
    },
  }
}

const ATTENTE_PAR_DEFAUT_S = 30

/** What a failed look-up is for the caller; `not-found` is the only one that speaks of the person. */
const describeFailure = (failure: SourceFailure, type: 'RPPS' | 'CARTE'): Probleme => {
  switch (failure.kind) {
    case 'not-found':
      return type === 'CARTE'
        ? {
            code: 'carte_inconnue',
            detail:
              'L’Annuaire Santé ne connaît pas cette carte. Elle peut exister : les cartes CPE et CPA n’y sont souvent pas. Essayez avec le RPPS.',
          }
        : {
            code: 'professionnel_inconnu',
            detail:
              'L’Annuaire Santé ne connaît pas ce numéro RPPS. Relisez-le sur la carte du professionnel.',
          }
    case 'invalid-response':
      return {
        code: 'annuaire_reponse_invalide',
        detail:
          'La réponse de l’Annuaire Santé n’a pas pu être lue : aucun jugement n’en est tiré.',
      }
    case 'timeout':
      return {
        code: 'annuaire_delai',
        detail:
          'L’Annuaire Santé n’a pas répondu à temps. Cela ne dit rien du professionnel : réessayez.',
      }
    case 'unavailable':
    case 'refused':
    case 'quota':
      return {
        code: 'annuaire_indisponible',
        detail:
          'L’Annuaire Santé est indisponible pour le moment. Cela ne dit rien du professionnel : réessayez plus tard.',
        retryAfterSeconds: failure.retryAfterSeconds ?? ATTENTE_PAR_DEFAUT_S,
      }
  }
}

export const toProbleme = (failure: SourceFailure, type: 'RPPS' | 'CARTE'): Probleme => {
  const probleme = describeFailure(failure, type)
  if (failure.kind === 'not-found') return probleme
  return { ...probleme, cause: `${failure.source} ${failure.kind}` }
}

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
const createRememberedAnswer = (): typeof answer => {
  const kept = new WeakMap<AnswerInput['professionnel'], Map<string, Verification>>()
  return (input) => {
    if (input.administrateurTechnique !== null) return answer(input)
    const perime = input.sources.find(({ etat }) => etat === 'perime')?.interrogeeLe ?? ''
    const key = `${JSON.stringify(input.demande)} ${perime}`
    let answers = kept.get(input.professionnel)
    if (answers === undefined) {
      answers = new Map()
      kept.set(input.professionnel, answers)
    }
    const known = answers.get(key)
    if (known !== undefined) return { ...known, sources: input.sources }
    if (answers.size >= KEPT_PER_PROFESSIONNEL) answers.clear()
    const fresh = answer(input)
    answers.set(key, fresh)
    return fresh
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
      verification: remembered({
        demande,
        professionnel: found.value.professionnel,
        fictif: isFictif(demande.numero),
        sources: toSources(found.value.provenance, at.provenance),
        administrateurTechnique: at.avis,
      }),
    }
  }
}
