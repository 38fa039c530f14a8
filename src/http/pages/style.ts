import { STYLE_DECISION } from './style-decision.ts'
import { PAPIER_FICHE, STYLE_FICHE } from './style-fiche.ts'
import { STYLE_LISTES } from './style-listes.ts'
import { STYLE_REPONSE } from './style-reponse.ts'
import { VERIFICATION } from './style-verification.ts'

/**
 * The only stylesheet. Colours are custom properties with one value for each colour scheme: 4.5 at
 * least for text, 3 for what one acts on. `blocs.tsx` lists the classes.
 */
const JETONS = `:root {
  color-scheme: light dark;
  --fond: #f6f7f6;
  --surface: #fff;
  --creux: #eef1f0;
  --texte: #1b2327;
  --secondaire: #55616a;
  --filet: #d8dedd;
  --bord: #79868c;
  --accent: #0b6168;
  --accent-survol: #084b51;
  --accent-pale: #e2f0ef;
  --sur-accent: #fff;
  --attention: #8a5300;
  --attention-pale: #fdf3df;
  --erreur: #a8201a;
  --erreur-pale: #fcebe9;
  --police: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --chiffres: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --rayon: 10px;
  --page: 52rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --fond: #12181a;
    --surface: #1a2224;
    --creux: #222c2f;
    --texte: #e7ecec;
    --secondaire: #a4b0b3;
    --filet: #303c3f;
    --bord: #7f8d91;
    --accent: #6fcdd0;
    --accent-survol: #98dfe1;
    --accent-pale: #173336;
    --sur-accent: #06272a;
    --attention: #f0b95a;
    --attention-pale: #33291a;
    --erreur: #ff9d94;
    --erreur-pale: #3a2120;
  }
}
`

const BASE = `*, ::before, ::after { box-sizing: border-box }
html { background: var(--fond); color: var(--texte); font: 100%/1.55 var(--police); scroll-padding-top: 1rem; text-size-adjust: 100%; -webkit-text-size-adjust: 100% }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; overflow-wrap: anywhere }
main { flex: 1; width: 100%; max-width: var(--page); margin: 0 auto; padding: 2rem 1.25rem 4rem }
main:focus { outline: none }
[hidden] { display: none !important }
h1, h2, h3, h4 { line-height: 1.25; margin: 2.5rem 0 .75rem; font-weight: 650; text-wrap: balance }
h1 { font-size: 1.75rem; letter-spacing: -.015em; margin-top: 0 }
h2 { font-size: 1.25rem; letter-spacing: -.01em }
h3 { font-size: 1.05rem; margin-top: 1.5rem }
h4 { font-size: 1rem; margin-top: 1.25rem }
p, ul, ol, dl, pre { margin: 0 0 1rem }
ul, ol { padding-left: 1.35rem }
li + li { margin-top: .35rem }
a { color: var(--accent); text-decoration-thickness: .06em; text-underline-offset: .18em }
a:hover { color: var(--accent-survol); text-decoration-thickness: .12em }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px }
code, pre, kbd, samp { font-family: var(--chiffres); font-size: .92em; overflow-wrap: anywhere }
pre { background: var(--creux); border-radius: var(--rayon); padding: 1rem; white-space: pre-wrap }
hr { border: 0; border-top: 1px solid var(--filet); margin: 2rem 0 }
cite { font-style: normal }
.chapeau { font-size: 1.1rem; color: var(--secondaire); max-width: 40rem }
.discret { color: var(--secondaire); font-size: .92rem }
.invisible { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.papier { display: none }
.evitement { position: absolute; left: 1rem; top: -5rem; z-index: 3; background: var(--surface); padding: .6rem 1rem; border-radius: 0 0 var(--rayon) var(--rayon) }
.evitement:focus { top: 0 }
`

