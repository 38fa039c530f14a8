import { join } from 'node:path'
import { lock } from '../echange.ts'
import type { FichierPublic } from '../fichiers-publics.ts'
import { Echec } from './echec.ts'
import { type FichierOptions, type Issue, telechargerFichier } from './fichier.ts'

type TelechargerOptions = Pick<FichierOptions, 'fetch' | 'waitMs' | 'silenceMs' | 'signal'> & {
  fichiers: readonly FichierPublic[]
  /** Made when it is missing. */
  dossier: string
  /** Where resources are asked for, without a slash at its end. */
  base: string
  /** In place of what each file must at least weigh. */
  octetsMin?: number | undefined
  /** In place of what each file may at most weigh. */
  octetsMax?: number | undefined
  onProgress: (fichier: FichierPublic, recus: number, total: number | null) => void
  onEvent: (fichier: FichierPublic, texte: string) => void
}

export type Bilan = { fichier: FichierPublic; path: string } & (
  | { issue: Issue }
  | { issue: 'echec'; motif: string }
)

/**
 * The open-data files of the day, one after the other, into a folder. One that fails does not keep
 * the others from coming; one that has not changed is not fetched again. In the order given.
 *
 * @throws ImportRefuse when the folder cannot be used, or another download is at work in it.
 */
export const telecharger = async (options: TelechargerOptions): Promise<Bilan[]> => {
  const { fichiers, dossier, base, octetsMin, octetsMax, onProgress, onEvent, ...network } = options
  const one = async (fichier: FichierPublic): Promise<Bilan> => {
    const path = join(dossier, fichier.fichier)
    try {
      const issue = await telechargerFichier({
        ...network,
        adresse: `${base}/${fichier.ressource}`,
        path,
        format: fichier.format,
        octetsMin: octetsMin ?? fichier.octetsMin,
        octetsMax: octetsMax ?? fichier.octetsMax,
        onProgress: (recus, total) => onProgress(fichier, recus, total),
        onEvent: (texte) => onEvent(fichier, texte),
      })
      return { fichier, path, issue }
    } catch (error) {
      if (!(error instanceof Echec)) throw error
      return { fichier, path, issue: 'echec', motif: error.message }
    }
  }
  // Two downloads into one folder would write over each other.
  const held = lock(join(dossier, '.telechargement'), 'téléchargement')
  try {
    const bilans: Bilan[] = []
    for (const fichier of fichiers) {
      if (network.signal?.aborted) break
      // oxlint-disable-next-line no-await-in-loop -- one at a time: the network is the bound
      bilans.push(await one(fichier))
    }
    return bilans
  } finally {
    held.release()
  }
}
