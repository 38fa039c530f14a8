import { regle } from './rule.ts'
import { DECISIONS, WEBINAIRE } from '../sources.ts'

const LABORATOIRES = {
  document: WEBINAIRE,
  repere: 'Règles pour les professionnels de santé libéraux, laboratoires',
}
const P13 = { document: DECISIONS, repere: 'P13, site principal d’un laboratoire' }

/** Laboratories: one order, under the FINESS EG of the main site, for all sites. */
export const biologie = [
  regle({
    id: 'laboratoire',
    ref: ['R14', 'T25', 'T26', 'P13'],
    titre: 'Laboratoire de biologie médicale : FINESS géographique du site principal',
    quand: { classe: ['laboratoire'] },
    alors: {
      nature: 'decision',
      issue: 'commande',
      couloir: 'biologie',
      role: 'etablissement',
      identifiant: 'SITE_PRINCIPAL',
      alternatives: [],
      // What is asked depends on the FINESS known: the two rules below say it.
      siInconnu: [],
      alertes: ['CERTIFICAT_FACULTATIF'],
    },
    pourquoi:
      'Un laboratoire commande une seule fois pour tous ses sites, sous le FINESS géographique du site principal.',
    source: LABORATOIRES,
    confiance: 'source',
    exemples: [
      { faits: { classe: 'laboratoire' }, attendu: 'oui' },
      { faits: { classe: 'officine' }, attendu: 'non' },
      { faits: {}, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'laboratoire-sans-finess',
    ref: ['P13'],
    titre: 'Un laboratoire sans FINESS ne peut pas commander',
    quand: { classe: ['laboratoire'], finess: ['inconnu'] },
    alors: { nature: 'reserve', questions: ['H05'] },
    pourquoi: 'Aucun FINESS n’est inscrit pour le laboratoire.',
    source: P13,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'laboratoire', finess: 'inconnu' }, attendu: 'oui' },
      { faits: { classe: 'laboratoire', finess: 'connu' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'laboratoire-site-principal-inconnu',
    ref: ['P13', 'H14'],
    titre: 'Site principal du laboratoire non identifié : il faut demander',
    quand: { classe: ['laboratoire'], finess: ['connu'], sitePrincipal: ['inconnu'] },
    alors: { nature: 'reserve', questions: ['H14'], champ: 'contexte.sitePrincipal' },
    pourquoi: 'L’Annuaire ne dit pas lequel des sites est le principal.',
    source: P13,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'laboratoire', finess: 'connu', sitePrincipal: 'inconnu' },
        attendu: 'oui',
      },
      { faits: { classe: 'laboratoire', sitePrincipal: 'type' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'laboratoire-site-principal-sous-le-numero-de-l-ej',
    ref: ['P13', 'H14'],
    titre: 'Site principal déclaré sous un FINESS juridique : il faut demander',
    quand: { classe: ['laboratoire'], sitePrincipal: ['declare-ej'] },
    alors: { nature: 'reserve', questions: ['H14'], champ: 'contexte.sitePrincipal' },
    pourquoi:
      'Le numéro déclaré pour le site principal est, dans l’Annuaire, le FINESS juridique du laboratoire.',
    source: P13,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'laboratoire', sitePrincipal: 'declare-ej' }, attendu: 'oui' },
      { faits: { classe: 'laboratoire', sitePrincipal: 'declare' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'laboratoire-site-principal-declare-ferme',
    ref: ['P13', 'P18', 'H14', 'H15'],
    titre: 'Site principal déclaré, mais fermé dans l’Annuaire : il faut demander',
    quand: { classe: ['laboratoire'], sitePrincipal: ['declare-ferme'] },
    alors: { nature: 'reserve', questions: ['H14', 'H15'], champ: 'contexte.sitePrincipal' },
    pourquoi:
      'Le site principal déclaré n’est plus ouvert au {jour} : un autre a pu prendre sa suite.',
    source: P13,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'laboratoire', sitePrincipal: 'declare-ferme' }, attendu: 'oui' },
      { faits: { classe: 'laboratoire', sitePrincipal: 'confirme' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'laboratoire-site-unique',
    ref: ['P13'],
    titre: 'Un laboratoire dont un seul site est ouvert : ce site est le principal',
    quand: { classe: ['laboratoire'], sitePrincipal: ['seul'] },
    alors: { nature: 'precision', commandeSeule: true },
    pourquoi: 'L’Annuaire ne montre qu’un site ouvert : il est pris pour le principal.',
    source: P13,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'laboratoire', sitePrincipal: 'seul' }, attendu: 'oui' },
      { faits: { classe: 'laboratoire', sitePrincipal: 'type' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'laboratoire-site-principal-declare',
    ref: ['P13'],
    titre: 'Site principal déclaré, que l’Annuaire ne confirme pas',
    quand: { classe: ['laboratoire'], sitePrincipal: ['declare'] },
    alors: { nature: 'precision', alerte: 'SITE_PRINCIPAL_DECLARE' },
    pourquoi: 'Le site principal est celui que la demande déclare.',
    source: P13,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'laboratoire', sitePrincipal: 'declare' }, attendu: 'oui' },
      { faits: { classe: 'laboratoire', sitePrincipal: 'confirme' }, attendu: 'non' },
    ],
  }),
]
