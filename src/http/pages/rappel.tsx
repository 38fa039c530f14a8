import { addYears } from '../../domain/rappels.ts'

const DUREE_ANS = 3

/**
 * Reminders of a certificate got on `jour`, as a file for a calendar. Its end may be corrected: only
 * who has the certificate knows it.
 */
export const Rappel = ({ jour }: { jour: string }) => (
  <form class="rappel" action="/rappel.ics">
    <label>
      Fin du certificat{' '}
      <input name="fin" type="date" value={addYears(jour, DUREE_ANS)} required autocomplete="off" />
    </label>
    <button class="bouton discret">Rappels pour l’agenda (.ics)</button>
  </form>
)
