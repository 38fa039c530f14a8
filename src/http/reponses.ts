import * as z from 'zod'
import { EtatSource } from '../application/etat-source.ts'
import { ErreurDeChamp, PROBLEME_CODES } from '../application/probleme.ts'
import { Synthese } from '../domain/lot.ts'
import type { IdentifiantType } from '../domain/identifiants/identifiants.ts'
import { objet } from '../domain/objet.ts'
import { RegleVue } from '../domain/reponse/regle-vue.ts'
import {
  type IssueGlobale,
  type IssueStructure,
  Reglement,
  Verification,
} from '../domain/verification.ts'

/**
 * What the service answers beside a verification, as its clients read it: these shapes are
 * described, and held against the real answers by the tests.
 */

/** RFC 9457, as the HTTP interface writes it. */
export const Probleme = objet(
  'Une erreur, au format RFC 9457. Le code est stable, les phrases peuvent changer.',
  {
    type: z.string().describe('Toujours /problemes/ suivi du code.'),
    title: z.string().describe('Titre.'),
    status: z.int().min(400).max(599).describe('Statut HTTP.'),
    detail: z.string().describe('Ce qui a été compris et ce qui est attendu.'),
    instance: z
      .string()
      .optional()
      .describe('Référence de la demande, la même que X-Request-Id ; absente d’une ligne de lot.'),
    code: z.enum(PROBLEME_CODES).describe('Code stable.'),
    errors: z.array(ErreurDeChamp).optional().describe('Un élément par champ en cause.'),
  },
)
export type Probleme = z.infer<typeof Probleme>

export const ProblemeExplique = objet('Ce que signifie une erreur, et que faire.', {
  code: z.enum(PROBLEME_CODES).describe('Code stable.'),
  status: z.int().min(400).max(599).describe('Statut HTTP.'),
  titre: z.string().describe('Titre.'),
  sens: z.string().describe('Ce qu’elle signifie.'),
  conseil: z.string().describe('Que faire.'),
})
export type ProblemeExplique = z.infer<typeof ProblemeExplique>

export const Sante = objet('L’état du service, sans rien demander aux annuaires.', {
  statut: z.literal('ok').describe('ok.'),
  version: z.string().describe('Version du service.'),
  reglement: z.string().describe('Version du règlement.'),
})

export const Disponibilite = objet('Si une vérification aurait une réponse en ce moment.', {
  statut: z
    .enum(['pret', 'indisponible', 'arret'])
    .describe('pret ; indisponible : aucun annuaire ne répondrait ; arret : le service s’arrête.'),
  raisons: z.array(z.string()).describe('Ce qui l’empêche ; vide quand rien ne l’empêche.'),
})
export type Disponibilite = z.infer<typeof Disponibilite>

export const Sources = objet('L’état de chaque annuaire.', {
  sources: z.array(EtatSource).describe('Dans l’ordre de préférence.'),
})
export type Sources = z.infer<typeof Sources>

/** A structure of the fictitious directory, and what it lets one see. */
export type StructureFictive = {
  identifiant: string
  type: IdentifiantType
  montre: string
  /** Without any option; null = it answers by a problem. */
  issue: IssueStructure | null
  /** Code of that problem; null = it has an issue. */
  probleme: string | null
}

/** A number of the fictitious directory, and what it lets one see. */
export type NumeroFictif = {
  numero: string
  type: 'RPPS' | 'CARTE'
  montre: string
  /** Without any option; null = it answers by a problem. */
  issue: IssueGlobale | null
  /** Code of that problem; null = it has an issue. */
  probleme: string | null
}

/** One address of the service, and what it is for. */
export type Adresse = { methode: string; adresse: string; role: string }

export const Regles = objet('Les règles en vigueur un jour donné.', {
  reglement: Reglement.describe('Version et jour.'),
  regles: z.array(RegleVue).describe('Les règles.'),
})
export type Regles = z.infer<typeof Regles>

const ligneDeLot = {
  ligne: z.int().min(1).describe('Place dans ce qui a été envoyé, à partir de 1.'),
  numero: z
    .string()
    .nullable()
    .describe('Le numéro, comme il a été saisi ; null s’il n’y en avait pas.'),
}
export const ResultatOk = objet('Une ligne jugée.', {
  ...ligneDeLot,
  statut: z.literal('ok').describe('ok ou erreur.'),
  verification: Verification.describe('La vérification.'),
})
export const ResultatErreur = objet('Une ligne sans réponse.', {
  ...ligneDeLot,
  statut: z.literal('erreur').describe('ok ou erreur.'),
  probleme: Probleme.describe('Ce qui l’a empêchée.'),
})
export const ResultatLot = z
  .union([ResultatOk, ResultatErreur])
  .describe('Ce qu’une ligne a donné.')
export type ResultatLot = z.infer<typeof ResultatLot>

export const ReponseLot = objet('Les résultats, dans l’ordre des lignes, et la synthèse.', {
  resultats: z.array(ResultatLot).describe('Un par ligne, dans l’ordre.'),
  synthese: Synthese.describe('La synthèse.'),
})
export type ReponseLot = z.infer<typeof ReponseLot>

/** One line of the streamed answer; the last one is the synthesis, or says what cut it short. */
export const LigneLot = z
  .union([
    ResultatLot,
    z.strictObject({ synthese: Synthese.describe('La synthèse : la dernière ligne.') }),
    z.strictObject({
      probleme: Probleme.describe('Ce qui a interrompu le lot : la réponse n’est pas entière.'),
    }),
  ])
  .describe(
    'Une ligne de la réponse en NDJSON : un résultat ou, en dernier, la synthèse, à défaut ce qui a interrompu le lot.',
  )
