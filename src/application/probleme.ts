/** Every way a request can fail, as contract codes; the HTTP layer gives each its status. */
export type ProblemeCode =
  | 'requete_invalide'
  | 'numero_invalide'
  | 'professionnel_inconnu'
  | 'carte_inconnue'
  | 'situation_inconnue'
  | 'annuaire_reponse_invalide'
  | 'annuaire_indisponible'
  | 'annuaire_delai'
  | 'cle_invalide'
  | 'route_inconnue'
  | 'methode_non_permise'
  | 'non_acceptable'
  | 'type_non_supporte'
  | 'corps_trop_grand'
  | 'lot_trop_grand'
  | 'trop_de_requetes'
  | 'erreur_interne'

export type ProblemeErreur = {
  /** JSON pointer of the field, as `/identifiantEnvisage/valeur`. */
  pointer: string
  code: string
  /** French sentence: what was understood and what is wanted. */
  detail: string
}

export type Probleme = {
  code: ProblemeCode
  /** French sentence for a person; never an upstream's text, a stack or a secret. */
  detail: string
  errors?: ProblemeErreur[]
  retryAfterSeconds?: number
  /** For the log alone: which source failed, and the kind of failure. */
  cause?: string
}
