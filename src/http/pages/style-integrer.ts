/** The stylesheet of the frame: light or dark as the page around asks, else as the reader has it. */
export const STYLE_INTEGRER = `:root { color-scheme: light dark }
:root[data-theme=clair] { color-scheme: light }
:root[data-theme=sombre] { color-scheme: dark }
*, ::before, ::after { box-sizing: border-box }
[hidden] { display: none !important }
html { background: light-dark(#fff, #1a2224); color: light-dark(#1b2327, #e7ecec); font: 100%/1.5 system-ui, sans-serif }
body { margin: 0; padding: 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 1rem; font-weight: 650 }
h1:focus { outline: none }
h2 { font-size: 1rem; margin: 1.25rem 0 .5rem }
label { display: block; font-weight: 600 }
form { margin: .5rem 0 }
input { font: inherit; width: 100%; max-width: 22rem; padding: .5rem; margin: .25rem 0 .5rem; border: 1px solid light-dark(#79868c, #7f8d91); border-radius: 8px; background: light-dark(#fff, #12181a); color: inherit; display: block }
button { font: inherit; font-weight: 600; min-height: 2.5rem; padding: .4rem 1rem; border: 1px solid transparent; border-radius: 8px; background: light-dark(#0b6168, #6fcdd0); color: light-dark(#fff, #06272a); cursor: pointer; text-align: start }
button.discret { background: none; border-color: light-dark(#79868c, #7f8d91); color: inherit; font-weight: 400 }
:focus-visible { outline: 3px solid light-dark(#0b6168, #6fcdd0); outline-offset: 2px }
.qui { color: light-dark(#55616a, #a4b0b3); font-size: .92rem; margin: 0 0 .75rem }
.etiquette { display: inline-block; font-size: .85rem; font-weight: 600; background: light-dark(#eef1f0, #222c2f); border-radius: 999px; padding: 0 .65rem }
.alerte { background: light-dark(#fdf3df, #33291a); border-left: 4px solid light-dark(#8a5300, #f0b95a); border-radius: 4px 8px 8px 4px; padding: .6rem 1rem; margin: 0 0 1rem }
.alerte :is(p, ul) { margin: 0 }
.alerte-titre { color: light-dark(#8a5300, #f0b95a); font-weight: 700 }
.erreur { color: light-dark(#a8201a, #ff9d94); margin: .25rem 0 }
.commande { border: 1px solid light-dark(#d8dedd, #303c3f); border-radius: 8px; padding: .25rem 1rem 1rem; margin: 0 0 1rem }
.numero > span + wbr + span { margin-inline-start: .25em }
summary { cursor: pointer; padding: .5rem 0 }
`
