/** Decisions on one subject. `dates`: the days on which they were taken, `AAAA-MM-JJ`. */
export type DecisionsSur = {
  id: string
  titre: string
  dates: readonly string[]
  /** What was decided and why; `cas` names it. */
  points: readonly { cas: string; texte: string }[]
}

/**
 * Our own decisions about the rules, where the published documents leave room: for who wrote those,
 * hence in French. The page `/decisions` and `docs/decisions/regles.md` are made from them.
 */
export const DECISIONS_PAR_SUJET: readonly DecisionsSur[] = [
  {
    id: 'structures',
    titre: 'Les structures et leurs identifiants',
    dates: ['2026-11-23'],
    points: [
      {
        cas: 'Catégorie médico-sociale sans secteur d’activité',
        texte:
          'La catégorie décide : elle l’emporte sur tout secteur, donc aussi sur un secteur absent.',
      },
      {
        cas: 'Secteurs périmés SA11 et SA62',
        texte: 'Il faut demander, même avant leur fin : aucune règle publiée n’en parle.',
      },
      {
        cas: 'FINESS sur un cabinet de radiologie',
        texte:
          'Un FINESS de la structure elle-même contredit le secteur : il faut demander. Celui de son entité juridique est celui d’une autre structure, et ne contredit rien.',
      },
      {
        cas: 'Entité juridique fermée, ou donnée deux fois avec deux numéros',
        texte:
          'Il faut demander, pour un hôpital, un établissement médico-social ou un laboratoire : leur commande repose sur elle.',
      },
      {
        cas: 'Structure que l’Annuaire marque inactive sans date',
        texte: 'Elle compte comme fermée : aucun jour ne peut être dit antérieur à sa fermeture.',
      },
      {
        cas: 'SIREN seul dans une société',
        texte: 'Il faut le SIRET, même si le SIREN est celui de l’entité juridique.',
      },
      {
        cas: 'Statut juridique 000, en cours de vérification',
        texte: 'Il compte comme absent : celui de l’entité juridique est alors lu.',
      },
      {
        cas: 'Statut juridique d’aucune tranche publiée, dans un hôpital',
        texte: 'Il faut demander : public et privé ne commandent pas de la même façon.',
      },
      {
        cas: 'Formes de groupement (29, 30, 66, 89)',
        texte:
          'Une telle structure est elle-même une personne morale, qui peut avoir son propre FINESS : la question est posée sans bloquer.',
      },
      {
        cas: 'Établissement privé depuis octobre 2023',
        texte:
          'On demande si les sites partagent leur système, puisque la réponse échange FINESS juridique et géographique.',
      },
    ],
  },
  {
    id: 'laboratoires',
    titre: 'Les laboratoires',
    dates: ['2026-11-23', '2026-11-25'],
    points: [
      {
        cas: 'Site principal déclaré, sans aucun FINESS inscrit',
        texte: 'Une commande ne se fait pas sur la seule foi de la demande.',
      },
      {
        cas: 'Site principal déclaré que l’Annuaire connaît autrement',
        texte:
          'Le numéro de l’entité juridique, ou celui d’un site fermé, ne donne pas de commande : il faut demander.',
      },
      {
        cas: 'Site principal déclaré que l’Annuaire ne connaît pas, ou autre que celui qu’il désigne',
        texte: 'La commande est donnée, et dit sur la parole de qui elle repose.',
      },
      {
        cas: 'Deux sites principaux ouverts, ou un seul mais fermé',
        texte: 'Il faut demander lequel est le principal.',
      },
    ],
  },
  {
    id: 'praticien',
    titre: 'Le praticien et sa spécialité',
    dates: ['2026-11-23', '2026-11-25'],
    points: [
      {
        cas: 'Médecin libéral sans spécialité, en cabinet ou en société',
        texte: 'Il est peut-être radiologue, et la carte CPS ne suffirait pas : il faut demander.',
      },
      {
        cas: 'Spécialité ou mode d’exercice inconnus, dans un établissement',
        texte:
          'La règle générale de l’établissement s’applique, avec une alerte : le FINESS peut changer, mais ce n’est jamais le praticien qui commande.',
      },
      {
        cas: 'Médecine nucléaire, radiothérapie, pharmacies SA38, SA39 et SA65',
        texte:
          'Elles suivent la radiologie et les officines, par des règles à part : la liste de l’ANS est postérieure au webinaire, qui ne les nomme pas.',
      },
      {
        cas: 'Fonction et genre d’activité absents, ou l’un d’eux inconnu',
        texte:
          'Le praticien est peut-être remplaçant : une alerte le dit, sans bloquer, car la structure ou le titulaire commande de toute façon.',
      },
      {
        cas: 'Interne ou docteur junior dont le RPPS ouvre le RPPS rang',
        texte: 'Il n’est jamais titulaire : il faut demander qui l’est.',
      },
    ],
  },
  {
    id: 'illisible',
    titre: 'Ce qui ne se lit pas',
    dates: ['2026-11-28'],
    points: [
      {
        cas: 'Trois états',
        texte:
          'Un code est d’une table connue, absent, ou illisible : code d’aucune table, table non reconnue, codes qui se contredisent. Rien ne fait passer du troisième au deuxième.',
      },
      {
        cas: 'Tables équivalentes',
        texte:
          'Une table se reconnaît à son numéro ou à son nom, à toutes ses adresses. R400 se lit comme R72, et R397 comme R66 : FINESS+ code ainsi.',
      },
      {
        cas: 'Statut juridique illisible',
        texte:
          'Il bloque partout, car une SCM ne peut pas être exclue. La demande peut y répondre : qui a lu le statut a exclu la SCM.',
      },
      {
        cas: 'Niveau de R400 au-dessus des formes',
        texte: 'Il dit public ou privé, et rien de plus.',
      },
      {
        cas: 'Catégorie illisible',
        texte:
          'Une alerte là où le secteur dit un établissement ; une question ailleurs, où une catégorie médico-sociale mettrait un organisme gestionnaire à la place du praticien.',
      },
      {
        cas: 'Fonction illisible',
        texte:
          'Elle ne fait jamais d’un interne un titulaire, ni d’un titulaire un associé : la question est posée là où qui commande en dépend.',
      },
      {
        cas: 'Identifiant de type inconnu',
        texte:
          'Il ne sert à rien. S’il peut être un FINESS, un cabinet ou une société de radiologues est interrogé comme pour un FINESS lisible.',
      },
      {
        cas: 'Genre d’activité 07, intérimaire, périmé',
        texte:
          'Ni remplaçant ni titulaire à coup sûr : la commande dit qu’on ne peut pas le savoir.',
      },
    ],
  },
  {
    id: 'homonymes',
    titre: 'Un identifiant, deux structures',
    dates: ['2026-11-28'],
    points: [
      {
        cas: 'Deux structures ouvertes sous un identifiant',
        texte:
          'Si elles diffèrent par leur entité juridique, ou par leur SIRET quand toutes deux portent l’identifiant, il faut demander laquelle commande : une cession est peut-être en cours.',
      },
      {
        cas: 'Deux sites d’une même entité juridique',
        texte: 'Chacun a son SIRET : cela ne change rien à une commande sous le FINESS juridique.',
      },
      {
        cas: 'Une seule situation choisie',
        texte: 'Elle est comparée aux autres quand même : la choisir ne met pas fin à la cession.',
      },
      {
        cas: 'Un nom écrit de deux façons',
        texte:
          'La commande tient ; le nom est le premier de l’alphabet, et tous sont donnés : l’ordre des données ne décide de rien.',
      },
      {
        cas: 'Synthèse d’un lot',
        texte:
          'Les praticiens des deux structures ont chacun leur commande ; celle du lot porte les deux noms.',
      },
    ],
  },
  {
    id: 'cartes',
    titre: 'Les cartes et l’administrateur technique',
    dates: ['2026-11-23'],
    points: [
      {
        cas: 'Réponse par une carte',
        texte:
          'Seule la profession de la carte est jugée. Une carte qui n’est pas valide le fait dire.',
      },
      {
        cas: 'Carte dont l’Annuaire n’a pas les dates',
        texte: 'Elle n’est ni valide ni expirée : il faut demander à la voir.',
      },
      {
        cas: 'Nom de l’administrateur technique',
        texte:
          'Accents, majuscules, traits d’union, apostrophes et espaces ne comptent pas ; une partie d’un nom composé ne suffit pas.',
      },
      {
        cas: 'Carte la plus récente',
        texte:
          'Par premier jour de validité, dans une profession ; de deux du même jour, aucune ne l’est.',
      },
      {
        cas: 'Carte que l’Annuaire ne peut pas donner',
        texte: 'La demande échoue : il n’y a pas de demi-réponse.',
      },
    ],
  },
]
