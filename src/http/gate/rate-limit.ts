import ipaddr from 'ipaddr.js'
import { LRUCache } from 'lru-cache'

const WINDOW_MS = 60_000

/** Callers remembered at once; the ones not heard of for longest are forgotten first. */
const MAX_CALLERS = 20_000

type Bucket = { used: number; resetAt: number }

/**
 * What one request left: `remaining` requests at most, `resetSeconds` until the allowance is whole
 * again, 1 to 60.
 */
export type Quota = { allowed: boolean; remaining: number; resetSeconds: number }

/** What is known of a caller whom the shared count refuses: its minute ends within one. */
const USED_UP: Quota = { allowed: false, remaining: 0, resetSeconds: 60 }

export type RateLimit = {
  /** Counts one request of a caller. */
  take(caller: string): Quota | Promise<Quota>
  /** Writes the headers that tell the caller what is left. */
  describe(quota: Quota, headers: Record<string, string>): void
}

/**
 * So many requests a minute for each caller, counted in this process. A minute begins with the
 * caller's first request; `nowMs` is a clock that is never set. `shared` counts them for several
 * processes together and says whether one more is allowed; it does not tell how many are left, so
 * that `remaining` stays what is left here, which is never less than what is left in truth.
 */
export const createRateLimit = (
  limit: number,
  nowMs: () => number,
  shared?: (caller: string) => Promise<boolean>,
): RateLimit => {
  const buckets = new LRUCache<string, Bucket>({ max: MAX_CALLERS })
  const policy = `"minute";q=${limit};w=60`
  const limitText = String(limit)

  const takeHere = (caller: string): Quota => {
    const now = nowMs()
    let bucket = buckets.get(caller)
    if (bucket === undefined || now >= bucket.resetAt) {
      bucket = { used: 0, resetAt: now + WINDOW_MS }
      buckets.set(caller, bucket)
    }
    const allowed = bucket.used < limit
    if (allowed) bucket.used++
    const resetSeconds = Math.ceil((bucket.resetAt - now) / 1000)
    return { allowed, remaining: limit - bucket.used, resetSeconds }
  }

  return {
    take(caller) {
      const quota = takeHere(caller)
      if (shared === undefined || !quota.allowed) return quota
      return shared(caller).then((allowed) => (allowed ? quota : USED_UP))
    },

    /**
     * The older headers only with a refusal, where an older client looks for them.
     *
     * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
     */
    describe({ allowed, remaining, resetSeconds }, headers) {
      headers['ratelimit'] = `"minute";r=${remaining};t=${resetSeconds}`
      headers['ratelimit-policy'] = policy
      if (allowed) return
      headers['ratelimit-limit'] = limitText
      headers['ratelimit-remaining'] = String(remaining)
      headers['ratelimit-reset'] = String(resetSeconds)
    },
  }
}

/** The last one is what our own proxy saw; those before it are what the caller claims. */
const lastOf = (list: string): string => list.slice(list.lastIndexOf(',') + 1).trim()

/** `192.0.2.1` for `192.0.2.1:55`, `2001:db8::1` for `[2001:db8::1]:443`. */
const withoutPort = (address: string): string =>
  /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1')

const readCaller = (address: string): string => {
  const text = withoutPort(lastOf(address))
  if (!ipaddr.isValid(text)) return 'inconnu'
  const ip = ipaddr.process(text)
  if (!('parts' in ip)) return ip.toString()
  return ip.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')
}

/** To read an address is a seventh of a request in a Worker, and a caller comes again. */
const callers = new LRUCache<string, string>({ max: 1000 })

/** Longer is a list of proxies, which callers write as they like: it is read anew. */
const KEPT_LENGTH = 64

/**
 * Whom an address stands for: an IPv4 address, or the /64 network of an IPv6 one, which a single
 * subscriber has whole. Anything that is no address gives the one caller that all such share.
 */
export const toCaller = (address: string | null): string => {
  if (address === null) return 'inconnu'
  const known = callers.get(address)
  if (known !== undefined) return known
  const caller = readCaller(address)
  if (address.length <= KEPT_LENGTH) callers.set(address, caller)
  return caller
}
