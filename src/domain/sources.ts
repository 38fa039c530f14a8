/** A document that rules cite. `date` null = the document bears none. */
export type Document = { titre: string; date: string | null; url: string | null }

export const WEBINAIRE: Document = {
  titre: 'ANS, webinaire « Règles et processus de commande des certificats »',
  date: '2022-12-15',
  url: null,
}

export const GUIDE_HOPITAL: Document = {
  titre: 'ANS, guide de commande de certificats, couloir hôpital, v0.8',
  date: '2023-10-13',
  url: null,
}

/** The ANS's own mapping of the couloirs to the codes of the Annuaire. */
export const COULOIRS_ANNUAIRE: Document = {
  titre: 'ANS, documentation de l’API Annuaire Santé, cas d’usage Ségur',
  date: '2025-04-25',
  url: 'https://ansforge.github.io/annuaire-sante-fhir-documentation/',
}

export const PROFILS_ANNUAIRE: Document = {
  titre: 'ANS, guide d’implémentation FHIR de l’Annuaire Santé',
  date: '2026-06-30',
  url: 'https://interop.esante.gouv.fr/ig/fhir/annuaire/',
}

export const MOS: Document = {
  titre: 'ANS, modèle des objets de santé (MOS) et nomenclatures (NOS)',
  date: null,
  url: 'https://mos.esante.gouv.fr',
}

export const FAQ_SEGUR: Document = {
  titre: 'ANS, foire aux questions du Ségur vague 2 pour les industriels',
  date: null,
  url: 'https://industriels.esante.gouv.fr',
}

export const ARRETE_MIE: Document = {
  titre:
    'Arrêté du 4 avril 2022 (NOR SSAD2210341A), identification électronique des personnes morales',
  date: '2022-04-04',
  url: null,
}

/** The paper form of an order of certificates. */
export const FORMULAIRE_F413: Document = {
  titre: 'ANS, formulaire F413 de demande de certificats',
  date: '2024-03-01',
  url: 'https://esante.gouv.fr/index-des-formulaires',
}

/** How structures and those who order manage rights on the ANS's portal; the page on AT was not found. */
export const GUIDES_MES_HABILITATIONS: Document = {
  titre: 'ANS, guides du portail mesHabilitations',
  date: null,
  url: 'https://esante.gouv.fr/guides/guides-pmh',
}

/** What the SAS checks of the certificates of its clients; gives the DN of one in production. */
export const EXIGENCES_SAS: Document = {
  titre: 'ANS, service d’accès aux soins (SAS), exigences sur les certificats',
  date: null,
  url: null,
}

/** Categories of the établissements et services sociaux et médico-sociaux, as a value set. */
export const JDV_ESSMS: Document = {
  titre: 'ANS, jeu de valeurs JDV_J254, catégories d’établissement ESSMS',
  date: '2024-10-25',
  url: 'https://mos.esante.gouv.fr/NOS/',
}

/** Our own rulings, where the published documents leave room. */
export const DECISIONS: Document = {
  titre: 'Qui commande ?, décisions du service',
  date: '2026-11-28',
  url: null,
}
