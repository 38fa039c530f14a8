import type { CodeRecu } from '../../src/domain/nomenclatures/code-recu.ts'
import type { LigneStructure } from '../../src/adapters/annuaires/extraction/requetes.ts'
import {
  CREATE_INDEXES,
  CREATE_TABLES,
  SCHEMA_VERSION,
  type TableDeBase,
  type TypeFichier,
} from '../../src/adapters/annuaires/extraction/schema.ts'
import type {
  EntiteJuridique,
  Professionnel,
  Site,
  SituationExercice,
  Structure,
} from '../../src/domain/situation-exercice.ts'
import { toEntreesNom } from '../../src/domain/recherche/index-rows.ts'
import { departementOf, foldCommune } from '../../src/domain/recherche/lieu.ts'
import { motsStructure } from '../../src/domain/recherche/select.ts'

/** A structure as a row of the database gives it, nothing but these fields known. */
export const ligneStructure = (fields: Partial<LigneStructure>): LigneStructure => ({
  raison_sociale: null,
  enseigne: null,
  finess_eg: null,
  finess_ej: null,
  siret: null,
  siren: null,
  ancien_identifiant: null,
  adresse: null,
  code_postal: null,
  commune: null,
  ...fields,
})

/** The files hold a code, of a table of ours or not, or nothing. */
const oneCode = (recu: CodeRecu): string | null => {
  if (recu === null || typeof recu === 'string') return recu
  const [code, ...others] = recu.illisible
  if (code === undefined || others.length > 0) throw new Error('several codes in one cell')
  return code
}

type Valeur = string | number | null
export type Rang = Record<string, Valeur>
export type Lignes = Partial<Record<TableDeBase, Rang[]>>

export type BaseOptions = {
  fichiers?: readonly TypeFichier[]
  /** Day of the data of each; left out = it does not say. */
  jours?: Partial<Record<TypeFichier, string>>
  meta?: Record<string, string>
}

export type Instruction = { sql: string; params: Valeur[] }

/** Day of the data. */
const DU = '2026-11-22'

const TOUS: readonly TypeFichier[] = ['activites', 'savoir-faire', 'cartes', 'finess']

const toInsert = (table: string, rang: Rang): Instruction => ({
  sql: `INSERT INTO ${table} (${Object.keys(rang).join(', ')}) VALUES (${Object.keys(rang)
    .map(() => '?')
    .join(', ')})`,
  params: Object.values(rang),
})

/** Everything that makes a whole database of these rows, in order. */
export const toInstructions = (
  lignes: Lignes,
  { fichiers = TOUS, jours = {}, meta = {} }: BaseOptions = {},
): Instruction[] => {
  const entries = {
    schema: SCHEMA_VERSION,
    importe_le: '2026-11-23T05:00:00.000Z',
    donnees_du: DU,
    oppositions: '1',
    recherche: lignes.nom === undefined ? '0' : '1',
    complet: '1',
    ...meta,
  }
  return [
    ...CREATE_TABLES.map((sql) => ({ sql, params: [] })),
    ...Object.entries(lignes).flatMap(([table, rangs]) =>
      rangs.map((rang) => toInsert(table, rang)),
    ),
    ...fichiers.map((type) =>
      toInsert('fichier', {
        type,
        nom: type,
        sha256: 'x',
        donnees_du: jours[type] ?? null,
        lignes: 1,
        mises_de_cote: 0,
      }),
    ),
    ...CREATE_INDEXES.map((sql) => ({ sql, params: [] })),
    ...Object.entries(entries).map(([cle, valeur]) => toInsert('meta', { cle, valeur })),
  ]
}

/** The former identifier, as the files make it: FINESS, else SIRET, else RPPS rang. */
const toAncien = ({ identifiants }: Structure): string | null => {
  const { finessEg, finessEj, siret, rppsRang } = identifiants
  if (finessEg !== null || finessEj !== null) return `1${finessEg ?? finessEj}`
  if (siret !== null) return `3${siret}`
  return rppsRang === null ? null : `4${rppsRang.valeur}`
}

/** Closed now, or on a day: as FINESS writes it. */
const toActif = ({ actif, fermeture }: Pick<Site, 'actif' | 'fermeture'>): number | null =>
  actif === false || fermeture !== null ? 0 : actif === null ? null : 1

/**
 * The rows that the import would have made, had the open-data files shown these people as another
 * directory does. What the files cannot hold (ended activities, dates, main sites, legal forms of
 * structures without FINESS) is lost on the way.
 */
