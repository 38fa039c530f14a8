import type { TypeFichier } from '../adapters/annuaires/extraction/schema.ts'
import { ImportRefuse } from './refus.ts'

type Colonne = {
  /** As published; the first one is shown to people. */
  noms: readonly string[]
  requise?: true
  /** What becomes of the answers without it, as half a French sentence. */
  sans?: string
}

/** Columns of a file, by our name. */
export type Colonnes<Nom extends string> = Record<Nom, Colonne>
/** Their places in one file; -1 = the file has no such column. */
export type Places<Nom extends string> = Record<Nom, number>

/** A cell as it stands; empty when the file has no such column. */
export const at = (cells: readonly string[], place: number): string =>
  place === -1 ? '' : (cells[place] as string)

const une = (...noms: string[]): Colonne => ({ noms })
const requise = (...noms: string[]): Colonne => ({ noms, requise: true })

const PERSONNE = {
  typeIdentifiant: une('Type d’identifiant PP'),
  identifiant: requise('Identifiant PP'),
  national: une('Identification nationale PP'),
  nom: une('Nom d’exercice'),
  prenom: une('Prénom d’exercice'),
  profession: requise('Code profession'),
  libelleProfession: une('Libellé profession'),
  categorie: une('Code catégorie professionnelle'),
}

const SAVOIR_FAIRE_DE_LIGNE = {
  typeSavoirFaire: {
    ...une('Code type savoir-faire'),
    sans: 'une spécialité plus récente que nos tables peut ne pas être reconnue',
  },
  libelleSavoirFaire: une('Libellé savoir-faire'),
}

/** @see https://www.data.gouv.fr/datasets/annuaire-sante-extractions-des-donnees-en-libre-acces-des-professionnels-intervenant-dans-le-systeme-de-sante-rpps */
export const ACTIVITES = {
  ...PERSONNE,
  nom: requise('Nom d’exercice'),
  prenom: requise('Prénom d’exercice'),
  civilite: une('Code civilité'),
  ...SAVOIR_FAIRE_DE_LIGNE,
  savoirFaire: {
    ...une('Code savoir-faire'),
    sans: 'les spécialités viennent du seul fichier des savoir-faire',
  },
  mode: requise('Code mode exercice'),
  libelleMode: une('Libellé mode exercice'),
  siret: requise('Numéro SIRET site'),
  siren: une('Numéro SIREN site'),
  finessEg: requise('Numéro FINESS site'),
  finessEj: {
    ...une('Numéro FINESS établissement juridique'),
    sans: 'l’entité juridique n’est connue que par FINESS',
  },
  technique: une('Identifiant technique de la structure'),
  raisonSociale: requise('Raison sociale site'),
  enseigne: une('Enseigne commerciale site'),
  destinataire: une('Complément destinataire (coord. structure)'),
  pointGeographique: une('Complément point géographique (coord. structure)'),
  numeroVoie: une('Numéro Voie (coord. structure)'),
  repetition: une('Indice répétition voie (coord. structure)'),
  codeTypeVoie: une('Code type de voie (coord. structure)'),
  typeVoie: une('Libellé type de voie (coord. structure)'),
  voie: une('Libellé Voie (coord. structure)'),
  distribution: une('Mention distribution (coord. structure)'),
  cedex: une('Bureau cedex (coord. structure)'),
  codePostal: une('Code postal (coord. structure)'),
  commune: une('Libellé commune (coord. structure)'),
  pays: une('Libellé pays (coord. structure)'),
  ancien: requise('Ancien identifiant de la structure', 'Identifiant structure'),
  secteur: {
    ...une('Code secteur d’activité'),
    sans: 'aucune activité ne peut être classée (H01)',
  },
  libelleSecteur: une('Libellé secteur d’activité'),
  section: une('Code section tableau pharmaciens'),
  libelleFonction: une('Libellé rôle', 'Libellé fonction'),
  libelleGenre: une('Libellé genre activité', 'Libellé genre d’activité'),
  fonction: {
    ...une('Code rôle', 'Code fonction'),
    sans: 'remplaçants, internes et titulaires peuvent ne pas être reconnus',
  },
  genre: {
    ...une('Code genre activité', 'Code genre d’activité'),
    sans: 'des remplaçants peuvent ne pas être reconnus',
  },
} satisfies Colonnes<string>

