/**
 * A download that cannot go on; `message` is a French sentence for who runs it. `passager`: trying
 * again makes sense, after `attenteSeconds` when the server said so.
 */
export class Echec extends Error {
  override name = 'Echec'
  readonly passager: boolean
  readonly attenteSeconds: number | null

  constructor(message: string, options: { passager?: boolean; attenteSeconds?: number } = {}) {
    super(message)
    this.passager = options.passager ?? false
    this.attenteSeconds = options.attenteSeconds ?? null
  }
}

/** What has come is not the file: there is nothing in it to go on with. */
export class EchecContenu extends Echec {}

const DISQUE: Record<string, string> = {
  ENOSPC: 'Le disque est plein.',
  EDQUOT: 'Le quota du disque est atteint.',
  EACCES: 'Le dossier de destination n’est pas accessible en écriture.',
  EPERM: 'Le dossier de destination n’est pas accessible en écriture.',
  EROFS: 'Le dossier de destination est en lecture seule.',
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** The trouble of a file system in words; null = the error is not one. */
export const toEchecDisque = (error: unknown): Echec | null => {
  const code = codeOf(error)
  if (DISQUE[code] !== undefined) return new Echec(DISQUE[code])
  return error instanceof Error && 'syscall' in error && 'path' in error
    ? new Echec(`Le fichier ne peut pas être écrit (${code}).`)
    : null
}

const RESEAU: Record<string, string> = {
  ENOTFOUND: 'le nom du serveur est introuvable',
  EAI_AGAIN: 'le nom du serveur est introuvable pour l’instant',
  ECONNREFUSED: 'le serveur refuse la connexion',
  ECONNRESET: 'le serveur a coupé la connexion',
  UND_ERR_SOCKET: 'le serveur a coupé la connexion',
  UND_ERR_CONNECT_TIMEOUT: 'le serveur ne répond pas',
  UND_ERR_HEADERS_TIMEOUT: 'le serveur ne répond pas',
  UND_ERR_BODY_TIMEOUT: 'le serveur n’envoie plus rien',
}

/** What `fetch` throws, in words: a network that failed is worth another try, a certificate is not. */
export const toEchecReseau = (error: unknown): Echec => {
  const causes: unknown[] = []
  for (let at = error; at instanceof Error && causes.length < 5; at = at.cause) causes.push(at)
  const codes = causes.map(codeOf)
  if (codes.some((code) => /CERT|SIGNATURE|SELF_SIGNED|^ERR_TLS/.test(code))) {
    return new Echec('Le certificat du serveur n’est pas reconnu.')
  }
  const known = codes.map((code) => RESEAU[code]).find(Boolean)
  return new Echec(`La connexion a échoué : ${known ?? 'le transfert s’est interrompu'}.`, {
    passager: true,
  })
}
