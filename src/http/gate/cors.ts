const EXPOSED = [
  'ETag',
  'RateLimit',
  'RateLimit-Limit',
  'RateLimit-Policy',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'X-Request-Id',
].join(', ')

const PREFLIGHT: Readonly<Record<string, string>> = {
  'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match, X-Request-Id',
  'access-control-max-age': '600',
}

/**
 * Lets pages of the listed origins call the API; the answer then depends on who asks, and says so
 * in `Vary`. Never made for an empty list. `methods` answers a preflight.
 */
export const createCors = (origines: readonly string[]) => {
  const allowed = new Set(origines)
  return (origin: string | null, headers: Record<string, string>, methods?: string): void => {
    headers['vary'] = headers['vary'] === undefined ? 'Origin' : `${headers['vary']}, Origin`
    if (origin === null || !allowed.has(origin)) return
    headers['access-control-allow-origin'] = origin
    headers['access-control-expose-headers'] = EXPOSED
    if (methods === undefined) return
    headers['access-control-allow-methods'] = methods
    Object.assign(headers, PREFLIGHT)
  }
}
export type Cors = ReturnType<typeof createCors>
