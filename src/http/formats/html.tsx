import { HTML_TYPE } from '../pages/layout.tsx'
import { renderResultat } from '../pages/resultat.tsx'
import { toSaisie } from '../saisie.ts'
import type { Format } from './format.ts'

/** The page that `/verifier` shows. */
export const html: Format = {
  mediaType: 'text/html',
  type: HTML_TYPE,
  render: ({ verification }, { demande, origine }) =>
    renderResultat({ verification, saisie: toSaisie(demande), origine }),
}
