import type { Conditions, Faits } from '../faits/faits.ts'
import { capitalize } from '../mots/noms.ts'
import type { Confiance, Couloir } from '../verification.ts'
import { type Regle, regle } from './rule.ts'
import { DECISIONS } from '../sources.ts'

export const UN_SEUL_SI =
  'si un seul système d’information sert tous les sites de l’entité juridique'
export const UN_SI_PAR_SITE = 'si chaque site a son propre système d’information'

type Portee = {
  id: string
  ref: string[]
  /** Within a sentence: "établissement public", "centre de dialyse"… */
  sujet: string
  quand: Conditions
  couloir: Couloir
  source: Regle['source']
  confiance: Confiance
  /** Facts for which the family of rules applies. */
  exemple: Partial<Faits>
  /** Facts for which it does not. */
  contreExemple: Partial<Faits>
}

/**
 * The family of rules of a party that orders once for its entité juridique, unless each site has
 * its own system, and under the FINESS EG when its EJ is unknown. A question stays open while
 * nobody has said which it is.
 */
export const orderedByEntiteJuridique = (portee: Portee): Regle[] => {
  const { id, ref, sujet, quand, couloir, source, confiance, exemple, contreExemple } = portee
  const titre = capitalize(sujet)
  const alors = { nature: 'decision', issue: 'commande', couloir, role: 'etablissement' } as const
  const mutualise: Faits['systemeInformation'][] = ['commun', 'inconnu']
  const counterExample = { faits: contreExemple, attendu: 'non' } as const
  return [
    regle({
      id,
      ref: [...ref, 'P06'],
      titre: `${titre} : FINESS juridique pour tous les sites`,
      quand: {
        ...quand,
        systemeInformation: mutualise,
        ej: ['connu', 'contradictoire', 'fermee'],
      },
      alors: {
        ...alors,
        identifiant: 'FINESS_EJ',
        alternatives: [{ identifiant: 'FINESS_EG', si: UN_SI_PAR_SITE }],
      },
      pourquoi: `C’est un ${sujet} : l’entité juridique commande sous son FINESS, pour tous ses sites.`,
      source,
      confiance,
      exemples: [
        { faits: { ...exemple, systemeInformation: 'inconnu', ej: 'connu' }, attendu: 'oui' },
        { faits: { ...exemple, systemeInformation: 'par-site', ej: 'connu' }, attendu: 'non' },
        { faits: { ...exemple, ej: 'connu' }, attendu: 'inconnu' },
        counterExample,
      ],
    }),
    regle({
      id: `${id}-ej-inconnue`,
      ref: [...ref, 'P06', 'T30'],
      titre: `${titre}, entité juridique inconnue : FINESS géographique à défaut`,
      quand: { ...quand, systemeInformation: mutualise, ej: ['inconnu', 'fermee-inconnue'] },
      alors: {
        ...alors,
        identifiant: 'FINESS_EG',
        alternatives: [],
      },
      pourquoi: `C’est un ${sujet}, mais son entité juridique est inconnue : à défaut, il commande sous son FINESS géographique.`,
      source: { document: DECISIONS, repere: 'P06, entité juridique inconnue' },
      confiance: 'deduite',
      exemples: [
        { faits: { ...exemple, systemeInformation: 'commun', ej: 'inconnu' }, attendu: 'oui' },
        { faits: { ...exemple, systemeInformation: 'commun', ej: 'connu' }, attendu: 'non' },
        counterExample,
      ],
    }),
    regle({
      id: `${id}-par-site`,
      ref: [...ref, 'P06'],
      titre: `${titre}, un système par site : FINESS géographique de chaque site`,
      quand: { ...quand, systemeInformation: ['par-site'] },
      alors: {
        ...alors,
        identifiant: 'FINESS_EG',
        alternatives: [{ identifiant: 'FINESS_EJ', si: UN_SEUL_SI }],
      },
      pourquoi: `C’est un ${sujet} où chaque site a son système d’information : le site commande sous son FINESS géographique.`,
      source,
      confiance,
      exemples: [
        { faits: { ...exemple, systemeInformation: 'par-site' }, attendu: 'oui' },
        { faits: { ...exemple, systemeInformation: 'commun' }, attendu: 'non' },
        counterExample,
      ],
    }),
    regle({
      id: `${id}-ej-a-retrouver`,
      ref: [...ref, 'P06', 'T30'],
      titre: `${titre} : l’entité juridique du site reste à retrouver`,
      quand: { ...quand, ej: ['inconnu'] },
      alors: { nature: 'precision', alerte: 'EJ_INCONNUE', commandeSeule: true },
      pourquoi: '{ejInconnue}.',
      source: { document: DECISIONS, repere: 'P06, entité juridique inconnue' },
      confiance: 'deduite',
      exemples: [
        { faits: { ...exemple, ej: 'inconnu' }, attendu: 'oui' },
        { faits: { ...exemple, ej: 'connu' }, attendu: 'non' },
        counterExample,
      ],
    }),
    regle({
      id: `${id}-systeme-a-preciser`,
      ref: [...ref, 'P06', 'H11'],
      titre: `${titre} : un seul système ou un par site ?`,
      quand: { ...quand, systemeInformation: ['inconnu'] },
      alors: { nature: 'precision', question: 'H11', champ: 'contexte.systemeInformation' },
      pourquoi: 'On ne sait pas si les sites partagent leur système d’information.',
      source: { document: DECISIONS, repere: 'P06, FINESS juridique ou géographique' },
      confiance: 'deduite',
      exemples: [
        { faits: { ...exemple, systemeInformation: 'inconnu' }, attendu: 'oui' },
        { faits: { ...exemple, systemeInformation: 'commun' }, attendu: 'non' },
      ],
    }),
  ]
}
