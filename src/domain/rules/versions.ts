/** Who gets another answer than before, and why. */
export type Changement = { qui: string; avant: string; maintenant: string; pourquoi: string }

/** A version of the rule book; `date` = its day. */
export type VersionReglement = {
  version: string
  date: string
  /** A sentence for who reads the table, or in its place; null = none. */
  note: string | null
  changements: readonly Changement[]
}

const change = (qui: string, avant: string, maintenant: string, pourquoi: string): Changement => ({
  qui,
  avant,
  maintenant,
  pourquoi,
})

/** The versions of the rule book, the latest first: `REGLEMENT_VERSION`. */
export const VERSIONS: readonly VersionReglement[] = [
  {
    version: '2026.11.5',
    date: '2026-11-28',
    note: 'Aucune réponse d’un praticien ne change, ni celle d’un site : seulement celles d’entités juridiques demandées pour elles-mêmes.',
    changements: [
      change(
        'Hôpital, pour un radiologue libéral dont on ne sait pas si le RIS est unique',
        'FINESS juridique',
        'Question H25 : quel site ? Le RIS unique peut être dit à la place',
        'Il exerce peut-être dans un site qui a son propre RIS',
      ),
      change(
        'Là où chaque site commande, quand l’Annuaire ne donne pas la liste des sites',
        'Question H05, ou H19 en maison de santé',
        'Question H25 : quel site ?',
        'Des sites inconnus ne sont pas des sites absents : rien ne manque à l’entité juridique',
      ),
      change(
        'Hôpital dont un site médico-social par sa catégorie a un autre secteur',
        'Question H01',
        'Règle de l’hôpital, alerte SITES_MEDICO_SOCIAUX',
        'La catégorie médico-sociale l’emporte sur le secteur ; la commande est la même pour les deux',
      ),
      change(
        'Entité juridique dont seuls des sites médico-sociaux ont un secteur, à côté d’autres sites',
        'Règle de ce secteur',
        'Question H01, avec les sites',
        'La même raison : ce secteur ne dit rien des autres sites',
      ),
      change(
        'Hôpital dont tous les sites sont des centres de dialyse par leur catégorie',
        'Règle de son côté, public ou privé',
        'Règle des centres de dialyse',
        'C’est celle qui vaut pour chacun de ses sites',
      ),
    ],
  },
  {
    version: '2026.11.4',
    date: '2026-11-28',
    note: 'Aucune commande d’un praticien ne change. Une structure peut être demandée pour elle-même, une entité juridique d’après le secteur de ses sites ; et l’identifiant d’une situation qui attend encore une réponse n’est plus refusé.',
    changements: [],
  },
  {
    version: '2026.11.3',
    date: '2026-11-28',
    note: null,
    changements: [
      change(
        'Radiologue par SM74, SM94 ou SM37, en cabinet ou en société',
        'La carte CPS suffit',
        'RPPS rang, ou SIRET (déduit)',
        'Codes plus récents, de même sens que les listes publiées par l’ANS',
      ),
      change(
        'Le même, libéral dans un hôpital',
        'Règle de l’hôpital',
        'Plateau technique : FINESS géographique, ou juridique selon le RIS',
        'La même raison',
      ),
      change(
        'Médecin dont la spécialité n’est dans aucune table',
        'La carte CPS suffit',
        'Question H02',
        'Une spécialité inconnue peut être la radiologie',
      ),
      change(
        'Structure dont le statut est codé en R400, la catégorie en R397',
        'Les deux disparaissaient',
        'Lus comme R72 et R66',
        'FINESS+ code ainsi',
      ),
      change(
        'Statut juridique illisible : cabinets et sociétés de radiologues',
        'Commande',
        'Question H04',
        'Une SCM ne peut pas être exclue',
      ),
      change(
        'Statut juridique illisible : tout établissement',
        'Commande',
        'Question H13, à laquelle la demande peut répondre',
        'On ne peut dire ni public ou privé, ni que ce n’est pas une SCM',
      ),
      change(
        'Catégorie illisible',
        'Ignorée',
        'Alerte pour hôpitaux, officines, laboratoires, maisons et centres ; question H01 ailleurs',
        'Elle est peut-être médico-sociale',
      ),
      change(
        'Fonction illisible, RPPS rang du praticien, cabinet de radiologie',
        'Commande',
        'Question H10',
        'Elle est peut-être celle d’un interne',
      ),
      change(
        'Fonction illisible, société sans forme connue',
        'Commande',
        'Question H04',
        'Elle est peut-être celle d’un titulaire',
      ),
      change('FON-60, pharmacien remplaçant BPDO', 'Commande', 'Écarté', 'Il remplace quelqu’un'),
      change(
        'Catégories 242 et 640',
        'Règle du secteur',
        'Médico-social (déduit)',
        'Le jeu de valeurs des ESSMS les contient',
      ),
      change(
        'Deux structures ouvertes sous un identifiant, avec deux SIRET ou deux entités juridiques',
        'Le nom de la première',
        'Question H15, avec les deux noms',
        'Une cession est peut-être en cours',
      ),
      change(
        'Statut juridique 90, droit étranger',
        'Privé',
        'Ni public ni privé : question H13',
        'Son parent dans R400 n’est ni l’un ni l’autre',
      ),
      change(
        'Radiologues : identifiant de la structure qui est peut-être un FINESS et ne se lit pas',
        'Ignoré',
        'Question H03',
        'Il contredit peut-être le secteur',
      ),
      change(
        'Laboratoire : un site ouvert de type illisible à côté du principal',
        'Le principal',
        'Question H14',
        'Il est peut-être le principal',
      ),
      change(
        'Commande qu’une réserve bloque',
        'Encore donnée comme raison',
        'N’est plus dite',
        'Ce qui a été écarté n’est pas une raison',
      ),
      change(
        'H11 quand les deux réponses mènent au même point, ou quand autre chose bloque',
        'Posée',
        'Pas posée',
        'Aucune réponse n’y changerait rien',
      ),
      change(
        'H13, H04, H19, H22',
        'Sans issue',
        'La demande peut répondre ; la commande dit « déclaré »',
        'Qui demande le sait peut-être',
      ),
      change(
        'Structure dont l’entité juridique est citée et absente de l’Annuaire',
        'Dite sans entité juridique',
        'Alerte EJ_INTROUVABLE',
        'C’est à l’Annuaire d’être corrigé',
      ),
      change(
        'Carte qu’une plus récente remplace',
        'Rien n’est dit',
        'Alerte CARTE_REMPLACEE',
        'Le formulaire veut la dernière en date',
      ),
      change(
        'GENR07, intérimaire (périmé)',
        'Rien n’est dit',
        'Alerte : il est peut-être remplaçant',
        'Rien ne dit qu’il ne l’est pas',
      ),
    ],
  },
]
