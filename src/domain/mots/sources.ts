import type { SourceInterrogee } from '../verification.ts'
import { frenchDay, frenchInstant } from './dates.ts'

const NOMS: Record<string, string> = {
  fictif: 'Annuaire fictif',
  fhir: 'API Annuaire Santé (FHIR)',
  extraction: 'Extraction de l’Annuaire Santé en libre accès',
}

/** How an answer of a source was come by. */
export const ETATS_SOURCE: Record<SourceInterrogee['etat'], string> = {
  direct: 'réponse demandée à l’instant',
  cache: 'réponse récente, gardée en mémoire',
  perime: 'données périmées : la source ne répond pas',
}

/** What a source is called before people. */
export const nameSource = (nom: string): string => NOMS[nom] ?? nom

/** When the data are from, as far as the source says it. */
export const describeFraicheur = ({ donneesDu, interrogeeLe }: SourceInterrogee): string => {
  const lecture = `lues le ${frenchInstant(interrogeeLe)}`
  return donneesDu === null
    ? `données non datées par la source, ${lecture}`
    : `données du ${frenchDay(donneesDu)}, ${lecture}`
}
