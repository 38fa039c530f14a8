import { type Ancienne, BaseNouvelle, type Lignes, explainSqlite, readAncienne } from './base.ts'
import { dayOf } from './cellules.ts'
import { chooseFichiers, etatOf, type Fichier } from './choisir.ts'
import { cleanLeftovers, lock, nameOfNew, swap } from './echange.ts'
import { readActivites, readCartes, readSavoirFaire } from './lire-fichiers.ts'
import { readFiness } from './lire-finess.ts'
import { Population } from './population.ts'
import type { Avancement } from './progression.ts'
import { ImportRefuse } from './refus.ts'
import type { Lecture } from './rejets.ts'
import { implausibilities } from './vraisemblance.ts'

/** Bytes of one row of activities, as far as one knows beforehand. */
const BYTES_PER_ROW = 350
/** People written between two looks at whether somebody wants to stop. */
const PEOPLE_AT_ONCE = 5000

export type Options = {
  /** Files and folders. */
  chemins: readonly string[]
  /** The database to replace. */
  db: string
  /** Replaces it whatever the counts say, and imports identical files again. */
  force: boolean
  /** Without what a search by name needs: a third less. */
  sansRecherche?: boolean
  avancement: Avancement
  now: () => Date
}

export type LectureDe = Lecture & { type: Fichier['type']; libelle: string }

export type Import =
  | { fait: false; ancienne: Ancienne & { etat: 'lue' }; fichiers: Fichier[] }
  | {
      fait: true
      ancienne: Ancienne
      lignes: Lignes
      lectures: LectureDe[]
      /** Files of the folders that are none of ours. */
      ignores: string[]
      /** What would have refused the import without `force`. */
      forces: string[]
    }

const STEPS: Record<Fichier['type'], string> = {
  activites: 'Activités',
  'savoir-faire': 'Savoir-faire',
  cartes: 'Cartes',
  finess: 'FINESS',
}

const isSame = (
  ancienne: Ancienne,
  fichiers: readonly Fichier[],
  { sansRecherche = false }: Options,
): boolean =>
  ancienne.etat === 'lue' &&
  ancienne.recherche === !sansRecherche &&
  ancienne.fichiers.length === fichiers.length &&
  fichiers.every(({ type, sha256, nom }) =>
    ancienne.fichiers.some(
      (known) => known.type === type && known.sha256 === sha256 && known.nom === nom,
    ),
  )

const readAll = async (
  fichiers: readonly Fichier[],
  base: BaseNouvelle,
  avancement: Avancement,
): Promise<{ population: Population; lectures: LectureDe[] }> => {
  const activites = fichiers.find(({ type }) => type === 'activites')
  const rows = Math.ceil((activites?.taille ?? 0) / BYTES_PER_ROW)
  const population = new Population(rows)
  const lectures = new Map<Fichier['type'], LectureDe>()
  // FINESS first: its reading needs memory that the population takes later.
  const rank = ({ type }: Fichier) => (type === 'finess' ? 0 : 1)
  for (const fichier of fichiers.toSorted((a, b) => rank(a) - rank(b))) {
    const { type, libelle, taille } = fichier
    avancement.begin(STEPS[type], taille)
    const read = {
      activites: () => readActivites(fichier, rows, population, base, avancement),
      'savoir-faire': () => readSavoirFaire(fichier, population, base, avancement),
      cartes: () => readCartes(fichier, population, base, avancement),
      finess: () => readFiness(fichier, base, avancement),
    }[type]
    lectures.set(type, { ...(await read()), type, libelle })
    if ((await etatOf(fichier.chemin)) !== fichier.etat) {
      throw new ImportRefuse(`${fichier.chemin} : le fichier a changé pendant l’import.`)
    }
  }
  return { population, lectures: fichiers.map(({ type }) => lectures.get(type) as LectureDe) }
}

