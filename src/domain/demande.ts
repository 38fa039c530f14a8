import * as z from 'zod'
import { IDENTIFIANT_TYPES } from './identifiants/identifiants.ts'
import { objet } from './objet.ts'
import { Jour } from './situation-exercice.ts'

/**
 * The requests: of each field its bounds, its description, what to say when it is wrong and its
 * place in the form, which has the fields in this order. A field left out is unknown.
 */

export const USAGES = [
  'dmp',
  'insi-auto',
  'insi-manu',
  'mssante-bal',
  'mssante-operateur',
  'psc',
  'ror',
] as const
export const Usage = z
  .enum(USAGES)
  .describe('Ce que le logiciel appellera : téléservice ou messagerie.')
export type Usage = z.infer<typeof Usage>

const nombre = (max: number, intitule: string, description: string) =>
  z
    .int()
    .min(1)
    .max(max)
    .meta({ description, formulaire: `${intitule} : donnez un nombre entier de 1 à ${max}.` })
    .optional()

const choix = <const Valeurs extends readonly string[]>(valeurs: Valeurs, description: string) =>
  z.enum(valeurs).describe(description).optional()

const booleen = (description: string) => z.boolean().describe(description).optional()

/** Facts the Annuaire does not hold. */
export const Contexte = objet(
  'Ce que l’Annuaire ne sait pas. Un champ absent est inconnu, jamais « non ».',
  {
    solutions: nombre(
      100,
      'Nombre de logiciels',
      'Solutions logicielles de la structure qui appellent les téléservices.',
    ),
    instances: nombre(1000, 'Nombre d’instances', 'Instances de chaque solution.'),
    systemeInformation: choix(
      ['commun', 'par-site'],
      'Un seul système pour tous les sites, ou un par site.',
    ),
    ris: choix(
      ['unique', 'par-site'],
      'La même question pour le système d’information de radiologie.',
    ),
    groupement: booleen('Vrai si la commande est voulue pour tout un groupement.'),
    sitePrincipal: z
      .string()
      .max(64)
      .meta({
        description: 'FINESS géographique du site principal d’un laboratoire.',
        attendu: 'un numéro FINESS est attendu, entre guillemets',
        numero: true,
      })
      .optional(),
    certificatSouhaite: booleen('Vrai si un certificat est voulu alors que la carte suffirait.'),
    statut: choix(
      ['public', 'prive'],
      'Réponse à H13, lue là où l’Annuaire n’établit pas le statut.',
    ),
    exercice: choix(
      ['nom-propre', 'societe'],
      'Réponse à H04, lue là où l’Annuaire ne dit pas pour qui il exerce.',
    ),
    logiciel: choix(
      ['structure', 'praticien'],
      'Réponse à H19, pour une maison de santé sans FINESS géographique.',
    ),
    siret: z
      .string()
      .max(64)
      .meta({
        description:
          'Réponse à H22 : le SIRET, lu là où l’Annuaire ne donne que le SIREN dont il doit être.',
        attendu: 'un SIRET est attendu, entre guillemets',
        numero: true,
      })
      .optional(),
  },
)

/** Who practises in a structure, as far as cabinets, sociétés and hospitals tell it apart. */
export const PRATICIENS = ['radiologue', 'medecin', 'autre'] as const
export type Praticien = (typeof PRATICIENS)[number]

/** The same of a structure asked for itself: the directory does not say who practises there. */
export const ContexteStructure = Contexte.extend({
  praticien: choix(
    PRATICIENS,
    'Réponse à H24 : qui utilise le logiciel. medecin : libéral, hors radiologie.',
  ),
}).describe(Contexte.description ?? '')
export type Contexte = z.infer<typeof ContexteStructure>

const Numero = z.string().max(200)

const nomSaisi = z.string().trim().min(1).max(200)

const IdentifiantEnvisage = objet(
  'Identifiant déjà employé ou envisagé, à contrôler : la réponse est dans « controle ».',
  {
    type: z
      .enum(IDENTIFIANT_TYPES)
      .meta({
        description:
          'Type de l’identifiant. Absent : sa forme le dit, ou l’Annuaire pour les 9 chiffres d’un FINESS (géographique ou juridique) ou d’un SIREN ; deux lectures que rien ne départage sont refusées (422).',
        formulaire: 'Identifiant employé : choisissez son type dans la liste.',
      })
      .optional(),
    valeur: Numero.meta({
      description:
        'L’identifiant, comme il a été saisi ; son identifiant national (préfixe et numéro) est admis.',
      attendu: 'un texte est attendu, entre guillemets',
      formulaire: 'Identifiant employé : donnez-le, ou laissez son type vide.',
      numero: true,
    }),
  },
)

