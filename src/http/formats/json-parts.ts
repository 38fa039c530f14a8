import type { Commande } from '../../domain/verification.ts'

/**
 * An answer as JSON, written part by part: most of it is the same in every answer, and the engine
 * writes an object twice as slowly when anything in it is computed as it is read.
 */

type Write<T> = (value: T) => string
type Writers<T> = { [K in keyof T]?: Write<T[K]> }

/** Texts of what answers share, by identity: it is frozen, so that they stay true. */
const shared = new WeakMap<object, string>()

const writeShared: Write<object> = (value) => {
  const known = shared.get(value)
  if (known !== undefined) return known
  const text = JSON.stringify(value)
  if (Object.isFrozen(value)) shared.set(value, text)
  return text
}

const listOf =
  <T>(write: Write<T>): Write<readonly T[]> =>
  (values) => {
    let text = '['
    let separator = ''
    for (const value of values) {
      text += separator + write(value)
      separator = ','
    }
    return `${text}]`
  }

/** The fields in their order, some by a writer of their own; without the braces around them. */
const fieldsOf =
  <T extends object>(writers: Writers<T>): Write<T> =>
  (value) => {
    let text = ''
    for (const key in value) {
      if (value[key] === undefined) continue
      const write = writers[key] ?? JSON.stringify
      text += `${text === '' ? '' : ','}"${key}":${write(value[key])}`
    }
    return text
  }

const objectOf = <T extends object>(writers: Writers<T>): Write<T> => {
  const fields = fieldsOf(writers)
  return (value) => `{${fields(value)}}`
}

const sharedList = listOf(writeShared)

const writeCommande = objectOf<Commande>({
  regles: sharedList,
  etapes: sharedList,
  fiche: objectOf<Commande['fiche']>({ champs: sharedList, consignes: sharedList }),
})

/** The fields of an answer, its `commandes` among them. */
export const writeFields = fieldsOf<{ commandes: Commande[] }>({ commandes: listOf(writeCommande) })