export const SAVOIR_FAIRE = {
  ...PERSONNE,
  ...SAVOIR_FAIRE_DE_LIGNE,
  savoirFaire: requise('Code savoir-faire'),
} satisfies Colonnes<string>

export const CARTES = {
  ...PERSONNE,
  profession: une('Code profession'),
  type: une('Code type de carte'),
  libelleType: une('Libellé type de carte'),
  numero: requise('Numéro carte', 'Numéro de carte'),
  debut: requise('Date début validité', 'Date de début de validité'),
  fin: requise('Date fin validité', 'Date de fin de validité'),
  opposition: {
    ...une('Date opposition', 'Date d’opposition'),
    sans: 'les oppositions restent inconnues',
  },
  miseAJour: une('Date de mise à jour'),
} satisfies Colonnes<string>

/** A published name without accents, case, spaces and apostrophes of any kind. */
export const fold = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/**
 * The type of a file, from its header: `diplomes` is known but not needed, `restreinte` is an
 * extraction with birth data, which this service must not hold; null = nothing that we know.
 */
export const typeOfHeader = (cells: readonly string[]): TypeFichier | Autre | null => {
  const names = new Set(cells.map(fold))
  const has = (colonne: Colonne): boolean => colonne.noms.some((nom) => names.has(fold(nom)))
  if (names.has('datedenaissance') || names.has('nomdefamille')) return 'restreinte'
  if (has(CARTES.numero)) return 'cartes'
  // Two of them, so that one may be missing and still be named.
  const ofStructure = [ACTIVITES.ancien, ACTIVITES.raisonSociale, ACTIVITES.finessEg]
  if (ofStructure.filter(has).length >= 2) return 'activites'
  if (names.has('codetypediplomeobtenu')) return 'diplomes'
  return has(SAVOIR_FAIRE.savoirFaire) && names.has('identifiantpp') ? 'savoir-faire' : null
}
export type Autre = 'diplomes' | 'restreinte'

/**
 * Where each column stands in a file.
 *
 * @throws ImportRefuse that names the columns that are required and missing, or that stand twice.
 */
export const placeColonnes = <Nom extends string>(
  colonnes: Colonnes<Nom>,
  header: readonly string[],
  fichier: string,
): Places<Nom> => {
  const folded = header.map(fold)
  const manquantes: string[] = []
  const places = {} as Places<Nom>
  for (const [cle, { noms, requise }] of Object.entries(colonnes) as [Nom, Colonne][]) {
    const found = noms.flatMap((nom) => folded.flatMap((one, at) => (one === fold(nom) ? at : [])))
    if (found.length > 1) {
      throw new ImportRefuse(`${fichier} : la colonne « ${noms[0]} » y figure deux fois.`)
    }
    places[cle] = found[0] ?? -1
    if (requise && found.length === 0) manquantes.push(`« ${noms[0]} »`)
  }
  if (manquantes.length > 0) {
    const s = manquantes.length > 1 ? 's' : ''
    throw new ImportRefuse(
      `${fichier} : colonne${s} obligatoire${s} absente${s} : ${manquantes.join(', ')}.`,
    )
  }
  return places
}

/** The columns that a file lacks, as people know them. */
export const absentes = <Nom extends string>(
  colonnes: Colonnes<Nom>,
  places: Places<Nom>,
): string[] =>
  (Object.entries(colonnes) as [Nom, Colonne][]).flatMap(([cle, { noms }]) =>
    places[cle] === -1 ? (noms[0] ?? []) : [],
  )

const SANS = new Map(
  [ACTIVITES, SAVOIR_FAIRE, CARTES]
    .flatMap((colonnes): Colonne[] => Object.values(colonnes))
    .flatMap(({ noms, sans }): [string, string][] =>
      sans === undefined ? [] : noms.slice(0, 1).map((nom) => [nom, sans]),
    ),
)

/** What a column that a file lacks changes for the answers; null = nothing that matters to an order. */
export const explainAbsente = (nom: string): string | null => SANS.get(nom) ?? null
