import { setTimeout as sleep } from 'node:timers/promises'
import type { FichierPublic } from '../fichiers-publics.ts'
import { checkEntier, checkTaille, receive } from './contenu.ts'
import { Echec, EchecContenu, toEchecDisque } from './echec.ts'
import { createEmplacement, type Etat, type Origine } from './partiel.ts'
import {
  type Fetch,
  readContentLength,
  readContentRange,
  type Reponse,
  requestFile,
  strongValidator,
} from './requete.ts'

export type FichierOptions = {
  fetch: Fetch
  /** The resource, without the redirects. */
  adresse: string
  /** Where the whole file goes. */
  path: string
  format: FichierPublic['format']
  octetsMin: number
  octetsMax: number
  /** Called with every part received; `total` null = not said by the server. */
  onProgress: (recus: number, total: number | null) => void
  /** Called with a French sentence: who serves the file, why it is tried again. */
  onEvent: (texte: string) => void
  /** Wait before try `rank` (1, 2…) when the server names none, in milliseconds. */
  waitMs?: (rank: number) => number
  /** Without a byte for that long, the connection is given up. */
  silenceMs?: number
  signal?: AbortSignal
}

export type Issue = 'nouveau' | 'inchange'

/** Tries in a row that come no further; one that does starts the count anew. */
const ESSAIS_VAINS_MAX = 6
const ESSAIS_MAX = 40
const ATTENTE_MAX_S = 600

const defaultWaitMs = (rank: number): number => Math.min(1000 * 2 ** (rank - 1), 60_000)

/** Headers that ask for the rest of what has begun, else for a version other than the one at hand. */
const toHeaders = (partiel: Etat | null, entier: Etat | null): Record<string, string> => {
  if (partiel !== null) {
    const validator = strongValidator(partiel.origine) ?? ''
    return { range: `bytes=${partiel.octets}-`, 'if-range': validator }
  }
  const { etag, lastModified } = entier?.origine ?? {}
  return {
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(lastModified ? { 'if-modified-since': lastModified } : {}),
  }
}

/** `identity` and an empty list name no compression. */
const isCompressed = ({ headers }: Response): boolean =>
  /[^\s,]/.test((headers.get('content-encoding') ?? '').replace(/\bidentity\b/gi, ''))

const isSameVersion = ({ version, response }: Reponse, { origine, octets }: Etat): boolean =>
  version.etag !== null && version.etag === origine.etag && readContentLength(response) === octets

/** The part that was asked for, of the version that has begun. */
const isNextPart = (
  { response, version }: Reponse,
  debut: number,
  partiel: Etat | null,
): boolean => {
  if (response.status !== 206 || partiel === null || debut !== partiel.octets) return false
  const { etag, lastModified } = partiel.origine
  return (version.etag ?? etag) === etag && (version.lastModified ?? lastModified) === lastModified
}

/**
 * One file, fetched until it is whole: what has come stays in `.partiel` and is gone on with, now or
 * in another run, as long as the server still has that very version. Only a whole and checked file
 * takes the place of the one before.
 *
 * @throws Echec; the file of before is then as it was.
 */
