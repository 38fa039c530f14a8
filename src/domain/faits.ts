import { hasRppsRangKey, rppsRangTitulaire } from './identifiants.ts'
import {
  type Concept,
  fonction as fonctions,
  genreActivite as genresActivite,
  secteurActivite,
  specialiteOrdinale,
} from './nomenclatures/index.ts'
import { CATEGORIES_MEDICO_SOCIALES, CLASSE_PAR_SECTEUR } from './secteurs.ts'
import type { ExerciceProfessionnel, SituationExercice } from './situation-exercice.ts'
import type { Contexte, Usage } from './verification.ts'
import { isClosed, readValeurs, type Valeurs } from './valeurs.ts'

/**
 * The facts that rules may look at, each with every value it can take. They are derived before
 * any rule is read; what the source does not say is a value of its own, never "no". `-liste-ans`
 * marks what only the ANS's later list of codes adds to the webinar.
 */
export const FAITS = {
  /** What the sector (R02) makes of the structure; the médico-social categories (R66) win. */
  classe: [
    'cabinet-individuel',
    'cabinet-de-groupe',
    'societe',
    'hopital',
    'medico-social',
    'officine',
    'officine-liste-ans',
    'laboratoire',
    'maison-de-sante',
    'centre-de-sante',
    'sans-regle',
    'inconnue',
  ],
  /** Who practises, as cabinets and sociétés tell it apart. */
  profil: [
    'radiologue',
    'radiologue-liste-ans',
    'medecin-liberal',
    'specialite-inconnue',
    'medecin-autre-mode',
    'autre-profession',
  ],
  /** A libéral radiologist, as hospitals tell it apart. */
  plateau: ['oui', 'oui-liste-ans', 'non', 'inconnu'],
  cote: ['public', 'prive', 'non-etabli'],
  dialyse: ['oui', 'non'],
  /** SA03, whose private side in law is disputed. */
  psph: ['oui', 'non'],
  /** Legal form (R72), the structure's, else its EJ's. */
  forme: ['absente', 'scm', 'sel-scp', 'groupement', 'autre'],
  nomScm: ['oui', 'non'],
  /** Titulaire de cabinet (FON-01). */
  titulaire: ['oui', 'non', 'inconnu'],
  /** Interne or docteur junior, who is never the titulaire. */
  enFormation: ['oui', 'non', 'inconnu'],
  /** By fonction or genre d'activité; `inconnu` when neither is given, or a code is not published. */
  remplacant: ['oui', 'non', 'inconnu'],
  /** FINESS EG of the structure itself. */
  eg: ['connu', 'inconnu'],
  /** FINESS EJ of the structure itself, else of its EJ. */
  ej: ['connu', 'inconnu', 'contradictoire', 'fermee'],
  /** Either of the two or, for a laboratory, that of a site. */
  finess: ['connu', 'inconnu'],
  /** A FINESS, EG or EJ, of the structure itself. */
  finessPropre: ['oui', 'non'],
  siret: ['connu', 'inconnu'],
  siren: ['connu', 'inconnu'],
  rang: ['propre', 'autre', 'absent'],
  rangMalforme: ['oui', 'non'],
  rangOrigine: ['identifiant', 'idnst', 'ancien', 'absent'],
  rangCle: ['bonne', 'fausse', 'absent'],
  /** `declare-ej`, `declare-ferme`: the directory knows the number declared as something else. */
  sitePrincipal: ['declare', 'confirme', 'declare-ej', 'declare-ferme', 'type', 'seul', 'inconnu'],
  structure: ['ouverte', 'fermee', 'absente', 'introuvable'],
  /** Against the day judged. `terminee` also when the directory says so without a date. */
  activite: ['terminee', 'fin-future', 'debut-futur', 'en-cours', 'dates-non-publiques'],
  systemeInformation: ['commun', 'par-site', 'inconnu'],
  ris: ['unique', 'par-site', 'inconnu'],
  groupement: ['oui', 'non', 'inconnu'],
  /** A certificate is asked for although the CPS card would do. */
  certificatVoulu: ['oui', 'non'],
} as const satisfies Record<string, readonly string[]>

export type Faits = { [F in keyof typeof FAITS]: (typeof FAITS)[F][number] }

/** Fact → the values a rule accepts. */
export type Conditions = { [F in keyof Faits]?: readonly Faits[F][] }

/** What is asked about the practitioner, beside the directory's data. */
export type Cadre = {
  /** The day judged, `AAAA-MM-JJ`. */
  jour: string
  usages: readonly Usage[]
  contexte: Contexte
}

