import { CONFIANCES } from '../../domain/mots/libelles.ts'
import { isInForce, type Regle } from '../../domain/rules/rule.ts'
import { Jour } from './blocs.tsx'
import { FormulaireDeuxJours } from './deux-jours.tsx'
import { FormulaireJour, type JourMontre, type JourRefuse, toLien } from './jour-regles.tsx'
import { renderPage } from './layout.tsx'
import { ADRESSE, FormulaireRecherche, HorsVigueur, type Lien, Natures } from './liste-regles.tsx'
import { TableauDecision } from './tableau-decision.tsx'

const TITRE = 'Les règles'
const LIBELLE = 'Règles en vigueur le'

const Avant = ({ regles, lien }: { regles: readonly Regle[]; lien: Lien }) => {
  const ecarts = regles.filter(({ alors }) => alors.nature === 'ecart')
  return (
    <ul class="d-avant">
      {ecarts.map(({ id, titre }) => (
        <li>
          <a href={lien(id)}>{titre}</a>
        </li>
      ))}
      <li>
        <a href="#reserve">Une réserve passe avant la commande</a> : quelqu’un doit d’abord répondre
      </li>
    </ul>
  )
}

type Contenu = {
  /** The whole book, lapsed rules too. */
  regles: readonly Regle[]
  version: string
  montre: JourMontre
}

/** `/regles`: the rules in force that day, the decision as one picture, then the others. */
export const renderRegles = ({ regles, version, montre }: Contenu): string => {
  const enVigueur = regles.filter((regle) => isInForce(regle, montre.jour))
  const autres = regles.filter((regle) => !isInForce(regle, montre.jour))
  const lien: Lien = (id) => toLien(montre, id)
  return renderPage(
    TITRE,
    <>
      <p class="chapeau">
        {enVigueur.length} règles en vigueur le <Jour jour={montre.jour} />, chacune avec ce qu’elle
        dit, sa source et des exemples. Règlement {version}.
      </p>
      <p>
        <a href="/decisions">Nos décisions</a>, la légende des références et ce qui a changé d’une
        version à l’autre.
      </p>
      <FormulaireRecherche montre={montre} saisi="" />
      <FormulaireJour adresse={ADRESSE} saisi={montre.jour} libelle={LIBELLE} />
      <details class="plier ecran">
        <summary>Comparer deux jours</summary>
        <FormulaireDeuxJours date={montre.jour} et="" />
      </details>
      <section aria-labelledby="coup-d-oeil">
        <h2 id="coup-d-oeil">Qui commande, en un coup d’œil</h2>
        <p>
          De la structure à l’identifiant : repérez la structure par son secteur d’activité, puis le
          praticien ou le statut, puis le cas. Dans tous les cas :
        </p>
        <Avant regles={enVigueur} lien={lien} />
        <TableauDecision regles={enVigueur} lien={lien} />
      </section>
      <section aria-labelledby="toutes">
        <h2 id="toutes">Toutes les règles</h2>
        <p>
          Une règle sans mention est écrite dans le document qu’elle cite. «&nbsp;
          {CONFIANCES.deduite.court}&nbsp;» : c’est notre lecture. «&nbsp;
          {CONFIANCES.source_posterieure.court}&nbsp;» : écrite dans un document plus récent que le
          webinaire de décembre 2022.
        </p>
        <Natures regles={enVigueur} lien={lien} />
      </section>
      <HorsVigueur regles={autres} montre={montre} lien={lien} />
    </>,
    { adresse: ADRESSE },
  )
}

/** `/regles` for a day that cannot be read: the form again, and no rule of another day. */
export const renderReglesJourRefuse = ({ saisi, erreur }: JourRefuse): string =>
  renderPage(
    TITRE,
    <FormulaireJour adresse={ADRESSE} saisi={saisi} erreur={erreur} libelle={LIBELLE} />,
    { adresse: ADRESSE },
  )
