import { CONFIANCES, NATURES } from '../../domain/mots/libelles.ts'
import { sayInGeneral } from '../../domain/mots/mots.ts'
import type { Regle } from '../../domain/rules/rule.ts'
import { Champ, Etiquette } from './blocs.tsx'
import { horsVigueur, type JourMontre, Validite } from './jour-regles.tsx'

/** The address of the rules, those of a day (`date`), of two (`et`), or those sought (`q`). */
export const ADRESSE = '/regles'

/** The address of a rule. */
export type Lien = (id: string) => string

/** A rule in a list: its title, how sure it is, its sentence. */
export const UneRegle = ({ regle, lien }: { regle: Regle; lien: Lien }) => (
  <li>
    <a href={lien(regle.id)}>{regle.titre}</a>
    {regle.confiance !== 'source' && (
      <>
        {' '}
        <Etiquette>{CONFIANCES[regle.confiance].court}</Etiquette>
      </>
    )}
    <br />
    <span class="discret">{sayInGeneral(regle.pourquoi)}</span>
  </li>
)

/**
 * The rules by what they do, each kind folded. The place that a link leads to is inside, so that a
 * browser unfolds it without the script too.
 */
export const Natures = ({ regles, lien }: { regles: readonly Regle[]; lien: Lien }) => (
  <>
    {NATURES.map(({ nature, titre, aide }) => {
      const siennes = regles.filter(({ alors }) => alors.nature === nature)
      return (
        siennes.length > 0 && (
          <details class="plier">
            <summary>
              <h3>
                {titre} ({siennes.length})
              </h3>
            </summary>
            <div class="repere" id={nature}>
              <p class="discret">{aide}</p>
              <ul class="liste-regles">
                {siennes.map((regle) => (
                  <UneRegle regle={regle} lien={lien} />
                ))}
              </ul>
            </div>
          </details>
        )
      )
    })}
  </>
)

/** Those that do not apply that day; nothing when there is none. */
export const HorsVigueur = (props: {
  regles: readonly Regle[]
  montre: JourMontre
  lien: Lien
}) => {
  const { regles, montre, lien } = props
  if (regles.length === 0) return null
  return (
    <section aria-labelledby="hors-vigueur">
      <h2 id="hors-vigueur">Pas en vigueur ce jour-là</h2>
      <p>
        Ces règles ne s’appliquent pas. Leur page explique une réponse donnée pour un autre jour.
      </p>
      <ul class="liste-regles">
        {regles.map((regle) => (
          <li>
            <a href={lien(regle.id)}>{regle.titre}</a>{' '}
            <Etiquette ton="attention">
              {horsVigueur(regle, montre.jour) === 'future' ? 'Pas encore' : 'Plus en vigueur'}
            </Etiquette>
            <br />
            <span class="discret">
              En vigueur <Validite {...regle} />.
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the rules are searched for: « SA08 », « H11 », words of a sentence. */
export const FormulaireRecherche = ({ montre, saisi }: { montre: JourMontre; saisi: string }) => (
  <form class="jour" method="get" action={ADRESSE} role="search">
    <Champ
      nom="q"
      libelle="Chercher une règle"
      aide="Un mot, ou un code comme SA08 ou H11."
      valeur={saisi}
    />
    {montre.choisi && <input type="hidden" name="date" value={montre.jour} />}
    <button class="bouton discret">Chercher</button>
  </form>
)
