/** What only the form and the page of an answer need. */
export const VERIFICATION = `.grand { font-size: 1.25rem !important; padding: .7rem .9rem !important; letter-spacing: .03em }
.colonnes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 0 1.5rem; align-items: end }
.volet { margin: 0 0 1.5rem; padding-top: .5rem; min-width: 0 }
.volet > legend { font-size: 1.05rem; margin-bottom: .75rem }
.volet > .champ legend, .volet label { font-size: .97rem }
form > .actions:last-child { margin-bottom: 0 }
form > .plier:last-of-type { margin-bottom: 1.25rem }
.tete { margin-bottom: 1.75rem }
.tete > .discret { margin: 0 }
.phrase { font-size: 1.6rem; line-height: 1.3; margin: .5rem 0 .75rem; text-wrap: pretty }
.surtitre { font-size: .92rem; font-weight: 600; color: var(--secondaire); margin: 0 0 .35rem; display: flex; flex-wrap: wrap; gap: .5rem }
.numero > span:not(:last-of-type) { margin-right: .28em }
.reponse { border-left: 4px solid var(--accent) }
.reponse-attention { border-left-color: var(--attention) }
.identifiant-type { font-size: 1.05rem; font-weight: 600; margin: 0 }
.identifiant-valeur { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem 1rem; margin: 0 0 .35rem }
.identifiant-valeur .numero { font-size: clamp(1.15rem, 5.9vw, 2.1rem); font-weight: 650; letter-spacing: .01em; line-height: 1.3 }
.identifiant > .discret { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem .5rem; margin: 0 0 .75rem }
.commanditaire { margin: .75rem 0 0 }
.site { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: flex-start; gap: .25rem 1rem; margin-bottom: 1rem }
.site h3 { margin: 0 }
.site p { margin: 0 }
.panneau > .alerte, .panneau > .commanditaire + .surtitre { margin-top: 1.25rem }
.alternatives { margin-bottom: 0 }
.etapes > li { padding-left: .25rem }
.etapes > li + li, .regles > li + li, .alternatives > li + li { margin-top: .75rem }
.source { color: var(--secondaire); font-size: .92rem }
.plis { margin-top: 2.5rem }
.exemples > li { display: grid; grid-template-columns: 11rem 1fr; gap: .25rem 1rem; padding: .75rem 0; border-top: 1px solid var(--filet); margin: 0 }
@media (max-width: 36rem) {
  .phrase { font-size: 1.3rem }
  .exemples > li { grid-template-columns: 1fr }
}
`
