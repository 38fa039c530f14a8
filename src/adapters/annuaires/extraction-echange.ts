import type { Clock } from '../../application/ports.ts'
import { type BaseExtraction, BaseIndisponible, BaseRefusee } from './extraction-base.ts'
import {
  type FichierSqlite,
  type Identite,
  openFichierSqlite,
  preRead,
  readIdentite,
} from './extraction-sqlite.ts'

export type SqliteOptions = {
  path: string
  clock: Clock
  /** Writes one line of log. */
  log: (line: string) => void
  /** How often the file is looked at. */
  everyMs?: number
}

export type BaseSqlite = BaseExtraction & { close(): void }

const EVERY_MS = 1000

/** Without the path: whoever may ask for the state of the sources reads it. */
const toRefus = (motif: string): string =>
  `Une nouvelle base est refusée, celle d’avant reste en service : ${motif}.`
const DISPARUE = 'Le fichier de la base a disparu.'

/**
 * The database as a file, which another import may replace while the service runs: put the new file
 * over the old one by a rename, and within seconds it answers. It is opened, checked and read once
 * before it takes over; one that is not sound is left aside, and the one before goes on answering.
 * Without any file any more, the source is unavailable.
 *
 * @throws BaseRefusee when there is no usable file to begin with.
 */
export const openBaseSqlite = (options: SqliteOptions): BaseSqlite => {
  const { path, clock, log, everyMs = EVERY_MS } = options
  let current = openFichierSqlite(path)
  let isGone = false
  /** A file that was refused, and whether it is told: while it is being written, it is another each time. */
  let refused: { cle: string; avertissement: string; isTold: boolean } | null = null
  let isLooking = false
  let isClosed = false

  const tell = (avertissement: string): void =>
    log(JSON.stringify({ time: clock.now().toISOString(), source: 'extraction', avertissement }))

  const look = (): Identite | null => {
    try {
      return readIdentite(path)
    } catch {
      return null
    }
  }

  const take = async ({ cle }: Identite): Promise<void> => {
    let next: FichierSqlite | null = null
    try {
      next = openFichierSqlite(path)
      await preRead(path)
    } catch (error) {
      next?.close()
      const motif = error instanceof BaseRefusee ? error.motif : 'le fichier n’est pas lisible'
      refused = { cle, avertissement: toRefus(motif), isTold: false }
      return
    }
    if (isClosed) return next.close()
    // Nothing is under way in the old one: statements are run in one go.
    current.close()
    current = next
    refused = null
    log(
      JSON.stringify({ time: clock.now().toISOString(), source: 'extraction', nouvelleBase: path }),
    )
  }

  const check = async (): Promise<void> => {
    const identite = look()
    if (identite === null) {
      if (!isGone) tell(DISPARUE)
      isGone = true
      return
    }
    isGone = false
    if (identite.cle === current.identite.cle) refused = null
    else if (identite.cle !== refused?.cle) await take(identite)
    else if (!refused.isTold) {
      refused.isTold = true
      tell(refused.avertissement)
    }
  }

  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    void check().finally(() => {
      isLooking = false
    })
  }, everyMs)
  timer.unref()
  // The service answers meanwhile, only slower.
  void preRead(path).catch(() => {})

  return {
    query(requetes) {
      if (isGone || isClosed) return Promise.reject(new BaseIndisponible('the file is gone'))
      try {
        return Promise.resolve(current.query(requetes))
      } catch {
        return Promise.reject(new BaseIndisponible('the file cannot be read'))
      }
    },

    avertissement() {
      if (isGone) return DISPARUE
      return refused?.isTold === true ? refused.avertissement : null
    },

    close() {
      if (isClosed) return
      isClosed = true
      clearInterval(timer)
      current.close()
    },
  }
}
