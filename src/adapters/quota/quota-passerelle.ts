import { DurableObject } from 'cloudflare:workers'
import { monotonicMs } from '../../application/monotonic.ts'
import type { Quota } from '../../application/ports.ts'
import { createQuotaParSeconde } from './quota-par-seconde.ts'
import type { PasserelleDistante, Ticket } from './quota-durable.ts'

export type QuotaPasserelleOptions = {
  /** Calls allowed in any sliding second. */
  callsPerSecond: number
  /** Longest time of one call: the place of a call of which nothing is heard is free after it. */
  callMaxMs: number
}

type Call = { startedMs: number; abandon: AbortController; received: (() => void) | null }

const LAST_CALL = 'dernier-appel'
/** How late `LAST_CALL` may be: a write for each call would cost more than the call. */
const NOTED_EVERY_MS = 1000
const WINDOW_MS = 1010

/**
 * Gives out the calls to the gateway for the whole planet: one object, which every isolate asks
 * before it calls. The counting is that of `createQuotaParSeconde`; here are only the calls of
 * others, told by their id. The counts are in memory. When the object restarts right after calls
 * (a deployment, a move), it waits until the source has forgotten them.
 */
export abstract class QuotaPasserelle<Env>
  extends DurableObject<Env>
  implements PasserelleDistante
{
  readonly #quota: Quota
  readonly #callMaxMs: number
  readonly #calls = new Map<string, Call>()
  #notedMs = Number.NEGATIVE_INFINITY

  constructor(ctx: DurableObject['ctx'], env: Env, options: QuotaPasserelleOptions) {
    super(ctx, env)
    this.#quota = createQuotaParSeconde(options)
    this.#callMaxMs = options.callMaxMs
    void ctx.blockConcurrencyWhile(async () => {
      const lastMs = (await ctx.storage.get<number>(LAST_CALL)) ?? 0
      const leftMs = lastMs + NOTED_EVERY_MS + WINDOW_MS - Date.now()
      if (leftMs > 0) this.#quota.pause(Math.min(leftMs, NOTED_EVERY_MS + WINDOW_MS))
    })
  }

  async acquire(
    id: string,
    options: { priority: 'single' | 'lot'; patienceMs: number },
  ): Promise<Ticket> {
    this.#forgetOldCalls()
    const call: Call = { startedMs: monotonicMs(), abandon: new AbortController(), received: null }
    this.#calls.set(id, call)
    const grant = await this.#quota.acquire({ ...options, signal: call.abandon.signal })
    if (!grant.ok) {
      this.#calls.delete(id)
      return grant
    }
    call.startedMs = monotonicMs()
    call.received = grant.received
    this.#note()
    return { ok: true }
  }

  /** The source has the call, or nobody waits for its turn any more. */
  release(id: string): void {
    const call = this.#calls.get(id)
    if (call === undefined) return
    if (call.received === null) call.abandon.abort()
    else call.received()
    this.#calls.delete(id)
  }

  pause(durationMs: number): void {
    this.#quota.pause(durationMs)
  }

  async remaining(): Promise<number | null> {
    return this.#quota.remaining()
  }

  /** Those that were never told of: their places are free already, their ids need not stay. */
  #forgetOldCalls(): void {
    const oldestMs = monotonicMs() - this.#callMaxMs - WINDOW_MS
    for (const [id, { startedMs, received }] of this.#calls) {
      if (received !== null && startedMs < oldestMs) this.#calls.delete(id)
    }
  }

  /** By the clock of the day: it is read by whatever process comes after this one. */
  #note(): void {
    const now = monotonicMs()
    if (now - this.#notedMs < NOTED_EVERY_MS) return
    this.#notedMs = now
    void this.ctx.storage.put(LAST_CALL, Date.now(), { allowUnconfirmed: true })
  }
}
