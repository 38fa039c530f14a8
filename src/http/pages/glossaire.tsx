import { findTermes, GLOSSAIRE } from '../../domain/mots/glossaire.ts'
import type { Child } from './layout.tsx'

const toAncre = (id: string): string => `terme-${id}`

/**
 * A term where it stands first on a page: a link to what it means, at the foot of the same page.
 * `id` is that of `GLOSSAIRE`; the page must have a `Glossaire` whose text holds the term.
 *
 * @throws Error for an unknown `id`: a bug in a page.
 */
export const Terme = ({ id, children }: { id: string; children?: Child }) => {
  const found = GLOSSAIRE.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no term ${id}`)
  return (
    <a class="terme" href={`#${toAncre(id)}`}>
      {children ?? found.terme}
    </a>
  )
}

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
            <dt class="repere" id={toAncre(id)}>
              {terme}
            </dt>
            <dd>{phrase}</dd>
          </>
        ))}
      </dl>
    </details>
  )
}
