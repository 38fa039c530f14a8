import { renderDocs } from '../pages/docs/index.tsx'
import { HTML_TYPE } from '../pages/layout.tsx'
import { toCacheable, toEtag } from '../reply/caching.ts'
import type { Reply } from '../reply/reply.ts'
import { once } from '../../domain/once.ts'
import type { Route } from './route.ts'

/** The description of the API, to be read. */
export const getDocs: Route = {
  methode: 'GET',
  adresse: '/docs',
  access: 'open',
  role: 'la documentation de l’API',
  handler: ({ document, adresses }) => {
    const kept = once((): { reply: Reply; etag: string } => {
      const body = renderDocs(document(), adresses)
      return { reply: { status: 200, type: HTML_TYPE, body }, etag: toEtag(body) }
    })
    return (c) => toCacheable(c, kept().etag, kept().reply)
  },
}
