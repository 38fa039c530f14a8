import type { DemandeRecherche } from '../domain/recherche/demande-recherche.ts'
import { toQuestion } from '../domain/recherche/question.ts'
import type { ReponseRecherche } from '../domain/recherche/reponse-recherche.ts'
import { toProfessionnelTrouve, toStructureTrouvee } from '../domain/recherche/views.ts'
import type { SourceInterrogee } from '../domain/verification.ts'
import type { Annuaire, Empechement, LookupOptions, Provenance } from './ports.ts'
import { type Probleme, toProbleme } from './probleme.ts'

export type RechercheFaite =
  | { ok: true; reponse: ReponseRecherche }
  | { ok: false; probleme: Probleme }

/** Finds practitioners or structures by name; `demande` has passed its schema. */
export type Rechercher = (
  demande: DemandeRecherche,
  options?: LookupOptions,
) => Promise<RechercheFaite>

/** What is said differently of a practitioner and of a structure. */
const SORTES = {
  professionnel: {
    numero: 'un numéro RPPS ou de carte',
    precisez: 'donnez le nom entier, ajoutez le prénom, la profession ou le lieu',
    cle: { type: 'RPPS', valeur: '' },
  },
  structure: {
    numero: 'un FINESS, un SIRET ou un RPPS rang',
    precisez: 'donnez le nom entier, ou ajoutez le lieu',
    cle: { type: 'FINESS', valeur: '' },
  },
} as const
type Sorte = (typeof SORTES)[keyof typeof SORTES]

/** What to add, or to give instead. */
const EMPECHEMENTS: Record<Empechement | 'sans-source', (sorte: Sorte) => string> = {
  'sans-source': ({ numero }) =>
    `Ce service n’a pas de source où chercher par nom : donnez ${numero}.`,
  'sans-index': ({ numero }) =>
    `La base de ce service a été faite sans la recherche par nom : donnez ${numero}.`,
  'sans-structures': ({ numero }) =>
    `Ce service ne cherche pas les structures par leur nom : donnez ${numero}.`,
  'prenom-ou-profession': () =>
    'L’Annuaire Santé ne se cherche pas par un nom seul : ajoutez le prénom, ou la profession.',
  'trop-large': ({ precisez }) => `Trop de noms commencent ainsi pour tous les lire : ${precisez}.`,
}

const refuse = (detail: string): RechercheFaite => ({
  ok: false,
  probleme: { code: 'recherche_indisponible', detail },
})

const STRUCTURE_SANS_PROFESSION: RechercheFaite = {
  ok: false,
  probleme: {
    code: 'requete_invalide',
    detail: 'Une structure se cherche sans profession.',
    errors: [
      {
        pointer: '/profession',
        code: 'valeur',
        detail: 'Une structure se cherche sans profession.',
      },
    ],
  },
}

const toSource = ({ nom, etat, donneesDu, interrogeeLe }: Provenance): SourceInterrogee => ({
  nom,
  etat,
  donneesDu,
  interrogeeLe,
})

/** Over what the directory can search, if anything. */
export const createRechercher =
  ({ recherche }: Pick<Annuaire, 'recherche'>): Rechercher =>
  async (demande, options) => {
    if (demande.quoi === 'structure' && demande.profession !== undefined) {
      return STRUCTURE_SANS_PROFESSION
    }
    const sorte = SORTES[demande.quoi ?? 'professionnel']
    if (recherche === undefined) return refuse(EMPECHEMENTS['sans-source'](sorte))
    const found = await recherche.search(toQuestion(demande), options)
    if (!found.ok) {
      return 'empechement' in found
        ? refuse(EMPECHEMENTS[found.empechement](sorte))
        : { ok: false, probleme: toProbleme(found.failure, sorte.cle) }
    }
    const { value } = found
    const sources = value.provenance.map(toSource)
    const { tronque } = value
    return {
      ok: true,
      reponse:
        value.quoi === 'professionnel'
          ? { resultats: value.trouves.map(toProfessionnelTrouve), tronque, sources }
          : { resultats: value.trouves.map(toStructureTrouvee), tronque, sources },
    }
  }
