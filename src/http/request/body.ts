import type { Probleme } from '../../application/probleme.ts'
import { joinBytes } from '../bytes.ts'

type Refus = { ok: false; probleme: Probleme }
export type BytesRead = { ok: true; bytes: Uint8Array<ArrayBuffer> } | Refus
export type BodyRead = { ok: true; text: string } | Refus

const refuse = (code: Probleme['code'], detail: string): Refus => ({
  ok: false,
  probleme: { code, detail },
})

const tooLarge = (maxBytes: number): Refus =>
  refuse('corps_trop_grand', `Le corps de la demande dépasse ${maxBytes / 1024} Kio.`)

const readAll = async (
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | 'too-large'> => {
  if (request.body === null) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a stream has no other way
    const { done, value } = await reader.read()
    if (done) return joinBytes(chunks)
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      return 'too-large'
    }
    chunks.push(value)
  }
}

/**
 * The body, at most `maxBytes`: refused on what Content-Length says, and counted while reading
 * because it may be absent or lie. Fails as `corps_trop_grand`, or `requete_invalide` when it is
 * cut short.
 */
export const readBytes = async (request: Request, maxBytes: number): Promise<BytesRead> => {
  if (Number(request.headers.get('content-length')) > maxBytes) return tooLarge(maxBytes)
  try {
    const bytes = await readAll(request, maxBytes)
    return bytes === 'too-large' ? tooLarge(maxBytes) : { ok: true, bytes }
  } catch {
    return refuse('requete_invalide', 'Le corps de la demande n’est pas arrivé en entier.')
  }
}

/** A body as UTF-8 text, else `requete_invalide`. */
export const decodeBody = (bytes: Uint8Array): BodyRead => {
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return refuse('requete_invalide', 'Le corps de la demande n’est pas du texte UTF-8.')
  }
}

/** The body as UTF-8 text; fails as `readBytes` and `decodeBody` do. */
export const readBody = async (request: Request, maxBytes: number): Promise<BodyRead> => {
  const read = await readBytes(request, maxBytes)
  return read.ok ? decodeBody(read.bytes) : read
}
