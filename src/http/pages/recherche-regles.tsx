import { searchRegles } from '../../domain/reponse/recherche-regles.ts'
import { isInForce, type Regle } from '../../domain/rules/rule.ts'
import { Jour } from './blocs.tsx'
import { type JourMontre, toLien } from './jour-regles.tsx'
import { renderPage } from './layout.tsx'
import { ADRESSE, FormulaireRecherche, HorsVigueur, type Lien, UneRegle } from './liste-regles.tsx'

type Contenu = { regles: readonly Regle[]; montre: JourMontre; recherche: string }

/** `/regles?q=`: the rules that hold what is sought, those in force that day first. */
export const renderRecherche = ({ regles, montre, recherche }: Contenu): string => {
  const trouvees = searchRegles(regles, recherche)
  const enVigueur = trouvees.filter((regle) => isInForce(regle, montre.jour))
  const lien: Lien = (id) => toLien(montre, id)
  return renderPage(
    'Les règles',
    <>
      <FormulaireRecherche montre={montre} saisi={recherche} />
      <p role="status">
        {trouvees.length === 0
          ? 'Aucune règle ne contient tous ces mots. Essayez-en un seul, ou le code.'
          : `${trouvees.length === 1 ? 'Une règle contient' : `${trouvees.length} règles contiennent`} « ${recherche} ».`}
      </p>
      {enVigueur.length > 0 && (
        <section aria-labelledby="trouvees">
          <h2 id="trouvees">
            En vigueur le <Jour jour={montre.jour} />
          </h2>
          <ul class="liste-regles">
            {enVigueur.map((regle) => (
              <UneRegle regle={regle} lien={lien} />
            ))}
          </ul>
        </section>
      )}
      <HorsVigueur
        regles={trouvees.filter((regle) => !enVigueur.includes(regle))}
        montre={montre}
        lien={lien}
      />
      <p>
        <a href={montre.choisi ? `/regles?date=${montre.jour}` : '/regles'}>Toutes les règles</a>
      </p>
    </>,
    { adresse: ADRESSE },
  )
}
