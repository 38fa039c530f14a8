import { type LigneDe, META_COMPLET, SCHEMA_VERSION, type TypeFichier } from './schema.ts'

export type Ligne = Readonly<Record<string, string | number | null>>

/**
 * One statement; the same parameter may stand in it several times as `?1`. At most `PARAMETRES_MAX`.
 * `R`: its rows; `lignes` is there for the compiler alone.
 */
export type Requete<R extends Ligne = Ligne> = {
  sql: string
  params: readonly string[]
  lignes?: readonly R[]
}

/** Bound parameters of one statement, as D1 limits them. */
export const PARAMETRES_MAX = 100

/** The database made by the import, wherever it is kept. Read only. */
export type BaseExtraction = {
  /**
   * The rows of each statement, in their order, all read from one state of the data. Rejects with
   * `BaseIndisponible` when the database cannot be read now.
   */
  query(requetes: readonly Requete[]): Promise<readonly (readonly Ligne[])[]>
  /** The state of the data as far as it is known without asking; null = it is not. */
  meta(): Meta | null
  /** What whoever runs the service must know, in French; null = nothing. */
  avertissement(): string | null
  /** Why nothing can be read now, in French; null = nothing that is known. */
  indisponible(): string | null
}

/** The database cannot be read now. `message` is ours and fixed: nobody's data are in it. */
export class BaseIndisponible extends Error {
  override name = 'BaseIndisponible'
  readonly kind: 'unavailable' | 'timeout'

  constructor(message: string, kind: 'unavailable' | 'timeout' = 'unavailable') {
    super(message)
    this.kind = kind
  }
}

/** The database cannot be used: `motif` says why in a French clause, `message` names the file too. */
export class BaseRefusee extends Error {
  override name = 'BaseRefusee'
  readonly motif: string
  /** What is wrong is not in the file: the same one may do in a moment. */
  readonly passager: boolean

  constructor(motif: string, message = motif, passager = false) {
    super(message)
    this.motif = motif
    this.passager = passager
  }
}

/** Before the type of a file, among the keys of the state. */
const FICHIER = 'fichier '

/** Asked with every batch: a database may be loaded anew between two of them. */
export const REQUETE_META: Requete<LigneDe<'meta'>> = {
  sql: `SELECT cle, valeur FROM meta WHERE cle IN ('schema', '${META_COMPLET}', 'importe_le', 'donnees_du', 'oppositions', 'non_attribuees', 'recherche')
    UNION ALL SELECT '${FICHIER}' || type, coalesce(donnees_du, '') FROM fichier`,
  params: [],
}

export type Meta = {
  /** Tells one import from another. */
  version: string
  /** Day of the data; null = the files do not say. */
  donneesDu: string | null
  /** The files that were imported, each with the day of its data; null = it does not say. */
  fichiers: ReadonlyMap<TypeFichier, string | null>
  oppositions: boolean
  /** Rows that nobody could read, about nobody knows whom. */
  nonAttribuees: number
  /** Whether it can be searched by name. */
  recherche: boolean
}

/** The state of the database, or a French clause that says why it cannot be used. */
export const readMeta = (
  lignes: readonly LigneDe<'meta'>[],
): { ok: true; meta: Meta } | { ok: false; motif: string } => {
  const valeurs = new Map(lignes.map(({ cle, valeur }) => [cle, valeur]))
  const schema = valeurs.get('schema')
  if (schema !== undefined && schema !== SCHEMA_VERSION) {
    const motif = `elle a le schéma « ${schema.slice(0, 20)} », « ${SCHEMA_VERSION} » est attendu`
    return { ok: false, motif }
  }
  if (schema === undefined || valeurs.get(META_COMPLET) !== '1') {
    return { ok: false, motif: 'elle n’est pas complète : son import n’est pas terminé' }
  }
  const donneesDu = valeurs.get('donnees_du') ?? ''
  return {
    ok: true,
    meta: {
      version: `${valeurs.get('importe_le')} ${donneesDu}`,
      donneesDu: donneesDu === '' ? null : donneesDu,
      fichiers: new Map(
        [...valeurs].flatMap(([cle, jour]) =>
          cle.startsWith(FICHIER)
            ? [[cle.slice(FICHIER.length) as TypeFichier, jour === '' ? null : jour]]
            : [],
        ),
      ),
      oppositions: valeurs.get('oppositions') === '1',
      nonAttribuees: Number(valeurs.get('non_attribuees') ?? 0),
      recherche: valeurs.get('recherche') === '1',
    },
  }
}

/** Sizes of the lists in statements: few different texts, so that they are prepared once. */
const TAILLES = [1, 10, PARAMETRES_MAX]

/** `sql` with `(@)` put in place of lists, for all the values, so many at a time as one may bind. */
export const toRequetes = <R extends Ligne>(
  sql: string,
  values: readonly string[],
): Requete<R>[] => {
  const requetes: Requete<R>[] = []
  for (let start = 0; start < values.length; start += PARAMETRES_MAX) {
    const params = values.slice(start, start + PARAMETRES_MAX)
    const taille = TAILLES.find((one) => one >= params.length) ?? PARAMETRES_MAX
    while (params.length < taille) params.push(params[0] as string)
    const liste = params.map((_, index) => `?${index + 1}`).join(', ')
    requetes.push({ sql: sql.replaceAll('(@)', `(${liste})`), params })
  }
  return requetes
}
