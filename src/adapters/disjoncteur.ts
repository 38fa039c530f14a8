import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
} from 'cockatiel'
import type { EtatAnnuaire } from '../application/ports.ts'

/**
 * What a look-up says of its source: `answered` (a practitioner or "nobody there"), `failed`,
 * `nonsense` (it is up, but answers what cannot be used), `unknown` (given up by the caller, or by
 * our own quota).
 */
export type LookUpVerdict = 'answered' | 'failed' | 'nonsense' | 'unknown'

export type Judged<T> = { verdict: LookUpVerdict; value: T }

export type DisjoncteurOptions = {
  /** How long the source is left alone, in milliseconds; 0 = never. */
  restMs: number
  /** A probe that has not ended by then is forgotten: its request was cut off (Workers). */
  probeMaxMs: number
  /** Failed look-ups in a row that open it; default 5. */
  failures?: number
}

export type Disjoncteur = {
  /**
   * Runs one look-up, or answers `refused` at once while the source is left alone; after the rest,
   * one look-up alone is tried (`probe`), the others still refused. Only `answered` ends a run of
   * failures; `nonsense` and `unknown` neither lengthen nor end it. A probe that is `nonsense`
   * closes the circuit, one that is `unknown` opens it again.
   */
  run<T>(
    lookUp: (probe: boolean) => Promise<Judged<T>>,
    refused: (retryAfterSeconds: number) => T,
  ): Promise<T>
  etat(): NonNullable<EtatAnnuaire['disjoncteur']>
}

/** Carries a look-up past the breaker without being counted. */
class Uncounted extends Error {
  readonly value: unknown

  constructor(value: unknown) {
    super('uncounted')
    this.value = value
  }
}

const FAILURES = 5

/** A circuit breaker over whole look-ups. */
export const createDisjoncteur = (options: DisjoncteurOptions): Disjoncteur => {
  let openUntilMs = 0
  let probeUntilMs = 0
  const create = () => {
    const policy = circuitBreaker(
      handleWhenResult((judged) => (judged as Judged<unknown>).verdict === 'failed'),
      {
        halfOpenAfter: options.restMs,
        breaker: new ConsecutiveBreaker(options.failures ?? FAILURES),
      },
    )
    policy.onBreak(() => {
      openUntilMs = Date.now() + options.restMs
    })
    return policy
  }
  let circuit = create()

  const secondsLeft = () => Math.max(1, Math.ceil((openUntilMs - Date.now()) / 1000))

  return {
    async run(lookUp, refused) {
      if (options.restMs === 0) return (await lookUp(false)).value
      if (circuit.state === CircuitState.HalfOpen) {
        if (Date.now() < probeUntilMs) return refused(1)
        circuit = create()
      }
      const current = circuit
      try {
        const judged = await current.execute(async () => {
          const probe = current.state === CircuitState.HalfOpen
          if (probe) probeUntilMs = Date.now() + options.probeMaxMs
          const { verdict, value } = await lookUp(probe)
          if (verdict === 'nonsense' || (verdict === 'unknown' && !probe)) {
            throw new Uncounted(value)
          }
          return { verdict: verdict === 'unknown' ? ('failed' as const) : verdict, value }
        })
        return judged.value
      } catch (error) {
        if (error instanceof Uncounted) return error.value as never
        if (error instanceof BrokenCircuitError) return refused(secondsLeft())
        throw error
      }
    },

    etat() {
      if (circuit.state === CircuitState.Closed) return 'ferme'
      return circuit.state === CircuitState.HalfOpen ? 'semi-ouvert' : 'ouvert'
    },
  }
}
