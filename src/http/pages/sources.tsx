import { frenchDay } from '../../domain/mots/dates.ts'
import { describeFraicheur, ETATS_SOURCE, nameSource } from '../../domain/mots/sources.ts'
import { Etiquette } from './blocs.tsx'
import type { Commune } from './commun.ts'

/** Where the answer comes from, and how fresh it is. */
export const Sources = ({ sources, reglement }: Pick<Commune, 'sources' | 'reglement'>) => (
  <details class="plier">
    <summary>
      <h2>Sources</h2>
    </summary>
    <ul class="liste-nue">
      {sources.map((source) => (
        <li>
          <strong>{nameSource(source.nom)}</strong> : {describeFraicheur(source)}{' '}
          <Etiquette {...(source.etat === 'perime' ? { ton: 'erreur' as const } : {})}>
            {ETATS_SOURCE[source.etat]}
          </Etiquette>
        </li>
      ))}
      <li>
        Règlement {reglement.version}, tel qu’en vigueur le {frenchDay(reglement.date)}.
      </li>
    </ul>
  </details>
)
