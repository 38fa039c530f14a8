import { parseDemandeStructure } from '../../application/parse-demande.ts'
import { ANNUAIRE, CORPS } from '../openapi/operation.ts'
import { DemandeStructure } from '../../domain/demande.ts'
import { readCorps, toCorps } from '../request/corps.ts'
import { answerStructureRoute, CONTENU_STRUCTURE } from './answer-structure.ts'
import type { Route } from './route.ts'

/** A structure asked for itself, with what is known of its software. */
export const postStructure: Route = {
  methode: 'POST',
  adresse: '/v1/structures',
  access: 'key',
  role: 'une structure, avec ce que l’on sait de son logiciel',
  operation: {
    id: 'verifierStructure',
    groupe: 'Vérifier',
    resume: 'Vérifier une structure demandée pour elle-même',
    description:
      'Ne fait que lire : la même demande peut être répétée sans risque. Pour un cabinet ou une société, la question H24 (contexte.praticien) dit d’abord qui utilise le logiciel.',
    corps: toCorps('DemandeStructure'),
    reponse: { description: 'La réponse.', contenu: CONTENU_STRUCTURE },
    problemes: [...CORPS, 'numero_invalide', 'structure_inconnue', ...ANNUAIRE],
    exemples: {
      cabinet: {
        resume: 'Cabinet de radiologie, par son RPPS rang',
        corps: {
          type: 'application/json',
          valeur: {
            identifiant: { type: 'RPPS_RANG', valeur: '10999001000000' },
            date: '2026-11-23',
            usages: ['dmp'],
            contexte: { praticien: 'radiologue' },
          },
        },
      },
      question: {
        resume: 'Société d’exercice : il manque qui utilise le logiciel',
        corps: {
          type: 'application/json',
          valeur: { identifiant: '99910007600010', date: '2026-11-23' },
        },
      },
    },
  },
  handler:
    ({ verifierStructure }) =>
    (c) =>
      answerStructureRoute(
        c,
        verifierStructure,
        async () => {
          const corps = await readCorps(c, DemandeStructure)
          if (!corps.ok) return corps
          const read = parseDemandeStructure(corps.value)
          return read.ok ? read.demande : read
        },
        (reply) => ({ ...reply, headers: { 'cache-control': 'no-store', vary: 'Accept' } }),
      ),
}
