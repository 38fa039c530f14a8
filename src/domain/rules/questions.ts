/**
 * What only a human can answer, said as a support agent would ask it. The codes are stable.
 * `{words}` stand for facts of the situation.
 */
export const QUESTIONS = {
  H01: 'De quelle sorte de structure s’agit-il ? Faites corriger son secteur d’activité dans l’Annuaire par l’Ordre ou l’ARS.',
  H02: '{sansRegle}',
  H03: 'La structure porte un FINESS que son secteur n’attend pas : quel identifiant est le bon ?',
  H04: 'Le praticien exerce-t-il en son nom propre ou pour une société d’exercice ?',
  H05: 'L’identifiant attendu manque dans l’Annuaire ; faites inscrire {attendu}, sans le remplacer par un autre.',
  H06: 'Une SCM n’est pas reconnue : quel est le RPPS rang du cabinet de chaque titulaire ?',
  H07: 'Dans laquelle de ces situations d’exercice le logiciel est-il utilisé ?',
  H08: 'L’activité est-elle bien en cours le jour de la commande ? L’Annuaire lui donne {dates}.',
  H09: 'L’activité est-elle sans date de fin ? Vérifiez-le dans l’Annuaire en accès authentifié.',
  H10: '{quelTitulaire} C’est lui qui commande.',
  H11: 'Un seul système pour tous les sites de l’entité juridique, ou un par site ?',
  H12: 'Quelle règle l’ANS applique-t-elle aujourd’hui à cet établissement privé : FINESS juridique ou géographique ?',
  H13: 'L’établissement est-il public ou privé ? Vérifiez son statut juridique.',
  H14: 'Quel est le site principal du laboratoire ? Donnez son FINESS géographique.',
  H15: '{quelleStructure}',
  H16: 'Ce groupement a-t-il son propre FINESS juridique ? Sinon, quelles sont ses entités juridiques ?',
  H17: 'La carte de l’administrateur technique n’a pas pu être vérifiée : demandez à la voir.',
  H18: 'La carte CPS ne suffit-elle pas ? Demandez à l’ANS si elle accepte aujourd’hui ce certificat.',
  H19: 'Le logiciel est-il celui de la maison de santé (FINESS géographique) ou celui du praticien (carte CPS) ?',
  H20: 'Qui est remplacé ? C’est le titulaire ou la structure qui commande.',
  H21: 'Un contrat est-il demandé à cette société d’exercice ? Posez la question à l’ANS.',
  H22: 'Quel SIRET l’Annuaire porte-t-il pour cette situation ? Seul le SIREN est connu.',
  H24: 'Qui utilise le logiciel dans cette structure ? Un radiologue libéral, un autre médecin libéral ou quelqu’un d’autre.',
} as const

export type CodeQuestion = keyof typeof QUESTIONS
