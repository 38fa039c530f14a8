import * as z from 'zod'
import { objet } from './objet.ts'
import { Commanditaire, Identifiant, IssueGlobale } from './verification.ts'

/** One order of a lot. */
export const CommandeLot = objet('Une commande à passer, une seule fois.', {
  commanditaire: Commanditaire.describe('Qui commande.'),
  identifiant: Identifiant.describe('Sous quel identifiant.'),
  professionnels: z.array(z.string()).describe('RPPS de ceux qu’elle concerne.'),
  aChoisir: z
    .array(z.string())
    .describe(
      'Ceux d’entre eux qui ont d’autres issues : la commande ne vaut pour eux que si elle est choisie.',
    ),
})
export type CommandeLot = z.infer<typeof CommandeLot>

/** What a whole lot came to. */
export const Synthese = objet('Ce que le lot a donné.', {
  total: z.int().describe('Lignes lues.'),
  distincts: z.int().describe('Lignes une fois les doublons réunis.'),
  parIssue: z.record(IssueGlobale, z.int()).meta({
    description: 'Lignes par issue.',
    valeurs: {
      decide: 'Une seule commande.',
      a_choisir: 'Il faut dire où tourne le logiciel.',
      a_verifier: 'Une personne doit répondre.',
      sans_certificat: 'La carte suffit.',
      sans_activite: 'Aucune situation retenue.',
    },
  }),
  erreurs: z.int().describe('Lignes sans issue.'),
  commandes: z.array(CommandeLot).describe('Les commandes à passer, chacune une fois.'),
})
export type Synthese = z.infer<typeof Synthese>
