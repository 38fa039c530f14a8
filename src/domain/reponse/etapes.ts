import type { Couloir, Etape, Role } from '../verification.ts'

type EtapeEcrite = { code: string; texte: string; url?: string }

const IGC_SANTE = 'https://esante.gouv.fr/securite/cartes-et-certificats/certificats-logiciels'

const VERIFIER: EtapeEcrite = {
  code: 'VERIFIER_DEMANDE',
  texte:
    'Relisez la demande : tous les champs remplis, des certificats qui correspondent à l’usage, et l’identifiant ci-dessus.',
}
const CONTRAT: EtapeEcrite = {
  code: 'CONTRAT',
  texte:
    'Vérifiez que la structure a un contrat avec l’ANS ; sinon signez-le d’abord. Un nouveau FINESS ou SIRET demande un nouveau contrat.',
}
const CONTRAT_SOCIETE: EtapeEcrite = {
  code: 'CONTRAT',
  texte: 'Demandez à l’ANS si la société d’exercice doit signer un contrat : ce n’est pas publié.',
}
const REPRESENTANT_ETABLISSEMENT: EtapeEcrite = {
  code: 'REPRESENTANT_LEGAL',
  texte:
    'Le signataire, représentant légal ou mandataire, doit avoir une carte active : une CDE (formulaire F101) s’il n’est pas professionnel de santé ; sinon l’Ordre inscrit sa fonction de responsable d’établissement.',
}
const REPRESENTANT_LIBERAL: EtapeEcrite = {
  code: 'REPRESENTANT_LEGAL',
  texte:
    'Le titulaire signe lui-même la demande, avec une carte CPS active. Aucun contrat d’adhésion ne lui est demandé (formulaire F413, mars 2024).',
}
const ADMINISTRATEUR: EtapeEcrite = {
  code: 'ADMINISTRATEUR_TECHNIQUE',
  texte:
    'L’administrateur technique (interne, ou un tiers comme l’éditeur) doit avoir une carte CPS, CPE ou CPA valide, la plus récente, à son nom ; s’il n’en a pas, il en commande une (formulaire F301).',
}
const DESIGNATION: EtapeEcrite = {
  code: 'DESIGNATION',
  texte:
    'Désignez l’administrateur technique sur le portail mesHabilitations, ou par le formulaire F413 (mars 2024) signé, daté et envoyé par courriel, avec le cachet au nom de la structure ; F503 pour un changement.',
}
const DESIGNATION_OFFICINE: EtapeEcrite = {
  code: 'DESIGNATION',
  texte: 'Désignez l’administrateur technique sur le portail mesHabilitations.',
}
const BON_DE_COMMANDE: EtapeEcrite = {
  code: 'BON_DE_COMMANDE_SEGUR',
  texte:
    'Passez par le bon de commande Ségur de l’officine, et non par le formulaire F413 : cette règle de 2022 est liée aux campagnes Ségur, vérifiez qu’il en court une.',
}
const PLATEFORME: EtapeEcrite = {
  code: 'PLATEFORME_IGC',
  texte:
    'L’administrateur technique se connecte avec sa carte ou l’e-CPS à la plateforme IGC-Santé, choisit les certificats sous cet identifiant, en télécharge un par instance, les installe et teste les services.',
  url: IGC_SANTE,
}
const DUREE: EtapeEcrite = {
  code: 'DUREE_DE_VIE',
  texte:
    'Un certificat vit 3 ans. L’avis d’expiration part 60 jours avant la fin (un mois disait la règle de 2022) : utilisez une boîte générique et votre propre rappel.',
}
const RENOUVELLEMENT: EtapeEcrite = {
  code: 'RENOUVELLEMENT',
  texte:
    'Renouvelez avant l’expiration : après, il faut un nouveau certificat. Un changement d’identifiant ou de structure en demande un nouveau aussi.',
}

const toEtapes = (ecrites: readonly EtapeEcrite[]): Etape[] =>
  ecrites.map(({ code, texte, url }) =>
    Object.freeze({ code, texte, url: url ?? null, verifie: false }),
  )

const FIN = [VERIFIER, PLATEFORME, DUREE, RENOUVELLEMENT]
const DU_CABINET = toEtapes([REPRESENTANT_LIBERAL, ADMINISTRATEUR, DESIGNATION, ...FIN])
const DE_LA_SOCIETE = toEtapes([
  CONTRAT_SOCIETE,
  REPRESENTANT_ETABLISSEMENT,
  ADMINISTRATEUR,
  DESIGNATION,
  ...FIN,
])
const DE_L_ETABLISSEMENT = toEtapes([
  REPRESENTANT_ETABLISSEMENT,
  CONTRAT,
  ADMINISTRATEUR,
  DESIGNATION,
  ...FIN,
])
const DE_L_OFFICINE = toEtapes([
  REPRESENTANT_ETABLISSEMENT,
  CONTRAT,
  ADMINISTRATEUR,
  DESIGNATION_OFFICINE,
  BON_DE_COMMANDE,
  ...FIN,
])

/**
 * What to do next, in order, by rule `etapes-de-la-commande`. Open data proves none of it, so
 * `verifie` is false throughout. The lists are shared: do not change them.
 */
export const listEtapes = (role: Role, couloir: Couloir | null): Etape[] => {
  if (couloir === 'officine') return DE_L_OFFICINE
  if (role === 'professionnel') return DU_CABINET
  return role === 'societe' ? DE_LA_SOCIETE : DE_L_ETABLISSEMENT
}