export const toLignes = (professionnels: readonly Professionnel[]) => {
  const lignes = {
    professionnel: [] as Rang[],
    exercice: [] as Rang[],
    situation: [] as Rang[],
    structure: [] as Rang[],
    carte: [] as Rang[],
    entite_juridique: [] as Rang[],
    etablissement: [] as Rang[],
    lieu: [] as Rang[],
    nom: [] as Rang[],
    mot_structure: [] as Rang[],
    nom_structure: [] as Rang[],
  }
  const lieux = new Map<string, number>()
  const addLieu = (adresse: Structure['adresse']): number => {
    if (adresse === null) return 0
    const { codePostal, commune } = adresse
    const key = JSON.stringify([codePostal, commune])
    const known = lieux.get(key)
    if (known !== undefined) return known
    const id = lieux.size + 1
    lieux.set(key, id)
    lignes.lieu.push({
      id,
      commune: foldCommune(commune ?? ''),
      code_postal: codePostal,
      departement: departementOf(codePostal),
    })
    return id
  }
  const addNom = (
    { rpps, nom, prenom }: Professionnel,
    profession: string | null,
    adresses: readonly Structure['adresse'][],
  ) => {
    for (const lieu of new Set(adresses.map(addLieu))) {
      for (const { sorte, cle } of toEntreesNom(nom, prenom)) {
        const row = { sorte, cle, rpps: Number(rpps), lieu, profession: Number(profession ?? 0) }
        if (!seen.has(JSON.stringify(row))) lignes.nom.push(row)
        seen.add(JSON.stringify(row))
      }
    }
  }
  const seen = new Set<string>()
  const once = (table: 'entite_juridique' | 'etablissement', rang: Rang) => {
    if (seen.has(`${table} ${rang['finess']}`)) return
    seen.add(`${table} ${rang['finess']}`)
    lignes[table].push(rang)
  }
  const addEntite = (ej: Structure | EntiteJuridique) => {
    const { finessEj, siren } = ej.identifiants
    if (finessEj === null) return
    const { raisonSociale: nom, statutJuridique: statut_juridique } = ej
    const dates = { ouverture: ej.ouverture, fermeture: ej.fermeture }
    once('entite_juridique', {
      finess: finessEj,
      nom,
      siren,
      statut_juridique: oneCode(statut_juridique),
      actif: toActif(ej),
      ...dates,
    })
    for (const site of ej.sites ?? []) {
      once('etablissement', {
        finess: site.finessEg,
        finess_ej: finessEj,
        nom: site.raisonSociale,
        actif: toActif(site),
        fermeture: site.fermeture,
      })
    }
  }
  const addStructure = (structure: Structure): number => {
    const { identifiants, partOf, adresse } = structure
    const parentEj = partOf?.identifiants.finessEj ?? null
    if (identifiants.finessEg !== null && parentEj !== null) {
      once('etablissement', {
        finess: identifiants.finessEg,
        finess_ej: parentEj,
        nom: structure.raisonSociale,
        siret: identifiants.siret,
        categorie: oneCode(structure.categorieEtablissement),
        actif: toActif(structure),
        ouverture: structure.ouverture,
        fermeture: structure.fermeture,
      })
    }
    if (structure.nature === 'EJ') addEntite(structure)
    if (partOf !== null) addEntite(partOf)
    const id = lignes.structure.length + 1
    lignes.structure.push({
      id,
      raison_sociale: structure.raisonSociale,
      enseigne: structure.enseigne,
      finess_eg: identifiants.finessEg,
      finess_ej: identifiants.finessEj ?? parentEj,
      siret: identifiants.siret,
      siren: identifiants.siren,
      ancien_identifiant: toAncien(structure),
      adresse: adresse === null || adresse.lignes.length === 0 ? null : adresse.lignes.join('\n'),
      code_postal: adresse?.codePostal ?? null,
      commune: adresse?.commune ?? null,
    })
    const mots = motsStructure(structure)
    const secteur = oneCode(structure.secteurActivite)
    lignes.nom_structure.push({ id, cle: mots.join(' '), secteur })
    for (const mot of mots) {
      lignes.mot_structure.push({ mot, structure: id, lieu: addLieu(adresse) })
    }
    return id
  }
  const isPublished = ({ actif, fin }: SituationExercice) =>
    actif !== false && (fin === null || fin > DU)

  for (const professionnel of professionnels) {
    const { rpps, nom, prenom, civilite, exercices } = professionnel
    lignes.professionnel.push({ rpps, nom, prenom, civilite })
    let rangSituation = 0
    for (const [rang, exercice] of exercices.entries()) {
      const savoirFaire = exercice.savoirFaire
        .map((code) => `:${oneCode(code) ?? ''}`)
        .toSorted((a, b) => (a < b ? -1 : 1))
        .join(' ')
      lignes.exercice.push({
        rpps,
        rang,
        profession: oneCode(exercice.professions[0] ?? null),
        categorie: 'C',
        savoir_faire: savoirFaire === '' ? null : savoirFaire,
      })
      for (const situation of exercice.actif === false ? [] : exercice.situations) {
        if (!isPublished(situation)) continue
        lignes.situation.push({
          rpps,
          rang: rangSituation++,
          exercice: rang,
          mode: oneCode(situation.modeExercice),
          secteur: oneCode(situation.structure?.secteurActivite ?? null),
          fonction: oneCode(situation.fonction),
          genre: oneCode(situation.genreActivite),
          structure: situation.structure === null ? null : addStructure(situation.structure),
        })
      }
      const adresses = (exercice.actif === false ? [] : exercice.situations)
        .filter(isPublished)
        .map(({ structure }) => structure?.adresse ?? null)
      addNom(
        professionnel,
        oneCode(exercice.professions[0] ?? null),
        adresses.length === 0 ? [null] : adresses,
      )
      for (const { numero, type, debut, fin, opposition } of exercice.cartes) {
        const id = lignes.carte.length + 1
        lignes.carte.push({
          id,
          numero,
          rpps,
          exercice: rang,
          type: oneCode(type),
          debut,
          fin,
          opposition,
        })
      }
    }
  }
  return lignes
}