/** Codes that facts are read from: R38, R21, R22, R72. */
export const RADIOLOGIE_WEBINAIRE = new Set(['SM44', 'SM55'])
export const RADIOLOGIE_LISTE_ANS = new Set(['SM28', 'SM45'])
export const REMPLACANT_FONCTIONS = new Set(['FON-04', 'FON-22', 'FON-47', 'FON-51'])
export const REMPLACANT_GENRES = new Set(['GENR02', 'GENR03'])
export const TITULAIRE = new Set(['FON-01'])
export const EN_FORMATION = new Set(['FON-48', 'FON-57'])
export const SCM = new Set(['79'])
export const SEL_SCP = new Set(['85', '86', '87', '88', '91', '100', '101', '102'])
export const GROUPEMENTS = new Set(['29', '30', '66', '89'])
const SECTEURS_PRIVES = new Set(['SA03', 'SA04', 'SA36'])
const NOM_SCM = /(^|[^\p{L}])(s\.? ?c\.? ?m\.?|soci[eé]t[eé] +civile +de +moyens)(?=$|[^\p{L}])/iu

/** True when a name reads SCM; only an indication of the legal form. */
export const evokesScm = (nom: string | null | undefined): boolean =>
  nom != null && NOM_SCM.test(nom)

type Radiologue = 'oui' | 'liste-ans' | 'non' | 'inconnu'

/** Only R38 tells a specialty; a code SM… that our copy of it lacks is a newer one. */
export const isSpecialite = (code: string): boolean =>
  code.startsWith('SM') || specialiteOrdinale.find(code) !== undefined

const readRadiologue = (savoirFaire: readonly string[]): Radiologue => {
  let found: Radiologue = 'inconnu'
  for (const code of savoirFaire) {
    if (RADIOLOGIE_WEBINAIRE.has(code)) return 'oui'
    if (RADIOLOGIE_LISTE_ANS.has(code)) found = 'liste-ans'
    else if (found === 'inconnu' && isSpecialite(code)) found = 'non'
  }
  return found
}

const MEDECIN = '10'

const readProfil = (
  medecin: 'oui' | 'non' | 'inconnu',
  radiologue: Radiologue,
  mode: string | null,
): Faits['profil'] => {
  if (medecin !== 'oui') return 'autre-profession'
  if (radiologue === 'oui') return 'radiologue'
  if (radiologue === 'liste-ans') return 'radiologue-liste-ans'
  if (mode !== 'L') return 'medecin-autre-mode'
  return radiologue === 'inconnu' ? 'specialite-inconnue' : 'medecin-liberal'
}

const readPlateau = (
  medecin: 'oui' | 'non' | 'inconnu',
  radiologue: Radiologue,
  mode: string | null,
): Faits['plateau'] => {
  if (medecin === 'non' || radiologue === 'non' || (mode !== null && mode !== 'L')) return 'non'
  if (medecin === 'inconnu' || radiologue === 'inconnu' || mode === null) return 'inconnu'
  return radiologue === 'oui' ? 'oui' : 'oui-liste-ans'
}

const readRemplacant = (fonction: string | null, genre: string | null): Faits['remplacant'] => {
  if (REMPLACANT_FONCTIONS.has(fonction ?? '') || REMPLACANT_GENRES.has(genre ?? '')) return 'oui'
  if (fonction === null && genre === null) return 'inconnu'
  const published =
    (fonction === null || fonctions.find(fonction) !== undefined) &&
    (genre === null || genresActivite.find(genre) !== undefined)
  return published ? 'non' : 'inconnu'
}

/** Whether the fonction is one of these codes; a code that is not published says nothing. */
const isFonction = (fonction: string | null, codes: ReadonlySet<string>) =>
  fonction === null || fonctions.find(fonction) === undefined ? 'inconnu' : yes(codes.has(fonction))

/** The structure's legal form, else its EJ's; `000` (being verified) counts as absent. */
export const readStatutJuridique = (structure: SituationExercice['structure']): string | null => {
  const own = structure?.statutJuridique ?? null
  if (own !== null && own !== '000') return own
  const parent = structure?.partOf?.statutJuridique ?? null
  return parent === '000' ? null : parent
}

const readForme = (statut: string | null): Faits['forme'] => {
  if (statut === null) return 'absente'
  if (SCM.has(statut)) return 'scm'
  if (SEL_SCP.has(statut)) return 'sel-scp'
  return GROUPEMENTS.has(statut) ? 'groupement' : 'autre'
}

/** The side a legal form stands on; null when the published ranges do not place it. */
const sideOf = (statut: string): 'public' | 'prive' | null => {
  const code = /^\d{2,3}$/.test(statut) ? Number(statut) : 0
  if (code >= 1 && code <= 30) return 'public'
  if ((code >= 40 && code <= 52) || (code >= 60 && code <= 66) || code >= 70) return 'prive'
  return null
}

const readCote = (secteur: string | null, statut: string | null): Faits['cote'] => {
  const bySector =
    secteur === 'SA01' ? 'public' : SECTEURS_PRIVES.has(secteur ?? '') ? 'prive' : null
  if (statut === null) return bySector ?? 'non-etabli'
  const byForm = sideOf(statut)
  if (byForm === null || (bySector !== null && bySector !== byForm)) return 'non-etabli'
  return byForm
}