const AdministrateurTechnique = objet(
  'Administrateur technique dont vérifier la carte et le nom.',
  {
    carte: Numero.meta({
      description: 'Numéro de sa carte.',
      attendu: 'un numéro de carte est attendu, entre guillemets',
      formulaire: 'Administrateur technique : donnez son numéro de carte.',
      numero: true,
    }),
    nom: nomSaisi.meta({
      description: 'Son nom.',
      formulaire: 'Administrateur technique : donnez son nom.',
    }),
    prenom: nomSaisi.meta({
      description: 'Son prénom.',
      formulaire: 'Administrateur technique : donnez son prénom.',
    }),
  },
)

const ATTENDU =
  'un objet JSON est attendu, avec au moins le champ « numero », ou « numeros » pour un lot'

const optionFields = {
  type: z
    .enum(['rpps', 'carte'])
    .meta({
      description:
        'Absent : 11 chiffres, ou 12 commençant par 8, sont un RPPS ; 8 à 10 chiffres une carte.',
      formulaire: 'Dites si c’est un numéro RPPS ou un numéro de carte.',
    })
    .optional(),
  date: Jour.describe('Jour pour lequel juger ; aujourd’hui à Paris par défaut.').optional(),
  /** Named twice, a usage counts once. */
  usages: z
    .array(Usage)
    .max(100)
    .meta({
      description: 'Usages prévus, pour compter les certificats.',
      attendu: `une liste d’usages est attendue, parmi ${USAGES.join(', ')}`,
    })
    .optional(),
  situation: z
    .string()
    .min(1)
    .max(64)
    .meta({
      description:
        'Clé d’une situation (situations[].cle) : ne juger que cette situation d’exercice.',
      attendu: 'la clé d’une situation est attendue, de 1 à 64 caractères',
    })
    .optional(),
  contexte: Contexte.describe(
    'Réponses aux questions dont le champ commence par « contexte ».',
  ).optional(),
  identifiantEnvisage: IdentifiantEnvisage.meta({
    attendu: 'un objet est attendu, avec le champ « valeur », et « type » au besoin',
  }).optional(),
  administrateurTechnique: AdministrateurTechnique.meta({
    attendu: 'un objet est attendu, avec les champs « carte », « nom » et « prenom »',
  }).optional(),
}

/** Body of `POST /v1/verifications`. Numbers are as typed: they are read and checked afterwards. */
export const DemandeVerification = objet(
  'Un professionnel à vérifier, et ce que l’on sait de son logiciel.',
  {
    numero: Numero.meta({
      description:
        'RPPS (11 chiffres), 8 suivi du RPPS, ou numéro de carte, tel que collé : une étiquette devant (« RPPS : »), une apostrophe, « ="…" », des espaces, points et tirets entre les groupes sont admis ; une partie décimale nulle est ôtée.',
      attendu: 'un numéro RPPS ou de carte est attendu, entre guillemets',
      formulaire: 'Donnez un numéro (RPPS, carte ou structure), ou un nom.',
      numero: true,
    }),
    ...optionFields,
  },
).meta({ attendu: ATTENDU })
export type DemandeVerification = z.infer<typeof DemandeVerification>
/** All of it but the number. */
export type DemandeOptions = Omit<DemandeVerification, 'numero'>

/** Body of `POST /v1/verifications/lot` in JSON: the numbers as typed, and options for them all. */
export const DemandeLot = objet(
  'Des numéros à vérifier, et des options communes à tous (voir DemandeVerification).',
  {
    ...optionFields,
    numeros: z.array(Numero).meta({
      description: 'Les numéros, comme ils ont été saisis.',
      attendu: 'une liste de numéros est attendue, entre crochets',
    }),
  },
).meta({ attendu: ATTENDU })
export type DemandeLot = z.infer<typeof DemandeLot>

const { type: _, situation: __, administrateurTechnique: ___, ...structureFields } = optionFields

/** A number of a structure, alone or with its type. */
const IdentifiantStructure = z
  .union([
    Numero,
    z.strictObject({
      type: z.enum(IDENTIFIANT_TYPES).describe('Son type.').optional(),
      valeur: Numero.meta({
        description: 'Le numéro, comme il a été saisi.',
        formulaire: 'Donnez un FINESS, un SIRET ou un RPPS rang.',
      }),
    }),
  ])
  .meta({
    description:
      'FINESS (géographique ou juridique), SIRET, RPPS rang, ou identifiant national de structure, comme il a été saisi ; seul, ou avec son type quand deux lectures sont possibles. Jamais un SIREN.',
    attendu:
      'un FINESS, un SIRET ou un RPPS rang est attendu, entre guillemets, ou un objet avec les champs « type » et « valeur »',
  })

/** Body of `POST /v1/structures`. Numbers are as typed: they are read and checked afterwards. */
export const DemandeStructure = objet(
  'Une structure demandée pour elle-même, et ce que l’on sait de son logiciel.',
  {
    identifiant: IdentifiantStructure,
    ...structureFields,
    contexte: ContexteStructure.describe(
      'Réponses aux questions dont le champ commence par « contexte ».',
    ).optional(),
  },
).meta({ attendu: 'un objet JSON est attendu, avec au moins le champ « identifiant »' })
export type DemandeStructure = z.infer<typeof DemandeStructure>
