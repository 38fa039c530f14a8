import { writeXml, type XmlElement } from '../../xml.ts'
import type { Ecrite, Format } from './format.ts'

/** A list `regles` has elements `regle`; a name without a final s is that of its elements too. */
export const toItemName = (nom: string): string => nom.replace(/s$/, '')

/**
 * Any JSON value as an element of its field's name. A list is an element with one child an item; null
 * is `xsi:nil`, so that an empty element is an empty text or list; what is no text says so by
 * `xsi:type`.
 */
const toElement = (nom: string, value: unknown): XmlElement => {
  if (value === null) return { nom, attributs: { 'xsi:nil': 'true' }, contenu: '' }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    return { nom, contenu: items.map((item) => toElement(toItemName(nom), item)) }
  }
  switch (typeof value) {
    case 'string':
      return { nom, contenu: value }
    case 'boolean':
      return { nom, attributs: { 'xsi:type': 'xs:boolean' }, contenu: String(value) }
    case 'number':
      return { nom, attributs: { 'xsi:type': 'xs:integer' }, contenu: String(value) }
    default: {
      const fields = Object.entries(value as object)
      return { nom, contenu: fields.map(([name, field]) => toElement(name, field)) }
    }
  }
}

/** What the root declares, for `xsi:nil` and `xsi:type`. */
export const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['xmlns:xs', 'http://www.w3.org/2001/XMLSchema'],
  ['xmlns:xsi', 'http://www.w3.org/2001/XMLSchema-instance'],
])

/** A JSON value as a document whose root is `nom`. */
export const toXml = (nom: string, value: unknown): string =>
  writeXml({ ...toElement(nom, value), attributs: Object.fromEntries(NAMESPACES) })

export const xml = {
  mediaType: 'application/xml',
  type: 'application/xml; charset=utf-8',
  render: ({ verification }: Ecrite) => toXml('verification', verification),
} satisfies Format
