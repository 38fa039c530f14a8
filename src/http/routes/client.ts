import { toCacheable, toEtag } from '../reply/caching.ts'
import { once } from '../../domain/once.ts'
import type { Route } from './route.ts'

/** A file of the client that editors copy, as `npm run build` wrote it. */
const toFile = (
  adresse: string,
  role: string,
  type: string,
  nom: 'js' | 'declarations',
): Route => ({
  methode: 'GET',
  adresse,
  access: 'open',
  role,
  handler: () => {
    const file = once(async () => {
      const made = await import('./client-construit.json', { with: { type: 'json' } })
      const body = made.default[nom]
      return { body, etag: toEtag(body) }
    })
    return async (c) => {
      const { body, etag } = await file()
      return toCacheable(c, etag, { status: 200, type, body })
    }
  },
})

/** The client, an ES module that needs nothing else. */
export const getClient = toFile(
  '/client.js',
  'le client en JavaScript, un module sans dépendance',
  'text/javascript; charset=utf-8',
  'js',
)

/** Its types. */
export const getClientTypes = toFile(
  '/client.d.ts',
  'les types du client, pour TypeScript',
  'text/plain; charset=utf-8',
  'declarations',
)
