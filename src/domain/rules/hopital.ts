import type { Conditions, Faits } from '../faits/faits.ts'
import { orderedByEntiteJuridique, UN_SEUL_SI, UN_SI_PAR_SITE } from './entite-juridique.ts'
import { regle } from './rule.ts'
import { DECISIONS, GUIDE_HOPITAL, WEBINAIRE } from '../sources.ts'

const COULOIR = { document: WEBINAIRE, repere: 'Couloir hôpital' }
const P07 = { document: DECISIONS, repere: 'P07, établissements privés depuis 2023' }

const HORS_PLATEAU: Conditions = { classe: ['hopital'], plateau: ['non', 'inconnu'] }
const PUBLIC: Conditions = { ...HORS_PLATEAU, dialyse: ['non'], cote: ['public'] }
const PRIVE: Conditions = { ...HORS_PLATEAU, dialyse: ['non'], cote: ['prive'] }

const unPublic = { classe: 'hopital', plateau: 'non', dialyse: 'non', cote: 'public' } as const
const unPrive = { ...unPublic, cote: 'prive' } as const satisfies Partial<Faits>
const uneDialyse = { ...unPublic, dialyse: 'oui' } as const satisfies Partial<Faits>

const PAR_L_ETABLISSEMENT = {
  nature: 'decision',
  issue: 'commande',
  couloir: 'hopital',
  role: 'etablissement',
} as const

/** What was not said for a private établissement since the guide of October 2023. */
const DEPUIS_LE_GUIDE = { questions: ['H12'], alertes: ['DMP_LOT_FINESS_EG'] } as const

