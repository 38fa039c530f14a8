import type { ProblemeCode } from '../../application/probleme.ts'

const RIEN_DIT = 'Cela ne dit rien du professionnel, ni de la structure.'

/** What each problem means, for whoever meets its code: a sentence or two, whatever the request was. */
export const SENS: Record<ProblemeCode, string> = {
  requete_invalide:
    'La demande ne se lit pas, ou un champ n’a pas la forme attendue. « errors » nomme chaque champ en cause et dit ce qui est attendu.',
  numero_invalide:
    'Un numéro n’a pas la bonne longueur, ou son chiffre de contrôle ne correspond pas : un chiffre est sans doute mal recopié. « detail » dit ce qui a été compris.',
  certificat_expire:
    'La date de fin donnée est passée : un certificat fini ne se renouvelle plus, il s’en commande un autre.',
  professionnel_inconnu:
    'L’annuaire a répondu, et ne connaît pas ce numéro RPPS. Ce n’est pas une panne : redemander donnera la même réponse.',
  carte_inconnue:
    'L’annuaire a répondu, et ne connaît pas cette carte. Elle peut exister : les cartes CPE et CPA n’y sont souvent pas.',
  structure_inconnue:
    'L’annuaire a répondu, et ne connaît aucune structure sous cet identifiant. Elle peut en porter un autre : l’Annuaire ne donne pas le SIRET de toutes.',
  situation_inconnue:
    'Le professionnel est connu, mais l’annuaire ne montre pas la situation d’exercice demandée : elle a pu finir, ou changer de clé.',
  annuaire_reponse_invalide: `L’annuaire a répondu autre chose que ce qui se lit sûrement : aucun jugement n’en est tiré. ${RIEN_DIT}`,
  annuaire_indisponible: `L’annuaire est en panne, refuse l’appel, ou son quota est épuisé. ${RIEN_DIT} « Retry-After » dit dans combien de secondes redemander.`,
  annuaire_delai: `L’annuaire n’a pas répondu dans le temps permis. ${RIEN_DIT}`,
  recherche_indisponible: `Ce service ne peut pas faire cette recherche : sa source ne cherche pas ainsi, ou il lui faut davantage. « detail » dit quoi ajouter, ou donner à la place. ${RIEN_DIT}`,
  cle_invalide: 'Cette adresse demande une clé, et celle de la demande est absente ou refusée.',
  route_inconnue: 'Cette adresse n’existe pas dans le service, ou ce qu’elle nomme n’existe pas.',
  methode_non_permise:
    'L’adresse existe, mais pas avec cette méthode. L’en-tête « Allow » donne celles qu’elle accepte.',
  non_acceptable:
    'Aucun des formats que la demande accepte (en-tête « Accept ») n’est proposé ici. « detail » donne ceux qui le sont.',
  type_non_supporte:
    'Le corps de la demande est d’un format, d’un jeu de caractères ou d’une compression que cette adresse ne lit pas.',
  corps_trop_grand: 'Le corps de la demande est plus grand que ce que cette adresse accepte.',
  lot_trop_grand:
    'Le lot compte plus de lignes que ce que le service accepte, doublons compris. Rien n’en a été jugé.',
  trop_de_requetes:
    'L’appelant a atteint sa limite de demandes par minute. « Retry-After » dit dans combien de secondes elle est rendue. Un lot ne compte que pour une demande.',
  erreur_interne:
    'Le service s’est trompé lui-même : la demande n’y est pour rien, et rien n’en a été jugé.',
}
