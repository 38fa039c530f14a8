import { frenchDay, frenchInstant } from '../../domain/mots/mots.ts'
import type { SourceInterrogee, Verification } from '../../domain/verification.ts'
import { Etiquette } from './blocs.tsx'

const NOMS: Record<string, string> = {
  fictif: 'Annuaire fictif',
  fhir: 'API Annuaire Santé (FHIR)',
  extraction: 'Extraction de l’Annuaire Santé en libre accès',
}

const ETATS: Record<SourceInterrogee['etat'], string> = {
  direct: 'interrogée pour cette réponse',
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

/** Where the answer comes from, and how fresh it is. */
export const Sources = ({ sources, reglement }: Verification) => (
  <section aria-labelledby="sources">
    <h2 id="sources">Sources</h2>
    <ul class="liste-nue">
      {sources.map((source) => (
        <li>
          <strong>{nameSource(source.nom)}</strong> : {describeFraicheur(source)}{' '}
          <Etiquette {...(source.etat === 'perime' ? { ton: 'erreur' as const } : {})}>
            {ETATS[source.etat]}
          </Etiquette>
        </li>
      ))}
      <li>
        Règlement {reglement.version}, tel qu’en vigueur le {frenchDay(reglement.date)}.
      </li>
    </ul>
  </section>
)