const writePopulation = async (
  population: Population,
  base: BaseNouvelle,
  avancement: Avancement,
): Promise<void> => {
  avancement.begin('Écriture de la base', population.exercices)
  let since = 0
  for (const { rpps, nom, prenom, civilite, exercices, situations } of population.personnes()) {
    base.insert('professionnel', { rpps, nom, prenom, civilite })
    base.index?.addPersonne({ rpps, nom, prenom, exercices, situations })
    // What is spread comes first: behind other fields, V8 copies it field by field.
    for (const exercice of exercices) base.insert('exercice', { ...exercice, rpps })
    for (const [rang, situation] of situations.entries()) {
      base.insert('situation', { ...situation, rpps, rang })
    }
    since += exercices.length
    if (since >= PEOPLE_AT_ONCE) {
      avancement.add(since, since)
      since = 0
      await new Promise(setImmediate)
      avancement.throwIfAborted()
    }
  }
}

const momentOf = (fichier: Fichier, lecture: Lecture): string | null =>
  lecture.donneesLe ?? fichier.horodatage

const build = async (
  nouveau: string,
  fichiers: readonly Fichier[],
  { avancement, now, sansRecherche = false }: Options,
) => {
  const base = new BaseNouvelle(nouveau, !sansRecherche)
  try {
    const { population, lectures } = await readAll(fichiers, base, avancement)
    await writePopulation(population, base, avancement)
    avancement.begin('Index et contrôle', null)
    let donneesDu = ''
    let oppositions = '0'
    for (const [i, fichier] of fichiers.entries()) {
      const lecture = lectures[i] as LectureDe
      const moment = momentOf(fichier, lecture)
      const { type, nom, sha256 } = fichier
      base.insertFichier({
        type,
        nom,
        sha256,
        donnees_du: dayOf(moment),
        donnees_le: moment,
        lignes: lecture.lignes,
        mises_de_cote: lecture.rejets.total,
      })
      if (type === 'activites') donneesDu = dayOf(moment) ?? ''
      if (type === 'cartes' && !lecture.absentes.includes('Date opposition')) oppositions = '1'
    }
    await new Promise(setImmediate)
    avancement.throwIfAborted()
    base.finish({
      importe_le: now().toISOString(),
      donnees_du: donneesDu,
      oppositions,
      non_attribuees: String(lectures.reduce((sum, { rejets }) => sum + rejets.nonAttribuees, 0)),
    })
    return { lectures, lignes: base.lignes }
  } finally {
    base.close()
  }
}

/**
 * Makes a new database from the files and puts it in the place of the old one, or changes nothing:
 * the old one serves until the last moment, and stays when anything is wrong.
 *
 * @throws ImportRefuse with a French sentence; the reason of the signal when it was broken off.
 */
export const importFichiers = async (options: Options): Promise<Import> => {
  const { chemins, db, force, avancement } = options
  const { fichiers, ignores } = await chooseFichiers(chemins)
  const held = lock(db)
  const nouveau = nameOfNew(db)
  try {
    await cleanLeftovers(db)
    const ancienne = readAncienne(db)
    if (!force && ancienne.etat === 'lue' && isSame(ancienne, fichiers, options)) {
      return { fait: false, ancienne, fichiers }
    }
    if (!force && ancienne.etat === 'illisible') {
      throw new ImportRefuse(
        `${db} existe et n’est pas une base de ce service : rien n’a été remplacé. --force pour passer outre.`,
      )
    }
    const { lectures, lignes } = await build(nouveau, fichiers, options)
    const forces = implausibilities(lignes, lectures, ancienne)
    if (!force && forces.length > 0) {
      throw new ImportRefuse(
        `La nouvelle base n’est pas vraisemblable, l’ancienne reste en service :\n${forces
          .map((reason) => `  ${reason}`)
          .join('\n')}\nSi c’est voulu : --force.`,
      )
    }
    avancement.throwIfAborted()
    await swap(nouveau, db)
    return { fait: true, ancienne, lignes, lectures, ignores, forces }
  } catch (error) {
    throw explainSqlite(error)
  } finally {
    avancement.end()
    await cleanLeftovers(db)
    held.release()
  }
}
