/** What only the form and the page of an answer need. */
export const VERIFICATION = `.grand { font-size: 1.25rem !important; padding: .7rem .9rem !important; letter-spacing: .03em }
.colonnes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 0 1.5rem; align-items: end }
.volet { margin: 0 0 1.5rem; padding-top: .5rem; min-width: 0 }
.volet > legend { font-size: 1.05rem; margin-bottom: .75rem }
.volet > .champ legend, .volet label { font-size: .97rem }
form > .actions:last-child { margin-bottom: 0 }
form > .plier:last-of-type { margin-bottom: 1.25rem }
.surtitre { font-size: .92rem; font-weight: 600; color: var(--secondaire); margin: 0 0 .35rem }
.numero > span:not(:last-of-type) { margin-right: .28em }
.regles > li + li { margin-top: .75rem }
.source { color: var(--secondaire); font-size: .92rem }
.exemples > li { display: grid; grid-template-columns: 11rem 1fr; gap: .25rem 1rem; padding: .75rem 0; border-top: 1px solid var(--filet); margin: 0 }
.aide-numero { border: 0 !important; margin: -.75rem 0 .75rem }
.aide-numero > summary { font-weight: 400; font-size: .92rem; color: var(--accent) }
.carte-aide { display: flex; flex-wrap: wrap; gap: 1rem 1.5rem; align-items: center }
.carte-aide > div { flex: 1 1 16rem }
.carte-aide p { margin: 0 0 .5rem }
.carte-dessin { flex: 0 1 18rem; width: 18rem; max-width: 100%; height: auto }
.carte-fond { fill: var(--creux); stroke: var(--bord) }
.carte-puce { fill: none; stroke: var(--bord) }
.carte-lit { fill: var(--accent-pale); stroke: var(--accent); stroke-width: 1.5 }
.carte-texte, .carte-petit, .carte-nombre { fill: var(--texte); font-size: 13px }
.carte-petit { fill: var(--secondaire) }
.carte-nombre { font-size: 16px; font-weight: 650 }
@media (max-width: 36rem) {
  .exemples > li { grid-template-columns: 1fr }
}
`
