import type { Commune } from './commun.ts'
import { listRaisons } from './precautions.ts'
import { citeRegles, ReglesCitees } from './regles-citees.tsx'
import { nameStructure } from './situation.tsx'

type Raisons = { noms: string[]; raisons: readonly string[] }

/** Situations explained in the same words are explained once. */
const groupByRaisons = (situations: Commune['situations']): Raisons[] => {
  const groupes = new Map<string, Raisons>()
  for (const situation of situations) {
    const raisons = listRaisons(situation)
    const cle = raisons.join('\n')
    const groupe = groupes.get(cle) ?? { noms: [], raisons }
    groupe.noms.push(nameStructure(situation.structure))
    groupes.set(cle, groupe)
  }
  return [...groupes.values()]
}

/** Facts observed, what follows, where it is written: folded, and always printed. */
export const Pourquoi = ({ situations, commandes }: Commune) => (
  <details class="plier">
    <summary>
      <h2>Pourquoi, et les règles appliquées</h2>
    </summary>
    {groupByRaisons(situations).map(({ noms, raisons }) => (
      <>
        {situations.length > 1 && <h3>{noms.join(', ')}</h3>}
        <ul>
          {raisons.map((raison) => (
            <li>{raison}</li>
          ))}
        </ul>
      </>
    ))}
    <h3>Règles appliquées</h3>
    <ReglesCitees regles={citeRegles(situations, commandes)} />
  </details>
)
