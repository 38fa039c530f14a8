import type { Erreur } from '../client.ts'

/** The caller gave up. */
export const ABANDON: Erreur = { kind: 'abandon', message: 'La demande a été abandonnée.' }

/** Ends a request when its caller gives up, or when the service keeps silent while it is waited for. */
export class Patience {
  readonly #controller = new AbortController()
  readonly #caller: AbortSignal | undefined
  readonly #timeoutMs: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #silent = false

  constructor(timeoutMs: number, caller: AbortSignal | undefined) {
    this.#timeoutMs = timeoutMs
    this.#caller = caller
    if (caller?.aborted) this.#abort()
    caller?.addEventListener('abort', this.#abort, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Who takes long to use an answer is not the service being silent: only the wait is timed. */
  async wait<T>(wait: () => Promise<T>): Promise<T> {
    this.#timer = setTimeout(() => {
      this.#silent = true
      this.#abort()
    }, this.#timeoutMs)
    try {
      return await wait()
    } finally {
      clearTimeout(this.#timer)
    }
  }

  /** Why a wait failed; `otherwise` when neither the caller nor the time ended it. */
  explain(otherwise: Erreur): Erreur {
    if (this.#caller?.aborted) return ABANDON
    if (!this.#silent) return otherwise
    return {
      kind: 'delai',
      message: `Le service n’a rien répondu en ${String(this.#timeoutMs / 1000).replace('.', ',')} s.`,
    }
  }

  end(): void {
    this.#caller?.removeEventListener('abort', this.#abort)
  }

  readonly #abort = (): void => this.#controller.abort()
}

/** True once the time has passed, false as soon as the caller gives up. */
export const sleep = (ms: number, signal: AbortSignal | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve(true)
    }, ms)
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop, { once: true })
  })
