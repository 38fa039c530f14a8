/** The address for one rule, or for none: its id is the only thing that leaves. */
const toAdresse = (url: string, regle: string): string =>
  url.replaceAll(/\{regle\}|%7Bregle%7D/gi, encodeURIComponent(regle))

/** « Proposer une correction », of that rule or of the whole; nothing without an address. */
export const Contribution = ({ url, regle = '' }: { url: string | null; regle?: string }) =>
  url === null ? null : (
    <p class="ecran">
      <a href={toAdresse(url, regle)} rel="noreferrer">
        Proposer une correction
      </a>{' '}
      <span class="discret">(n’y mettez aucun nom ni numéro de personne)</span>
    </p>
  )
