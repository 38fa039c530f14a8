import type { Context } from 'hono'
import { readBytes } from '../request/body.ts'
import { readContentType } from '../request/content-type.ts'
import { parseDemandeLot, type DemandeLotParsed } from '../../application/parse-demande.ts'
import { describeError } from '../gate/error-log.ts'
import { hasOptionsBeside, readLot, TYPES_LOT } from '../lot/read-lot.ts'
import { streamLot } from '../lot/stream-lot.ts'
import { LOT_FORMATS } from '../lot/write-lot.ts'
import { negotiate } from '../reply/negotiation.ts'
import { readQuery, toOptions } from '../request/query.ts'
import { CORPS, DATE, lignes, texte, USAGES } from '../openapi/operation.ts'
import { refuseAccept } from '../reply/reply.ts'
import { classeur, LIGNES } from './answer-verification.ts'
import { XLSX_TYPE } from '../formats/classeur.ts'
import type { Route } from './route.ts'

const MAX_BODY_BYTES = 1024 * 1024

const MEDIA_TYPES = Object.keys(LOT_FORMATS)

/** `?date=…&usages=a,b`, for a body that has no place for options. */
const readOptionsBeside = (c: Context, allowed: boolean): DemandeLotParsed => {
  const query = readQuery(c.req.url, allowed ? ['date', 'usages'] : [])
  if (!query.ok) return query
  return parseDemandeLot({ ...toOptions(query.values), numeros: [] })
}

/** Many at once, answered while they are judged. */
export const postLot: Route = {
  methode: 'POST',
  adresse: '/v1/verifications/lot',
  access: 'key',
  role: 'beaucoup de professionnels à la fois : JSON, NDJSON, CSV, XLSX ou texte',
  operation: {
    id: 'verifierLot',
    groupe: 'Vérifier',
    resume: 'Vérifier beaucoup de professionnels, et recevoir la liste des commandes',
    description:
      'Au plus 500 numéros par défaut, comptés avec les doublons ; chacun n’est jugé qu’une fois. Une ligne fausse ne fait pas échouer les autres. En NDJSON, les résultats arrivent au fur et à mesure et la synthèse vient en dernier : sans elle, la réponse est incomplète. Un lot compte pour une demande.',
    parametres: [
      { ...DATE, description: `${DATE.description} Pour un corps CSV, XLSX ou texte seulement.` },
      {
        ...USAGES,
        description: `${USAGES.description} Pour un corps CSV, XLSX ou texte seulement.`,
      },
    ],
    corps: {
      'application/json': 'DemandeLot',
      'application/x-ndjson': lignes('DemandeVerification', 'Une DemandeVerification par ligne.'),
      'text/csv': texte(
        'En-tête « numero » ou « N° RPPS » ; les autres colonnes sont rendues telles quelles.',
      ),
      [XLSX_TYPE]: classeur(
        'Première feuille : une colonne « numero » ou « N° RPPS », ou la seule qui contienne des numéros ; les autres sont rendues. Les macros, les liaisons et les mots de passe sont refusés.',
      ),
      'text/plain': texte('Un numéro par ligne.'),
    },
    reponse: {
      description: 'Un résultat par ligne, et la synthèse : chaque commande à passer, une fois.',
      contenu: {
        'application/json': 'ReponseLot',
        'application/x-ndjson': lignes('LigneLot', 'Une LigneLot par ligne, au fur et à mesure.'),
        'text/csv': texte(`${LIGNES} D’abord « ligne » et les colonnes envoyées.`),
        [XLSX_TYPE]: classeur('Le tableau du CSV en classeur, chaque cellule un texte.'),
      },
    },
    problemes: [...CORPS, 'numero_invalide', 'lot_trop_grand'],
    exemples: {
      lot: {
        resume: 'Un professionnel, puis un numéro faux',
        corps: {
          type: 'application/json',
          valeur: { numeros: ['10999001505', '10999001506'], date: '2026-11-23' },
        },
      },
      lignes: {
        resume: 'Un numéro par ligne, réponse au fur et à mesure',
        corps: { type: 'text/plain', valeur: '10999001992\n10999001506\n' },
        accept: 'application/x-ndjson',
      },
    },
  },
  handler:
    ({ verifierLot, lotMax, clock, log }) =>
    async (c, { requestId }) => {
      const request = c.req.raw
      const format = LOT_FORMATS[negotiate(request.headers.get('accept'), MEDIA_TYPES) ?? '']
      if (format === undefined) return refuseAccept(MEDIA_TYPES)
      const type = readContentType(request.headers, TYPES_LOT)
      if (!type.ok) return type
      const beside = readOptionsBeside(c, hasOptionsBeside(type.mediaType))
      if (!beside.ok) return beside
      const body = await readBytes(request, MAX_BODY_BYTES)
      if (!body.ok) return body
      const read = readLot(type.mediaType, body.bytes, beside.options, lotMax)
      if (!read.ok) return read

      const leaving = new AbortController()
      const signal = AbortSignal.any([request.signal, leaving.signal])
      const lot = verifierLot(read.lot.lignes, { signal })
      const stream = await streamLot(lot, format.createWriter(read.lot), {
        abandon: () => leaving.abort(),
        onBug: (error) => {
          const time = clock.now().toISOString()
          log(JSON.stringify({ time, id: requestId, ...describeError(error) }))
        },
      })
      return {
        status: 200,
        type: format.type,
        body: stream,
        headers: { 'cache-control': 'no-store', vary: 'Accept' },
      }
    },
}
