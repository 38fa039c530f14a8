import type { Context } from 'hono'
import type { Probleme, ProblemeCode } from '../../application/probleme.ts'

/** What a route answers, before the headers that every answer carries. */
export type Reply = {
  status: number
  /** Content-Type, as sent; null = none, for want of a body. */
  type: string | null
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null
  /** Further headers, lower case. */
  headers?: Record<string, string>
  /** Outcome of a verification, for the log. */
  issue?: string
  code?: ProblemeCode
}

/** What the page of a problem has to say. */
export type ProblemeContenu = {
  status: number
  titre: string
  conseil: string
  requestId: string
  probleme: Probleme
}

/** Writes the page of a problem. */
export type ProblemePage = (contenu: ProblemeContenu) => string

/** A route that refuses names the problem; the gate writes it as JSON or as a page. */
export type Refusal = {
  probleme: Probleme
  headers?: Record<string, string>
  /** Left out, the page of problems that all routes share. */
  page?: ProblemePage
}

export type Answer = Reply | Refusal

/** What the gate knows of a request; `requestId` names it in the log. */
export type Exchange = { requestId: string }

/** What one route does. A throw is a bug, and answers `erreur_interne`. */
export type Handler = (c: Context, exchange: Exchange) => Answer | Promise<Answer>

/** A refusal with nothing more to say than its sentence. */
export const refuse = (code: ProblemeCode, detail: string): Refusal => ({
  probleme: { code, detail },
})

/** The refusal of a caller who accepts none of the media types `offered`. */
export const refuseAccept = (offered: readonly string[], pour = ''): Refusal => {
  const s = offered.length > 1 ? 's' : ''
  const formats = `Format${s} proposé${s} : ${offered.join(', ')}.`
  return refuse('non_acceptable', `Aucun format demandé n’est disponible${pour}. ${formats}`)
}
