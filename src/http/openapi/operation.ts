import type { ProblemeCode } from '../../application/probleme.ts'
import type { Schema } from './components.ts'

/** An OpenAPI 3.1 document: plain JSON. */
export type Openapi = Schema & { paths: Record<string, Record<string, Schema>> }

export type Parametre = {
  nom: string
  dans: 'path' | 'query' | 'header'
  description: string
  /** A parameter of the path always is. */
  requis?: true
  schema: Schema
}

/** A request that the tests send to the running service, and that its answer is recorded from. */
export type Exemple = {
  resume: string
  /** Values of the parameters of path and query. */
  parametres?: Record<string, string>
  /** Media type of the body, and the body as it is: a value for JSON, else the text. */
  corps?: { type: string; valeur: unknown }
  /** `Accept`; left out, JSON. */
  accept?: string
}

/** What the document says of a route beyond its method, its address and who may call it. */
export type Operation = {
  id: string
  groupe: Groupe
  resume: string
  description: string
  parametres?: Parametre[]
  /** Media type → name of the component, or a schema of its own. */
  corps?: Record<string, string | Schema>
  reponse: {
    description: string
    /** Media type → name of the component, or a schema of its own. */
    contenu: Record<string, string | Schema>
    /** Carries `ETag`, and answers 304 to `If-None-Match`. */
    validable?: true
    /** The same form under another status, which is no problem. */
    sinon?: { status: number; description: string }
  }
  problemes: ProblemeCode[]
  exemples?: Record<string, Exemple>
}

type Groupe = 'Vérifier' | 'Chercher' | 'Règlement' | 'Service'

export const GROUPES: Record<Groupe, string> = {
  Vérifier: 'Qui commande, pour un professionnel ou pour beaucoup.',
  Chercher: 'Un professionnel ou une structure, par le nom.',
  Règlement: 'Les règles appliquées, avec leur source.',
  Service: 'L’état du service et de ses annuaires, et de quoi l’essayer.',
}

/** A text in place of a component. */
export const texte = (description: string): Schema => ({ type: 'string', description })

/** A text of one component a line. */
export const lignes = (composant: string, description: string): Schema => ({
  ...texte(description),
  contentMediaType: 'application/x-ndjson',
  contentSchema: { $ref: `#/components/schemas/${composant}` },
})

const JOUR: Schema = { type: 'string', format: 'date' }

/** The day to judge, of an address. */
export const DATE: Parametre = {
  nom: 'date',
  dans: 'query',
  description: 'Jour pour lequel juger (AAAA-MM-JJ) ; aujourd’hui à Paris par défaut.',
  schema: JOUR,
}

/** The usages, of an address. */
export const USAGES: Parametre = {
  nom: 'usages',
  dans: 'query',
  description: 'Usages prévus, séparés par des virgules ou en répétant le paramètre.',
  schema: { type: 'array', items: { $ref: '#/components/schemas/Usage' } },
}

/** When the directories fail. */
export const ANNUAIRE: ProblemeCode[] = [
  'annuaire_reponse_invalide',
  'annuaire_indisponible',
  'annuaire_delai',
]

/** When a body is not what it should be. */
export const CORPS: ProblemeCode[] = [
  'requete_invalide',
  'non_acceptable',
  'type_non_supporte',
  'corps_trop_grand',
]
