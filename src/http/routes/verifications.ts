import { parseDemande } from '../../application/parse-demande.ts'
import { ANNUAIRE, CORPS } from '../openapi/operation.ts'
import { DemandeVerification } from '../../domain/demande.ts'
import { readCorps, toCorps } from '../request/corps.ts'
import {
  chooseFormat,
  CONTENU_VERIFICATION,
  NON_ACCEPTABLE,
  render,
  verify,
} from './answer-verification.ts'
import type { Route } from './route.ts'

/** One verification, by RPPS or by card. */
export const postVerification: Route = {
  methode: 'POST',
  adresse: '/v1/verifications',
  access: 'key',
  role: 'un professionnel, par son numéro RPPS ou de carte',
  operation: {
    id: 'verifier',
    groupe: 'Vérifier',
    resume: 'Vérifier un professionnel par son RPPS ou sa carte',
    description:
      'Ne fait que lire : la même demande peut être répétée sans risque. Les « questions » de la réponse disent quels champs ajouter pour la préciser.',
    corps: toCorps('DemandeVerification'),
    reponse: { description: 'La vérification.', contenu: CONTENU_VERIFICATION },
    problemes: [
      ...CORPS,
      'numero_invalide',
      'professionnel_inconnu',
      'carte_inconnue',
      'situation_inconnue',
      ...ANNUAIRE,
    ],
    exemples: {
      plateauTechnique: {
        resume: 'Radiologue libéral à l’hôpital : le contexte départage EG et EJ',
        corps: {
          type: 'application/json',
          valeur: {
            numero: '10999001190',
            date: '2026-11-23',
            usages: ['dmp'],
            contexte: { ris: 'par-site', solutions: 1, instances: 2 },
          },
        },
      },
      carte: {
        resume: 'Par la carte, avec un identifiant et un administrateur technique à contrôler',
        corps: {
          type: 'application/json',
          valeur: {
            numero: '3199001000',
            type: 'carte',
            date: '2026-11-23',
            identifiantEnvisage: { type: 'RPPS_RANG', valeur: '10999001000000' },
            administrateurTechnique: { carte: '3199001000', nom: 'GRANITE', prenom: 'Basile' },
          },
        },
      },
    },
  },
  handler:
    ({ verifier }) =>
    async (c) => {
      const format = chooseFormat(c)
      if (format === undefined) return NON_ACCEPTABLE
      const corps = await readCorps(c, DemandeVerification)
      if (!corps.ok) return corps
      const read = parseDemande(corps.value)
      if (!read.ok) return read
      return verify(verifier, c, read.demande, (jugee) => ({
        ...render(format, jugee, read.demande),
        headers: { 'cache-control': 'no-store', vary: 'Accept' },
      }))
    },
}
