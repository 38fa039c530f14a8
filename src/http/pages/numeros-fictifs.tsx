import { Tableau } from './blocs.tsx'
import { renderPage } from './layout.tsx'

/** A number of the fictitious directory, and what it lets one see. */
export type NumeroFictif = {
  numero: string
  type: 'RPPS' | 'CARTE'
  montre: string
  /** Outcome without option; null when the answer is a problem. */
  issue: string | null
  /** Code of the problem; null when there is an outcome. */
  probleme: string | null
}

const TYPES = { RPPS: 'RPPS', CARTE: 'Carte' }

/** Only a RPPS has an address of its own: a card number never stands in one. */
const Numero = ({ numero, type }: NumeroFictif) =>
  type === 'RPPS' ? (
    <a href={`/v1/verifications/${numero}`}>
      <code>{numero}</code>
    </a>
  ) : (
    <code>{numero}</code>
  )

const Ligne = (ligne: NumeroFictif) => (
  <tr>
    <td>
      <Numero {...ligne} />
    </td>
    <td>{TYPES[ligne.type]}</td>
    <td>
      <code>{ligne.issue ?? ligne.probleme}</code>
    </td>
    <td>{ligne.montre}</td>
  </tr>
)

export const renderNumerosFictifs = (numeros: readonly NumeroFictif[]): string =>
  renderPage(
    'Numéros fictifs',
    <>
      <p>Ces numéros n’appartiennent à personne. Ils servent à essayer le service.</p>
      <Tableau legende="Numéros fictifs">
        <thead>
          <tr>
            <th scope="col">Numéro</th>
            <th scope="col">Type</th>
            <th scope="col">Issue</th>
            <th scope="col">Ce qu’il montre</th>
          </tr>
        </thead>
        <tbody>
          {numeros.map((ligne) => (
            <Ligne {...ligne} />
          ))}
        </tbody>
      </Tableau>
    </>,
    { adresse: '/numeros-fictifs' },
  )