const CADRE = `.entete { background: var(--surface); border-bottom: 1px solid var(--filet) }
.entete-contenu, .pied-contenu { max-width: var(--page); margin: 0 auto; padding: .5rem 1.25rem; display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1.5rem }
.marque { font-weight: 700; font-size: 1.1rem; letter-spacing: -.015em; color: var(--texte); text-decoration: none; padding: .5rem 0 }
.entete ul, .pied ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0 }
.entete li + li, .pied li + li { margin: 0 }
.entete nav a { display: block; padding: .5rem 0; color: var(--secondaire); text-decoration: none; border-bottom: 2px solid transparent }
.entete nav a:hover { color: var(--texte); border-color: var(--filet) }
.entete nav a[aria-current] { color: var(--texte); font-weight: 600; border-color: var(--accent) }
.pied { border-top: 1px solid var(--filet); color: var(--secondaire); font-size: .9rem }
.pied-contenu { padding-block: 1.25rem }
.pied p { margin: 0 }
.pied a { display: inline-block; padding: .25rem 0; color: inherit }
`

const FORMULAIRES = `.champ { margin: 0 0 1.25rem; min-width: 0 }
.champ label:not(.option), legend { display: block; font-weight: 600; padding: 0; margin-bottom: .3rem }
fieldset { border: 0; padding: 0; margin-inline: 0 }
.aide { color: var(--secondaire); font-size: .92rem; margin: 0 0 .4rem }
.erreur { color: var(--erreur); font-weight: 600; margin: 0 0 .4rem }
input:not([type=radio], [type=checkbox]), select, textarea { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--bord); border-radius: 8px; padding: .55rem .75rem; width: 100%; max-width: 26rem; min-height: 2.75rem }
textarea { min-height: 8rem; max-width: none; font-family: var(--chiffres) }
select { text-overflow: ellipsis }
[aria-invalid=true]:not(fieldset) { border: 2px solid var(--erreur) !important }
fieldset[aria-invalid=true] { border-left: 3px solid var(--erreur); padding-left: .75rem }
.option { display: flex; gap: .6rem; align-items: flex-start; padding: .3rem 0; width: fit-content; max-width: 100%; cursor: pointer }
.option input { flex: none; width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; accent-color: var(--accent) }
.bouton { font: inherit; font-weight: 600; display: inline-block; cursor: pointer; border: 1px solid var(--accent); border-radius: 8px; background: var(--accent); color: var(--sur-accent); padding: .55rem 1.15rem; min-height: 2.75rem; text-decoration: none }
.bouton:hover { background: var(--accent-survol); border-color: var(--accent-survol); color: var(--sur-accent) }
.bouton.discret { background: transparent; color: var(--accent); border-color: var(--bord); font-size: .95rem; font-weight: 550; padding: .35rem .85rem; min-height: 2.25rem }
.bouton.discret:hover { background: var(--accent-pale); color: var(--accent-survol) }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin: 1.25rem 0 }
.statut { position: fixed; left: 50%; bottom: 1.25rem; transform: translateX(-50%); margin: 0; max-width: calc(100vw - 2rem); background: var(--texte); color: var(--fond); border-radius: 999px; padding: .5rem 1.1rem; font-size: .95rem }
.statut:empty { padding: 0 }
`

