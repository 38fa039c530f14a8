import { parseAs } from '../../application/parse-demande.ts'
import { DemandeRecherche } from '../../domain/recherche/demande-recherche.ts'
import { ANNUAIRE, CORPS } from '../openapi/operation.ts'
import { readCorps, toCorps } from '../request/corps.ts'
import { CallerOptions } from './answer-verification.ts'
import { toJson } from './json-reply.ts'
import type { Route } from './route.ts'

/** By name: in a body, so that no name stands in an address. */
export const postRecherche: Route = {
  methode: 'POST',
  adresse: '/v1/recherches',
  access: 'key',
  role: 'un professionnel ou une structure, par le nom',
  operation: {
    id: 'chercher',
    groupe: 'Chercher',
    resume: 'Trouver un professionnel ou une structure par le nom',
    description:
      'Vingt réponses au plus, les plus proches d’abord ; les homonymes se distinguent par la profession, les lieux et le RPPS. Personne de ce nom : une liste vide. Un cabinet individuel se cherche par le nom de son titulaire, non comme une structure. Une recherche que la source ne peut pas faire est l’erreur recherche_indisponible, dont le detail dit quoi ajouter ; jamais une liste vide.',
    corps: toCorps('DemandeRecherche'),
    reponse: {
      description: 'Ce qui a été trouvé.',
      contenu: { 'application/json': 'ReponseRecherche' },
    },
    problemes: [...CORPS, 'recherche_indisponible', ...ANNUAIRE],
    exemples: {
      professionnel: {
        resume: 'Le prénom puis le début du nom',
        corps: { type: 'application/json', valeur: { texte: 'basile grani' } },
      },
      structure: {
        resume: 'Une structure, dans un département',
        corps: {
          type: 'application/json',
          valeur: { texte: 'centre hospitalier', lieu: 'Villefictive', quoi: 'structure' },
        },
      },
    },
  },
  handler:
    ({ rechercher }) =>
    async (c) => {
      const corps = await readCorps(c, DemandeRecherche)
      if (!corps.ok) return corps
      const read = parseAs(DemandeRecherche, corps.value)
      if (!read.ok) return read
      const found = await rechercher(read.demande, new CallerOptions(c.req.raw))
      return found.ok ? toJson(c, found.reponse) : { probleme: found.probleme }
    },
}
