import type { Route } from './route.ts'

/** This process alone; answers whatever `Accept` says, probes being what they are. */
export const getHealth: Route = {
  methode: 'GET',
  adresse: '/health',
  access: 'probe',
  role: 'l’état du service',
  operation: {
    id: 'lireSante',
    groupe: 'Service',
    resume: 'L’état du service',
    description: 'De ce processus seul, sans rien demander aux annuaires.',
    reponse: { description: 'Le service répond.', contenu: { 'application/json': 'Sante' } },
    problemes: [],
    exemples: { sante: { resume: 'Le service répond' } },
  },
  handler: ({ version, regles }) => {
    const body = JSON.stringify({ statut: 'ok', version, reglement: regles.version })
    return () => ({
      status: 200,
      type: 'application/json',
      body,
      headers: { 'cache-control': 'no-store' },
    })
  },
}
