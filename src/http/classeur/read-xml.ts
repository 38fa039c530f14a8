import { Parser } from 'saxen'
import { ABIME, ClasseurRefuse } from './classeur-refuse.ts'

/**
 * What is told of a document while it is read; names without their prefix. An attribute is asked for
 * by its name; `:id` is one with a prefix, whichever it is.
 */
export type Lecteur = {
  /** true = enough has been seen. */
  open?: (nom: string, attribut: (nom: string) => string | undefined) => boolean | void
  text?: (text: string) => void
  close?: (nom: string) => void
}

const localName = (nom: string): string => nom.slice(nom.indexOf(':') + 1)

/** What is said of the pronunciation of a text, in a text of its own. */
const PHONETIQUE = 'rPh'

/**
 * Reads a part of a workbook, event by event: a tree of it would take ten times its size. How texts
 * are pronounced is passed over. A DOCTYPE is refused, as it is how entities that grow or reach out
 * come in.
 *
 * @throws ClasseurRefuse when it is not well formed.
 */
export const readXml = (xml: string, { open, text, close }: Lecteur): void => {
  const refuse = (): never => {
    throw new ClasseurRefuse(ABIME)
  }
  let phonetique = 0
  const parser = new Parser()
    .on('error', refuse)
    .on('warn', refuse)
    .on('attention', refuse)
    .on('openTag', (nom, attributes, decode) => {
      const local = localName(nom)
      if (local === PHONETIQUE) phonetique++
      if (phonetique > 0) return
      const attribut = (one: string): string | undefined => {
        const all = attributes()
        const nomme = one.startsWith(':') ? Object.keys(all).find((key) => key.endsWith(one)) : one
        const value = nomme === undefined ? undefined : all[nomme]
        return value === undefined ? undefined : decode(value)
      }
      if (open?.(local, attribut) === true) parser.stop()
    })
    .on('closeTag', (nom) => {
      const local = localName(nom)
      if (phonetique === 0) close?.(local)
      else if (local === PHONETIQUE) phonetique--
    })
  if (text) {
    const tell = (value: string): void => {
      if (phonetique === 0) text(value)
    }
    parser.on('text', (value, decode) => tell(decode(value)))
    parser.on('cdata', tell)
  }
  parser.parse(xml)
}
