/**
 * What only a human can answer, said as a support agent would ask it. The codes are stable.
 * `{words}` stand for facts of the situation.
 */
export const QUESTIONS = {
  H01: 'De quelle sorte de structure s’agit-il ? Faites corriger son secteur d’activité dans l’Annuaire par l’Ordre ou l’ARS.',
  H02: '{sansRegle}',
  H03: '{finessInattendu} : quel identifiant est le bon ?',
  H04: 'Le praticien exerce-t-il en son nom propre ou pour une société d’exercice ?',
  H05: 'Il manque dans l’Annuaire {attendu} : faites-le inscrire par {inscripteur}, et n’utilisez aucun autre identifiant à sa place.',
  H06: 'Une SCM ne commande pas : quel est le RPPS rang du cabinet de chaque titulaire ?',
  H07: 'Dans laquelle de ces situations d’exercice le logiciel est-il utilisé ?',
  H08: 'L’activité est-elle bien en cours le jour de la commande ? L’Annuaire lui donne {dates}.',
  H09: 'L’activité est-elle sans date de fin ? Vérifiez-le dans l’Annuaire en accès authentifié.',
  H10: '{quelTitulaire} C’est lui qui commande.',
  H11: 'Un seul système sert-il tous les sites de l’entité juridique, ou chaque site a-t-il le sien ?',
  H12: 'Sous quel FINESS l’ANS fait-elle commander aujourd’hui cet établissement privé, le juridique ou le géographique ?',
  H13: 'L’établissement est-il public ou privé ? Vérifiez son statut juridique.',
  H14: 'Quel est le site principal du laboratoire ? Donnez son FINESS géographique.',
  H15: '{quelleStructure}',
  H16: 'Ce groupement a-t-il son propre FINESS juridique ? Sinon, quelles sont ses entités juridiques ?',
  H17: 'La carte de l’administrateur technique n’a pas pu être vérifiée : demandez à la voir.',
  H18: 'Pourquoi la carte CPS ne suffit-elle pas ? Demandez à l’ANS si un certificat est accepté aujourd’hui.',
  H19: 'Le logiciel est-il celui de la maison de santé (FINESS géographique) ou celui du praticien (carte CPS) ?',
  H20: 'Demandez qui est remplacé : c’est ce titulaire, ou sa structure, qui commande.',
  H21: 'Un contrat est-il demandé à cette société d’exercice ? Posez la question à l’ANS.',
  H22: 'Quel est le SIRET de la société ? L’Annuaire ne donne que son SIREN.',
  H24: 'Qui utilise le logiciel dans cette structure ? Un radiologue libéral, un autre médecin libéral ou quelqu’un d’autre.',
  H25: 'Quel site utilise le logiciel ? Chaque site commande sous son propre FINESS géographique : refaites la demande avec celui du bon site ({sites}).',
} as const

export type CodeQuestion = keyof typeof QUESTIONS

/**
 * What each question that can hold an order back says must come first, after « il faut d’abord »:
 * the same question, without its mark, so that the answer can be said in one sentence.
 */
export const D_ABORD: Partial<Record<CodeQuestion, string>> = {
  H01: 'savoir de quelle sorte de structure il s’agit, car l’Annuaire ne le dit pas clairement',
  H02: '{savoirSansRegle}',
  H03: 'savoir quel identifiant est le bon, car {porteInattendu}',
  H04: 'savoir si le praticien exerce en son nom propre ou pour une société d’exercice',
  H05: 'faire inscrire par {inscripteur} {attendu}, qui manque dans l’Annuaire',
  H06: 'connaître le RPPS rang du cabinet de chaque titulaire, car une SCM ne commande pas',
  H08: 'vérifier que l’activité sera bien en cours le jour de la commande',
  H10: '{savoirQuelTitulaire}',
  H12: 'savoir sous quel FINESS l’ANS fait commander cet établissement privé, le juridique ou le géographique',
  H13: 'savoir si l’établissement est public ou privé',
  H14: 'savoir quel est le site principal du laboratoire',
  H15: '{savoirQuelleStructure}',
  H18: 'savoir pourquoi la carte CPS ne suffit pas, et demander à l’ANS si un certificat est accepté aujourd’hui',
  H19: 'savoir si le logiciel est celui de la maison de santé ou celui du praticien',
  H22: 'connaître le SIRET de la société, car l’Annuaire ne donne que son SIREN',
  H24: 'savoir qui utilise le logiciel dans cette structure',
  H25: 'refaire la demande avec le FINESS géographique du site qui utilise le logiciel ({sites})',
}

/**
 * What must come first.
 *
 * @throws Error for a question that never holds an order back: a bug in a rule.
 */
export const readDAbord = (code: CodeQuestion): string => {
  const texte = D_ABORD[code]
  if (texte === undefined) throw new Error(`question ${code} never comes first`)
  return texte
}