/** Public hospitals, dialysis centres, private hospitals before, during and after early 2023. */
export const hopital = [
  ...orderedByEntiteJuridique({
    id: 'hopital-public',
    ref: ['R09'],
    sujet: 'établissement public de santé',
    quand: PUBLIC,
    couloir: 'hopital',
    source: COULOIR,
    confiance: 'source',
    exemple: unPublic,
    contreExemple: { cote: 'prive' },
  }),
  ...orderedByEntiteJuridique({
    id: 'centre-de-dialyse',
    ref: ['R10'],
    sujet: 'centre de dialyse',
    quand: { ...HORS_PLATEAU, dialyse: ['oui'] },
    couloir: 'hopital',
    source: COULOIR,
    confiance: 'source',
    exemple: uneDialyse,
    contreExemple: { dialyse: 'non' },
  }),
  regle({
    id: 'hopital-prive-avant-2023',
    ref: ['R08', 'T31', 'P07'],
    titre: 'Établissement de santé privé, jusqu’à fin 2022 : FINESS géographique de chaque site',
    quand: PRIVE,
    alors: { ...PAR_L_ETABLISSEMENT, identifiant: 'FINESS_EG', alternatives: [] },
    pourquoi:
      'Avant 2023 (c’est notre lecture de « début 2023 »), un établissement de santé privé commande un certificat par site, sous le FINESS géographique du site.',
    source: COULOIR,
    confiance: 'source',
    jusqua: '2022-12-31',
    exemples: [
      { faits: unPrive, attendu: 'oui' },
      { faits: unPublic, attendu: 'non' },
      { faits: { classe: 'hopital', cote: 'prive' }, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'hopital-prive-en-transition',
    ref: ['R08', 'P07', 'H12'],
    titre: 'Établissement de santé privé, de janvier à octobre 2023 : règle non établie',
    quand: PRIVE,
    alors: { nature: 'decision', issue: 'a_verifier', couloir: 'hopital', questions: ['H12'] },
    pourquoi:
      'Pour un établissement de santé privé, la règle annoncée jusqu’à début 2023 a cessé, et la suivante n’était pas encore publiée à cette date.',
    source: P07,
    confiance: 'deduite',
    depuis: '2023-01-01',
    jusqua: '2023-10-12',
    exemples: [
      { faits: unPrive, attendu: 'oui' },
      { faits: uneDialyse, attendu: 'non' },
    ],
  }),
  regle({
    id: 'hopital-prive-depuis-octobre-2023',
    ref: ['R08', 'P07'],
    titre: 'Établissement de santé privé, depuis octobre 2023 : FINESS juridique',
    quand: { ...PRIVE, systemeInformation: ['commun', 'inconnu'] },
    alors: {
      ...PAR_L_ETABLISSEMENT,
      ...DEPUIS_LE_GUIDE,
      identifiant: 'FINESS_EJ',
      alternatives: [{ identifiant: 'FINESS_EG', si: UN_SI_PAR_SITE }],
    },
    pourquoi:
      'Depuis le guide d’octobre 2023, c’est l’entité juridique d’un établissement de santé privé qui porte le certificat.',
    source: { document: GUIDE_HOPITAL, repere: 'p. 4-5' },
    confiance: 'source_posterieure',
    depuis: '2023-10-13',
    exemples: [
      { faits: { ...unPrive, systemeInformation: 'inconnu' }, attendu: 'oui' },
      { faits: { ...unPrive, systemeInformation: 'par-site' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'hopital-prive-depuis-octobre-2023-par-site',
    ref: ['R08', 'P07'],
    titre:
      'Établissement de santé privé, depuis octobre 2023, un système par site : FINESS géographique',
    quand: { ...PRIVE, systemeInformation: ['par-site'] },
    alors: {
      ...PAR_L_ETABLISSEMENT,
      ...DEPUIS_LE_GUIDE,
      identifiant: 'FINESS_EG',
      alternatives: [{ identifiant: 'FINESS_EJ', si: UN_SEUL_SI }],
    },
    pourquoi:
      'Dans cet établissement de santé privé, chaque site a son système d’information : il commande sous son FINESS géographique.',
    source: P07,
    confiance: 'source_posterieure',
    depuis: '2023-10-13',
    exemples: [
      { faits: { ...unPrive, systemeInformation: 'par-site' }, attendu: 'oui' },
      { faits: { ...unPrive, systemeInformation: 'commun' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'hopital-prive-systeme-a-preciser',
    ref: ['P07', 'H12'],
    titre: 'Établissement de santé privé, depuis octobre 2023 : un seul système ou un par site ?',
    quand: { ...PRIVE, systemeInformation: ['inconnu'] },
    alors: { nature: 'precision', question: 'H12', champ: 'contexte.systemeInformation' },
    pourquoi: 'On ne sait pas si les sites partagent leur système d’information.',
    source: P07,
    confiance: 'deduite',
    depuis: '2023-10-13',
    exemples: [
      { faits: { ...unPrive, systemeInformation: 'inconnu' }, attendu: 'oui' },
      { faits: { ...unPrive, systemeInformation: 'commun' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'hopital-cote-non-etabli',
    ref: ['H13'],
    titre: 'Établissement ni public ni privé à coup sûr : il faut demander',
    quand: { ...HORS_PLATEAU, dialyse: ['non'], cote: ['non-etabli'] },
    alors: {
      nature: 'decision',
      issue: 'a_verifier',
      couloir: 'hopital',
      questions: ['H13'],
      champ: 'contexte.statut',
    },
    pourquoi:
      'Le secteur d’activité ({secteur}) et le statut juridique ({statut}) ne permettent pas de dire si l’établissement est public ou privé.',
    source: { document: DECISIONS, repere: 'Côté public ou privé' },
    confiance: 'deduite',
    exemples: [
      { faits: { ...unPublic, cote: 'non-etabli' }, attendu: 'oui' },
      { faits: unPublic, attendu: 'non' },
    ],
  }),
  regle({
    id: 'hopital-psph-cote-a-confirmer',
    ref: ['P07', 'H13'],
    titre: 'Secteur privé PSPH : le côté privé reste à confirmer',
    quand: { ...PRIVE, psph: ['oui'] },
    alors: { nature: 'precision', question: 'H13' },
    pourquoi:
      'Ce secteur d’activité ({secteur}) est privé en droit, mais les règles publiées ne le précisent pas.',
    source: P07,
    confiance: 'deduite',
    exemples: [
      { faits: { ...unPrive, psph: 'oui' }, attendu: 'oui' },
      { faits: { ...unPrive, psph: 'non' }, attendu: 'non' },
    ],
  }),
]
