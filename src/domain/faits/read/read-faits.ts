import { hasRppsRangKey, rppsRangTitulaire } from '../../identifiants/identifiants.ts'
import { categorieEtablissement } from '../../nomenclatures/index.ts'
import type { ExerciceProfessionnel, SituationExercice } from '../../situation-exercice.ts'
import type { Contexte, Usage } from '../../demande.ts'
import { type Faits, toOuiNon } from '../faits.ts'
import { DIALYSE, EN_FORMATION, SECTEUR_DIALYSE, SECTEUR_PSPH, TITULAIRE } from '../listes.ts'
import type { SituationLue } from '../valeurs.ts'
import {
  declarePraticien,
  type Personne,
  readFonction,
  readPraticien,
  readRemplacant,
} from './read-praticien.ts'
import {
  evokesScm,
  readCategorie,
  readClasse,
  readCote,
  readEj,
  readForme,
  readIllisibles,
  readSecteur,
  readStatutJuridique,
  readStructure,
} from './read-structure.ts'
import { readValeurs } from './read-valeurs.ts'
import { readSecteurDesSites, SANS_SITE } from './secteur-des-sites.ts'

/** What is asked about the practitioner, beside the directory's data. */
export type Cadre = {
  /** The day judged, `AAAA-MM-JJ`. */
  jour: string
  usages: readonly Usage[]
  contexte: Contexte
}

const known = (value: string | null): 'connu' | 'inconnu' => (value === null ? 'inconnu' : 'connu')

type Structurels = Pick<
  Faits,
  'classe' | 'profil' | 'forme' | 'titulaire' | 'rang' | 'eg' | 'sitesOuverts'
>

const isRadiologue = (profil: Faits['profil']): boolean => profil.startsWith('radiologue')

/** The question H04 of the rules of cabinets and of sociétés: in one's own name, or for a company? */
const asksExercice = ({ classe, profil, forme, titulaire, rang }: Structurels): boolean => {
  if (!isRadiologue(profil)) return false
  const isUnread = forme === 'illisible' || forme === 'generale'
  if (classe === 'cabinet-individuel' || classe === 'cabinet-de-groupe') {
    return isUnread || (forme === 'sel-scp' && rang !== 'absent')
  }
  if (classe !== 'societe') return false
  if (forme === 'absente') return titulaire === 'oui' || titulaire === 'illisible'
  return isUnread || forme === 'groupement' || forme === 'autre'
}

/** The class that the caller's answer to the question of the rules makes; else the one given. */
const declareClasse = (faits: Structurels, contexte: Contexte): Faits['classe'] => {
  if (contexte.exercice !== undefined && asksExercice(faits)) {
    return contexte.exercice === 'societe' ? 'societe-declaree' : 'cabinet-declare'
  }
  const isPraticien = contexte.logiciel === 'praticien'
  const isSansFiness = faits.eg === 'inconnu' && faits.sitesOuverts === 'non'
  return faits.classe === 'maison-de-sante' && isSansFiness && isPraticien
    ? 'logiciel-du-praticien'
    : faits.classe
}

/** Whose the cabinet is; null = the titulaire's, whoever that is. */
const isOf = (rang: string, rpps: string | null): boolean =>
  rpps === null || rppsRangTitulaire(rang) === rpps

const readActivite = (
  situation: SituationExercice,
  exerciceActif: boolean | null,
  jour: string,
): Faits['activite'] => {
  const { actif, debut, fin } = situation
  if (actif === false || exerciceActif === false) return 'terminee'
  if (fin !== null) return fin <= jour ? 'terminee' : 'fin-future'
  if (debut !== null) return debut > jour ? 'debut-futur' : 'en-cours'
  return 'dates-non-publiques'
}

/**
 * Derives the facts of one situation. `rpps` is the practitioner's own number. Whatever the codes
 * are, known to the tables or not, this gives an answer and never throws. `homonyme` is `non`: one
 * situation alone cannot tell.
 */
export const readFaits = (
  rpps: string,
  exercice: ExerciceProfessionnel,
  situation: SituationExercice,
  cadre: Cadre,
): SituationLue =>
  read(rpps, situation, cadre, {
    ...readPraticien(exercice, situation),
    praticienDeclare: 'non',
    titulaire: readFonction(situation.fonction, TITULAIRE),
    enFormation: readFonction(situation.fonction, EN_FORMATION),
    remplacant: readRemplacant(situation),
    activite: readActivite(situation, exercice.actif, cadre.jour),
  })

