import { html } from 'hono/html'
import { renderPage } from './layout.ts'

/** An address of the service: its method, its pattern, what it is for. */
export type Adresse = { methode: string; adresse: string; role: string }

const renderAdresse = ({ methode, adresse }: Adresse) =>
  methode === 'GET' && !adresse.includes('{')
    ? html`<a href="${adresse}"><code>GET ${adresse}</code></a>`
    : html`<code>${methode} ${adresse}</code>`

export const renderAccueil = (adresses: readonly Adresse[]): string =>
  renderPage(
    'Qui commande le certificat logiciel ?',
    html`<p>Ce service dit, pour un professionnel de santé, qui doit commander le certificat de son
logiciel, sous quel identifiant, et pourquoi.</p>
<ul>
${adresses.map(
  (adresse) => html`<li>${renderAdresse(adresse)} : ${adresse.role}</li>
`,
)}</ul>`,
  )
