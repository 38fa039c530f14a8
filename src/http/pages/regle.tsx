import type { Faits } from '../../domain/faits/faits.ts'
import { type Codes, codesOf } from '../../domain/faits/codes.ts'
import { nameFait, nameValeur } from '../../domain/mots/mots-faits.ts'
import { CONFIANCES, NATURES } from '../../domain/mots/libelles.ts'
import { sayInGeneral } from '../../domain/mots/mots.ts'
import type { Exemple, Regle } from '../../domain/rules/rule.ts'
import { DECISIONS } from '../../domain/sources.ts'
import { Alerte, Etiquette, Jour, Source, Tableau } from './blocs.tsx'
import { Consequence } from './consequence.tsx'
import { Contribution } from './contribution.tsx'
import {
  FormulaireJour,
  horsVigueur,
  type JourMontre,
  type JourRefuse,
  Validite,
} from './jour-regles.tsx'
import { Glossaire } from './glossaire.tsx'
import { renderPage } from './layout.tsx'
import { References, sayReference } from './references.tsx'

const entriesOf = (faits: object): [keyof Faits, readonly string[]][] =>
  Object.entries(faits).map(([fait, valeurs]: [string, string | string[]]) => [
    fait as keyof Faits,
    [valeurs].flat(),
  ])

/** More codes than that are folded away. */
const MAX_CODES = 8

const ListeCodes = ({ quoi, concepts }: Codes) => {
  if (concepts.length === 0) return null
  const liste = (
    <ul class="codes">
      {concepts.map(({ code, libelle, fin }) => (
        <li>
          <span class="numero">{code}</span> {libelle}
          {fin !== null && (
            <>
              {' '}
              (périmé le <Jour jour={fin} />)
            </>
          )}
        </li>
      ))}
    </ul>
  )
  if (concepts.length <= MAX_CODES) return liste
  return (
    <details>
      <summary>
        Les {concepts.length} {quoi}
      </summary>
      {liste}
    </details>
  )
}

const Condition = ({ fait, valeurs }: { fait: keyof Faits; valeurs: readonly string[] }) => (
  <tr>
    <th scope="row">{nameFait(fait)}</th>
    <td>
      <ul class="liste-nue">
        {valeurs.map((valeur) => (
          <li>
            {nameValeur(fait, valeur)}
            {codesOf(fait, valeur).map((codes) => (
              <ListeCodes {...codes} />
            ))}
          </li>
        ))}
      </ul>
    </td>
  </tr>
)

const Conditions = ({ quand }: Pick<Regle, 'quand'>) => {
  const conditions = entriesOf(quand)
  if (conditions.length === 0) return <p>Sans condition : elle vaut pour toute réponse.</p>
  return (
    <Tableau
      legende="Tous ces faits doivent être réunis"
      colonnes={['Fait', 'Valeurs que la règle accepte']}
    >
      {conditions.map(([fait, valeurs]) => (
        <Condition fait={fait} valeurs={valeurs} />
      ))}
    </Tableau>
  )
}

const VERDICTS: Record<Exemple['attendu'], { texte: string; ton?: 'accent' | 'attention' }> = {
  oui: { texte: 'S’applique', ton: 'accent' },
  non: { texte: 'Ne s’applique pas' },
  inconnu: { texte: 'On ne sait pas', ton: 'attention' },
}

/** What makes it so: the facts that are refused, or missing. */
const explainVerdict = ({ faits, attendu }: Exemple, quand: Regle['quand']): string => {
  const conditions = entriesOf(quand)
  if (attendu === 'oui') return ''
  const named = conditions.filter(([fait, valeurs]) => {
    const valeur = faits[fait]
    return attendu === 'inconnu' ? valeur === undefined : valeur && !valeurs.includes(valeur)
  })
  const noms = named.map(([fait]) => nameFait(fait)).join(', ')
  return `${attendu === 'inconnu' ? 'Il manque' : 'À cause de'} : ${noms}.`
}

