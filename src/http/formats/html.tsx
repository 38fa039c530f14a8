import { toHash } from '../reply/hash.ts'
import { HTML_TYPE } from '../pages/layout.tsx'
import { renderResultat } from '../pages/resultat.tsx'
import { toSaisie } from '../request/saisie.ts'
import type { Format } from './format.ts'

/** The page that `/verifier` shows. */
export const html: Format = {
  mediaType: 'text/html',
  type: HTML_TYPE,
  render: ({ verification }, demande) =>
    renderResultat({ verification, saisie: toSaisie(demande) }),
  // Its words and the addresses of its style change with the service, the data or not.
  etag: toHash,
}
