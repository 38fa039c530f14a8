import type { Probleme } from '../../application/probleme.ts'
import { readBytes } from '../request/body.ts'
import { quote } from '../../application/quote.ts'

/** What was typed on the page of a lot. */
export type LotSaisi = {
  /** Pasted, or what the file holds. */
  texte: string
  /** Where the text comes from; `deux` = both were given. */
  origine: 'numeros' | 'fichier' | 'deux'
  date: string
  usages: string[]
  /** The file is no text: a workbook, most often. */
  binaire: boolean
  /** Asked for by the button « CSV ». */
  csv: boolean
}

export type LotSaisiRead = { ok: true; saisi: LotSaisi } | { ok: false; probleme: Probleme }

const refuse = (code: Probleme['code'], detail: string): LotSaisiRead => ({
  ok: false,
  probleme: { code, detail },
})

const CHAMPS = ['numeros', 'fichier', 'date', 'usages', 'format']

const TYPES = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)\s*(?:;|$)/i

/** UTF-8 as a rule; what a spreadsheet saves on an older Windows otherwise: digits are the same. */
const decode = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const readFile = async (file: ReturnType<FormData['get']>): Promise<string> => {
  if (file === null || typeof file === 'string') return file ?? ''
  return decode(new Uint8Array(await file.arrayBuffer()))
}

const textOf = (form: FormData, nom: string): string => {
  const value = form.get(nom)
  return typeof value === 'string' ? value : ''
}

/**
 * The form of a lot, at most `maxBytes` with its file. Fails as `corps_trop_grand`,
 * `type_non_supporte`, or `requete_invalide` for a form cut short or with a field of its own.
 */
export const readFormulaire = async (request: Request, maxBytes: number): Promise<LotSaisiRead> => {
  const type = request.headers.get('content-type') ?? ''
  if (!TYPES.test(type)) return refuse('type_non_supporte', 'Un formulaire est attendu.')
  const read = await readBytes(request, maxBytes)
  if (!read.ok) return read
  let form: FormData
  try {
    form = await new Response(read.bytes, { headers: { 'content-type': type } }).formData()
  } catch {
    return refuse('requete_invalide', 'Le formulaire n’est pas arrivé en entier.')
  }
  for (const nom of form.keys()) {
    if (!CHAMPS.includes(nom)) return refuse('requete_invalide', `Champ inconnu : ${quote(nom)}.`)
    if (nom !== 'usages' && form.getAll(nom).length > 1) {
      return refuse('requete_invalide', `Le champ ${quote(nom)} figure plusieurs fois.`)
    }
  }
  const colle = textOf(form, 'numeros')
  const fichier = await readFile(form.get('fichier'))
  const both = colle.trim() !== '' && fichier.trim() !== ''
  return {
    ok: true,
    saisi: {
      texte: fichier.trim() === '' || both ? colle : fichier,
      origine: both ? 'deux' : fichier.trim() === '' ? 'numeros' : 'fichier',
      date: textOf(form, 'date').trim(),
      usages: form.getAll('usages').filter((usage) => typeof usage === 'string'),
      binaire: fichier.includes('\0'),
      csv: form.get('format') === 'csv',
    },
  }
}
