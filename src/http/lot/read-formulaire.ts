import type { Probleme } from '../../application/probleme.ts'
import { readBytes } from '../request/body.ts'
import { quote } from '../../application/quote.ts'
import { type FichierLu, readFichier } from './read-fichier.ts'

/** What was typed on the page of a lot. */
export type LotSaisi = {
  /** Pasted, or what the file holds. */
  texte: string
  /** Where the text comes from; `deux` = both were given. */
  origine: 'numeros' | 'fichier' | 'deux'
  date: string
  usages: string[]
  /** Why the file cannot be read; null = it can, or there is none. */
  refus: Probleme | null
  /** What a button asked the result to be downloaded as; null = a page. */
  format: FormatLot | null
}

/** What the result can be downloaded as, by the name of its file. */
const FORMATS_LOT = ['xlsx', 'csv', 'json'] as const
export type FormatLot = (typeof FORMATS_LOT)[number]

export type LotSaisiRead = { ok: true; saisi: LotSaisi } | { ok: false; probleme: Probleme }

const refuse = (code: Probleme['code'], detail: string): LotSaisiRead => ({
  ok: false,
  probleme: { code, detail },
})

const CHAMPS = ['numeros', 'fichier', 'date', 'usages', 'format']

const TYPES = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)\s*(?:;|$)/i

const readFile = async (file: ReturnType<FormData['get']>, max: number): Promise<FichierLu> =>
  file === null || typeof file === 'string'
    ? { texte: file ?? '', refus: null }
    : readFichier(new Uint8Array(await file.arrayBuffer()), max)

const textOf = (form: FormData, nom: string): string => {
  const value = form.get(nom)
  return typeof value === 'string' ? value : ''
}

/**
 * The form of a lot, at most `maxBytes` with its file, and as much once it is read; of a workbook as
 * far as `max` numbers and one more. Fails as `corps_trop_grand`,
 * `type_non_supporte`, or `requete_invalide` for a form cut short or with a field of its own.
 */
export const readFormulaire = async (
  request: Request,
  maxBytes: number,
  max: number,
): Promise<LotSaisiRead> => {
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
  const { texte: fichier, refus } = await readFile(form.get('fichier'), max)
  // The page gives it back to be sent again, in each of its forms.
  if (new TextEncoder().encode(fichier).byteLength > maxBytes) {
    return refuse('corps_trop_grand', 'Le fichier, une fois lu, est plus grand qu’un formulaire.')
  }
  const isGiven = refus !== null || fichier.trim() !== ''
  const both = colle.trim() !== '' && isGiven
  const format = textOf(form, 'format')
  return {
    ok: true,
    saisi: {
      texte: !isGiven || both ? colle : fichier,
      origine: both ? 'deux' : isGiven ? 'fichier' : 'numeros',
      date: textOf(form, 'date').trim(),
      usages: form.getAll('usages').filter((usage) => typeof usage === 'string'),
      refus,
      format: FORMATS_LOT.find((one) => one === format) ?? null,
    },
  }
}
