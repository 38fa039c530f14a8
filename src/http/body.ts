import type { Probleme } from '../application/probleme.ts'

export type BodyRead = { ok: true; text: string } | { ok: false; probleme: Probleme }

const refuse = (code: Probleme['code'], detail: string): BodyRead => ({
  ok: false,
  probleme: { code, detail },
})

const tooLarge = (maxBytes: number): BodyRead =>
  refuse('corps_trop_grand', `Le corps de la demande dépasse ${maxBytes / 1024} Kio.`)

const concat = (chunks: readonly Uint8Array[], size: number): Uint8Array => {
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

const readBytes = async (request: Request, maxBytes: number): Promise<Uint8Array | 'too-large'> => {
  if (request.body === null) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a stream has no other way
    const { done, value } = await reader.read()
    if (done) return concat(chunks, size)
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      return 'too-large'
    }
    chunks.push(value)
  }
}

/**
 * The body as UTF-8 text, at most `maxBytes`: refused on what Content-Length says, and counted
 * while reading because it may be absent or lie. Fails as `corps_trop_grand`, or
 * `requete_invalide` when it is cut short or not UTF-8.
 */
export const readBody = async (request: Request, maxBytes: number): Promise<BodyRead> => {
  if (Number(request.headers.get('content-length')) > maxBytes) return tooLarge(maxBytes)
  let bytes: Uint8Array | 'too-large'
  try {
    bytes = await readBytes(request, maxBytes)
  } catch {
    return refuse('requete_invalide', 'Le corps de la demande n’est pas arrivé en entier.')
  }
  if (bytes === 'too-large') return tooLarge(maxBytes)
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return refuse('requete_invalide', 'Le corps de la demande n’est pas du texte UTF-8.')
  }
}
