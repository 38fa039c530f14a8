import type { ProblemeExplique } from '../reponses.ts'
import { renderPage } from './layout.tsx'

/** What a code of problem means, and what to do. */
export const renderProblemeExplique = ({
  code,
  status,
  titre,
  sens,
  conseil,
}: ProblemeExplique): string =>
  renderPage(
    titre,
    <>
      <p class="chapeau">{sens}</p>
      <h2>Que faire</h2>
      <p>{conseil}</p>
      <p class="discret">
        Code <code>{code}</code>, statut HTTP {status}.
      </p>
      <p>
        <a href="/docs">Toute l’API</a>
      </p>
    </>,
  )
