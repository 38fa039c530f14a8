import { toRequetes } from './base.ts'

const PROFESSIONNELS = 'SELECT rpps, nom, prenom, civilite FROM professionnel WHERE rpps IN (@)'
const EXERCICES = 'SELECT rpps, rang, profession, savoir_faire FROM exercice WHERE rpps IN (@)'
const SITUATIONS = `
  SELECT s.rpps, s.exercice, s.mode, s.secteur, s.fonction, s.genre, s.structure,
    t.id AS structure_id, t.raison_sociale, t.enseigne, t.finess_eg, t.finess_ej, t.siret, t.siren,
    t.ancien_identifiant, t.adresse, t.code_postal, t.commune
  FROM situation s LEFT JOIN structure t ON t.id = s.structure WHERE s.rpps IN (@)`
const CARTES =
  'SELECT rpps, exercice, numero, type, debut, fin, opposition FROM carte WHERE rpps IN (@)'
const PORTEURS = 'SELECT DISTINCT numero, rpps FROM carte WHERE numero IN (@)'
const INCOMPLETS = "SELECT valeur AS rpps FROM incomplet WHERE type = 'RPPS' AND valeur IN (@)"
const CARTES_INCOMPLETES =
  "SELECT valeur AS numero FROM incomplet WHERE type = 'CARTE' AND valeur IN (@)"
const ETABLISSEMENTS = 'SELECT * FROM etablissement WHERE finess IN (@)'
const ENTITES = 'SELECT * FROM entite_juridique WHERE finess IN (@)'
const LEURS_ENTITES = `
  SELECT * FROM entite_juridique
  WHERE finess IN (SELECT finess_ej FROM etablissement WHERE finess IN (@))`
const FINESS_INCOMPLETS = `
  SELECT type, valeur FROM incomplet WHERE type IN ('FINESS', 'SITES')
    AND (valeur IN (@) OR valeur IN (SELECT finess_ej FROM etablissement WHERE finess IN (@)))`
/** Where the EJ are those numbers, or those of the EG among them. */
const DES_EJ = [
  'finess_ej IN (@)',
  'finess_ej IN (SELECT finess_ej FROM etablissement WHERE finess IN (@))',
]
const SITES = `
  SELECT *, EXISTS (SELECT 1 FROM incomplet WHERE type = 'FINESS' AND valeur = finess) AS incomplet
  FROM etablissement`
/** Sites that FINESS has not, as the activities name them. */
const SITES_ACTIVITES = `
  SELECT DISTINCT finess_eg AS finess, finess_ej FROM structure
  WHERE finess_eg NOT IN (SELECT finess FROM etablissement)
    AND finess_eg NOT IN (SELECT finess FROM entite_juridique)`

/** Everything that is kept under these RPPS. */
export const personnesDe = (rpps: readonly string[]) => ({
  professionnels: toRequetes(PROFESSIONNELS, rpps),
  exercices: toRequetes(EXERCICES, rpps),
  situations: toRequetes(SITUATIONS, rpps),
  cartes: toRequetes(CARTES, rpps),
  incomplets: toRequetes(INCOMPLETS, rpps),
})

/** Who holds these cards. */
export const cartesDe = (numeros: readonly string[]) => ({
  porteurs: toRequetes(PORTEURS, numeros),
  cartesIncompletes: toRequetes(CARTES_INCOMPLETES, numeros),
})

/** What FINESS says of these numbers and, for those of laboratories, which sites their EJ have. */
export const finessDe = (finess: readonly string[], laboratoires: readonly string[]) => ({
  etablissements: toRequetes(ETABLISSEMENTS, finess),
  entites: [...toRequetes(ENTITES, finess), ...toRequetes(LEURS_ENTITES, finess)],
  incomplets: toRequetes(FINESS_INCOMPLETS, finess),
  sites: DES_EJ.flatMap((ej) => toRequetes(`${SITES} WHERE ${ej}`, laboratoires)),
  sitesActivites: DES_EJ.flatMap((ej) => toRequetes(`${SITES_ACTIVITES} AND ${ej}`, laboratoires)),
})
