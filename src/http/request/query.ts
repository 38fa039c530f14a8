import type { Probleme, ErreurDeChamp } from '../../application/probleme.ts'
import { quote, toPointer } from '../../application/quote.ts'

export type QueryRead =
  | { ok: true; values: Record<string, string> }
  | { ok: false; probleme: Probleme }

const toErreur = (name: string, code: string, detail: string): ErreurDeChamp => ({
  pointer: toPointer([name]),
  code,
  detail,
})

/** The one parameter that is a list: written once with commas, or as many times as it has values. */
const LISTE = 'usages'

const findFault = (query: URLSearchParams, known: readonly string[]): ErreurDeChamp | null => {
  for (const name of query.keys()) {
    if (!known.includes(name)) {
      const connus =
        known.length === 0
          ? 'cette adresse n’en prend aucun'
          : `paramètres connus : ${known.join(', ')}`
      const detail = `Paramètre inconnu : ${quote(name)} (${connus}).`
      return toErreur(name, 'champ_inconnu', detail)
    }
    if (name !== LISTE && query.getAll(name).length > 1) {
      return toErreur(name, 'repete', `Le paramètre « ${name} » figure plusieurs fois.`)
    }
  }
  return null
}

/** The query parameters of a URL: `known` ones only, each at most once but for the list. */
export const readQuery = (url: string, known: readonly string[]): QueryRead => {
  const start = url.indexOf('?')
  if (start === -1) return { ok: true, values: {} }
  const end = url.indexOf('#', start)
  const query = new URLSearchParams(url.slice(start + 1, end === -1 ? undefined : end))
  const fault = findFault(query, known)
  if (fault === null) {
    if (query.has(LISTE)) query.set(LISTE, query.getAll(LISTE).join(','))
    return { ok: true, values: Object.fromEntries(query) }
  }
  return {
    ok: false,
    probleme: { code: 'requete_invalide', detail: fault.detail, errors: [fault] },
  }
}

/** The options of an address as those of a body: `usages=a,b` is a list there. */
export const toOptions = ({
  usages,
  ...options
}: Readonly<Record<string, string>>): Record<string, unknown> =>
  usages === undefined
    ? options
    : { ...options, usages: usages.split(',').map((usage) => usage.trim()) }
