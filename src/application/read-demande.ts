import type { Demande } from '../domain/reponse/demande.ts'
import {
  type IdentifiantSansTypeLu,
  parseIdentifiantSansType,
} from '../domain/identifiants/parse-identifiant-sans-type.ts'
import { parseIdentifiant, parseNumero } from '../domain/identifiants/parse-identifiant.ts'
import type { SaisieRefusee } from '../domain/identifiants/read-saisie.ts'
import type { DemandeOptions, DemandeStructure, DemandeVerification } from '../domain/demande.ts'
import { parseIdentifiantStructure } from '../domain/identifiants/parse-identifiant-structure.ts'
import type { DemandeStructureLue } from '../domain/reponse/answer-structure.ts'
import { once } from '../domain/once.ts'
import type { ErreurDeChamp, Probleme } from './probleme.ts'

const paris = once(
  () =>
    new Intl.DateTimeFormat('fr-CA', {
      timeZone: 'Europe/Paris',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }),
)

const HOUR_MS = 3_600_000

/**
 * The calendar day in Europe/Paris of an instant of our time, `AAAA-MM-JJ`. Paris is one hour ahead
 * of UTC or two: between 22 h and 23 h alone the table of time zones must tell, which costs a cold
 * start milliseconds, and then each request some microseconds.
 */
export const parisDay = (instant: Date): string => {
  if (instant.getUTCHours() === 22) return paris().format(instant)
  return new Date(instant.getTime() + HOUR_MS).toISOString().slice(0, 10)
}

export type DemandeLue = {
  demande: Demande
  administrateurTechnique: { carte: string; nom: string; prenom: string } | null
}

/** The sentence with its field, unless it is the number itself. */
const nameField = ({ pointer, detail }: ErreurDeChamp): string =>
  pointer === '/numero' || pointer.startsWith('/identifiant/') || pointer === '/identifiant'
    ? detail
    : `« ${pointer.slice(1).replaceAll('/', '.')} » : ${detail}`

const readEnvisage = ({
  type,
  valeur,
}: NonNullable<DemandeVerification['identifiantEnvisage']>): IdentifiantSansTypeLu => {
  if (type === undefined) return parseIdentifiantSansType(valeur)
  const lecture = parseIdentifiant(type, valeur)
  return lecture.ok ? { ...lecture, autresTypes: [] } : lecture
}

/** Gathers what is wrong with the numbers of a request, so that all is named at once. */
const createReading = () => {
  const errors: ErreurDeChamp[] = []
  const read = <Lu extends { ok: true }>(
    pointer: string,
    lecture: Lu | SaisieRefusee,
  ): Lu | null => {
    if (lecture.ok) return lecture
    errors.push({ pointer, code: lecture.code, detail: lecture.detail })
    return null
  }
  return { errors, read }
}

const refuse = (errors: ErreurDeChamp[]): { ok: false; probleme: Probleme } => ({
  ok: false,
  probleme: { code: 'numero_invalide', detail: errors.map(nameField).join(' '), errors },
})

/** What requests about a practitioner and about a structure have in common. */
const readCommuns = (
  brute: Pick<DemandeStructure, 'date' | 'usages' | 'contexte' | 'identifiantEnvisage'>,
  today: string,
  read: ReturnType<typeof createReading>['read'],
): Pick<Demande, 'jour' | 'usages' | 'contexte' | 'identifiantEnvisage'> => {
  const { identifiantEnvisage: envisage, contexte = {} } = brute
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
  return {
    jour: brute.date ?? today,
    usages: [...new Set(brute.usages)],
    contexte: {
      ...contexte,
      ...(site === null ? {} : { sitePrincipal: site.valeur }),
      ...(siret === null ? {} : { siret: siret.valeur }),
    },
    identifiantEnvisage:
      identifiant === null
        ? null
        : {
            type: identifiant.type,
            autresTypes: identifiant.autresTypes,
            valeur: identifiant.valeur,
            avertissement: identifiant.avertissement,
          },
  }
}

/** Reads every number of a request; all those that are wrong are named at once. */
export const readDemande = (
  brute: DemandeVerification,
  today: string,
): { ok: true; value: DemandeLue } | { ok: false; probleme: Probleme } => {
  const { errors, read } = createReading()
  const { administrateurTechnique: at } = brute
  const numero = read('/numero', parseNumero(brute.numero, brute.type))
  const communs = readCommuns(brute, today, read)
  const carte =
    at === undefined
      ? null
      : read('/administrateurTechnique/carte', parseIdentifiant('CARTE', at.carte))
  if (errors.length > 0 || numero === null) return refuse(errors)
  return {
    ok: true,
    value: {
      demande: {
        numero: numero.valeur,
        type: numero.type === 'CARTE' ? 'CARTE' : 'RPPS',
        ...communs,
        situation: brute.situation ?? null,
      },
      administrateurTechnique:
        at === undefined || carte === null ? null : { ...at, carte: carte.valeur },
    },
  }
}

/** The same for a structure. */
export const readDemandeStructure = (
  brute: DemandeStructure,
  today: string,
): { ok: true; value: DemandeStructureLue } | { ok: false; probleme: Probleme } => {
  const { errors, read } = createReading()
  const identifiant =
    typeof brute.identifiant === 'string'
      ? read('/identifiant', parseIdentifiantStructure(brute.identifiant))
      : read(
          '/identifiant/valeur',
          parseIdentifiantStructure(brute.identifiant.valeur, brute.identifiant.type),
        )
  const communs = readCommuns(brute, today, read)
  if (errors.length > 0 || identifiant === null) return refuse(errors)
  const { type, valeur } = identifiant
  return { ok: true, value: { identifiant: { type, valeur }, ...communs } }
}

/** What is wrong with the numbers that a lot has in common; null = nothing. */
export const findOptionFault = (options: DemandeOptions): Probleme | null => {
  const read = readDemande({ ...options, numero: '' }, '')
  const errors = read.ok
    ? []
    : (read.probleme.errors ?? []).filter(({ pointer }) => pointer !== '/numero')
  if (errors.length === 0) return null
  return refuse(errors).probleme
}
