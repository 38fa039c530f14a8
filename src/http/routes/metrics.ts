import { refuse } from '../reply/reply.ts'
import type { Route } from './route.ts'

const ABSENTES = refuse('route_inconnue', 'Cette adresse n’existe pas dans le service.')

/** What is counted, for Prometheus; where nothing is, an address like any unknown one. */
export const getMetrics: Route = {
  methode: 'GET',
  adresse: '/metrics',
  access: 'key',
  role: 'les métriques, sur Node avec METRIQUES=oui',
  handler:
    ({ annuaire, metriques }) =>
    async () =>
      metriques === null
        ? ABSENTES
        : {
            status: 200,
            type: 'text/plain; version=0.0.4; charset=utf-8',
            body: metriques.read(await annuaire.etats()),
            headers: { 'cache-control': 'no-store' },
          },
}
