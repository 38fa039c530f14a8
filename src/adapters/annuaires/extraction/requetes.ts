import type { CleStructure } from '../../../application/ports.ts'
import { rppsRangTitulaire } from '../../../domain/identifiants/identifiants.ts'
import { SITES_LUS_MAX } from '../source.ts'
import { type Ligne, type Requete, toRequetes } from './base.ts'
import type { Colonne, LigneDe, TableDeBase } from './schema.ts'

/** Reads columns of a table where a condition holds, `(@)` being the values. */
const reads =
  <T extends TableDeBase, C extends Colonne<T>>(
    table: T,
    colonnes: readonly C[],
    where: string,
    select = 'SELECT',
  ) =>
  (values: readonly string[]) =>
    toRequetes<Pick<LigneDe<T>, C>>(
      `${select} ${colonnes.join(', ')} FROM ${table} WHERE ${where}`,
      values,
    )

const professionnels = reads('professionnel', ['rpps', 'nom', 'prenom', 'civilite'], 'rpps IN (@)')
const exercices = reads('exercice', ['rpps', 'rang', 'profession', 'savoir_faire'], 'rpps IN (@)')
const cartes = reads(
  'carte',
  ['rpps', 'exercice', 'numero', 'type', 'debut', 'fin', 'opposition'],
  'rpps IN (@)',
)
const porteurs = reads('carte', ['numero', 'rpps'], 'numero IN (@)', 'SELECT DISTINCT')
const personnesIncompletes = reads('incomplet', ['valeur'], "type = 'RPPS' AND valeur IN (@)")
const cartesIncompletes = reads('incomplet', ['valeur'], "type = 'CARTE' AND valeur IN (@)")

const SITUATION = [
  'rpps',
  'exercice',
  'mode',
  'secteur',
  'fonction',
  'genre',
  'structure',
] as const satisfies readonly Colonne<'situation'>[]
/** Columns of a structure that are read. */
export const COLONNES_STRUCTURE = [
  'raison_sociale',
  'enseigne',
  'finess_eg',
  'finess_ej',
  'siret',
  'siren',
  'ancien_identifiant',
  'adresse',
  'code_postal',
  'commune',
] as const satisfies readonly Colonne<'structure'>[]
const columnsOf = (alias: string, colonnes: readonly string[]): string =>
  colonnes.map((colonne) => `${alias}.${colonne}`).join(', ')
const SITUATIONS = `
  SELECT ${columnsOf('s', SITUATION)}, t.id AS structure_id, ${columnsOf('t', COLONNES_STRUCTURE)}
  FROM situation s LEFT JOIN structure t ON t.id = s.structure WHERE s.rpps IN (@)`

/** What the activities file says of a structure; all null where there is none. */
export type LigneStructure = Pick<LigneDe<'structure'>, (typeof COLONNES_STRUCTURE)[number]>
/** `structure_id` null = there is no such structure. */
export type LigneSituation = Pick<LigneDe<'situation'>, (typeof SITUATION)[number]> &
  LigneStructure & { readonly structure_id: number | null }

const ETABLISSEMENT = [
  'finess',
  'finess_ej',
  'nom',
  'siret',
  'categorie',
  'actif',
  'ouverture',
  'fermeture',
] as const satisfies readonly Colonne<'etablissement'>[]
const ENTITE = [
  'finess',
  'nom',
  'siren',
  'statut_juridique',
  'actif',
  'ouverture',
  'fermeture',
] as const satisfies readonly Colonne<'entite_juridique'>[]
export type LigneEtablissement = Pick<LigneDe<'etablissement'>, (typeof ETABLISSEMENT)[number]>
export type LigneEntite = Pick<LigneDe<'entite_juridique'>, (typeof ENTITE)[number]>

const EJ_DES_EG = '(SELECT finess_ej FROM etablissement WHERE finess IN (@))'
const etablissements = reads('etablissement', ETABLISSEMENT, 'finess IN (@)')
const entites = reads('entite_juridique', ENTITE, 'finess IN (@)')
const leursEntites = reads('entite_juridique', ENTITE, `finess IN ${EJ_DES_EG}`)
const finessIncomplets = reads(
  'incomplet',
  ['type', 'valeur'],
  `type IN ('FINESS', 'SITES') AND (valeur IN (@) OR valeur IN ${EJ_DES_EG})`,
)
/** Where the EJ are those numbers, or those of the EG among them. */
const DES_EJ = ['finess_ej IN (@)', `finess_ej IN ${EJ_DES_EG}`] as const
/** `incomplet`: 1 when it cannot be read, else 0. */
type LigneSite = LigneEtablissement & { readonly incomplet: number }
const SITES = `
  SELECT ${ETABLISSEMENT.join(', ')},
    EXISTS (SELECT 1 FROM incomplet WHERE type = 'FINESS' AND valeur = finess) AS incomplet
  FROM etablissement`
/** Sites that FINESS has not, as the activities name them. */
const SITES_ACTIVITES = `
  SELECT DISTINCT finess_eg AS finess, finess_ej FROM structure
  WHERE finess_eg NOT IN (SELECT finess FROM etablissement)
    AND finess_eg NOT IN (SELECT finess FROM entite_juridique)`

