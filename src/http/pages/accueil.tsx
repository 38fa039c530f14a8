import { renderPage } from './layout.tsx'

/** An address of the service: its method, its pattern, what it is for. */
export type Adresse = { methode: string; adresse: string; role: string }

const Lien = ({ methode, adresse }: Adresse) =>
  methode === 'GET' && !adresse.includes('{') ? (
    <a href={adresse}>
      <code>GET {adresse}</code>
    </a>
  ) : (
    <code>
      {methode} {adresse}
    </code>
  )

export const renderAccueil = (adresses: readonly Adresse[]): string =>
  renderPage(
    'Qui commande le certificat logiciel ?',
    <>
      <p class="chapeau">
        Ce service dit, pour un professionnel de santé, qui doit commander le certificat de son
        logiciel, sous quel identifiant, et pourquoi.
      </p>
      <ul>
        {adresses.map((adresse) => (
          <li>
            <Lien {...adresse} /> : {adresse.role}
          </li>
        ))}
      </ul>
    </>,
    { adresse: '/' },
  )
