import { toCacheable, toEtag } from '../reply/caching.ts'
import construit from './client-construit.json' with { type: 'json' }
import type { Route } from './route.ts'

/** A file of the client that editors copy, as `npm run build` wrote it. */
const toFile = (adresse: string, role: string, type: string, body: string): Route => ({
  methode: 'GET',
  adresse,
  access: 'open',
  role,
  handler: () => {
    const etag = toEtag(body)
    return (c) => toCacheable(c, etag, { status: 200, type, body })
  },
})

/** The client, an ES module that needs nothing else. */
export const getClient = toFile(
  '/client.js',
  'le client en JavaScript, un module sans dépendance',
  'text/javascript; charset=utf-8',
  construit.js,
)

/** Its types. */
export const getClientTypes = toFile(
  '/client.d.ts',
  'les types du client, pour TypeScript',
  'text/plain; charset=utf-8',
  construit.declarations,
)
