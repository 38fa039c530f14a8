import { CONFIANCES, NATURES } from '../../domain/mots/libelles.ts'
import { sayInGeneral } from '../../domain/mots/mots.ts'
import { isInForce, type Regle } from '../../domain/rules/rule.ts'
import { Etiquette, Jour } from './blocs.tsx'
import {
  FormulaireJour,
  horsVigueur,
  type JourMontre,
  type JourRefuse,
  toLien,
  Validite,
} from './jour-regles.tsx'
import { renderPage } from './layout.tsx'
import { TableauDecision } from './tableau-decision.tsx'

const TITRE = 'Les règles'
const ADRESSE = '/regles'
const LIBELLE = 'Règles en vigueur le'

type Lien = (id: string) => string

const UneRegle = ({ regle, lien }: { regle: Regle; lien: Lien }) => (
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

const Natures = ({ regles, lien }: { regles: readonly Regle[]; lien: Lien }) => (
  <>
    {NATURES.map(({ nature, titre, aide }) => {
      const siennes = regles.filter(({ alors }) => alors.nature === nature)
      return (
        siennes.length > 0 && (
          <>
            <h3 id={nature}>
              {titre} ({siennes.length})
            </h3>
            <p class="discret">{aide}</p>
            <ul class="liste-regles">
              {siennes.map((regle) => (
                <UneRegle regle={regle} lien={lien} />
              ))}
            </ul>
          </>
        )
      )
    })}
  </>
)

const HorsVigueur = (props: { regles: readonly Regle[]; montre: JourMontre; lien: Lien }) => {
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
      <FormulaireJour adresse={ADRESSE} saisi={montre.jour} libelle={LIBELLE} />
      <section aria-labelledby="decision">
        <h2 id="decision">Qui commande, en un coup d’œil</h2>
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
