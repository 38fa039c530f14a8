import { renderNumerosFictifs } from '../pages/numeros-fictifs.tsx'
import { toPageOrJson } from './json-reply.ts'
import type { Route } from './route.ts'

/** The numbers to try, and whether the directory that knows them is asked. */
export const getNumerosFictifs: Route = {
  methode: 'GET',
  adresse: '/numeros-fictifs',
  access: 'open',
  role: 'les numéros fictifs, pour essayer',
  handler:
    ({ numerosFictifs: numeros, structuresFictives: structures, exemples }) =>
    (c) =>
      toPageOrJson(c, () => renderNumerosFictifs(numeros, structures, exemples.length > 0), {
        numeros,
        structures,
      }),
}