export const telechargerFichier = async (options: FichierOptions): Promise<Issue> => {
  const { fetch, adresse, path, format, octetsMin, octetsMax, onProgress, onEvent } = options
  const { waitMs = defaultWaitMs, silenceMs = 60_000, signal } = options
  const emplacement = createEmplacement(path)

  const finish = async (octets: number, origine: Origine, resumed: boolean): Promise<Issue> => {
    try {
      await checkEntier(emplacement.partiel, octets, { format, octetsMin, octetsMax })
    } catch (error) {
      if (!(error instanceof EchecContenu)) throw error
      await emplacement.discard()
      // Parts that do not fit together say nothing of the file itself.
      throw new Echec(error.message, { passager: resumed })
    }
    await emplacement.keep({ ...origine, octets })
    return 'nouveau'
  }

  const attempt = async (): Promise<Issue> => {
    const partiel = await emplacement.readPartiel()
    const entier = partiel === null ? await emplacement.readEntier() : null
    const silence = new AbortController()
    const stop = () =>
      silence.abort(new Echec('Le serveur n’envoie plus rien.', { passager: true }))
    const timer = setTimeout(stop, silenceMs)
    const aborts = AbortSignal.any([silence.signal, ...(signal === undefined ? [] : [signal])])
    try {
      const reponse = await requestFile(fetch, adresse, toHeaders(partiel, entier), aborts)
      const { response, version, host } = reponse
      const range = readContentRange(response)
      if (response.status === 304 && entier !== null) return 'inchange'
      if (response.status === 416 && partiel !== null) {
        // Refused because nothing is left: all had come, only its place was still to be taken.
        if (range?.total === partiel.octets)
          return await finish(partiel.octets, partiel.origine, true)
        await emplacement.discard()
        throw new Echec('La suite du fichier n’existe plus : il a changé.', { passager: true })
      }
      if (response.status === 200 && entier !== null && isSameVersion(reponse, entier)) {
        return 'inchange'
      }
      const debut = response.status === 206 ? (range?.debut ?? -1) : 0
      if (response.status !== 200 && !isNextPart(reponse, debut, partiel)) {
        await emplacement.discard()
        throw new Echec(`${host} n’envoie pas la partie demandée.`, { passager: true })
      }
      if (isCompressed(response)) {
        throw new Echec(
          `${host} compresse le fichier à la volée : sa taille ne peut être vérifiée.`,
        )
      }
      if (/\bhtml\b/i.test(response.headers.get('content-type') ?? '')) {
        throw new Echec(`${host} envoie une page web à la place des données.`)
      }
      const total = debut === 0 ? readContentLength(response) : (range?.total ?? null)
      if (total !== null) checkTaille(total, octetsMax)
      const origine = debut === 0 ? { ...version, octets: total } : (partiel?.origine as Origine)
      if (debut === 0) {
        await emplacement.discard()
        await emplacement.begin(origine)
        onEvent(`servi par ${host}`)
      } else onEvent(`reprise à ${debut.toLocaleString('fr-FR')} octets, servi par ${host}`)
      const octets = await receive({
        path: emplacement.partiel,
        body: response.body,
        debut,
        format,
        octetsMax,
        onBytes: (position) => {
          timer.refresh()
          onProgress(position, total)
        },
      })
      if (total !== null && octets !== total) {
        if (octets > total) await emplacement.discard()
        throw new Echec('Le serveur a coupé la connexion avant la fin.', { passager: true })
      }
      return await finish(octets, origine, debut > 0)
    } catch (error) {
      if (error instanceof EchecContenu) await emplacement.discard()
      if (silence.signal.aborted) throw silence.signal.reason
      throw error
    } finally {
      clearTimeout(timer)
      silence.abort()
    }
  }

  /** How far which version has come. */
  const readReached = async () => {
    const etat = await emplacement.readPartiel()
    return { octets: etat?.octets ?? 0, version: etat && strongValidator(etat.origine) }
  }

  // Not undici's interceptors.retry: it asks under If-Match (not If-Range) and, for a file without
  // ETag, under nothing, so that two versions may be mixed. 7 of 39 tests fail with it, and this
  // loop would stay for what another run began.
  let vains = 0
  let best = await readReached()
  for (let essai = 1; ; essai++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one try after the other
      return await attempt()
    } catch (error) {
      if (signal?.aborted) throw new Echec('Interrompu.')
      const echec = error instanceof Echec ? error : (toEchecDisque(error) ?? error)
      // oxlint-disable-next-line no-await-in-loop
      const reached = await readReached()
      const isFurther =
        reached.octets > 0 && (reached.version !== best.version || reached.octets > best.octets)
      vains = isFurther ? 1 : vains + 1
      if (isFurther) best = reached
      if (!(echec instanceof Echec) || !echec.passager) throw echec
      const attente = echec.attenteSeconds
      const isLast = vains >= ESSAIS_VAINS_MAX || essai >= ESSAIS_MAX
      if (isLast || (attente ?? 0) > ATTENTE_MAX_S) throw echec
      const ms = attente === null ? waitMs(vains) : attente * 1000
      onEvent(`${echec.message} Nouvel essai dans ${Math.ceil(ms / 1000)} s.`)
      // oxlint-disable-next-line no-await-in-loop
      await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(() => {
        throw new Echec('Interrompu.')
      })
    }
  }
}
