/** Who holds a key; `null` = no key, or one that is not ours. Stands for the key in the log. */
export type KeyCheck = (authorization: string | null) => Promise<string | null>

const toHex = (digest: ArrayBuffer): string => {
  let hex = ''
  for (const byte of new Uint8Array(digest)) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** Takes the same time whatever differs. Both are 64 characters long. */
const isEqual = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

/**
 * Checks `Authorization: Bearer <key>` against the SHA-256 of the accepted keys (lower-case hex).
 * Gives the digest of the key that fits. All keys are compared, so that time tells nothing.
 */
export const createKeyCheck = (accepted: readonly string[]): KeyCheck => {
  const encoder = new TextEncoder()
  return async (authorization) => {
    const key = /^Bearer +(\S{1,512})$/i.exec(authorization ?? '')?.[1]
    if (key === undefined) return null
    const digest = toHex(await crypto.subtle.digest('SHA-256', encoder.encode(key)))
    let found: string | null = null
    for (const one of accepted) if (isEqual(digest, one)) found = one
    return found
  }
}
