import { once } from '../once.ts'

/** A term that not everybody knows, and what it is in one short sentence. */
export type Terme = { id: string; terme: string; phrase: string; formes: () => RegExp }

/** A word of its own: « RIS » is not in « RISQUE ». */
const mot = (...formes: string[]): (() => RegExp) =>
  once(
    () => new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${formes.join('|')})(?![\p{L}\p{N}_])`, 'u'),
  )

const terme = (id: string, nom: string, phrase: string, formes = mot(nom)): Terme => ({
  id,
  terme: nom,
  phrase,
  formes,
})

/** In the order of the alphabet. */
export const GLOSSAIRE: readonly Terme[] = [
  terme(
    'acces-authentifie',
    'Accès authentifié',
    'Consultation de l’Annuaire Santé avec sa carte ou l’e-CPS, qui montre aussi ce qui n’est pas public.',
    mot('[Aa]ccès authentifié'),
  ),
  terme(
    'administrateur-technique',
    'Administrateur technique',
    'La personne que la structure désigne pour demander, retirer et installer ses certificats.',
    mot('[Aa]dministrateur technique'),
  ),
  terme('ars', 'ARS', 'Agence régionale de santé, qui tient le FINESS de sa région.'),
  terme(
    'cde',
    'CDE',
    'Carte de directeur d’établissement, pour un responsable qui n’est pas professionnel de santé.',
  ),
  terme(
    'cpa',
    'CPA',
    'Carte de personnel autorisé : une des cartes admises pour l’administrateur technique.',
  ),
  terme(
    'cpe',
    'CPE',
    'Carte de personnel d’établissement : une des cartes admises pour l’administrateur technique.',
  ),
  terme('cps', 'CPS', 'Carte du professionnel de santé, que l’ANS lui remet.', mot('e?-?CPS')),
  terme('dmp', 'DMP', 'Dossier médical partagé du patient, dans Mon espace santé.'),
  terme(
    'entite-juridique',
    'Entité juridique',
    'L’organisme qui possède un ou plusieurs établissements ; FINESS lui donne son propre numéro.',
    mot('[Ee]ntités? juridiques?'),
  ),
  terme(
    'finess',
    'FINESS',
    'Numéro national d’un établissement : géographique pour un site, juridique pour l’organisme qui le possède.',
  ),
  terme(
    'struct-id-nat',
    'Identifiant national de la structure',
    'Ce que porte le certificat : un chiffre pour le type (1 FINESS, 3 SIRET, 4 RPPS rang), puis le numéro.',
    mot('[Ii]dentifiant national(?: de la structure)?', 'structIdNat'),
  ),
  terme(
    'igc-sante',
    'IGC-Santé',
    'L’infrastructure de l’ANS qui délivre les certificats logiciels.',
  ),
  terme('insi', 'INSi', 'Téléservice qui donne l’identité nationale de santé d’un patient.'),
  terme('mssante', 'MSSanté', 'Messageries sécurisées de santé.'),
  terme(
    'pro-sante-connect',
    'Pro Santé Connect',
    'Connexion commune des professionnels de santé à leurs services en ligne.',
  ),
  terme(
    'ris',
    'RIS',
    'Le logiciel d’un service de radiologie : rendez-vous, examens, comptes rendus.',
  ),
  terme(
    'ror',
    'ROR',
    'Répertoire national de l’offre et des ressources en santé : qui soigne quoi, et où.',
  ),
  terme('rpps', 'RPPS', 'Numéro national du professionnel, en 11 chiffres.', mot('RPPS(?! rang)')),
  terme(
    'rpps-rang',
    'RPPS rang',
    'Identifiant d’un cabinet, en 14 chiffres : le RPPS de son titulaire, un rang et une clé.',
  ),
  terme('scm', 'SCM', 'Société civile de moyens : elle partage des frais, et ne soigne pas.'),
  terme(
    'scp-sel',
    'SEL, SCP',
    'Sociétés dans lesquelles des professionnels exercent ensemble.',
    mot('SEL', 'SCP', 'SELARL', 'SELAS'),
  ),
  terme('siren', 'SIREN', 'Numéro d’une entreprise, en 9 chiffres.'),
  terme('siret', 'SIRET', 'Numéro d’un établissement d’une entreprise, en 14 chiffres.'),
]

/** The terms that occur in a text, in the order of the alphabet. */
export const findTermes = (texte: string): Terme[] =>
  GLOSSAIRE.filter(({ formes }) => formes().test(texte))
