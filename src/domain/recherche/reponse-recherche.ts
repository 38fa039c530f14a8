import * as z from 'zod'
import { objet } from '../objet.ts'
import { Code, Identifiant, SourceInterrogee } from '../verification.ts'

/** The answer of a search. */

const texteOuNull = z.string().nullable()

export const LieuExercice = objet('Un lieu d’exercice.', {
  structure: texteOuNull.describe('Nom de la structure ; null si la source ne le dit pas.'),
  codePostal: texteOuNull.describe('Code postal.'),
  commune: texteOuNull.describe('Commune.'),
})
export type LieuExercice = z.infer<typeof LieuExercice>

export const ProfessionnelTrouve = objet(
  'Un professionnel, avec de quoi le distinguer des homonymes.',
  {
    rpps: z.string().describe('RPPS : de quoi le vérifier.'),
    nom: texteOuNull.describe('Nom d’exercice.'),
    prenom: texteOuNull.describe('Prénom d’exercice.'),
    civilite: texteOuNull.describe('M, MME…'),
    professions: z.array(Code).describe('Professions.'),
    savoirFaire: z.array(Code).describe('Spécialités et autres savoir-faire.'),
    lieux: z.array(LieuExercice).describe('Lieux d’exercice en cours, chacun une fois.'),
  },
)
export type ProfessionnelTrouve = z.infer<typeof ProfessionnelTrouve>

export const StructureTrouvee = objet('Une structure, avec de quoi la distinguer des autres.', {
  identifiant: Identifiant.nullable().describe(
    'FINESS géographique, à défaut juridique, SIRET ou RPPS rang ; null si la source n’en donne pas.',
  ),
  raisonSociale: texteOuNull.describe('Raison sociale, à défaut enseigne.'),
  secteurActivite: Code.nullable().describe('Secteur d’activité (table R02).'),
  codePostal: texteOuNull.describe('Code postal.'),
  commune: texteOuNull.describe('Commune.'),
})
export type StructureTrouvee = z.infer<typeof StructureTrouvee>

const champs = {
  tronque: z
    .boolean()
    .describe('Vrai s’il peut y en avoir d’autres : précisez le prénom, le lieu ou la profession.'),
  sources: z.array(SourceInterrogee).describe('La source interrogée.'),
}

export const ProfessionnelsTrouves = objet('Les professionnels trouvés ; aucun : une liste vide.', {
  resultats: z.array(ProfessionnelTrouve).describe('Vingt au plus, les plus proches d’abord.'),
  ...champs,
})
export type ProfessionnelsTrouves = z.infer<typeof ProfessionnelsTrouves>

export const StructuresTrouvees = objet('Les structures trouvées ; aucune : une liste vide.', {
  resultats: z.array(StructureTrouvee).describe('Vingt au plus, les plus proches d’abord.'),
  ...champs,
})
export type StructuresTrouvees = z.infer<typeof StructuresTrouvees>

/** As `quoi` asked. */
export const ReponseRecherche = z
  .union([ProfessionnelsTrouves, StructuresTrouvees])
  .describe('Ce qui a été trouvé, selon « quoi ».')
export type ReponseRecherche = z.infer<typeof ReponseRecherche>
