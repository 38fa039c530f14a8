import { addYears } from '../../domain/rappels.ts'

const DUREE_ANS = 3

/**
 * Reminders of a certificate got on `jour`, folded, as a file for a calendar. Its end may be corrected: only
 * who has the certificate knows it.
 */
export const Rappel = ({ jour }: { jour: string }) => (
  <details class="ecran">
    <summary class="lien">Mettre des rappels dans l’agenda</summary>
    <form class="rappel" action="/rappel.ics">
      <label>
        Fin du certificat{' '}
        <input
          name="fin"
          type="date"
          value={addYears(jour, DUREE_ANS)}
          required
          autocomplete="off"
        />
      </label>
      <button class="bouton discret">Rappels pour l’agenda (.ics)</button>
    </form>
  </details>
)
