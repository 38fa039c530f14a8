import { toAdresse } from '../request/adresse.ts'
import { CHAMPS, type Saisie } from '../request/saisie.ts'
import type { Child } from './layout.tsx'

/** Where every form of a verification goes: by POST, because the number may be a card's. */
export const VERIFIER = '/verifier'

/** While an answer is waited for. */
export const ATTENTE = 'Annuaire interrogé, un instant…'

/** Everything given so far but the fields named, carried along unseen. */
export const Reste = (props: { saisie: Saisie; sauf: readonly string[] }) => (
  <>
    {CHAMPS.filter((champ) => !props.sauf.includes(champ)).flatMap((champ) =>
      (props.saisie.get(champ) ?? []).map((valeur) => (
        <input type="hidden" name={champ} value={valeur} />
      )),
    )}
  </>
)

/**
 * One click to the answer of another request: a link where an address may say it, else a form that
 * posts it. Both look the same.
 */
export const Aller = (props: { saisie: Saisie; classe: string; children: Child }) => {
  const adresse = toAdresse(props.saisie)
  return adresse === null ? (
    <form method="post" action={VERIFIER} class="aller" data-attente={ATTENTE}>
      <Reste saisie={props.saisie} sauf={[]} />
      <button class={props.classe}>{props.children}</button>
    </form>
  ) : (
    <a class={props.classe} href={adresse}>
      {props.children}
    </a>
  )
}
