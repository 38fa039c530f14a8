import type { Lot, LotResultat } from '../../application/lot.ts'
import type { Synthese } from '../../domain/lot.ts'

const encoder = new TextEncoder()

const toLine = (value: unknown): Uint8Array<ArrayBuffer> =>
  encoder.encode(`${JSON.stringify(value)}\n`)

/** One line alone, for a page that is ready. */
export const toPageLine = (page: string): Uint8Array<ArrayBuffer> => toLine({ page })

type StreamDeps = {
  total: number
  render: (resultats: readonly LotResultat[], synthese: Synthese) => string
  /** Called when the reader leaves. */
  abandon: () => void
  onBug: (error: unknown) => void
}

/**
 * The page of a lot for the script that waits for it, one JSON value a line: `{"faits", "total"}`
 * while the lot goes on, then `{"page"}`. A bug cuts the stream short: the page never looks whole.
 */
export const streamPage = (lot: Lot, deps: StreamDeps): ReadableStream<Uint8Array<ArrayBuffer>> => {
  const { total, render, abandon, onBug } = deps
  const resultats: LotResultat[] = []
  let left = false
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await lot.next()
          if (left) return
          if (done === true) {
            controller.enqueue(toPageLine(render(resultats, value)))
            return controller.close()
          }
          resultats.push(...value)
          controller.enqueue(toLine({ faits: resultats.length, total }))
        } catch (error) {
          if (left) return
          onBug(error)
          controller.error(new Error('a lot was cut short'))
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
