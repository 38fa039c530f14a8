import { findTermes } from '../../domain/mots/glossaire.ts'

/**
 * « Les mots de cette page »: the terms that occur in `texte`, folded at the foot of a page, open on
 * paper unless `surPapier` says where it was unfolded only; nothing when none does. `texte` is what the page says, or its whole HTML.
 */
export const Glossaire = ({ texte, surPapier }: { texte: string; surPapier?: false }) => {
  const termes = findTermes(texte)
  return termes.length === 0 ? null : (
    <details class={surPapier === false ? 'plier si-ouvert' : 'plier'} id="glossaire">
      <summary>
        <h2>Les mots de cette page</h2>
      </summary>
      <dl class="definitions">
        {termes.map(({ id, terme, phrase }) => (
          <>
            <dt class="repere" id={`terme-${id}`}>
              {terme}
            </dt>
            <dd>{phrase}</dd>
          </>
        ))}
      </dl>
    </details>
  )
}
