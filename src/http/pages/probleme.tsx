import type { ProblemeContenu } from '../reply/reply.ts'
import { renderPage } from './layout.tsx'

/** A problem for a person: what happened, what to do next, the reference to quote. */
export const renderProblemePage = (contenu: ProblemeContenu): string => {
  const { status, titre, conseil, requestId, probleme } = contenu
  const erreurs = (probleme.errors ?? []).filter(({ detail }) => detail !== probleme.detail)
  return renderPage(
    titre,
    <>
      <p class="chapeau">{probleme.detail}</p>
      {erreurs.length > 0 && (
        <ul>
          {erreurs.map(({ detail }) => (
            <li>{detail}</li>
          ))}
        </ul>
      )}
      <p>{conseil}</p>
      <p>
        <a href="/">Page d’accueil</a>
      </p>
      <p class="discret">
        Erreur {status} (<code>{probleme.code}</code>), référence <code>{requestId}</code>.
      </p>
    </>,
  )
}
