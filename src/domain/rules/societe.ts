import { RADIOLOGUES, SOCIETES } from './conditions.ts'
import type { Conditions } from '../faits/faits.ts'
import { regle } from './rule.ts'
import { DECISIONS } from '../sources.ts'

const P10 = { document: DECISIONS, repere: 'P10, société d’exercice de radiologie' }
const P35 = { document: DECISIONS, repere: 'P35, réponses du demandeur' }
/** As the sector says it. */
const SELON_SECTEUR: Conditions = { classe: ['societe'], profil: RADIOLOGUES }
/** As the sector says it, or the caller. */
const SOCIETE: Conditions = { classe: SOCIETES, profil: RADIOLOGUES }

/** What holds back, or only deserves a word, when a société d'exercice of radiologists orders. */
export const societe = [
  regle({
    id: 'societe-d-une-autre-forme',
    ref: ['T19', 'P10'],
    titre: 'Une société qui n’est ni SEL ni SCP demande une vérification',
    quand: { ...SELON_SECTEUR, forme: ['groupement', 'autre'] },
    alors: { nature: 'reserve', questions: ['H04'], champ: 'contexte.exercice' },
    pourquoi: 'D’après le statut juridique ({statut}), ce n’est ni une SEL ni une SCP.',
    source: P10,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'societe', profil: 'radiologue', forme: 'autre' }, attendu: 'oui' },
      { faits: { classe: 'societe', profil: 'radiologue', forme: 'sel-scp' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'societe-sans-forme-et-titulaire',
    ref: ['T17', 'P10'],
    titre: 'Un titulaire de cabinet dans une société sans forme connue demande une vérification',
    quand: { ...SELON_SECTEUR, titulaire: ['oui', 'illisible'], forme: ['absente'] },
    alors: { nature: 'reserve', questions: ['H04'], champ: 'contexte.exercice' },
    pourquoi:
      'Avec cette fonction ({fonction}), dans une société dont la forme n’est pas connue, on ne peut pas savoir qui commande.',
    source: P10,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'societe', profil: 'radiologue', titulaire: 'oui', forme: 'absente' },
        attendu: 'oui',
      },
      { faits: { classe: 'societe', titulaire: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'societe-avec-finess',
    ref: ['T21', 'P10'],
    titre: 'Une société d’exercice qui porte un FINESS demande une vérification',
    quand: { ...SOCIETE, finessPropre: ['oui'] },
    alors: { nature: 'reserve', questions: ['H03'] },
    pourquoi: 'La société porte un FINESS à côté ou à la place du SIRET attendu.',
    source: P10,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'societe', profil: 'radiologue', finessPropre: 'oui' }, attendu: 'oui' },
      { faits: { classe: 'societe', finessPropre: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'societe-sans-siret',
    ref: ['T20', 'P10'],
    titre: 'Une société d’exercice sans SIRET ne peut pas commander',
    quand: { ...SOCIETE, siret: ['inconnu'], siren: ['inconnu'] },
    alors: { nature: 'reserve', questions: ['H05'] },
    pourquoi: 'Aucun SIRET n’est inscrit pour la société.',
    source: P10,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'societe', profil: 'radiologue', siret: 'inconnu', siren: 'inconnu' },
        attendu: 'oui',
      },
      { faits: { classe: 'societe', siret: 'connu' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'societe-au-siren-seul',
    ref: ['T22', 'P10'],
    titre: 'Un SIREN ne remplace pas le SIRET',
    quand: { ...SOCIETE, siret: ['inconnu'], siren: ['connu'] },
    alors: { nature: 'reserve', questions: ['H22'], champ: 'contexte.siret' },
    pourquoi: 'Seul le SIREN {siren} est connu : il désigne la société, pas l’établissement.',
    source: P10,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'societe', profil: 'radiologue', siret: 'inconnu', siren: 'connu' },
        attendu: 'oui',
      },
      { faits: { classe: 'societe', siren: 'inconnu' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'societe-siret-declare',
    ref: ['P35', 'H22'],
    titre: 'Le SIRET est celui que la demande déclare',
    quand: { ...SOCIETE, siretDeclare: ['retenu'] },
    alors: { nature: 'precision', alerte: 'SIRET_DECLARE', commandeSeule: true },
    pourquoi: 'Le SIRET {siret} est donné par la demande, et il commence par le SIREN connu.',
    source: P35,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'societe', profil: 'radiologue', siretDeclare: 'retenu' },
        attendu: 'oui',
      },
      { faits: { classe: 'societe', siretDeclare: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'societe-siret-declare-ecarte',
    ref: ['P35', 'H22'],
    titre: 'Un SIRET déclaré qui n’est pas du SIREN connu ne sert pas',
    quand: { ...SOCIETE, siretDeclare: ['ecarte'] },
    alors: { nature: 'precision', alerte: 'SIRET_DECLARE_ECARTE' },
    pourquoi: 'Le SIRET donné par la demande ne commence pas par le SIREN {siren} de l’Annuaire.',
    source: P35,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'societe', profil: 'radiologue', siretDeclare: 'ecarte' },
        attendu: 'oui',
      },
      { faits: { classe: 'societe', siretDeclare: 'retenu' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'societe-contrat-a-confirmer',
    ref: ['A5', 'P10', 'H21'],
    titre: 'Le contrat d’une société d’exercice avec l’ANS reste à confirmer',
    quand: SOCIETE,
    alors: { nature: 'precision', question: 'H21', commandeSeule: true },
    pourquoi: 'Les règles publiées ne disent pas si une société d’exercice signe un contrat.',
    source: P10,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'societe', profil: 'radiologue' }, attendu: 'oui' },
      { faits: { classe: 'societe', profil: 'medecin-liberal' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'societe-forme-non-verifiee',
    ref: ['T15'],
    titre: 'La forme juridique de la société n’est pas vérifiée',
    quand: { ...SELON_SECTEUR, forme: ['absente'], titulaire: ['non', 'inconnu'] },
    alors: { nature: 'precision', alerte: 'FORME_NON_VERIFIEE', commandeSeule: true },
    pourquoi: 'L’Annuaire ne donne pas la forme juridique de la société.',
    source: P10,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'societe', profil: 'radiologue', forme: 'absente', titulaire: 'non' },
        attendu: 'oui',
      },
      { faits: { classe: 'societe', forme: 'sel-scp' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'societe-titulaire-de-cabinet',
    ref: ['T16'],
    titre: 'Un titulaire de cabinet dans une SEL ou une SCP',
    quand: { ...SELON_SECTEUR, forme: ['sel-scp'], titulaire: ['oui'] },
    alors: { nature: 'precision', alerte: 'TITULAIRE_EN_SOCIETE', commandeSeule: true },
    pourquoi:
      'La fonction ({fonction}) dit cabinet, mais le secteur d’activité et la forme juridique disent société.',
    source: P10,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'societe', profil: 'radiologue', forme: 'sel-scp', titulaire: 'oui' },
        attendu: 'oui',
      },
      { faits: { classe: 'societe', titulaire: 'inconnu' }, attendu: 'non' },
    ],
  }),
]
