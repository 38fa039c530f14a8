import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FichierPublic } from './fichiers-publics.ts'
import { Echec, toEchecDisque } from './telecharger-echec.ts'
import { type FichierOptions, type Issue, telechargerFichier } from './telecharger-fichier.ts'

export type TelechargerOptions = Pick<
  FichierOptions,
  'fetch' | 'waitMs' | 'silenceMs' | 'signal'
> & {
  fichiers: readonly FichierPublic[]
  /** Made when it is missing. */
  dossier: string
  /** Where resources are asked for, without a slash at its end. */
  base: string
  /** In place of what each file must at least weigh. */
  octetsMin?: number
  onProgress: (fichier: FichierPublic, recus: number, total: number | null) => void
  onEvent: (fichier: FichierPublic, texte: string) => void
}

export type Bilan = { fichier: FichierPublic; path: string } & (
  | { issue: Issue }
  | { issue: 'echec'; motif: string }
)

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Two downloads into one folder would write over each other. The lock of a dead process is nobody's. */
const withLock = async <T>(dossier: string, work: () => Promise<T>): Promise<T> => {
  const path = join(dossier, '.telechargement.verrou')
  const take = async () => {
    const file = await open(path, 'wx')
    await file.writeFile(String(process.pid))
    await file.close()
  }
  try {
    await take()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const pid = Number(await readFile(path, 'utf8').catch(() => ''))
    if (pid > 0 && pid !== process.pid && isRunning(pid)) {
      throw new Echec(`Un autre téléchargement est en cours dans ce dossier (processus ${pid}).`)
    }
    await rm(path, { force: true })
    await take()
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

/**
 * The open-data files of the day, one after the other, into a folder. One that fails does not keep
 * the others from coming; one that has not changed is not fetched again. In the order given.
 *
 * @throws Echec when the folder cannot be used at all.
 */
export const telecharger = async (options: TelechargerOptions): Promise<Bilan[]> => {
  const { fichiers, dossier, base, onProgress, onEvent } = options
  const { fetch, waitMs, silenceMs, signal } = options
  const one = async (fichier: FichierPublic): Promise<Bilan> => {
    const path = join(dossier, fichier.fichier)
    try {
      const issue = await telechargerFichier({
        fetch,
        adresse: `${base}/${fichier.ressource}`,
        path,
        format: fichier.format,
        octetsMin: options.octetsMin ?? fichier.octetsMin,
        onProgress: (recus, total) => onProgress(fichier, recus, total),
        onEvent: (texte) => onEvent(fichier, texte),
        ...(waitMs === undefined ? {} : { waitMs }),
        ...(silenceMs === undefined ? {} : { silenceMs }),
        ...(signal === undefined ? {} : { signal }),
      })
      return { fichier, path, issue }
    } catch (error) {
      if (!(error instanceof Echec)) throw error
      return { fichier, path, issue: 'echec', motif: error.message }
    }
  }
  try {
    await mkdir(dossier, { recursive: true })
    return await withLock(dossier, async () => {
      const bilans: Bilan[] = []
      for (const fichier of fichiers) {
        if (signal?.aborted) break
        // oxlint-disable-next-line no-await-in-loop -- one at a time: the network is the bound
        bilans.push(await one(fichier))
      }
      return bilans
    })
  } catch (error) {
    throw toEchecDisque(error) ?? error
  }
}
