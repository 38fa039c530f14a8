import type { Lot } from '../../application/lot.ts'
import { joinBytes } from '../bytes.ts'
import type { Piece, Writer } from './write-lot.ts'

type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()

const CUT_AFTER_MS = 20

const concat = (pieces: readonly Piece[]): Bytes => {
  const parts: Bytes[] = []
  let text = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece
    else {
      parts.push(encoder.encode(text), piece)
      text = ''
    }
  }
  parts.push(encoder.encode(text))
  return joinBytes(parts)
}

/**
 * A lot as it is written, batch by batch, each made only when the reader asks for it. The first one
 * is awaited here: a bug that shows at once rejects, one that shows later ends the stream as
 * `writer` says and goes to `onBug`. `abandon` is called when the reader leaves.
 */
export const streamLot = async (
  lot: Lot,
  writer: Writer,
  { abandon, onBug }: { abandon: () => void; onBug: (error: unknown) => void },
): Promise<ReadableStream<Bytes>> => {
  let next: ReturnType<Lot['next']> | null = Promise.resolve(await lot.next())
  let head = writer.begin
  let cut = false
  let left = false

  const finish = (
    controller: ReadableStreamDefaultController<Bytes>,
    pieces: readonly Piece[],
  ): void => {
    const bytes = concat(pieces)
    if (bytes.byteLength > 0) controller.enqueue(bytes)
    controller.close()
  }

  /** What was written leaves first: a connection that is cut drops what still waits. */
  const cutShort = async (controller: ReadableStreamDefaultController<Bytes>): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, CUT_AFTER_MS))
    controller.error(new Error('a lot was cut short'))
  }

  const stop = async (
    controller: ReadableStreamDefaultController<Bytes>,
    error: unknown,
  ): Promise<void> => {
    onBug(error)
    if (writer.closesWhenBroken) return finish(controller, [writer.broken])
    cut = true
    if (writer.broken === '') return cutShort(controller)
    controller.enqueue(encoder.encode(writer.broken))
  }

  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        if (cut) return cutShort(controller)
        try {
          // Who pulls waits for something: a writer that keeps its results back is given the next.
          for (;;) {
            // oxlint-disable-next-line no-await-in-loop -- a stream has no other way
            const { done, value } = await (next ?? lot.next())
            next = null
            if (left) return
            if (done === true) return finish(controller, [head, writer.end(value)])
            const bytes = concat([head, ...writer.resultats(value)])
            head = ''
            if (bytes.byteLength > 0) return controller.enqueue(bytes)
          }
        } catch (error) {
          if (!left) await stop(controller, error)
        }
      },
      async cancel() {
        left = true
        abandon()
        await lot.return(undefined as never)
      },
    },
    { highWaterMark: 0 },
  )
}
