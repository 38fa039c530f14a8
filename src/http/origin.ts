import type { Context } from 'hono'

/** `https://host`: this service, as the caller reached it. */
export const originOf = (c: Context): string => {
  const { url } = c.req
  return url.slice(0, url.indexOf('/', url.indexOf('//') + 2))
}
