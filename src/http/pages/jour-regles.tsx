import { isInForce, type Regle } from '../../domain/rules/rule.ts'
import { Champ, Jour, ResumeErreurs, toId } from './blocs.tsx'

/** The day for which rules are shown. */
export type JourMontre = {
  /** `AAAA-MM-JJ`. */
  jour: string
  /** The address names the day: links keep it. */
  choisi: boolean
}

/** A day that could not be read: what was typed, and what is wrong with it. */
export type JourRefuse = { saisi: string; erreur: string }

/** The address of a rule, for the same day. */
export const toLien = ({ jour, choisi }: JourMontre, id: string): string =>
  `/regles/${id}${choisi ? `?date=${jour}` : ''}`

/** Asks for another day; with the error tied to the field, and summed up on top. */
export const FormulaireJour = (props: {
  adresse: string
  saisi: string
  erreur?: string
  libelle: string
}) => {
  const { adresse, saisi, erreur, libelle } = props
  return (
    <>
      {erreur !== undefined && (
        <ResumeErreurs
          titre="Ce jour n’a pas été compris"
          erreurs={[{ champ: toId('date'), texte: erreur }]}
        />
      )}
      <form class="jour" method="get" action={adresse}>
        <Champ nom="date" libelle={libelle} type="date" valeur={saisi} erreur={erreur} />
        <button class="bouton discret">Afficher</button>
      </form>
    </>
  )
}

/** « Depuis le 13/10/2023 », « du … au … »; null = no bound known. */
export const Validite = ({ depuis, jusqua }: Pick<Regle, 'depuis' | 'jusqua'>) => {
  if (depuis !== null && jusqua !== null) {
    return (
      <>
        du <Jour jour={depuis} /> au <Jour jour={jusqua} />
      </>
    )
  }
  if (depuis !== null) {
    return (
      <>
        depuis le <Jour jour={depuis} />
      </>
    )
  }
  if (jusqua !== null) {
    return (
      <>
        jusqu’au <Jour jour={jusqua} />
      </>
    )
  }
  return <>sans limite connue</>
}

/** Before or after its days; null = in force. */
export const horsVigueur = (regle: Regle, jour: string): 'future' | 'cessee' | null => {
  if (isInForce(regle, jour)) return null
  return regle.depuis !== null && jour < regle.depuis ? 'future' : 'cessee'
}