const BLOCS = `.panneau { background: var(--surface); border: 1px solid var(--filet); border-radius: var(--rayon); padding: 1.5rem; margin: 0 0 1.5rem }
.panneau > :first-child { margin-top: 0 }
.panneau > :last-child { margin-bottom: 0 }
.alerte { background: var(--creux); border-left: 4px solid var(--bord); border-radius: 4px var(--rayon) var(--rayon) 4px; padding: .85rem 1.1rem; margin: 0 0 1.25rem }
.alerte > :last-child { margin-bottom: 0 }
.alerte-titre, .alerte h2 { font-size: 1rem; font-weight: 700; margin: 0 0 .25rem }
.alerte-attention { background: var(--attention-pale); border-color: var(--attention) }
.alerte-attention .alerte-titre { color: var(--attention) }
.alerte-erreur { background: var(--erreur-pale); border-color: var(--erreur) }
.alerte-erreur .alerte-titre, .alerte-erreur h2 { color: var(--erreur) }
.alerte-info { background: var(--accent-pale); border-color: var(--accent) }
.resume-erreurs { margin-bottom: 2rem }
.resume-erreurs a { color: inherit }
.etiquette { display: inline-block; font-size: .85rem; font-weight: 600; line-height: 1.4; background: var(--creux); color: var(--secondaire); border-radius: 999px; padding: .1rem .65rem; vertical-align: .1em }
.etiquette-accent, .etiquette-info { background: var(--accent-pale); color: var(--accent) }
.etiquette-attention { background: var(--attention-pale); color: var(--attention) }
.etiquette-erreur { background: var(--erreur-pale); color: var(--erreur) }
.liste-nue { list-style: none; padding: 0 }
.numero { font-variant-numeric: tabular-nums }
.definitions { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .35rem 1.25rem }
.definitions dt { color: var(--secondaire) }
.definitions dd { margin: 0 }
.plier { border-top: 1px solid var(--filet) }
.plier + .plier { margin-top: 0 }
.plier:last-of-type { border-bottom: 1px solid var(--filet) }
.plier > summary { cursor: pointer; font-weight: 600; padding: .75rem 0; color: var(--texte) }
.plier > summary:hover { color: var(--accent) }
.plier > :not(summary):last-child { margin-bottom: 1.25rem }
summary :is(h2, h3) { display: inline; font-size: inherit; margin: 0 }
.tableau { position: relative; overflow-x: auto; margin: 0 0 1.5rem }
table { overflow-wrap: break-word; border-collapse: collapse; width: 100%; background: var(--surface); font-size: .95rem }
caption { text-align: left; font-weight: 600; padding: 0 0 .5rem; background: var(--fond) }
th, td { border-bottom: 1px solid var(--filet); padding: .55rem .75rem; text-align: left; vertical-align: top }
thead th { color: var(--secondaire); font-size: .85rem; font-weight: 600; background: var(--creux) }
td:first-child code { white-space: nowrap }
.champs { margin: 0 0 1rem }
.champs dt { margin-top: .5rem }
.champs dt code { font-weight: 600 }
.champs dd { margin: 0 }
.champs .champs { border-left: 2px solid var(--filet); padding-left: 1rem; margin: .25rem 0 .75rem }
.defile { max-height: 24rem; overflow: auto }
.repere { scroll-margin-top: 4rem }
.repere:target { outline: 2px solid var(--accent); outline-offset: .5rem; border-radius: 2px }
@media (max-width: 36rem) {
  main { padding-top: 1.25rem }
  .panneau { padding: 1.1rem }
  .definitions { grid-template-columns: 1fr; gap: 0 }
  .definitions dd { margin-bottom: .6rem }
}
@media (prefers-reduced-motion: no-preference) {
  .bouton, .entete nav a { transition: background-color .12s, border-color .12s, color .12s }
}
@media (forced-colors: active) {
  .panneau, .alerte, .etiquette, .statut:not(:empty) { border: 1px solid }
  .entete nav a:not([aria-current], :hover) { border-color: Canvas }
}
`

const PAPIER = `@media print {
  :root { --fond: #fff; --surface: #fff; --creux: #fff; --texte: #000; --secondaire: #333; --filet: #bbb; --bord: #666; --accent: #000; --accent-pale: #fff; --attention: #000; --attention-pale: #fff; --erreur: #000; --erreur-pale: #fff }
  @page { margin: 16mm }
  html { font-size: 10.5pt }
  .entete, .pied, .evitement, .ecran, .statut, form, button { display: none !important }
  .papier { display: block }
  .aller, .aller button { display: block !important }
  .si-ouvert:not([open]) { display: none }
  main { max-width: none; padding: 0 }
  .panneau, .alerte, .identifiant, li, tr { break-inside: avoid }
  article.panneau { break-inside: auto }
  h2, h3, h4 { break-after: avoid }
  details::details-content { content-visibility: visible; block-size: auto }
  summary { list-style: none }
  a { text-decoration: none }
  .etapes a::after { content: " (" attr(href) ")" }
}
`

export const STYLE = [
  JETONS,
  BASE,
  CADRE,
  FORMULAIRES,
  BLOCS,
  VERIFICATION,
  STYLE_REPONSE,
  STYLE_DECISION,
  STYLE_LISTES,
  STYLE_FICHE,
  PAPIER,
  PAPIER_FICHE,
].join('')