/**
 * Derives the facts of a structure asked for itself: those of a situation in it whose practitioner
 * is unknown but for what the caller says, active, and not a remplaçant. A RPPS rang there is that
 * of its titulaire. An EJ that says nothing of its sector takes that of its sites.
 */
export const readFaitsStructure = (situation: SituationExercice, cadre: Cadre): SituationLue =>
  read(null, situation, cadre, {
    ...declarePraticien(cadre.contexte.praticien),
    titulaire: 'inconnu',
    enFormation: 'inconnu',
    remplacant: 'non',
    activite: 'en-cours',
  })

const read = (
  rpps: string | null,
  situation: SituationExercice,
  cadre: Cadre,
  personne: Personne,
): SituationLue => {
  const { structure } = situation
  const { contexte, jour } = cadre
  const desSites =
    rpps === null && structure !== null ? readSecteurDesSites(structure, jour) : SANS_SITE
  const { secteurDesSites, dialyseDesSites, sitesOuverts } = desSites
  const secteur = desSites.secteur ?? readSecteur(structure?.secteurActivite ?? null)
  const categorie = categorieEtablissement.read(structure?.categorieEtablissement ?? null)
  const codeCategorie = categorie === null || categorie === 'illisible' ? null : categorie.code
  const statut = readStatutJuridique(structure)
  const classe =
    secteurDesSites === 'medico-social' ? secteurDesSites : readClasse(secteur, codeCategorie)
  const valeurs = readValeurs(structure, classe === 'laboratoire', contexte, jour)
  const rang = valeurs.RPPS_RANG
  const structurels = {
    classe,
    profil: personne.profil,
    forme: readForme(statut),
    titulaire: personne.titulaire,
    rang: rang === null ? 'absent' : isOf(rang, rpps) ? 'propre' : 'autre',
    eg: known(valeurs.FINESS_EG),
    sitesOuverts,
  } satisfies Structurels
  const isDialyse =
    secteur === SECTEUR_DIALYSE ||
    dialyseDesSites === 'oui' ||
    (codeCategorie !== null && DIALYSE.sensOf(codeCategorie) !== undefined)
  return {
    valeurs,
    faits: {
      ...personne,
      ...structurels,
      secteurDesSites,
      classe: declareClasse(structurels, contexte),
      ...readCote(secteur, statut, contexte.statut),
      categorie: readCategorie(categorie),
      dialyse: toOuiNon(isDialyse),
      dialyseDesSites,
      psph: toOuiNon(secteur === SECTEUR_PSPH),
      nomScm: toOuiNon(evokesScm(structure?.raisonSociale) || evokesScm(structure?.enseigne)),
      ej: readEj(situation, valeurs, jour),
      finess: valeurs.finessConnu ? 'connu' : 'inconnu',
      finessPropre: toOuiNon(valeurs.finessPropre),
      identifiantIllisible: readIllisibles(structure?.identifiants.illisibles ?? []),
      siret: known(valeurs.SIRET),
      siretDeclare: valeurs.siretDeclare,
      siren: known(valeurs.siren),
      rangMalforme: toOuiNon(valeurs.rppsRangMalforme),
      rangOrigine: valeurs.rppsRangOrigine ?? 'absent',
      rangCle: rang === null ? 'absent' : hasRppsRangKey(rang) ? 'bonne' : 'fausse',
      sitePrincipal: valeurs.sitePrincipal,
      structure: readStructure(situation, jour),
      ejIntrouvable: toOuiNon(structure?.partOfIntrouvable === true),
      homonyme: 'non',
      systemeInformation: contexte.systemeInformation ?? 'inconnu',
      ris: contexte.ris ?? 'inconnu',
      logiciel: contexte.logiciel ?? 'inconnu',
      groupement: contexte.groupement === undefined ? 'inconnu' : toOuiNon(contexte.groupement),
      certificatVoulu: toOuiNon(contexte.certificatSouhaite === true || cadre.usages.length > 0),
    },
  }
}