const UnExemple = ({ exemple, quand }: { exemple: Exemple; quand: Regle['quand'] }) => {
  const { texte, ton } = VERDICTS[exemple.attendu]
  const faits = entriesOf(exemple.faits)
  return (
    <tr>
      <td>
        {faits.length === 0 ? (
          'Aucun fait connu'
        ) : (
          <ul class="liste-nue">
            {faits.map(([fait, [valeur = '']]) => (
              <li>
                <span class="discret">{nameFait(fait)} :</span> {nameValeur(fait, valeur)}
              </li>
            ))}
          </ul>
        )}
      </td>
      <td>
        <Etiquette {...(ton === undefined ? {} : { ton })}>{texte}</Etiquette>{' '}
        <span class="discret">{explainVerdict(exemple, quand)}</span>
      </td>
    </tr>
  )
}

const Exemples = ({ exemples, quand }: Pick<Regle, 'exemples' | 'quand'>) => (
  <Tableau
    legende="Ce que la règle répond, d’après les faits connus"
    colonnes={['Faits connus', 'La règle']}
  >
    {exemples.map((exemple) => (
      <UnExemple exemple={exemple} quand={quand} />
    ))}
  </Tableau>
)

const HorsVigueur = ({ regle, jour }: { regle: Regle; jour: string }) => {
  const quand = horsVigueur(regle, jour)
  return (
    quand !== null && (
      <Alerte
        ton="attention"
        titre={quand === 'future' ? 'Pas encore en vigueur ce jour-là' : 'Plus en vigueur'}
      >
        <p>
          Cette règle ne s’applique pas le <Jour jour={jour} /> : elle est en vigueur{' '}
          <Validite {...regle} />.
        </p>
      </Alerte>
    )
  )
}

const LIBELLE = 'Voir cette règle le'

type Contenu = {
  regle: Regle
  montre: JourMontre
  contributionUrl: string | null
  /** Left out or null = the day was read. */
  refuse?: JourRefuse | null
}

/** `/regles/{id}`: one rule, in force that day or not. */
export const renderRegle = ({ regle, montre, contributionUrl, refuse }: Contenu): string => {
  const { id, ref, titre, quand, alors, pourquoi, source, confiance, exemples } = regle
  const nature = NATURES.find((one) => one.nature === alors.nature)
  const { document, repere } = source
  return renderPage(
    titre,
    <>
      {refuse == null && <HorsVigueur regle={regle} jour={montre.jour} />}
      <p class="chapeau">{sayInGeneral(pourquoi)}</p>
      <section aria-labelledby="quand">
        <h2 id="quand">Quand elle s’applique</h2>
        <Conditions quand={quand} />
      </section>
      <section aria-labelledby="suite">
        <h2 id="suite">Ce qui suit</h2>
        <Consequence alors={alors} quand={quand} />
      </section>
      <section aria-labelledby="source">
        <h2 id="source">D’où elle vient</h2>
        <dl class="definitions">
          <dt>Source</dt>
          <dd>
            <Source
              document={document.titre}
              repere={repere}
              date={document.date}
              url={document === DECISIONS ? '/decisions' : document.url}
            />
          </dd>
          <dt>Confiance</dt>
          <dd>{CONFIANCES[confiance].long}</dd>
          <dt>En vigueur</dt>
          <dd>
            <Validite {...regle} />
          </dd>
          <dt>Sorte de règle</dt>
          <dd>
            {nature?.titre}. {nature?.aide}
          </dd>
          <dt>Identifiant</dt>
          <dd>
            <code>{id}</code>
          </dd>
          <dt>Références</dt>
          <dd>
            <References codes={ref} />
          </dd>
        </dl>
        <Contribution url={contributionUrl} regle={id} />
      </section>
      {exemples.length > 0 && (
        <section aria-labelledby="exemples">
          <h2 id="exemples">Exemples</h2>
          <Exemples exemples={exemples} quand={quand} />
        </section>
      )}
      <section aria-labelledby="autre-jour">
        <h2 id="autre-jour">Un autre jour</h2>
        <FormulaireJour
          adresse={`/regles/${id}`}
          saisi={refuse?.saisi ?? montre.jour}
          {...(refuse == null ? {} : { erreur: refuse.erreur })}
          libelle={LIBELLE}
        />
        <p>
          <a href={montre.choisi ? `/regles?date=${montre.jour}` : '/regles'}>Toutes les règles</a>
        </p>
      </section>
      <Glossaire texte={[titre, sayInGeneral(pourquoi), ...ref.map(sayReference)].join(' ')} />
    </>,
    { adresse: '/regles' },
  )
}
