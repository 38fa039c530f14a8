import type { EvenementLot } from '../client.ts'
import type { Synthese } from '../domain/lot.ts'
import type { Probleme, ResultatLot } from '../http/reponses.ts'
import { fail, interrupted, isType, parseObject, unreadable, type Attempt } from './answer.ts'
import type { Patience } from './patience.ts'

/** One line of a lot's answer; null = no line of ours. */
const toEvenement = (line: string): EvenementLot | null => {
  const value = parseObject(line)
  if (value === null) return null
  if (typeof value['synthese'] === 'object') {
    return { kind: 'synthese', synthese: value['synthese'] as Synthese }
  }
  const { statut, probleme } = value
  if (statut === undefined && typeof probleme === 'object') {
    const { detail } = probleme as Probleme
    return {
      kind: 'erreur',
      erreur: {
        kind: 'probleme',
        message: detail,
        probleme: probleme as Probleme,
        retryAfterSeconds: null,
      },
    }
  }
  if (statut !== 'ok' && statut !== 'erreur') return null
  return { kind: 'resultat', resultat: value as ResultatLot }
}

async function* readLines(
  body: ReadableStream<Uint8Array>,
  patience: Patience,
): AsyncGenerator<Attempt<string>, void, undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in its order
      const { done, value } = await patience.wait(() => reader.read())
      const lines = (
        rest + (done ? decoder.decode() : decoder.decode(value, { stream: true }))
      ).split('\n')
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line.trim() !== '') yield { ok: true, value: line }
      if (done) return
    }
  } catch (cause) {
    yield fail(patience.explain(interrupted(cause)))
  } finally {
    reader.cancel().catch(() => {})
  }
}

/** The events of a lot's answer; the last is its synthesis or an error. */
export async function* readLot(
  response: Response,
  patience: Patience,
): AsyncGenerator<EvenementLot, void, undefined> {
  if (response.body === null || !isType(response, 'application/x-ndjson')) {
    yield { kind: 'erreur', erreur: unreadable(response) }
    return
  }
  let seen = 0
  for await (const line of readLines(response.body, patience)) {
    if (!line.ok) {
      yield { kind: 'erreur', erreur: line.erreur }
      return
    }
    const evenement = toEvenement(line.value)
    // A line cut in two, or a result that never came: the answer is not whole.
    const whole = evenement?.kind !== 'synthese' || evenement.synthese.total === seen
    if (evenement === null || !whole) break
    if (evenement.kind === 'resultat') seen++
    yield evenement
    if (evenement.kind !== 'resultat') return
  }
  yield { kind: 'erreur', erreur: interrupted(null) }
}
