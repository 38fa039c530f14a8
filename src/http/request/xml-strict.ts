import * as z from 'zod'
import { bare } from '../../application/parse-demande.ts'
import type { ErreurDeChamp } from '../../application/probleme.ts'
import { quote, toPointer } from '../../application/quote.ts'
import { readXml, type XmlElement } from '../../xml.ts'
import { NAMESPACES, toItemName } from '../formats/xml.ts'
import type { JsonRead } from './json-strict.ts'

const RACINE = 'demande'

/** Far more than any request of ours has: many small elements are slow to read. */
const MAX_TAGS = 1000

type Path = readonly PropertyKey[]

const INTEGER = /^\s*(-?(?:0|[1-9]\d*))\s*$/
const BOOLEAN = /^\s*(true|false)\s*$/

/** A text by its type; one that it cannot be stays a text, which the schema refuses. */
const TYPES = new Map<string, (text: string) => unknown>([
  ['xs:string', (text) => text],
  ['xs:integer', (text) => (INTEGER.test(text) ? Number(text) : text)],
  ['xs:boolean', (text) => (BOOLEAN.test(text) ? text.trim() === 'true' : text)],
])

/** The type that a field has where the document does not say it. */
const typeOf = (field: z.ZodType | undefined): string => {
  if (field instanceof z.ZodNumber) return 'xs:integer'
  return field instanceof z.ZodBoolean ? 'xs:boolean' : 'xs:string'
}

const fieldOf = (schema: z.ZodType | undefined, nom: string): z.ZodType | undefined => {
  if (schema instanceof z.ZodArray) return bare(schema.element)
  if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.shape, nom)) return undefined
  return bare(schema.shape[nom] as z.ZodType)
}

/** Whether an empty element is an empty list or object rather than an empty text. */
const isFolder = (schema: z.ZodType | undefined, text: string): boolean =>
  text.trim() === '' && (schema instanceof z.ZodArray || schema instanceof z.ZodObject)

/** Turns elements into the value that JSON would give, and keeps what no schema could find wrong. */
class Lecture {
  readonly erreurs: ErreurDeChamp[] = []

  #refuse(path: Path, code: string, detail: string): null {
    this.erreurs.push({ pointer: toPointer(path), code, detail })
    return null
  }

  #refuseAttributs({ nom, attributs = {} }: XmlElement, path: Path): void {
    for (const [name, value] of Object.entries(attributs)) {
      const known =
        (path.length === 0 && NAMESPACES.get(name) === value) ||
        (name === 'xsi:nil' && value === 'true') ||
        (name === 'xsi:type' && TYPES.has(value))
      if (known) continue
      const detail = `L’élément ${quote(nom)} a un attribut qui n’est pas admis : ${quote(name)}.`
      this.#refuse(path, 'attribut', detail)
    }
  }

  read(element: XmlElement, schema: z.ZodType | undefined, path: Path = []): unknown {
    this.#refuseAttributs(element, path)
    const { nom, attributs = {}, contenu } = element
    if (attributs['xsi:nil'] === 'true') return null
    const type = attributs['xsi:type']
    if (typeof contenu === 'string' && (type !== undefined || !isFolder(schema, contenu))) {
      return TYPES.get(type ?? typeOf(schema))?.(contenu)
    }
    if (type !== undefined) {
      return this.#refuse(path, 'type', `L’élément ${quote(nom)} n’a pas de type à dire.`)
    }
    const elements = typeof contenu === 'string' ? [] : contenu
    return schema instanceof z.ZodArray
      ? this.#readList(nom, elements, schema, path)
      : this.#readObject(elements, schema, path)
  }

  #readList(nom: string, elements: readonly XmlElement[], schema: z.ZodArray, path: Path) {
    const item = toItemName(nom)
    return elements.map((element, index) => {
      if (element.nom !== item) {
        const recu = quote(element.nom)
        const detail = `« ${nom} » ne contient que des éléments « ${item} » (reçu : ${recu}).`
        return this.#refuse([...path, element.nom], 'champ_inconnu', detail)
      }
      return this.read(element, fieldOf(schema, item), [...path, index])
    })
  }

  #readObject(elements: readonly XmlElement[], schema: z.ZodType | undefined, path: Path) {
    const fields = new Map<string, unknown>()
    for (const element of elements) {
      const { nom } = element
      const inner = [...path, nom]
      if (fields.has(nom)) {
        this.#refuse(inner, 'repete', `L’élément ${quote(nom)} figure deux fois.`)
      } else fields.set(nom, this.read(element, fieldOf(schema, nom), inner))
    }
    return Object.fromEntries(fields)
  }
}

/**
 * The value that the same request has in JSON, for the schema to check: an element `demande`, written
 * as our own answers are. The schema says the type of a text that has no `xsi:type`. `detail` is
 * French.
 */
export const parseXmlStrict = (text: string, schema: z.ZodType): JsonRead => {
  if (text.split('<', MAX_TAGS + 2).length > MAX_TAGS + 1) {
    return { ok: false, detail: 'Le XML reçu a trop d’éléments.' }
  }
  const read = readXml(text)
  if (!read.ok) return read
  const { racine } = read
  if (racine.nom !== RACINE) {
    const detail = `Un élément « ${RACINE} » est attendu (reçu : ${quote(racine.nom)}).`
    return { ok: false, detail }
  }
  const lecture = new Lecture()
  const value = lecture.read(racine, schema)
  const [first] = lecture.erreurs
  return first === undefined
    ? { ok: true, value }
    : { ok: false, detail: first.detail, errors: [first] }
}