const sitesOu = (where: string) => (values: readonly string[]) =>
  toRequetes<LigneSite>(`${SITES} WHERE ${where}`, values)
const sitesActivitesOu = (where: string) => (values: readonly string[]) =>
  toRequetes<Pick<LigneDe<'etablissement'>, 'finess' | 'finess_ej'>>(
    `${SITES_ACTIVITES} AND ${where}`,
    values,
  )

/** Everything that is kept under these RPPS. */
export const personnesDe = (rpps: readonly string[]) => ({
  professionnels: professionnels(rpps),
  exercices: exercices(rpps),
  situations: toRequetes<LigneSituation>(SITUATIONS, rpps),
  cartes: cartes(rpps),
  incomplets: personnesIncompletes(rpps),
})

/** Who holds these cards. */
export const cartesDe = (numeros: readonly string[]) => ({
  porteurs: porteurs(numeros),
  cartesIncompletes: cartesIncompletes(numeros),
})

/** What FINESS says of these numbers and, for those of laboratories, which sites their EJ have. */
export const finessDe = (finess: readonly string[], laboratoires: readonly string[]) => ({
  etablissements: etablissements(finess),
  entites: [...entites(finess), ...leursEntites(finess)],
  incomplets: finessIncomplets(finess),
  sites: DES_EJ.flatMap((ej) => sitesOu(ej)(laboratoires)),
  sitesActivites: DES_EJ.flatMap((ej) => sitesActivitesOu(ej)(laboratoires)),
})

/** EG of those EJ, one more than are read at most. */
const SES_EG = (select: string) =>
  `(SELECT ${select} FROM etablissement WHERE finess_ej IN (@) LIMIT ${SITES_LUS_MAX + 1})`
const SECTEURS = 's.secteur FROM structure t JOIN situation s ON s.structure = t.id'
const secteurs = (select: string, where: string) => (ej: readonly string[]) =>
  toRequetes<{ readonly finess: string; readonly secteur: string | null }>(
    `SELECT DISTINCT ${select} AS finess, ${SECTEURS} WHERE ${where}`,
    ej,
  )
const secteursDesEg = [
  secteurs('t.finess_eg', `t.finess_eg IN ${SES_EG('finess')}`),
  secteurs('t.finess_eg', 't.finess_ej IN (@) AND t.finess_eg IS NOT NULL'),
  secteurs('substr(t.ancien_identifiant, 2)', `t.ancien_identifiant IN ${SES_EG("'1' || finess")}`),
]

/** The sites of one EJ, and the sectors that the activities give them. */
export const sitesDe = (ej: readonly string[]) => ({
  sites: sitesOu(DES_EJ[0])(ej),
  sitesActivites: sitesActivitesOu(DES_EJ[0])(ej),
  secteurs: secteursDesEg.flatMap((read) => read(ej)),
})

/** Where a structure of the activities bears one of these identifiers, by the type asked for. */
const PAR_TYPE: Record<CleStructure['type'], readonly string[]> = {
  FINESS: ['finess_eg IN (@)', 'finess_ej IN (@) AND finess_eg IS NULL'],
  SIRET: ['siret IN (@)'],
  RPPS_RANG: [],
}
const PREFIXES: Record<CleStructure['type'], string> = { FINESS: '1', SIRET: '3', RPPS_RANG: '4' }

/** A structure of the activities, once for each sector that an activity gives it. */
export type LigneStructureSecteur = LigneStructure & { readonly secteur: string | null }

const structures = (where: string) => (values: readonly string[]) =>
  toRequetes<LigneStructureSecteur>(
    `SELECT DISTINCT s.secteur, ${columnsOf('t', COLONNES_STRUCTURE)}
    FROM structure t LEFT JOIN situation s ON s.structure = t.id WHERE ${where}`,
    values,
  )
const etablissementsDeSiret = reads('etablissement', ['finess', 'siret'], 'siret IN (@)')

/** What bears this identifier; a former identifier has its prefix. */
export const structuresDe = ({ type, valeur }: CleStructure) => ({
  structures: [
    ...PAR_TYPE[type].flatMap((where) => structures(where)([valeur])),
    ...structures('ancien_identifiant IN (@)')([PREFIXES[type] + valeur]),
  ],
  etablissementsDeSiret: etablissementsDeSiret(type === 'SIRET' ? [valeur] : []),
  titulairesIncomplets: personnesIncompletes(
    type === 'RPPS_RANG' ? [rppsRangTitulaire(valeur)] : [],
  ),
})

/** Statements by name, and the rows of each name. */
export type Groupes = Readonly<Record<string, readonly Requete[]>>
export type Lots<G> = {
  [N in keyof G]: G[N] extends readonly Requete<infer R extends Ligne>[] ? readonly R[] : never
}
export type LotsPersonnes = Lots<ReturnType<typeof personnesDe>>
export type LotsSites = Lots<ReturnType<typeof sitesDe>>
export type LotsFiness = Lots<ReturnType<typeof finessDe>>
