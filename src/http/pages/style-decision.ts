/** The picture of the decision: cards of kinds of structure, lines from branch to case. */
export const STYLE_DECISION = `.decision, .decision ul { list-style: none; margin: 0; padding: 0 }
.decision p, .decision h3 { margin: 0 }
.decision li + li { margin-top: 0 }
.decision > li { background: var(--surface); border: 1px solid var(--filet); border-radius: var(--rayon); overflow: clip }
.decision > li + li { margin-top: 1rem }
.decision small { display: block; font-size: .85rem; font-weight: 400 }
.d-tete { background: var(--creux); padding: .6rem 1rem }
.d-tete .codes { display: flex; flex-wrap: wrap; gap: 0 1rem }
.codes, .d-classe, .d-regles, .d-qui small { font-size: .85rem; color: var(--secondaire) }
.d-branche { padding: .5rem 1rem }
.d-branche + .d-branche { border-top: 1px solid var(--filet) }
.d-qui { padding: .35rem 0 }
.d-qui + .d-qui::before { content: "ou "; color: var(--secondaire) }
.d-cas { border-left: 2px solid var(--bord) }
.d-cas > li { position: relative; padding: .25rem 0 .25rem 1.25rem }
.d-cas > li::before { content: ""; position: absolute; left: 0; top: 1.15rem; width: .8rem; border-top: 2px solid var(--bord) }
.d-cas > li:last-child::after { content: ""; position: absolute; left: -2px; top: calc(1.15rem + 2px); bottom: 0; border-left: 2px solid var(--surface) }
.d-si { font-size: .92rem; padding: .3rem 0 }
.d-issue { border-left: 4px solid var(--accent); background: var(--accent-pale); border-radius: 4px; padding: .3rem .7rem; font-size: .95rem }
.d-issue > span { display: block }
.d-demander { border-color: var(--attention); background: var(--attention-pale) }
.d-demander strong { color: var(--attention) }
.d-demander span { display: block; font-size: .88rem }
.d-sans { border-color: var(--bord); background: var(--creux) }
.d-regles { white-space: nowrap }
.d-regles a { display: inline-block; padding: .3rem .2rem; min-width: 1.5rem; text-align: center; white-space: nowrap }
.decision .d-classe { display: inline-block; margin-right: 1.25rem }
.d-legende { display: none }
@media (min-width: 48rem), print {
  .d-branche { display: grid; grid-template-columns: minmax(0, 11fr) minmax(0, 34fr); gap: 1rem }
  .d-cas > li, .d-seul > li { display: grid; grid-template-columns: minmax(0, 12fr) minmax(0, 14fr) minmax(0, 5fr); gap: .75rem; align-items: start; padding-right: 0 }
  .d-seul > li { padding: .25rem 0 .25rem 1.25rem }
  .d-issue { grid-column: 2 }
  .d-seul .d-issue { grid-column: 1 / 3 }
  .d-regles { grid-column: 3; white-space: normal; line-height: 1.2 }
}
@media screen and (min-width: 66rem) {
  .decision, .d-legende, .large { width: min(64rem, 100vw - 3rem); position: relative; left: 50%; transform: translateX(-50%) }
  .d-branche { grid-template-columns: minmax(0, 13.5fr) minmax(0, 47.5fr) }
  .d-cas > li, .d-seul > li { grid-template-columns: minmax(0, 13fr) minmax(0, 26fr) minmax(0, 5.75fr) }
  .d-legende { display: grid; grid-template-columns: 15.75fr 14.7fr 12.6fr 18.95fr; padding: 0 1rem .4rem; font-size: .85rem; color: var(--secondaire) }
  .d-issue { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .75rem }
  .d-seul .d-issue { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) }
  .d-branche .d-issue.d-demander { grid-template-columns: max-content minmax(0, 1fr) }
}
`
