/** Traps and warnings that change nothing of who orders. The codes are stable. */
export const ALERTES = {
  DATES_NON_PUBLIQUES:
    'Les dates de l’activité ne sont pas publiques : vérifiez en accès authentifié qu’elle n’a pas de date de fin.',
  REMPLACEMENT_NON_VERIFIABLE:
    'Vérifiez dans l’Annuaire que le praticien n’est pas remplaçant : un remplaçant ne commande rien.',
  RPPS_RANG_CLE: 'La clé du RPPS rang {rppsRang} est inhabituelle : relisez-le dans l’Annuaire.',
  RPPS_RANG_IDNST:
    'Le RPPS rang a été lu dans l’identifiant national de la structure, faute de mieux : vérifiez-le.',
  RPPS_RANG_ANCIEN:
    'Le RPPS rang a été lu dans l’ancien identifiant de la structure, faute de mieux : vérifiez-le.',
  RPPS_RANG_IGNORE:
    'Une valeur est inscrite à la place du RPPS rang : ne l’utilisez pas, la structure commande sous son propre identifiant.',
  RPPS_RANG_ECARTE:
    'Une valeur inscrite à la place du RPPS rang n’en a pas la forme (14 chiffres) : elle est laissée de côté.',
  SIRET_IGNORE:
    'Ne commandez pas sous le SIRET de la structure : la commande risque d’être refusée.',
  IDENTIFIANT_CLE:
    'La clé de contrôle de l’identifiant à utiliser est fausse : vérifiez-le avant de commander.',
  NOM_EVOQUE_SCM: 'Le nom de la structure évoque une SCM, qui ne peut pas commander.',
  FORME_NON_VERIFIEE:
    'La forme juridique de la société n’est pas connue : vérifiez que c’est une SEL ou une SCP.',
  TITULAIRE_EN_SOCIETE:
    'La fonction « titulaire de cabinet » surprend dans une société d’exercice : c’est bien la société qui commande.',
  EJ_INCONNUE:
    '{ejInconnue} : commandez sous son FINESS géographique, et faites compléter l’Annuaire.',
  EJ_INTROUVABLE:
    'L’Annuaire renvoie à une entité juridique qu’il ne montre pas : faites-le corriger, ou demandez son FINESS.',
  DMP_LOT_FINESS_EG:
    'Pour le DMP, le logiciel doit envoyer le FINESS géographique du site dans les lots de soumission.',
  RADIOLOGIE_INCONNUE:
    'La profession, la spécialité ou le mode d’exercice n’est pas renseigné, ou ne se lit pas : pour un radiologue libéral, le RIS décide entre FINESS géographique et juridique.',
  GROUPEMENT:
    'Un groupement ne partage pas de certificat : chacune de ses autres entités juridiques commande le sien.',
  CERTIFICAT_FACULTATIF: 'Ce certificat est possible, mais il n’est pas obligatoire.',
  SITE_PRINCIPAL_DECLARE:
    'Le site principal est celui que vous avez déclaré : l’Annuaire ne le confirme pas.',
  STRUCTURE_ABSENTE: 'L’Annuaire ne rattache cette situation à aucune structure.',
  STRUCTURE_INTROUVABLE: 'L’Annuaire renvoie à une structure qu’il ne montre pas.',
  INDICE_CABINET: 'Un RPPS rang est inscrit sur la structure : c’est peut-être un cabinet.',
  INDICE_SOCIETE:
    'Un SIRET est inscrit sur la structure, sans FINESS : c’est peut-être une société d’exercice.',
  INDICE_ETABLISSEMENT:
    'Un FINESS est inscrit sur la structure ou son entité juridique : c’est peut-être un établissement.',
  PSC_FOURNISSEUR:
    'Le certificat pour Pro Santé Connect ne concerne que le fournisseur de service raccordé, pas le simple utilisateur.',
  MSSANTE_OPERATEUR:
    'Le certificat serveur pour MSSanté ne concerne que les opérateurs : il en faut un par nom de domaine.',
  QUANTITE_PAR_DEFAUT:
    'Sans précision de votre part, une solution et une instance sont comptées : dites-le s’il y en a davantage.',
  CATEGORIE_ILLISIBLE:
    'La catégorie de l’établissement ne se lit pas : si elle est médico-sociale, vérifiez qui commande.',
  IDENTIFIANT_ILLISIBLE:
    'Un identifiant inscrit sur la structure ne se lit pas : ne l’utilisez pas.',
  EXERCICE_DECLARE:
    'L’exercice en nom propre ou en société est celui que vous avez déclaré : l’Annuaire ne le dit pas.',
  STATUT_DECLARE:
    'Le statut public ou privé est celui que vous avez déclaré : l’Annuaire ne l’établit pas.',
  LOGICIEL_DECLARE:
    'Vous avez déclaré que le logiciel est celui du praticien : l’Annuaire ne le dit pas.',
  PRATICIEN_DECLARE:
    'Qui utilise le logiciel est ce que vous avez déclaré : l’identifiant d’une structure ne le dit pas.',
  SECTEUR_DES_SITES:
    'Le secteur d’activité n’est pas inscrit sur l’entité juridique : c’est celui de ses sites ouverts.',
  SITES_MEDICO_SOCIAUX:
    'Cette entité juridique a aussi des sites médico-sociaux : si le logiciel sert à l’un d’eux, refaites la demande avec le FINESS géographique de ce site.',
  SIRET_DECLARE: 'Le SIRET est celui que vous avez déclaré : l’Annuaire ne donne que le SIREN.',
  SIRET_DECLARE_ECARTE:
    'Le SIRET que vous avez déclaré n’est pas celui de la société : il ne commence pas par son SIREN.',
  DONNEES_PERIMEES:
    'L’Annuaire ne répond pas : cette réponse repose sur des données plus anciennes, à revérifier avant de commander.',
  DONNEES_ANCIENNES:
    'Cette réponse repose sur des fichiers publics qui ne sont plus récents : vérifiez-la dans l’Annuaire avant de commander.',
  DATE_ANTERIEURE:
    'La date demandée précède la première règle publiée (15 décembre 2022) : la réponse est donnée par analogie.',
  CARTE_REMPLACEE:
    'Une carte plus récente existe pour cette profession : c’est la dernière en date qu’il faut utiliser.',
  CARTE_NON_VALIDE:
    'La carte demandée n’est pas valide à la date jugée : le praticien, lui, a bien été trouvé.',
} as const

export type CodeAlerte = keyof typeof ALERTES
