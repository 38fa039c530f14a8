import type { Demande } from '../domain/reponse/demande.ts'
import {
  type IdentifiantSansTypeLu,
  parseIdentifiantSansType,
} from '../domain/identifiants/parse-identifiant-sans-type.ts'
import { parseIdentifiant, parseNumero } from '../domain/identifiants/parse-identifiant.ts'
import type { SaisieRefusee } from '../domain/identifiants/read-saisie.ts'
import type { DemandeOptions, DemandeVerification } from '../domain/demande.ts'
import type { ErreurDeChamp, Probleme } from './probleme.ts'

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

/** The sentence with its field, unless it is the number itself. */
const nameField = ({ pointer, detail }: ErreurDeChamp): string =>
  pointer === '/numero' ? detail : `« ${pointer.slice(1).replaceAll('/', '.')} » : ${detail}`

const readEnvisage = ({
  type,
  valeur,
}: NonNullable<DemandeVerification['identifiantEnvisage']>): IdentifiantSansTypeLu => {
  if (type === undefined) return parseIdentifiantSansType(valeur)
  const lecture = parseIdentifiant(type, valeur)
  return lecture.ok ? { ...lecture, autresTypes: [] } : lecture
}

/** Reads every number of a request; all those that are wrong are named at once. */
export const readDemande = (
  brute: DemandeVerification,
  today: string,
): { ok: true; value: DemandeLue } | { ok: false; probleme: Probleme } => {
  const errors: ErreurDeChamp[] = []
  const read = <Lu extends { ok: true }>(
    pointer: string,
    lecture: Lu | SaisieRefusee,
  ): Lu | null => {
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
  const siret =
    contexte.siret === undefined
      ? null
      : read('/contexte/siret', parseIdentifiant('SIRET', contexte.siret))
  const identifiant =
    envisage === undefined ? null : read('/identifiantEnvisage/valeur', readEnvisage(envisage))
  const carte =
    at === undefined
      ? null
      : read('/administrateurTechnique/carte', parseIdentifiant('CARTE', at.carte))
  const [first] = errors
  if (first !== undefined || numero === null) {
    const detail = errors.map(nameField).join(' ')
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
        contexte: {
          ...contexte,
          ...(site === null ? {} : { sitePrincipal: site.valeur }),
          ...(siret === null ? {} : { siret: siret.valeur }),
        },
        situation: brute.situation ?? null,
        identifiantEnvisage:
          identifiant === null
            ? null
            : {
                type: identifiant.type,
                autresTypes: identifiant.autresTypes,
                valeur: identifiant.valeur,
                avertissement: identifiant.avertissement,
              },
      },
      administrateurTechnique:
        at === undefined || carte === null ? null : { ...at, carte: carte.valeur },
    },
  }
}

/** What is wrong with the numbers that a lot has in common; null = nothing. */
export const findOptionFault = (options: DemandeOptions): Probleme | null => {
  const read = readDemande({ ...options, numero: '' }, '')
  const errors = read.ok
    ? []
    : (read.probleme.errors ?? []).filter(({ pointer }) => pointer !== '/numero')
  if (errors.length === 0) return null
  return { code: 'numero_invalide', detail: errors.map(nameField).join(' '), errors }
}
