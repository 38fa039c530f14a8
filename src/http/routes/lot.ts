import type { Context } from 'hono'
import type { VerifierLot } from '../../application/lot.ts'
import type { Clock } from '../../application/ports.ts'
import { readBody } from '../request/body.ts'
import { readContentType } from '../request/content-type.ts'
import { parseDemandeLot, type DemandeLotParsed } from '../../application/parse-demande.ts'
import { describeError } from '../gate/error-log.ts'
import { LECTURES } from '../lot/read-lot.ts'
import { streamLot } from '../lot/stream-lot.ts'
import { LOT_FORMATS } from '../lot/write-lot.ts'
import { negotiate } from '../reply/negotiation.ts'
import { readQuery, toOptions } from '../request/query.ts'
import { refuse, type Handler } from '../reply/reply.ts'

export type LotDeps = {
  verifierLot: VerifierLot
  /** Lines of one lot at most, before those that ask the same are merged. */
  lotMax: number
  clock: Clock
  /** Writes one line of JSON, given without its line end. */
  log: (line: string) => void
}

const MAX_BODY_BYTES = 1024 * 1024

const MEDIA_TYPES = Object.keys(LOT_FORMATS)

/** `?date=…&usages=a,b`, for a body that has no place for options. */
const readOptionsBeside = (c: Context, allowed: boolean): DemandeLotParsed => {
  const query = readQuery(c.req.url, allowed ? ['date', 'usages'] : [])
  if (!query.ok) return query
  return parseDemandeLot({ ...toOptions(query.values), numeros: [] })
}

/** `POST /v1/verifications/lot`: many at once, answered while they are judged. */
export const postLot = ({ verifierLot, lotMax, clock, log }: LotDeps): Handler => {
  return async (c, { requestId }) => {
    const request = c.req.raw
    const format = LOT_FORMATS[negotiate(request.headers.get('accept'), MEDIA_TYPES) ?? '']
    if (format === undefined) {
      const formats = `Formats proposés : ${MEDIA_TYPES.join(', ')}.`
      return refuse('non_acceptable', `Aucun format demandé n’est disponible. ${formats}`)
    }
    const type = readContentType(request.headers, Object.keys(LECTURES))
    if (!type.ok) return type
    const lecture = LECTURES[type.mediaType] as (typeof LECTURES)[string]
    const beside = readOptionsBeside(c, lecture.optionsBeside)
    if (!beside.ok) return beside
    const body = await readBody(request, MAX_BODY_BYTES)
    if (!body.ok) return body
    const read = lecture.read(body.text, beside.options, lotMax)
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
  }
}
