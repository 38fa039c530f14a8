import { type Table, TABLES, type TypeFichier } from '../adapters/annuaires/extraction/schema.ts'
import { explainAbsente } from './colonnes.ts'
import type { Import, LectureDe } from './importer.ts'
import { change, count, motOf, NOMS, number } from './vraisemblance.ts'

const SANS: Record<Exclude<TypeFichier, 'activites'>, string> = {
  'savoir-faire': 'Sans le fichier des savoir-faire : seuls ceux des activités sont connus.',
  cartes: 'Sans le fichier des cartes : les recherches par numéro de carte sont sans réponse.',
  finess:
    'Sans FINESS : statuts juridiques, catégories, fermetures et sites d’un établissement sont inconnus.',
}

const describeAbsentes = (absentes: readonly string[]): string[] => {
  const autres = absentes.filter((nom) => explainAbsente(nom) === null)
  return [
    ...absentes.flatMap((nom) => {
      const suite = explainAbsente(nom)
      return suite === null ? [] : [`    sans la colonne « ${nom} » : ${suite}`]
    }),
    ...(autres.length > 0 ? [`    colonnes absentes : ${autres.join(', ')}`] : []),
  ]
}

const describeLecture = ({ type, libelle, lignes, rejets, sansRpps, absentes }: LectureDe) => {
  const mot = motOf(type)
  const quoi = type === 'finess' ? 'FINESS' : 'praticien'
  const mis = type === 'finess' ? count(rejets.total, 'mis', 'mis') : count(rejets.total, 'mise')
  return [
    `  ${libelle} : ${count(lignes, mot)}, ${mis} de côté`,
    ...rejets.premiers.map(({ ligne, motif }) => `    ${mot} ${number(ligne)} : ${motif}`),
    ...(rejets.total > rejets.premiers.length
      ? [`    … et ${number(rejets.total - rejets.premiers.length)} autres`]
      : []),
    ...(rejets.nonAttribuees > 0
      ? [`    dont ${number(rejets.nonAttribuees)} sans ${quoi} reconnaissable`]
      : []),
    ...(sansRpps > 0
      ? [
          `    ${count(sansRpps, 'ligne')} sans RPPS (ADELI…), non ${sansRpps > 1 ? 'reprises' : 'reprise'}`,
        ]
      : []),
    ...describeAbsentes(absentes),
  ]
}

const describeTable = (table: Table, done: Import & { fait: true }): string => {
  const after = done.lignes[table]
  const before = done.ancienne.etat === 'lue' ? done.ancienne.lignes[table] : null
  const compared =
    before === null ? '' : `   avant : ${number(before)} (${change(before, after) ?? 'nouveau'})`
  return `  ${NOMS[table].padEnd(22)} ${number(after).padStart(11)}${compared}`
}

const REMPLACE = {
  absente: 'Il n’y avait pas de base.',
  schema: 'L’ancienne base était d’une autre version : elle n’a pas pu être comparée.',
  illisible: 'L’ancien fichier n’était pas une base de ce service : il n’a pas pu être comparé.',
  lue: 'Comparée à l’ancienne base.',
}

/** What an import came to, for who ran it; numbers of lines, nothing of the people in them. */
export const toRapport = (result: Import, db: string, seconds: number): string => {
  if (!result.fait) {
    return `Rien à faire : ${db} a déjà été faite de ces mêmes fichiers, le ${result.ancienne.importeLe}. --force pour la refaire.\n`
  }
  const types = new Set(result.lectures.map(({ type }) => type))
  const { forces, ignores } = result
  return [
    `Base ${db} en service, faite en ${Math.ceil(seconds)} s. ${REMPLACE[result.ancienne.etat]}`,
    '',
    'Fichiers lus',
    ...result.lectures.flatMap(describeLecture),
    ...ignores.map((libelle) => `  ${libelle} : pas utilisé`),
    '',
    'Contenu de la base',
    ...TABLES.map((table) => describeTable(table, result)),
    ...(Object.keys(SANS) as (keyof typeof SANS)[]).flatMap((type) =>
      types.has(type) ? [] : ['', SANS[type]],
    ),
    ...(forces.length > 0
      ? ['', 'Remplacée malgré (--force) :', ...forces.map((f) => `  ${f}`)]
      : []),
    '',
  ].join('\n')
}
