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

const DISPARUE = 'Le fichier de la base a disparu.'

/**
 * The database as a file, which another import may replace while the service runs: put the new file
 * over the old one by a rename, and within seconds it answers. It is opened, checked and read once
 * before it takes over; one that is not sound is left aside, and the one before goes on answering.
 * Without any file any more, the source is unavailable until there is a sound one again.
 *
 * @throws BaseRefusee when there is no usable file to begin with.
 */
export const openBaseSqlite = (options: SqliteOptions): BaseSqlite => {
  const { path, clock, log, everyMs = EVERY_MS } = options
  let current = openFichierSqlite(path)
  let isGone = false
  /** The file that was refused last, and why. */
  let refused: { cle: string; motif: string } | null = null
  let avertissement: string | null = null
  let isLooking = false
  let isClosed = false

  const write = (fields: object): void =>
    log(JSON.stringify({ time: clock.now().toISOString(), source: 'extraction', ...fields }))

  /** Without the path: whoever may ask for the state of the sources reads it. */
  const warn = (texte: string): void => {
    if (avertissement === texte) return
    avertissement = texte
    write({ avertissement })
  }

  const settle = (): void => {
    isGone = false
    refused = null
    avertissement = null
  }

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
      refused = { cle, motif }
      return
    }
    if (isClosed) return next.close()
    // Nothing is under way in the old one: statements are run in one go.
    current.close()
    current = next
    settle()
    write({ nouvelleBase: path, donneesDu: current.meta.donneesDu })
  }

  const check = async (): Promise<void> => {
    const identite = look()
    if (identite === null) {
      isGone = true
      refused = null
      warn(DISPARUE)
    } else if (identite.cle === current.identite.cle) settle()
    else if (identite.cle !== refused?.cle) await take(identite)
    else {
      // Told at the second look: while it is being written, the file is another one each time.
      const suite = isGone ? '' : ', celle d’avant reste en service'
      warn(`Une nouvelle base est refusée${suite} : ${refused.motif}.`)
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

    meta: () => current.meta,
    avertissement: () => avertissement,

    close() {
      if (isClosed) return
      isClosed = true
      clearInterval(timer)
      current.close()
    },
  }
}
