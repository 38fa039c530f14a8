import { PROBLEME_CODES, type ProblemeCode } from '../../application/probleme.ts'
import { quote } from '../../application/quote.ts'
import { renderProblemeExplique } from '../pages/probleme-explique.tsx'
import { PROBLEMES } from '../reply/problem.ts'
import { refuse } from '../reply/reply.ts'
import { SENS } from '../reply/sens.ts'
import type { ProblemeExplique } from '../reponses.ts'
import { toPageOrJson } from './json-reply.ts'
import type { Route } from './route.ts'

const isCode = (code: string): code is ProblemeCode =>
  (PROBLEME_CODES as readonly string[]).includes(code)

/** What a problem means and what to do: where the `type` of every problem leads. */
export const getProbleme: Route = {
  methode: 'GET',
  adresse: '/problemes/{code}',
  access: 'open',
  role: 'ce que signifie une erreur, et que faire',
  operation: {
    id: 'lireProbleme',
    groupe: 'Service',
    resume: 'Ce que signifie une erreur, et que faire',
    description: 'Là où mène le « type » de chaque erreur. Une page, pour qui la demande.',
    parametres: [
      {
        nom: 'code',
        dans: 'path',
        description: 'Code de l’erreur.',
        schema: { type: 'string' },
      },
    ],
    reponse: {
      description: 'L’erreur, expliquée.',
      contenu: { 'application/json': 'ProblemeExplique' },
    },
    problemes: ['route_inconnue', 'non_acceptable'],
    exemples: {
      numero: { resume: 'Un numéro invalide', parametres: { code: 'numero_invalide' } },
    },
  },
  handler: () => (c) => {
    const code = c.req.param('code') ?? ''
    if (!isCode(code)) {
      return refuse('route_inconnue', `Aucune erreur ne porte le code ${quote(code)}.`)
    }
    const { status, titre, conseil } = PROBLEMES[code]
    const explique: ProblemeExplique = { code, status, titre, sens: SENS[code], conseil }
    return toPageOrJson(c, () => renderProblemeExplique(explique), explique, [
      'application/json',
      'text/html',
    ])
  },
}
