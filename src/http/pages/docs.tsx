import type { Openapi } from '../openapi.ts'
import { renderPage } from './layout.tsx'

/** The whole API, from its OpenAPI document. */
export const renderDocs = (document: Openapi): string =>
  renderPage('Documentation de l’API', <p>{String(document['openapi'])}</p>)
