import { monotonicMs } from '../../application/monotonic.ts'
import type { EtatSource } from '../../application/etat-source.ts'

/**
 * What a look-up says of its source: `answered` (a practitioner or "nobody there"), `failed`,
 * `nonsense` (it is up, but answers what cannot be used), `unknown` (given up by the caller, or by
 * our own quota).
 */
export type LookUpVerdict = 'answered' | 'failed' | 'nonsense' | 'unknown'

export type Judged<T> = { verdict: LookUpVerdict; value: T }

export type BreakerOptions = {
  /** How long the source is left alone, in milliseconds; 0 = never. */
  restMs: number
  /** A probe that has not ended by then is forgotten: its request was cut off (Workers). */
  probeMaxMs: number
  /** Failed look-ups in a row that open it; default 5. */
  failures?: number
  /** Monotonic clock in milliseconds; default `monotonicMs`. */
  nowMs?: () => number
}

export type Breaker = {
  /**
   * Runs one look-up, or answers `refused` at once while the source is left alone; after the rest,
   * one look-up alone is tried (`probe`), the others still refused. Only `answered` ends a run of
   * failures; `nonsense` and `unknown` neither lengthen nor end it. A probe that is `nonsense`
   * closes the circuit, one that is `unknown` (or throws) opens it again. A look-up begun before
   * the circuit opened, or a probe that was forgotten, says nothing when it ends.
   */
  run<T>(
    lookUp: (probe: boolean) => Promise<Judged<T>>,
    refused: (retryAfterSeconds: number) => T,
  ): Promise<T>
  etat(): NonNullable<EtatSource['disjoncteur']>
}

const FAILURES = 5

/** A circuit breaker over whole look-ups. */
export const createBreaker = (options: BreakerOptions): Breaker => {
  const { restMs, probeMaxMs, failures = FAILURES, nowMs = monotonicMs } = options
  let failedInARow = 0
  /** End of the rest; null = closed. */
  let openUntilMs: number | null = null
  let probeUntilMs = Number.NEGATIVE_INFINITY
  /** Only look-ups of the current one count: each opening and each probe begins another. */
  let generation = 0

  const open = () => {
    generation += 1
    failedInARow = 0
    openUntilMs = nowMs() + restMs
    probeUntilMs = Number.NEGATIVE_INFINITY
  }

  const conclude = (verdict: LookUpVerdict, probe: boolean) => {
    if (verdict === 'answered' || (probe && verdict === 'nonsense')) {
      failedInARow = 0
      openUntilMs = null
    } else if (probe) {
      open()
    } else if (verdict === 'failed') {
      failedInARow += 1
      if (failedInARow >= failures) open()
    }
  }

  return {
    async run(lookUp, refused) {
      if (restMs === 0) return (await lookUp(false)).value
      const probe = openUntilMs !== null
      if (openUntilMs !== null) {
        const now = nowMs()
        const leftMs = Math.min(openUntilMs - now, restMs)
        if (leftMs > 0) return refused(Math.ceil(leftMs / 1000))
        if (now < probeUntilMs) return refused(1)
        generation += 1
        probeUntilMs = now + probeMaxMs
      }
      const mine = generation
      let verdict: LookUpVerdict = 'unknown'
      try {
        const judged = await lookUp(probe)
        verdict = judged.verdict
        return judged.value
      } finally {
        if (mine === generation) conclude(verdict, probe)
      }
    },

    etat() {
      if (openUntilMs === null) return 'ferme'
      return nowMs() < openUntilMs ? 'ouvert' : 'semi-ouvert'
    },
  }
}
