import { renderNumerosFictifs } from '../pages/numeros-fictifs.tsx'
import { toPageOrJson } from './json-reply.ts'
import type { Route } from './route.ts'

/** The numbers to try, and whether they are answered. */
export const getNumerosFictifs: Route = {
  methode: 'GET',
  adresse: '/numeros-fictifs',
  access: 'open',
  role: 'les numéros fictifs, pour essayer',
  handler:
    ({ numerosFictifs: numeros, structuresFictives: structures, fictifs }) =>
    (c) =>
      toPageOrJson(c, () => renderNumerosFictifs(numeros, structures, fictifs), {
        numeros,
        structures,
      }),
}
