import * as z from 'zod'
import { objet } from './objet.ts'
import { Jour } from './situation-exercice.ts'

/** Beside the answer, whose shapes a Worker loads for its description alone. */
export const SourceInterrogee = objet('Un annuaire qui a servi à répondre.', {
  nom: z.string().describe('Nom de l’annuaire.'),
  etat: z
    .enum(['direct', 'cache', 'perime'])
    .describe(
      'direct : interrogé à l’instant. cache : réponse récente. perime : réponse plus ancienne, faute de mieux.',
    ),
  donneesDu: Jour.nullable().describe('Jour des données ; null si l’annuaire ne les date pas.'),
  interrogeeLe: z.iso.datetime().describe('Instant de l’interrogation (UTC).'),
})
export type SourceInterrogee = z.infer<typeof SourceInterrogee>
