/** The only stylesheet. Contrasts of 4.5 at least, in both colour schemes. */
export const STYLE = `:root { color-scheme: light dark }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif }
header { border-bottom: 1px solid; padding-bottom: .5rem; font-weight: 600 }
h1 { font-size: 1.5rem; line-height: 1.25 }
a { color: light-dark(#000091, #a0a0ff) }
a:focus-visible { outline: 3px solid; outline-offset: 2px }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; padding: .5rem 0 }
th, td { border-bottom: 1px solid #888; padding: .4rem .6rem .4rem 0; text-align: left; vertical-align: top }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere }
td:first-child code { white-space: nowrap }
`
