import type { ProblemeCode } from '../../application/probleme.ts'
import { COLONNES } from '../formats/csv.ts'
import { FORMATS } from '../formats/index.ts'
import type { Schema } from './components.ts'

type Parametre = {
  nom: string
  dans: 'path' | 'query' | 'header'
  description: string
  schema: Schema
}

/** A request that the tests send to the running service, and that its answer is recorded from. */
export type Exemple = {
  resume: string
  /** Values of the parameters of path and query. */
  parametres?: Record<string, string>
  /** Media type of the body, and the body as it is: a value for JSON, else the text. */
  corps?: { type: string; valeur: unknown }
  /** `Accept`; left out, JSON. */
  accept?: string
}

/** What the document says of a route beyond its method, its address and who may call it. */
export type Operation = {
  id: string
  groupe: Groupe
  resume: string
  description?: string
  parametres?: Parametre[]
  /** Media type → name of the component, or a schema of its own. */
  corps?: Record<string, string | Schema>
  reponse: {
    description: string
    /** Media type → name of the component, or a schema of its own. */
    contenu: Record<string, string | Schema>
    /** Carries `ETag`, and answers 304 to `If-None-Match`. */
    validable?: true
  }
  problemes: ProblemeCode[]
  exemples?: Record<string, Exemple>
}

export type Groupe = 'Vérifier' | 'Règlement' | 'Service' | 'Pages'

export const GROUPES: Record<Groupe, string> = {
  Vérifier: 'Qui commande, pour un professionnel ou pour beaucoup.',
  Règlement: 'Les règles appliquées, avec leur source.',
  Service: 'L’état du service et de ses annuaires, et de quoi l’essayer.',
  Pages: 'Les pages pour les personnes.',
}

const texte = (description: string): Schema => ({ type: 'string', description })

const LIGNES = `Une ligne par situation : ${COLONNES.join(', ')}. Aucune cellule ne peut commencer une formule.`
const CSV_VERIFICATION = texte(LIGNES)

/** Each form that a verification can take; a test finds one that is not described. */
const FORMES: Record<string, string | Schema> = {
  'application/json': 'Verification',
  'application/xml': texte('La même réponse, un élément par champ.'),
  'text/csv': CSV_VERIFICATION,
  'text/html': texte('La même réponse, en page.'),
}
const CONTENU_VERIFICATION = Object.fromEntries(
  FORMATS.map(({ mediaType }) => [mediaType, FORMES[mediaType] ?? {}]),
)

const JOUR: Schema = { type: 'string', format: 'date' }

const DATE: Parametre = {
  nom: 'date',
  dans: 'query',
  description: 'Jour pour lequel juger (AAAA-MM-JJ) ; aujourd’hui à Paris par défaut.',
  schema: JOUR,
}

const USAGES: Parametre = {
  nom: 'usages',
  dans: 'query',
  description: 'Usages prévus, séparés par des virgules ou en répétant le paramètre.',
  schema: { type: 'array', items: { $ref: '#/components/schemas/Usage' } },
}

const ANNUAIRE: ProblemeCode[] = [
  'annuaire_reponse_invalide',
  'annuaire_indisponible',
  'annuaire_delai',
]

const CORPS: ProblemeCode[] = [
  'requete_invalide',
  'non_acceptable',
  'type_non_supporte',
  'corps_trop_grand',
]

