/** The sheet of an order; followed by its link, it is all that is printed, on one page. */
export const STYLE_FICHE = `.fiche th { font-weight: 600; width: 40% }
.fiche .section { color: var(--secondaire); font-weight: 400 }
.fiche td .aide { display: block; margin: .15rem 0 0 }
.a-completer { color: var(--secondaire); font-style: italic }
.fiche .porte { font-weight: 600 }
.consignes { font-size: .95em }
.rappel { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; margin: .5rem 0 }
.rappel input { width: auto !important }
`

/** After the rules of paper, which it narrows. */
export const PAPIER_FICHE = `@media print {
  .fiche :is(thead th, td):last-child:not(:nth-child(2)) { display: none }
  :root:has(.fiche:target) :not(:has(.fiche:target), .fiche:target, .fiche:target *) { display: none !important }
  :root:has(.fiche:target) main { padding: 0 }
  .fiche:target { font-size: 8.5pt; line-height: 1.3; border: 0 }
  .fiche:target table { font-size: inherit }
  .fiche:target :is(th, td) { padding: .12rem .35rem }
  .fiche:target td .aide { display: inline; font-size: .9em }
  .fiche:target :is(p, ul, .tableau) { margin: 0 0 .4rem }
  .fiche:target li { margin: 0 }
  .fiche:target .source { font-size: .9em }
}
`
