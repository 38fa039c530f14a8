/** Variables whose value may stand in a file, named by the same name and `_FILE`. */
export const SECRETS_DE_FICHIER = ['ESANTE_API_KEY', 'API_KEYS'] as const

/** An empty one must not open the API: it is more likely a secret that did not arrive. */
export const NEVER_EMPTY: ReadonlySet<string> = new Set(['API_KEYS', 'API_KEYS_FILE'])

const isGiven = (name: string, value: unknown): value is string =>
  typeof value === 'string' && (value.trim() !== '' || NEVER_EMPTY.has(name))

/**
 * The secrets that the environment gives by files, without the white space around them (an editor
 * ends a file by a line end), and one French line for each that cannot be used: given twice,
 * unreadable, empty. `readFile` null = a platform without files. A path or a value is never repeated.
 */
export const readSecrets = (
  env: Readonly<Record<string, unknown>>,
  readFile: ((path: string) => string) | null,
): { secrets: Record<string, string>; reasons: string[] } => {
  const secrets: Record<string, string> = {}
  const reasons: string[] = []
  for (const nom of SECRETS_DE_FICHIER) {
    const variable = `${nom}_FILE`
    const path = env[variable]
    if (!isGiven(variable, path)) continue
    const direct = env[nom]
    const read = (): string | null => {
      try {
        return readFile?.(path.trim()).trim() ?? null
      } catch {
        return null
      }
    }
    if (typeof direct === 'string' && direct.trim() !== '') {
      reasons.push(`${nom} et ${variable} : une seule des deux est attendue.`)
    } else if (readFile === null) {
      reasons.push(`${variable} : il n’y a pas de fichiers ici, ${nom} est un secret de Workers.`)
    } else {
      const secret = read()
      if (secret === null) reasons.push(`${variable} : le fichier ne se lit pas.`)
      else if (secret === '') reasons.push(`${variable} : le fichier est vide.`)
      else secrets[nom] = secret
    }
  }
  return { secrets, reasons }
}
