import { once } from '../once.ts'

/** `2026-11-23` as people write it: `23/11/2026`. */
export const frenchDay = (jour: string): string =>
  `${jour.slice(8, 10)}/${jour.slice(5, 7)}/${jour.slice(0, 4)}`

const paris = once(
  () =>
    new Intl.DateTimeFormat('fr-FR', {
      timeZone: 'Europe/Paris',
      dateStyle: 'short',
      timeStyle: 'short',
    }),
)

/** `2026-11-23T09:00:00Z` as people read it: `23/11/2026 à 10:00 (heure de Paris)`. */
export const frenchInstant = (instant: string): string =>
  `${paris().format(new Date(instant)).replace(/,?\s+/, ' à ')} (heure de Paris)`
