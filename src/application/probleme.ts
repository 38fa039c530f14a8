import * as z from 'zod'
import { describeAutre } from '../domain/identifiants/formes-identifiant.ts'
import { objet } from '../domain/objet.ts'
import type { SourceFailure } from './failure.ts'
import type { Cle, CleStructure } from './ports.ts'

/** Every way a request can fail, as stable codes; the HTTP layer gives each its status. */
export const PROBLEME_CODES = [
  'requete_invalide',
  'numero_invalide',
  'certificat_expire',
  'professionnel_inconnu',
  'carte_inconnue',
  'structure_inconnue',
  'situation_inconnue',
  'annuaire_reponse_invalide',
  'annuaire_indisponible',
  'annuaire_delai',
  'recherche_indisponible',
  'cle_invalide',
  'route_inconnue',
  'methode_non_permise',
  'non_acceptable',
  'type_non_supporte',
  'corps_trop_grand',
  'lot_trop_grand',
  'trop_de_requetes',
  'erreur_interne',
] as const
export type ProblemeCode = (typeof PROBLEME_CODES)[number]

/** What is wrong with one field. */
export const ErreurDeChamp = objet('Un champ en cause.', {
  pointer: z.string().describe('Pointeur JSON du champ, comme /numero.'),
  code: z.string().describe('Code stable.'),
  detail: z.string().describe('Phrase pour une personne.'),
})
export type ErreurDeChamp = z.infer<typeof ErreurDeChamp>

export type Probleme = {
  code: ProblemeCode
  /** French sentence for a person; never an upstream's text, a stack or a secret. */
  detail: string
  errors?: ErreurDeChamp[]
  retryAfterSeconds?: number
  /** For the log alone: which source failed, and the kind of failure. */
  cause?: string
}

const ATTENTE_PAR_DEFAUT_S = 30

/** A source by its name in `ANNUAIRE`, after « l’ »: who reads must know which one was asked. */
const ANNUAIRES: Record<string, string> = {
  fictif: 'annuaire fictif',
  fhir: 'Annuaire Santé',
  extraction: 'extraction locale de l’Annuaire Santé',
}

/** What to try when no structure bears the number. */
const INCONNUES: Record<CleStructure['type'], string> = {
  FINESS:
    'FINESS. Relisez-le ; si c’est un SIREN, il désigne toute une entreprise : donnez le SIRET de l’établissement.',
  SIRET:
    'SIRET. L’Annuaire ne porte pas celui de toutes : essayez avec le FINESS, ou avec le RPPS d’un praticien qui y exerce.',
  RPPS_RANG: 'RPPS rang. Relisez-le, ou essayez avec le RPPS du titulaire du cabinet.',
}

/** What a failed look-up is for the caller; `not-found` is the only one that speaks of the person. */
const describeFailure = (
  failure: SourceFailure,
  { type, valeur }: Cle | CleStructure,
): Probleme => {
  const annuaire = ANNUAIRES[failure.source] ?? 'Annuaire Santé'
  const deQui = type === 'RPPS' || type === 'CARTE' ? 'du professionnel' : 'de la structure'
  switch (failure.kind) {
    case 'not-found':
      if (type !== 'RPPS' && type !== 'CARTE') {
        return {
          code: 'structure_inconnue',
          detail: `L’${annuaire} ne connaît aucune structure sous ce ${INCONNUES[type]}`,
        }
      }
      return type === 'CARTE'
        ? {
            code: 'carte_inconnue',
            detail:
              `L’${annuaire} ne connaît pas cette carte. Elle peut exister : les cartes CPE et CPA n’y sont souvent pas. Essayez avec le RPPS. ${describeAutre(valeur)}`.trimEnd(),
          }
        : {
            code: 'professionnel_inconnu',
            detail: `L’${annuaire} ne connaît pas ce numéro RPPS. Relisez-le sur la carte du professionnel.`,
          }
    case 'invalid-response':
      return {
        code: 'annuaire_reponse_invalide',
        detail: `La réponse de l’${annuaire} n’a pas pu être lue : aucun jugement n’en est tiré.`,
      }
    case 'timeout':
      return {
        code: 'annuaire_delai',
        detail: `L’${annuaire} n’a pas répondu à temps. Cela ne dit rien ${deQui} : réessayez.`,
      }
    case 'unavailable':
    case 'refused':
    case 'quota':
      return {
        code: 'annuaire_indisponible',
        detail: `L’${annuaire} est indisponible pour le moment. Cela ne dit rien ${deQui} : réessayez plus tard.`,
        retryAfterSeconds: failure.retryAfterSeconds ?? ATTENTE_PAR_DEFAUT_S,
      }
  }
}

/** What the caller is told when a source failed; `cle` is the number asked for. */
export const toProbleme = (failure: SourceFailure, cle: Cle | CleStructure): Probleme => {
  const probleme = describeFailure(failure, cle)
  if (failure.kind === 'not-found') return probleme
  return { ...probleme, cause: `${failure.source} ${failure.kind}` }
}
