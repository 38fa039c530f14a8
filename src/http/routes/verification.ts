import { parseDemande } from '../../application/parse-demande.ts'
import { refuseCarteDansAdresse } from '../gate/carte-adresse.ts'
import { ANNUAIRE, DATE, USAGES } from '../openapi/operation.ts'
import { toCacheable } from '../reply/caching.ts'
import { readQuery, toOptions } from '../request/query.ts'
import {
  chooseFormat,
  CONTENU_VERIFICATION,
  etagOf,
  NON_ACCEPTABLE,
  render,
  verify,
} from './answer-verification.ts'
import type { Route } from './route.ts'

const CONSEIL_CARTE = 'envoyez-le par POST /v1/verifications.'

/** A card number is refused: it would end in logs. */
export const getVerification: Route = {
  methode: 'GET',
  adresse: '/v1/verifications/{rpps}',
  access: 'key',
  role: 'un professionnel, par son numéro RPPS',
  operation: {
    id: 'verifierParRpps',
    groupe: 'Vérifier',
    resume: 'Vérifier un professionnel par son RPPS',
    description:
      'Jamais un numéro de carte : une adresse reste dans les journaux. Pour une carte, ou pour donner un contexte, employez POST.',
    parametres: [
      {
        nom: 'rpps',
        dans: 'path',
        description: 'RPPS (11 chiffres), ou 8 suivi du RPPS.',
        schema: { type: 'string' },
      },
      DATE,
      USAGES,
      {
        nom: 'situation',
        dans: 'query',
        description: 'Identifiant d’activité : ne juger que cette situation d’exercice.',
        schema: { type: 'string', minLength: 1, maxLength: 64 },
      },
    ],
    reponse: { description: 'La vérification.', contenu: CONTENU_VERIFICATION, validable: true },
    problemes: [
      'requete_invalide',
      'numero_invalide',
      'professionnel_inconnu',
      'situation_inconnue',
      'non_acceptable',
      ...ANNUAIRE,
    ],
    exemples: {
      radiologue: {
        resume: 'Radiologue titulaire d’un cabinet de groupe',
        parametres: { rpps: '10999001000', date: '2026-11-23', usages: 'dmp,insi-auto' },
      },
      tableur: {
        resume: 'Deux situations, pour un tableur',
        parametres: { rpps: '10999001703', date: '2026-11-23' },
        accept: 'text/csv',
      },
    },
  },
  handler:
    ({ verifier }) =>
    (c) => {
      const format = chooseFormat(c)
      if (format === undefined) return NON_ACCEPTABLE
      const query = readQuery(c.req.url, ['date', 'usages', 'situation'])
      if (!query.ok) return query
      const numero = c.req.param('rpps') ?? ''
      const carte = refuseCarteDansAdresse(numero, CONSEIL_CARTE)
      if (carte !== null) return { probleme: carte }
      const read = parseDemande({ numero, type: 'rpps', ...toOptions(query.values) })
      if (!read.ok) return read
      return verify(verifier, c, read.demande, (jugee) => {
        const reply = render(format, jugee, read.demande)
        return toCacheable(c, etagOf(format, jugee, reply.body), reply)
      })
    },
}
