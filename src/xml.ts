import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element with text or with elements in it, never both. Every value is a string. */
export type XmlElement = {
  nom: string
  attributs?: Readonly<Record<string, string>>
  contenu: string | readonly XmlElement[]
}

/** `detail` is a French sentence on what was sent. */
export type XmlRead = { ok: true; racine: XmlElement } | { ok: false; detail: string }

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

/** Far more than any document of ours needs. */
const MAX_DEPTH = 16

const refuse = (detail: string): { ok: false; detail: string } => ({ ok: false, detail })

const NOT_XML = refuse('Le corps de la demande n’est pas du XML bien formé.')

const toElement = (node: Node, depth: number): XmlRead => {
  if (depth > MAX_DEPTH) return refuse('Le XML reçu est trop imbriqué.')
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
    const read = toElement(child, depth + 1)
    if (!read.ok) return read
    elements.push(read.racine)
  }
  if (elements.length === 0) return { ok: true, racine: { nom, attributs, contenu: text } }
  if (text.trim() !== '') return refuse('Le XML reçu mêle du texte et des éléments.')
  return { ok: true, racine: { nom, attributs, contenu: elements } }
}

const DECLARATION = /^\uFEFF?<\?xml\s[^>]*\?>/
const OPAQUE = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/g
const REFERENCE = /&(?:(?:amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));|&/g

const isCharacter = (code: number): boolean =>
  code > 0 && code <= 0x10ffff && toXmlText(String.fromCodePoint(code)) !== '\uFFFD'

/** No reference but those that XML itself has, to a character that it can hold; no other markup. */
const isPlain = (text: string): boolean =>
  !text.includes('<!') &&
  [...text.matchAll(REFERENCE)].every(([all, decimal, hexadecimal]) => {
    if (decimal === undefined && hexadecimal === undefined) return all !== '&'
    return isCharacter(decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal))
  })

/** What the parser would let through, and may not be read; null = nothing. */
const findFault = (text: string): XmlRead | null => {
  // Wherever the word stands: it is how entities that grow or reach out come in.
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) {
    return refuse('Le XML reçu contient un DOCTYPE ou une entité : ils sont refusés.')
  }
  const [declaration = ''] = DECLARATION.exec(text) ?? []
  const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1] ?? 'utf-8'
  if (!/^utf-?8$/i.test(encoding)) return refuse('Le XML reçu n’est pas déclaré en UTF-8.')
  if (text.includes('<?', declaration.length)) {
    return refuse('Le XML reçu contient une instruction de traitement : elles sont refusées.')
  }
  return toXmlText(text) === text ? null : NOT_XML
}

/**
 * A document from somebody else. Refused: what is not well formed, a DOCTYPE, an entity that is not
 * one of XML itself, a processing instruction, another encoding, text mixed with elements, more than
 * 16 elements one in the other. CDATA is text; comments are skipped.
 */
export const readXml = (text: string): XmlRead => {
  if (text.trim() === '') return refuse('Le corps de la demande est vide.')
  const fault = findFault(text)
  if (fault !== null) return fault
  let nodes: Node[]
  try {
    if (XMLValidator.validate(text) !== true || !isPlain(text.replace(OPAQUE, ''))) return NOT_XML
    nodes = parser.parse(text) as Node[]
  } catch {
    return NOT_XML
  }
  const [root, ...others] = nodes.filter((node) => !(TEXT in node))
  return root === undefined || others.length > 0 ? NOT_XML : toElement(root, 1)
}
