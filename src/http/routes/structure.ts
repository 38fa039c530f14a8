import { parseDemandeStructure } from '../../application/parse-demande.ts'
import { IDENTIFIANT_TYPES } from '../../domain/identifiants/identifiants.ts'
import { ANNUAIRE, DATE, USAGES } from '../openapi/operation.ts'
import { toCacheable } from '../reply/caching.ts'
import { readQuery, toOptions } from '../request/query.ts'
import { answerStructureRoute, CONTENU_STRUCTURE } from './answer-structure.ts'
import type { Route } from './route.ts'

/** A structure asked for itself, by its identifier. */
export const getStructure: Route = {
  methode: 'GET',
  adresse: '/v1/structures/{identifiant}',
  access: 'key',
  role: 'une structure, par son FINESS, son SIRET ou son RPPS rang',
  operation: {
    id: 'verifierStructureParIdentifiant',
    groupe: 'Vérifier',
    resume: 'Vérifier une structure par son identifiant',
    description:
      'La structure est jugée comme une situation d’exercice dont on ne connaît pas le praticien. Pour dire qui utilise le logiciel, ou donner un autre contexte, employez POST.',
    parametres: [
      {
        nom: 'identifiant',
        dans: 'path',
        description:
          'FINESS (géographique ou juridique), SIRET, RPPS rang, ou identifiant national de structure. Jamais un SIREN.',
        schema: { type: 'string' },
      },
      {
        nom: 'type',
        dans: 'query',
        description: 'Son type, quand deux lectures sont possibles (14 chiffres).',
        schema: { type: 'string', enum: [...IDENTIFIANT_TYPES] },
      },
      DATE,
      USAGES,
    ],
    reponse: { description: 'La réponse.', contenu: CONTENU_STRUCTURE, validable: true },
    problemes: [
      'requete_invalide',
      'numero_invalide',
      'structure_inconnue',
      'non_acceptable',
      ...ANNUAIRE,
    ],
    exemples: {
      hopital: {
        resume: 'Site d’un hôpital public',
        parametres: { identifiant: '991000043', date: '2026-11-23', usages: 'dmp' },
      },
    },
  },
  handler:
    ({ verifierStructure }) =>
    (c) =>
      answerStructureRoute(
        c,
        verifierStructure,
        () => {
          const query = readQuery(c.req.url, ['type', 'date', 'usages'])
          if (!query.ok) return query
          const { type, ...options } = query.values
          const valeur = c.req.param('identifiant') ?? ''
          const identifiant = type === undefined ? valeur : { type, valeur }
          const read = parseDemandeStructure({ identifiant, ...toOptions(options) })
          return read.ok ? read.demande : read
        },
        (reply, etag) => toCacheable(c, etag, reply),
      ),
}