/** Every route by method and address; a page has only its line in the table of routes. */
export const OPERATIONS: Record<string, Operation> = {
  'GET /v1/verifications/{rpps}': {
    id: 'verifierParRpps',
    groupe: 'Vérifier',
    resume: 'Vérifier un professionnel par son RPPS',
    description:
      'Jamais un numéro de carte : une adresse reste dans les journaux. Pour une carte, ou pour donner un contexte, employez POST.',
    parametres: [
      {
        nom: 'rpps',
        dans: 'path',
        description: 'RPPS (11 chiffres), ou 8 suivi du RPPS.',
        schema: { type: 'string' },
      },
      DATE,
      USAGES,
      {
        nom: 'situation',
        dans: 'query',
        description: 'Identifiant d’activité : ne juger que cette situation d’exercice.',
        schema: { type: 'string', minLength: 1, maxLength: 64 },
      },
    ],
    reponse: { description: 'La vérification.', contenu: CONTENU_VERIFICATION, validable: true },
    problemes: [
      'requete_invalide',
      'numero_invalide',
      'professionnel_inconnu',
      'situation_inconnue',
      'non_acceptable',
      ...ANNUAIRE,
    ],
    exemples: {
      radiologue: {
        resume: 'Radiologue titulaire d’un cabinet de groupe',
        parametres: { rpps: '10999001000', date: '2026-11-23', usages: 'dmp,insi-auto' },
      },
      tableur: {
        resume: 'Deux situations, pour un tableur',
        parametres: { rpps: '10999001703', date: '2026-11-23' },
        accept: 'text/csv',
      },
    },
  },

  'POST /v1/verifications': {
    id: 'verifier',
    groupe: 'Vérifier',
    resume: 'Vérifier un professionnel par son RPPS ou sa carte',
    description:
      'Ne fait que lire : la même demande peut être répétée sans risque. Les « questions » de la réponse disent quels champs ajouter pour la préciser.',
    corps: { 'application/json': 'DemandeVerification' },
    reponse: { description: 'La vérification.', contenu: CONTENU_VERIFICATION },
    problemes: [
      ...CORPS,
      'numero_invalide',
      'professionnel_inconnu',
      'carte_inconnue',
      'situation_inconnue',
      ...ANNUAIRE,
    ],
    exemples: {
      plateauTechnique: {
        resume: 'Radiologue libéral à l’hôpital : le contexte départage EG et EJ',
        corps: {
          type: 'application/json',
          valeur: {
            numero: '10999001190',
            date: '2026-11-23',
            usages: ['dmp'],
            contexte: { ris: 'par-site', solutions: 1, instances: 2 },
          },
        },
      },
      carte: {
        resume: 'Par la carte, avec un identifiant et un administrateur technique à contrôler',
        corps: {
          type: 'application/json',
          valeur: {
            numero: '3199001000',
            type: 'carte',
            date: '2026-11-23',
            identifiantEnvisage: { type: 'RPPS_RANG', valeur: '10999001000000' },
            administrateurTechnique: { carte: '3199001000', nom: 'GRANITE', prenom: 'Basile' },
          },
        },
      },
    },
  },

  'POST /v1/verifications/lot': {
    id: 'verifierLot',
    groupe: 'Vérifier',
    resume: 'Vérifier beaucoup de professionnels, et recevoir la liste des commandes',
    description:
      'Au plus 500 numéros par défaut, comptés avec les doublons ; chacun n’est jugé qu’une fois. Une ligne fausse ne fait pas échouer les autres. En NDJSON, les résultats arrivent au fur et à mesure et la synthèse vient en dernier : sans elle, la réponse est incomplète. Un lot compte pour une demande.',
    parametres: [
      { ...DATE, description: `${DATE.description} Pour un corps CSV ou texte seulement.` },
      { ...USAGES, description: `${USAGES.description} Pour un corps CSV ou texte seulement.` },
    ],
    corps: {
      'application/json': 'DemandeLot',
      'application/x-ndjson': texte('Une DemandeVerification par ligne.'),
      'text/csv': texte('En-tête « numero » ; les autres colonnes sont rendues telles quelles.'),
      'text/plain': texte('Un numéro par ligne.'),
    },
    reponse: {
      description: 'Un résultat par ligne, et la synthèse : chaque commande à passer, une fois.',
      contenu: {
        'application/json': 'ReponseLot',
        'application/x-ndjson': texte('Une LigneLot par ligne, au fur et à mesure.'),
        'text/csv': texte(`${LIGNES} D’abord « ligne » et les colonnes envoyées.`),
      },
    },
    problemes: [...CORPS, 'numero_invalide', 'lot_trop_grand'],
    exemples: {
      lot: {
        resume: 'Un professionnel, puis un numéro faux',
        corps: {
          type: 'application/json',
          valeur: { numeros: ['10999001505', '10999001506'], date: '2026-11-23' },
        },
      },
      lignes: {
        resume: 'Un numéro par ligne, réponse au fur et à mesure',
        corps: { type: 'text/plain', valeur: '10999001992\n10999001506\n' },
        accept: 'application/x-ndjson',
      },
    },
  },

  'GET /v1/regles': {
    id: 'listerRegles',
    groupe: 'Règlement',
    resume: 'Les règles en vigueur un jour donné',
    parametres: [DATE],
    reponse: {
      description: 'Les règles, avec leur source et leurs exemples.',
      contenu: { 'application/json': 'Regles' },
      validable: true,
    },
    problemes: ['requete_invalide', 'non_acceptable'],
  },

  'GET /v1/regles/{id}': {
    id: 'lireRegle',
    groupe: 'Règlement',
    resume: 'Une règle, même si elle n’est plus en vigueur',
    parametres: [
      {
        nom: 'id',
        dans: 'path',
        description: 'Identifiant de la règle.',
        schema: { type: 'string' },
      },
      { ...DATE, description: 'Ne répondre que si la règle est en vigueur ce jour-là.' },
    ],
    reponse: {
      description: 'La règle.',
      contenu: { 'application/json': 'RegleVue' },
      validable: true,
    },
    problemes: ['requete_invalide', 'route_inconnue', 'non_acceptable'],
    exemples: {
      officine: { resume: 'La règle des officines', parametres: { id: 'officine' } },
    },
  },

  'GET /numeros-fictifs': {
    id: 'listerNumerosFictifs',
    groupe: 'Service',
    resume: 'Les numéros fictifs, pour essayer',
    reponse: {
      description: 'Chaque numéro, et ce qu’il montre.',
      contenu: { 'application/json': 'NumerosFictifs', 'text/html': texte('La page.') },
    },
    problemes: ['non_acceptable'],
  },

  'GET /sources': {
    id: 'listerSources',
    groupe: 'Service',
    resume: 'L’état des annuaires interrogés',
    description: 'Sans les interroger.',
    reponse: {
      description: 'Chaque annuaire.',
      contenu: { 'application/json': 'Sources' },
    },
    problemes: ['non_acceptable'],
    exemples: { sources: { resume: 'Au démarrage' } },
  },

  'GET /health': {
    id: 'lireSante',
    groupe: 'Service',
    resume: 'L’état du service',
    reponse: { description: 'Le service répond.', contenu: { 'application/json': 'Sante' } },
    problemes: [],
    exemples: { sante: { resume: 'Le service répond' } },
  },

  'GET /openapi.json': {
    id: 'lireOpenapi',
    groupe: 'Service',
    resume: 'Ce document',
    reponse: {
      description: 'La description de l’API, en OpenAPI 3.1.',
      contenu: { 'application/json': { type: 'object' } },
      validable: true,
    },
    problemes: ['non_acceptable'],
  },

  'GET /': {
    id: 'lireAccueil',
    groupe: 'Pages',
    resume: 'L’accueil',
    reponse: {
      description: 'Le service et ses adresses.',
      contenu: { 'application/json': 'Accueil', 'text/html': texte('La page.') },
    },
    problemes: ['non_acceptable'],
  },
}

/** Pages that have no line on the home page, and what pages load. */
export const COURTES: Record<string, { resume: string; type: string }> = {
  'POST /verifier': {
    resume: 'la page d’un professionnel, par son RPPS ou sa carte (formulaire)',
    type: 'text/html',
  },
  'POST /lot': { resume: 'la page d’un lot (formulaire), ou son CSV', type: 'text/html' },
  'GET /regles/{id}': { resume: 'une règle, en page', type: 'text/html' },
  'GET /accessibilite': { resume: 'la déclaration d’accessibilité', type: 'text/html' },
  'GET /style.css': { resume: 'la feuille de style des pages', type: 'text/css' },
  'GET /script.js': { resume: 'le script des pages', type: 'text/javascript' },
}
