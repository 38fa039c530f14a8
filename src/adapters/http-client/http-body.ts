export type Body = { ok: true; text: string } | { ok: false; reason: string }

/**
 * The body of an answer as text, counted while it streams in (after decompression) and given up as
 * soon as it is too long, whatever its `Content-Length` says. `take` counts the bytes of the whole
 * look-up: false = too many.
 *
 * @throws whatever the network throws.
 */
export const readBody = async (
  response: Response,
  maxBytes: number,
  take: (count: number) => boolean,
): Promise<Body> => {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    drop(response)
    return { ok: false, reason: 'answer too long' }
  }
  if (!response.body) return { ok: true, text: '' }

  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      length += chunk.value.byteLength
      if (length > maxBytes || !take(chunk.value.byteLength)) {
        return { ok: false, reason: 'answer too long' }
      }
      chunks.push(chunk.value)
    }
  } finally {
    reader.cancel().catch(() => {})
  }
  return decode(chunks)
}

const decode = (chunks: readonly Uint8Array[]): Body => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    const texts = chunks.map((chunk) => decoder.decode(chunk, { stream: true }))
    return { ok: true, text: texts.join('') + decoder.decode() }
  } catch {
    return { ok: false, reason: 'answer not in UTF-8' }
  }
}

/** Lets go of an answer that is not read, and of its connection. */
export const drop = (response: Response): void => {
  response.body?.cancel().catch(() => {})
}