const readClasse = (secteur: string | null, categorie: string | null): Faits['classe'] => {
  if (categorie !== null && CATEGORIES_MEDICO_SOCIALES.has(categorie)) return 'medico-social'
  const concept = secteur === null ? undefined : secteurActivite.find(secteur)
  if (concept === undefined || concept.fin !== null || secteur === 'SA43') return 'inconnue'
  return CLASSE_PAR_SECTEUR.get(concept.code) ?? 'sans-regle'
}

/** The sectors (R02) that make a structure of that class, whatever its category. */
export const secteursOf = (classe: Faits['classe']): Concept[] =>
  secteurActivite.concepts.filter(({ code }) => readClasse(code, null) === classe)

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

const readStructure = (situation: SituationExercice, jour: string): Faits['structure'] => {
  if (situation.structure === null) {
    return situation.structureIntrouvable ? 'introuvable' : 'absente'
  }
  return isClosed(situation.structure, jour) ? 'fermee' : 'ouverte'
}

const readEj = (situation: SituationExercice, valeurs: Valeurs, jour: string): Faits['ej'] => {
  if (valeurs.FINESS_EJ === null) return 'inconnu'
  const parent = situation.structure?.partOf ?? null
  if (parent === null) return 'connu'
  const parentEj = parent.identifiants.finessEj
  if (parentEj !== null && parentEj !== valeurs.FINESS_EJ) return 'contradictoire'
  return isClosed(parent, jour) ? 'fermee' : 'connu'
}

const known = (value: string | null): 'connu' | 'inconnu' => (value === null ? 'inconnu' : 'connu')
const yes = (value: boolean): 'oui' | 'non' => (value ? 'oui' : 'non')

/** A situation as the rules see it: its facts, and the identifiers an order could be placed under. */
export type SituationLue = { faits: Faits; valeurs: Valeurs }

/**
 * Derives the facts of one situation. `rpps` is the practitioner's own number. Whatever the codes
 * are, known to the tables or not, this gives an answer and never throws.
 */
export const readFaits = (
  rpps: string,
  exercice: ExerciceProfessionnel,
  situation: SituationExercice,
  cadre: Cadre,
): SituationLue => {
  const { structure } = situation
  const { contexte, jour } = cadre
  const secteur = structure?.secteurActivite ?? null
  const categorie = structure?.categorieEtablissement ?? null
  const statut = readStatutJuridique(structure)
  const medecin =
    exercice.professions.length === 0 ? 'inconnu' : yes(exercice.professions.includes(MEDECIN))
  const radiologue = readRadiologue(exercice.savoirFaire)
  const classe = readClasse(secteur, categorie)
  const valeurs = readValeurs(structure, classe === 'laboratoire', contexte, jour)
  const rang = valeurs.RPPS_RANG
  const { fonction, genreActivite } = situation
  return {
    valeurs,
    faits: {
      classe,
      profil: readProfil(medecin, radiologue, situation.modeExercice),
      plateau: readPlateau(medecin, radiologue, situation.modeExercice),
      cote: readCote(secteur, statut),
      dialyse: yes(secteur === 'SA34' || categorie === '141' || categorie === '146'),
      psph: yes(secteur === 'SA03'),
      forme: readForme(statut),
      nomScm: yes(evokesScm(structure?.raisonSociale) || evokesScm(structure?.enseigne)),
      titulaire: isFonction(fonction, TITULAIRE),
      enFormation: isFonction(fonction, EN_FORMATION),
      remplacant: readRemplacant(fonction, genreActivite),
      eg: known(valeurs.FINESS_EG),
      ej: readEj(situation, valeurs, jour),
      finess: valeurs.finessConnu ? 'connu' : 'inconnu',
      finessPropre: yes(valeurs.finessPropre),
      siret: known(valeurs.SIRET),
      siren: known(valeurs.siren),
      rang: rang === null ? 'absent' : rppsRangTitulaire(rang) === rpps ? 'propre' : 'autre',
      rangMalforme: yes(valeurs.rppsRangMalforme),
      rangOrigine: valeurs.rppsRangOrigine ?? 'absent',
      rangCle: rang === null ? 'absent' : hasRppsRangKey(rang) ? 'bonne' : 'fausse',
      sitePrincipal: valeurs.sitePrincipal,
      structure: readStructure(situation, jour),
      activite: readActivite(situation, exercice.actif, jour),
      systemeInformation: contexte.systemeInformation ?? 'inconnu',
      ris: contexte.ris ?? 'inconnu',
      groupement: contexte.groupement === undefined ? 'inconnu' : yes(contexte.groupement),
      certificatVoulu: yes(contexte.certificatSouhaite === true || cadre.usages.length > 0),
    },
  }
}
