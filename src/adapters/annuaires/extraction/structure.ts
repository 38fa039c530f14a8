import { toCodeRecu } from '../../../domain/nomenclatures/code-recu.ts'
import { hasDigits, isRppsRang } from '../../../domain/identifiants/identifiants.ts'
import type {
  EntiteJuridique,
  IdentifiantsStructure,
  Site,
  Structure,
} from '../../../domain/situation-exercice.ts'
import {
  onlyOne,
  readAncien,
  readFiness,
  readOuverture,
  type Referentiel,
  text,
  withForm,
} from './finess.ts'
import type { LigneStructure } from './requetes.ts'

const SANS_IDENTIFIANT: IdentifiantsStructure = {
  finessEg: null,
  finessEj: null,
  siret: null,
  siren: null,
  rppsRang: null,
  rppsRangMalforme: null,
  illisibles: [],
}

const VIDE = {
  raisonSociale: null,
  enseigne: null,
  nature: null,
  actif: null,
  secteurActivite: null,
  categorieEtablissement: null,
  statutJuridique: null,
  typeEtablissement: null,
  adresse: null,
  ouverture: null,
  fermeture: null,
} as const

export type Contexte = {
  referentiel: Referentiel
  donneesDu: string | null
  laboratoire: boolean
  /** Sites of the EJ asked for themselves, as they are judged by. */
  sitesJuges?: ReadonlyMap<string, Site[]>
}

/** An EJ by its number; what FINESS does not know of it stays unknown. */
const toEntite = (finess: string, contexte: Contexte): EntiteJuridique => {
  const { referentiel, donneesDu, laboratoire, sitesJuges } = contexte
  const ligne = referentiel.entites.get(finess)
  const identifiants = { ...SANS_IDENTIFIANT, finessEj: finess }
  if (ligne === undefined) return { ...VIDE, nature: 'EJ', identifiants, sites: null }
  return {
    ...VIDE,
    nature: 'EJ',
    raisonSociale: text(ligne.nom),
    statutJuridique: text(ligne.statut_juridique),
    identifiants: {
      ...identifiants,
      siren: withForm(text(ligne.siren), (value) => hasDigits(value, 9)),
    },
    ...readOuverture(ligne, donneesDu),
    sites: sitesJuges?.get(finess) ?? (laboratoire ? (referentiel.sitesOf(finess) ?? null) : null),
  }
}

const readRang = (
  ligne: LigneStructure,
): Pick<IdentifiantsStructure, 'rppsRang' | 'rppsRangMalforme'> => {
  const rang = readAncien(ligne, '4')
  if (rang === null) return { rppsRang: null, rppsRangMalforme: null }
  return isRppsRang(rang)
    ? { rppsRang: { valeur: rang, origine: 'ancien' }, rppsRangMalforme: null }
    : { rppsRang: null, rppsRangMalforme: rang }
}

const readAdresse = (ligne: LigneStructure): Structure['adresse'] => {
  const lignes = text(ligne.adresse)?.split('\n') ?? []
  const codePostal = text(ligne.code_postal)
  const commune = text(ligne.commune)
  return lignes.length === 0 && codePostal === null && commune === null
    ? null
    : { lignes, codePostal, commune }
}

/**
 * The structure of a situation, from its row of the activities file and from FINESS. Identifiers
 * without the form of their type are left out, keys are not checked; a column and the former
 * identifier that give two different SIRET or SIREN give none.
 */
export const toStructure = (
  ligne: LigneStructure,
  secteurActivite: string | null,
  contexte: Contexte,
): Structure => {
  const { finessEg, finessEj, parent, illisibles } = readFiness(ligne, contexte.referentiel)
  const { etablissements } = contexte.referentiel
  const etablissement = etablissements.get(finessEg ?? '')
  const categories = illisibles.flatMap((one) => text(etablissements.get(one)?.categorie) ?? [])
  const own = finessEj !== null && parent === null ? toEntite(finessEj, contexte) : null
  const numbers = (column: 'siret' | 'siren', prefix: string, length: number) =>
    [text(ligne[column]), readAncien(ligne, prefix)].flatMap(
      (value) => withForm(value, (one) => hasDigits(one, length)) ?? [],
    )
  const sirets = numbers('siret', '3', 14)
  const sirens = numbers('siren', '2', 9)
  return {
    ...VIDE,
    raisonSociale: text(ligne.raison_sociale),
    enseigne: text(ligne.enseigne),
    nature: finessEg !== null ? 'EG' : own === null ? null : 'EJ',
    secteurActivite,
    categorieEtablissement:
      finessEg === null ? toCodeRecu([], categories) : text(etablissement?.categorie),
    statutJuridique: own?.statutJuridique ?? null,
    identifiants: {
      finessEg,
      finessEj,
      siret: onlyOne(sirets),
      siren: onlyOne(sirens) ?? own?.identifiants.siren ?? null,
      ...readRang(ligne),
      illisibles: [
        ...illisibles,
        ...[sirets, sirens].flatMap((values) => (onlyOne(values) === null ? values : [])),
      ].toSorted(),
    },
    adresse: readAdresse(ligne),
    ...(etablissement === undefined
      ? {
          actif: own?.actif ?? null,
          ouverture: own?.ouverture ?? null,
          fermeture: own?.fermeture ?? null,
        }
      : readOuverture(etablissement, contexte.donneesDu)),
    partOf: parent === null ? null : toEntite(parent, contexte),
    partOfIntrouvable: false,
    sites: own?.sites ?? null,
  }
}
