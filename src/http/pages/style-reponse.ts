/** The page of an answer: the bar of the next number, then what is said on the phone. */
export const STYLE_REPONSE = `.page-reponse { --page: 64rem }
html:has(.page-reponse) { scroll-padding-top: 5rem }
.page-reponse main { padding-top: .75rem; padding-bottom: 2.5rem }
.barre { flex: 1 1 24rem; min-width: 0 }
.barre form { display: flex; align-items: center; gap: .5rem }
.barre form > input { flex: 1 1 4rem; width: 4rem; max-width: 20rem; min-height: 2.5rem; padding: .35rem .7rem }
.barre ::placeholder { color: var(--secondaire); opacity: 1 }
.barre kbd { margin-left: -2.2rem; margin-right: .55rem; width: 1.15rem; text-align: center; border: 1px solid var(--filet); border-radius: 4px; color: var(--secondaire); font-size: .8rem; line-height: 1.25rem; pointer-events: none }
.barre input:focus + kbd { visibility: hidden }
.barre .bouton { min-height: 2.5rem; padding: .35rem .9rem }
.volet-options { position: relative }
.volet-options > summary { cursor: pointer; list-style: none; padding: .5rem .25rem; text-decoration: underline; text-underline-offset: .18em; text-decoration-thickness: .06em; font-size: .95rem; color: var(--accent) }
.volet-contenu { position: absolute; z-index: 2; right: 0; top: calc(100% + .35rem); width: 25rem; max-height: calc(100vh - 5rem); overflow: auto; background: var(--surface); border: 1px solid var(--bord); border-radius: var(--rayon); padding: 1rem 1.1rem; box-shadow: 0 8px 24px rgb(0 0 0 / .18) }
.volet-contenu > :last-child { margin-bottom: 0 }
@media (min-height: 30rem) {
  .entete-barre { position: sticky; top: 0; z-index: 2 }
}
@media (max-width: 60rem) {
  .entete-barre .entete-contenu { display: grid; grid-template: 2.5rem auto / auto minmax(0, 1fr); padding-block: 0 .4rem }
  .entete-barre .marque { padding: 0; white-space: nowrap; align-self: center }
  .entete-barre nav { grid-area: 1 / 2; overflow-x: auto; overflow-y: hidden; height: 2.5rem }
  .entete-barre nav ul { flex-wrap: nowrap; white-space: nowrap; width: max-content; margin-left: auto }
  .entete-barre .barre { grid-area: 2 / 1 / 3 / 3 }
  .barre form > input { max-width: none }
  .entete-barre { top: -2.5rem }
  .volet-options { position: static }
  .volet-contenu { left: 1.25rem; right: 1.25rem; top: 100%; width: auto; max-height: calc(100vh - 8rem) }
}
@media (max-width: 36rem) {
  .barre .bouton { padding: .35rem .65rem }
  .barre kbd { display: none }
  .entete-barre .entete-contenu { grid-template: 2.25rem 2.25rem auto / minmax(0, 1fr) }
  .entete-barre nav { grid-area: 2 / 1; height: 2.25rem }
  .entete-barre nav ul { width: auto; gap: 0 .5rem; justify-content: space-between; font-size: clamp(.8rem, 4vw, .95rem) }
  .entete-barre nav a { padding: .35rem 0 }
  .entete-barre .barre { grid-area: 3 / 1 }
  .entete-barre { top: -4.5rem }
}
.tete { margin-bottom: .6rem }
.qui { margin: 0 0 .4rem; color: var(--secondaire); font-size: .95rem }
.qui strong { color: var(--texte) }
.puces { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 .5rem; padding: 0 }
.puces li { margin: 0 }
.puce { font: inherit; font-size: .9rem; display: inline-block; cursor: pointer; color: var(--accent); background: var(--surface); border: 1px solid var(--bord); border-radius: 999px; padding: .15rem .75rem; text-decoration: none; text-align: left }
.puce:hover { background: var(--accent-pale); color: var(--accent-survol) }
.aller { margin: 0 }
.phrase { font-size: 1.4rem; font-weight: 650; line-height: 1.3; letter-spacing: -.01em; margin: 0; text-wrap: pretty }
.phrase + .phrase { margin-top: .4rem; font-size: 1.2rem }
.refus { border-left: 4px solid var(--erreur); padding-left: .8rem; color: var(--erreur) }
.reponse { border-left: 4px solid var(--accent); padding: .7rem 1.4rem; margin-bottom: .6rem }
.reponse h2 { font-size: 1.1rem; margin-bottom: .5rem }
.reponse-attention { border-left-color: var(--attention) }
.a-commander { display: grid; gap: .75rem 2rem }
.a-commander > div { min-width: 0 }
.identifiant-type { font-weight: 600; margin: 0 }
.identifiant-valeur { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; margin: 0 }
.identifiant-valeur .numero { font-size: clamp(1.4rem, 7.4vw, 2.75rem); font-weight: 700; line-height: 1.15; letter-spacing: -.01em }
.national { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .6rem; margin: .15rem 0 0 }
.national .bouton, .alternative-valeur .bouton { min-height: 1.75rem; padding: .05rem .6rem; font-size: .88rem }
:is(.qui, .commanditaire, .alternative-valeur, .choix) .numero { display: inline-block }
.commanditaire { margin: .35rem 0 0; font-size: .95rem }
.aussi-admis { font-size: .97rem }
.aussi-admis summary { cursor: pointer; color: var(--accent); padding: .25rem 0 }
.alternatives { margin-bottom: 0 }
.alternatives > li + li { margin-top: .6rem }
.alternative-valeur { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .75rem; font-size: 1.25rem; line-height: 1.4 }
@media (min-width: 56rem) {
  .sites:has(> :nth-child(3)) h3 { min-height: 2.5em }
  .suite { grid-template-columns: minmax(0, 1fr) minmax(0, 1.9fr) }
  .reponse .a-commander:has(.aussi-admis) { grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr) }
  .reponse .aussi-admis { border-left: 1px solid var(--filet); padding-left: 1.5rem }
}
.schema { margin-top: .5rem }
.noeuds { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .6rem; font-size: .88rem; line-height: 1.4 }
.noeud { border: 1px solid var(--filet); border-radius: 8px; padding: .2rem .7rem; color: var(--secondaire); min-width: 0 }
.noeud-lit { border: 2px solid var(--accent); background: var(--accent-pale); color: var(--texte) }
.noeud b { color: var(--accent) }
.fleche { color: var(--secondaire) }
.fleche::after { content: " →" }
.question { background: var(--creux); border-radius: var(--rayon); padding: .55rem 1.1rem .7rem; margin: 0 0 .7rem }
.question :is(h2, h3) { font-size: 1.05rem; margin: 0 0 .35rem }
.options { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .6rem }
.options li { margin: 0; display: grid; flex: 1 1 13rem; min-width: 0 }
.options .ailleurs { flex: 2 1 18rem }
:is(.options, .resultats) .aller { display: grid }
.choix { font: inherit; display: grid; align-content: start; width: 100%; text-align: left; cursor: pointer; text-decoration: none; color: var(--secondaire); background: var(--surface); border: 1px solid var(--bord); border-radius: 8px; padding: .5rem .85rem; font-size: .92rem; line-height: 1.4 }
.choix strong { color: var(--accent); font-size: 1rem }
.choix:hover { border-color: var(--accent); background: var(--accent-pale); color: var(--texte) }
.saisir .champ { margin-bottom: .75rem }
.saisir .actions { margin: .5rem 0 0 }
.lien { cursor: pointer; color: var(--accent); text-decoration: underline; text-underline-offset: .18em }
.compter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin-bottom: .75rem }
.compter .colonnes { flex: 0 1 22rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)) }
.compter .champ, .compter .actions, .suite .tableau { margin: 0 0 .25rem }
.compter input { min-height: 2.25rem; padding: .25rem .7rem }
.a-verifier { margin-bottom: 0 }
.page-reponse .alerte { padding: .6rem 1.1rem; margin-bottom: 1rem }
.page-reponse .alerte ul { margin: 0 }
.page-reponse .alerte li + li { margin-top: .15rem }
.refusee { display: flex; flex-wrap: wrap; align-items: end; gap: .4rem .5rem; margin: 0 0 1rem }
.refusee .champ { margin: 0; flex: 1 1 10rem; max-width: 24rem }
.refusee .champ label:not(.option) { margin: 0 0 .2rem; font-size: .95rem }
.refusee input { min-height: 2.25rem; padding: .25rem .7rem }
.suite { display: grid; gap: 0 2rem }
.suite > * { min-width: 0 }
.suite h2 { margin: 0 0 .25rem }
.etapes { margin-bottom: .5rem; font-size: .97rem; line-height: 1.45 }
.suite section > .discret { margin-bottom: .4rem }
.etapes > li { padding-left: .25rem; break-inside: avoid }
.etapes > li + li { margin-top: .4rem }
.sites { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 1rem; margin-bottom: 1rem }
.site { padding: 1rem 1.1rem; margin: 0; display: flex; flex-direction: column; gap: .6rem }
.site h3, .site p { margin: 0 }
.sites + * { margin-top: 0 }
.pour-quel-site h2 { margin: .5rem 0 .4rem }
.site .alerte { margin: 0 }
.site .choisir { margin-top: .5rem }
.site .choisir .bouton { width: 100%; text-align: center }
.site .identifiant-valeur .numero { font-size: 1.5rem }
.site .identifiant-valeur .bouton { min-height: 2rem; padding: .1rem .75rem; background: transparent; color: var(--accent); border-color: var(--bord) }
.site .national { display: none }
.site .a-commander { border-top: 1px solid var(--filet); padding-top: .6rem }
.site summary { cursor: pointer; color: var(--accent) }
.plis { margin-top: 1.25rem }
.page-reponse .plier > summary { padding: .45rem 0 }
.pleine-largeur { margin-bottom: -1px }
.page-reponse .pied-contenu { padding-block: .75rem }
@media screen and (min-width: 56rem) {
  .pleine-largeur { grid-column: 1 / -1 }
  .plis { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 2rem; border-bottom: 1px solid var(--filet) }
  .plis > .plier { border-bottom: 0 }
  .plis > [open] { grid-column: 1 / -1 }
}
@media (max-width: 36rem) {
  .page-reponse main { padding-top: .75rem }
  .phrase { font-size: 1.2rem }
  .phrase + .phrase { font-size: 1.05rem }
  .reponse { padding: .85rem 1rem }
  .identifiant-valeur { gap: .25rem .75rem }
  .identifiant-valeur .bouton { padding: .35rem .75rem; min-height: 2.5rem }
}
@media print {
  @page { margin: 12mm }
  html:has(.page-reponse) { font-size: 8.5pt; line-height: 1.33 }
  html:has(.certificats) { font-size: 7.8pt }
  .page-reponse main { padding: 0 }
  .phrase { font-size: 1.3rem }
  .identifiant-valeur .numero { font-size: 2.1rem }
  .suite { grid-template-columns: minmax(0, 1fr) }
  .pleine-largeur :is(th, td) { padding: .12rem .35rem }
  .pleine-largeur caption { display: none }
  .pleine-largeur .tableau { margin: 0 }
  .etapes { columns: 2; column-gap: 2rem; line-height: 1.3 }
  .page-reponse .plis { margin-top: .5rem }
  .page-reponse :is(.plis, .suite, .etapes) > * { margin-top: 0 }
  .page-reponse .plier > :not(summary):last-child { margin-bottom: .4rem }
  .page-reponse .plier > summary, .page-reponse .plis .plier > summary { padding: .3rem 0 }
  .page-reponse .plis :is(p, ul, h3) { margin: 0 0 .4rem }
  .page-reponse .plis li { margin: 0 0 .1rem }
  .page-reponse .regles { font-size: .9em; columns: 2; column-gap: 2rem }
  .page-reponse .plis h3 { margin-top: .3rem }
  .page-reponse .regles br { display: none }
  .reponse .a-commander:has(.aussi-admis) { grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr) }
  .page-reponse :is(.alerte, .reponse) { margin-bottom: .6rem }
  .page-reponse .reponse { padding: .6rem 1rem }
  .page-reponse .alerte { padding: .2rem .8rem }
  .page-reponse .alerte-titre { margin: 0 }
  .tete { margin-bottom: .6rem }
  .question { padding: 0; margin-bottom: .4rem }
  .question :is(h2, h3) { margin-bottom: .2rem; text-wrap: wrap }
  .options { display: block }
  .options li { display: list-item; margin-left: 1.2rem; list-style: disc }
  .choix { display: block; border: 0; padding: 0; color: inherit }
  .choix :is(strong, span) { display: inline; position: static; clip-path: none; white-space: normal }
  .schema, .page-reponse .qui .etiquette-accent { display: none }
  .page-reponse .etiquette { padding-left: 0 }
}
`
