import { timingSafeEqual } from 'hono/utils/buffer'
import { sha256 } from 'hono/utils/crypto'

/** Who holds a key; `null` = no key, or one that is not ours. Stands for the key in the log. */
export type KeyCheck = (authorization: string | null) => Promise<string | null>

/** Digests are compared as they are: to hash them once more for each accepted key hides nothing. */
const asIs = (digest: string): string => digest

/**
 * Checks `Authorization: Bearer <key>` against the SHA-256 of the accepted keys (lower-case hex).
 * Gives the digest of the key that fits. All keys are compared, so that time tells nothing.
 */
export const createKeyCheck =
  (accepted: readonly string[]): KeyCheck =>
  async (authorization) => {
    const key = /^Bearer +(\S{1,512})$/i.exec(authorization ?? '')?.[1]
    const digest = key === undefined ? null : await sha256(key)
    if (digest === null) return null
    const fits = await Promise.all(accepted.map((one) => timingSafeEqual(digest, one, asIs)))
    return fits.includes(true) ? digest : null
  }
