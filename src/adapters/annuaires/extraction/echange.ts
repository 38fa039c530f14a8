import type { Clock } from '../../../application/ports.ts'
import { type BaseExtraction, BaseIndisponible, type BaseRefusee } from './base.ts'
import {
  type FichierSqlite,
  type Identite,
  openFichierSqlite,
  preRead,
  readIdentite,
  toRefus,
} from './sqlite.ts'

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
 * before it takes over; one that is not sound is left aside, and the one before goes on answering,
 * as it does for as long as the machine lets nobody open the new one or look at it.
 * Without any file any more, the source is unavailable until there is a sound one again.
 *
 * @throws BaseRefusee when there is no usable file to begin with.
 */
export const openBaseSqlite = (options: SqliteOptions): BaseSqlite => {
  const { path, clock, log, everyMs = EVERY_MS } = options
  let current = openFichierSqlite(path)
  let isGone = false
  /** The file that did not do last, and why. */
  let refused: { cle: string; refus: BaseRefusee } | null = null
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

  /** Puts the new file in the place of the one before; null = done, else why not. */
  const take = async (): Promise<BaseRefusee | null> => {
    let next: FichierSqlite | null = null
    try {
      next = openFichierSqlite(path)
      await preRead(path)
    } catch (error) {
      next?.close()
      return toRefus(path, error)
    }
    if (isClosed) {
      next.close()
      return null
    }
    // Nothing is under way in the old one: statements are run in one go.
    current.close()
    current = next
    settle()
    write({ nouvelleBase: path, donneesDu: current.meta.donneesDu })
    return null
  }

  const check = async (): Promise<void> => {
    const suite = isGone ? '' : ', celle d’avant reste en service'
    let identite: Identite | null
    try {
      identite = readIdentite(path)
    } catch (error) {
      const { motif } = toRefus(path, error)
      return warn(`La base ne peut pas être relue pour l’instant${suite} : ${motif}.`)
    }
    if (identite === null) {
      isGone = true
      refused = null
      return warn(DISPARUE)
    }
    const { cle } = identite
    if (cle === current.identite.cle) return settle()
    const before = refused?.cle === cle ? refused.refus : null
    const refus = before === null || before.passager ? await take() : before
    if (refus === null) return
    refused = { cle, refus }
    // Told at the second look: while it is being written, the file is another one each time.
    if (before === null) return
    const verbe = refus.passager ? 'ne peut pas encore être ouverte' : 'est refusée'
    warn(`Une nouvelle base ${verbe}${suite} : ${refus.motif}.`)
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
    indisponible: () => (isGone ? DISPARUE : null),

    close() {
      if (isClosed) return
      isClosed = true
      clearInterval(timer)
      current.close()
    },
  }
}
