import type { Annuaire } from '../../application/ports.ts'
import type { Disponibilite } from '../reponses.ts'
import type { Route } from './route.ts'

const ARRET: Disponibilite = { statut: 'arret', raisons: ['Le service s’arrête.'] }

const readDisponibilite = async (annuaire: Annuaire): Promise<Disponibilite> => {
  const etats = await annuaire.etats()
  const raisons = etats.flatMap(({ nom, indisponible }) =>
    indisponible === undefined ? [] : [`${nom} : ${indisponible}`],
  )
  if (raisons.length < etats.length) return { statut: 'pret', raisons: [] }
  return { statut: 'indisponible', raisons }
}

/** Whether a verification could be answered now; asks no directory, and answers any `Accept`. */
export const getReady: Route = {
  methode: 'GET',
  adresse: '/ready',
  access: 'probe',
  role: 'si une vérification aurait une réponse en ce moment',
  operation: {
    id: 'lireDisponibilite',
    groupe: 'Service',
    resume: 'Si une vérification aurait une réponse en ce moment',
    description: 'Sans interroger les annuaires.',
    reponse: {
      description: 'Oui.',
      contenu: { 'application/json': 'Disponibilite' },
      sinon: { status: 503, description: 'Non, avec les raisons.' },
    },
    problemes: [],
    exemples: { pret: { resume: 'Le service est prêt' } },
  },
  handler:
    ({ annuaire, isLeaving }) =>
    async () => {
      const disponibilite = isLeaving() ? ARRET : await readDisponibilite(annuaire)
      return {
        status: disponibilite.statut === 'pret' ? 200 : 503,
        type: 'application/json',
        body: JSON.stringify(disponibilite),
        headers: { 'cache-control': 'no-store' },
      }
    },
}
