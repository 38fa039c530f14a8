import { html } from 'hono/html'
import type { Probleme } from '../../application/probleme.ts'
import { renderPage } from './layout.ts'

type Contenu = {
  status: number
  titre: string
  conseil: string
  requestId: string
  probleme: Probleme
}

/** A problem for a person: what happened, what to do next, the reference to quote. */
export const renderProblemePage = (contenu: Contenu): string => {
  const { status, titre, conseil, requestId, probleme } = contenu
  const erreurs = (probleme.errors ?? []).filter(({ detail }) => detail !== probleme.detail)
  return renderPage(
    titre,
    html`<p>${probleme.detail}</p>
${erreurs.length > 0 ? html`<ul>${erreurs.map(({ detail }) => html`<li>${detail}</li>`)}</ul>` : ''}
<p>${conseil}</p>
<p><a href="/">Page d’accueil</a></p>
<p><small>Erreur ${status} (<code>${probleme.code}</code>), référence <code>${requestId}</code>.</small></p>`,
  )
}
