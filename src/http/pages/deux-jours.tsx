import { isInForce, type Regle } from '../../domain/rules/rule.ts'
import { Champ, Jour, ResumeErreurs, toId } from './blocs.tsx'
import { Validite } from './jour-regles.tsx'
import { renderPage } from './layout.tsx'
import { ADRESSE } from './liste-regles.tsx'

const TITRE = 'Les règles de deux jours'

/** The rules of two days, side by side. */
export const FormulaireDeuxJours = (props: {
  date: string
  et: string
  erreurs?: { date?: string; et?: string }
}) => (
  <form class="jour" method="get" action={ADRESSE}>
    <Champ
      nom="date"
      id="champ-premier"
      libelle="Comparer les règles du"
      type="date"
      valeur={props.date}
      erreur={props.erreurs?.date}
    />
    <Champ nom="et" libelle="et du" type="date" valeur={props.et} erreur={props.erreurs?.et} />
    <button class="bouton discret">Comparer</button>
  </form>
)

const SeulesDuJour = (props: {
  id: string
  jour: string
  autre: string
  regles: readonly Regle[]
}) => {
  const { id, jour, autre, regles } = props
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        En vigueur le <Jour jour={jour} />, et pas le <Jour jour={autre} />
      </h2>
      {regles.length === 0 ? (
        <p>Aucune.</p>
      ) : (
        <ul>
          {regles.map((regle) => (
            <li>
              <a href={`/regles/${regle.id}?date=${jour}`}>{regle.titre}</a>
              <br />
              <span class="discret">
                En vigueur <Validite {...regle} />.
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const sayCommunes = (nombre: number): string => {
  if (nombre === 0) return 'Aucune règle n’est en vigueur les deux jours.'
  return nombre === 1
    ? 'Une règle est en vigueur les deux jours.'
    : `${nombre} règles sont en vigueur les deux jours.`
}

/** `/regles?date=…&et=…`: what is in force on the one day and not on the other. */
export const renderDeuxJours = (regles: readonly Regle[], date: string, et: string): string => {
  const only = (jour: string, autre: string) =>
    regles.filter((regle) => isInForce(regle, jour) && !isInForce(regle, autre))
  const communes = regles.filter((regle) => isInForce(regle, date) && isInForce(regle, et))
  return renderPage(
    TITRE,
    <>
      <FormulaireDeuxJours date={date} et={et} />
      <div class="deux-jours">
        <SeulesDuJour id="premier-jour" jour={date} autre={et} regles={only(date, et)} />
        <SeulesDuJour id="second-jour" jour={et} autre={date} regles={only(et, date)} />
      </div>
      <p>{sayCommunes(communes.length)}</p>
      <p>
        Une règle peut aussi avoir changé parce que notre règlement a changé :{' '}
        <a href="/decisions#versions">ce qui a changé d’une version à l’autre</a>.
      </p>
    </>,
    { adresse: ADRESSE },
  )
}

/** The same for days of which one cannot be read. */
export const renderDeuxJoursRefuses = (
  date: string,
  et: string,
  erreurs: { date?: string; et?: string },
): string =>
  renderPage(
    TITRE,
    <>
      <ResumeErreurs
        titre="Ces jours n’ont pas été compris"
        erreurs={[
          ...(erreurs.date === undefined ? [] : [{ champ: 'champ-premier', texte: erreurs.date }]),
          ...(erreurs.et === undefined ? [] : [{ champ: toId('et'), texte: erreurs.et }]),
        ]}
      />
      <FormulaireDeuxJours date={date} et={et} erreurs={erreurs} />
    </>,
    { adresse: ADRESSE },
  )
