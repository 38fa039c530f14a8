import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element with text or with elements in it, never both. Every value is a string. */
export type XmlElement = {
  nom: string
  attributs?: Readonly<Record<string, string>>
  contenu: string | readonly XmlElement[]
}

export type XmlRead = { ok: true; racine: XmlElement } | { ok: false; reason: string }

const TEXT = '#text'
const ATTRIBUTES = ':@'
const PREFIX = '@_'

/** As the parser keeps an element: one key for its name, one for its attributes. */
type Node = Record<string, unknown>

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: PREFIX,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Numeric references too. Without a DOCTYPE, no entity is longer than itself: nothing to count.
  htmlEntities: true,
  processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
  ignoreDeclaration: true,
  ignorePiTags: true,
})

// The builder takes `entities`; its types do not know. A carriage return as such would be read back
// as a line feed.
const builderOptions = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: PREFIX,
  suppressEmptyNode: true,
  entities: [
    { regex: /&/g, val: '&amp;' },
    { regex: /</g, val: '&lt;' },
    { regex: />/g, val: '&gt;' },
    { regex: /\r/g, val: '&#13;' },
  ],
}

const builder = new XMLBuilder(builderOptions)

/** What XML 1.0 has no way to write, whether as such or as a reference. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Text as XML 1.0 can hold it: U+FFFD stands for each character that it cannot. */
export const toXmlText = (text: string): string => text.toWellFormed().replace(UNWRITABLE, '\uFFFD')

const toNode = ({ nom, attributs = {}, contenu }: XmlElement): Node => {
  const node: Node = {
    [nom]: typeof contenu === 'string' ? [{ [TEXT]: toXmlText(contenu) }] : contenu.map(toNode),
  }
  const entries = Object.entries(attributs)
  if (entries.length > 0) {
    node[ATTRIBUTES] = Object.fromEntries(
      entries.map(([name, value]) => [PREFIX + name, toXmlText(value)]),
    )
  }
  return node
}

/** A document in UTF-8, without white space of its own. Names are the caller's own: never data. */
export const writeXml = (racine: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build([toNode(racine)])}\n`

const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ATTRIBUTES) ?? ''

/** null = text and elements side by side. */
const toElement = (node: Node): XmlElement | null => {
  const nom = nameOf(node)
  const attributs = Object.fromEntries(
    Object.entries((node[ATTRIBUTES] ?? {}) as Record<string, string>).map(([name, value]) => [
      name.slice(PREFIX.length),
      value,
    ]),
  )
  let text = ''
  const elements: XmlElement[] = []
  for (const child of node[nom] as Node[]) {
    if (TEXT in child) {
      text += String(child[TEXT])
      continue
    }
    const element = toElement(child)
    if (element === null) return null
    elements.push(element)
  }
  if (elements.length === 0) return { nom, attributs, contenu: text }
  return text.trim() === '' ? { nom, attributs, contenu: elements } : null
}

/**
 * A document from somebody else. Refused: what is not well formed, a DOCTYPE (wherever the word
 * stands: it is how entities that grow or reach out come in), and text mixed with elements.
 */
export const readXml = (text: string): XmlRead => {
  if (/<!DOCTYPE/i.test(text)) return { ok: false, reason: 'DOCTYPE is refused' }
  if (XMLValidator.validate(text) !== true) return { ok: false, reason: 'not well formed' }
  let nodes: Node[]
  try {
    nodes = parser.parse(text) as Node[]
  } catch {
    return { ok: false, reason: 'not readable' }
  }
  const [root, ...others] = nodes.filter((node) => !(TEXT in node))
  if (root === undefined || others.length > 0) return { ok: false, reason: 'not one root' }
  const racine = toElement(root)
  return racine === null ? { ok: false, reason: 'mixed content' } : { ok: true, racine }
}
