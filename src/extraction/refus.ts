/**
 * The import cannot go on, through no fault of the program. `message` is French, for who ran the
 * command; it never holds a person's data. The old database is left as it was.
 */
export class ImportRefuse extends Error {
  override name = 'ImportRefuse'
}

/** What the system says of a file, in French. */
export const explainSystem = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException | null)?.code
  switch (code) {
    case 'ENOENT':
      return 'il n’existe pas'
    case 'EACCES':
    case 'EPERM':
      return 'le système en refuse l’accès'
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'il n’y a plus de place sur le disque'
    case 'EROFS':
      return 'le disque est en lecture seule'
    case 'ENOTDIR':
    case 'EISDIR':
      return 'un dossier et un fichier sont confondus dans le chemin'
    default:
      return `erreur du système${code === undefined ? '' : ` (${code})`}`
  }
}
