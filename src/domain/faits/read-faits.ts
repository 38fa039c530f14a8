import type { CodeRecu } from '../nomenclatures/code-recu.ts'
import { hasFinessForm, hasRppsRangKey, rppsRangTitulaire } from '../identifiants/identifiants.ts'
import {
  categorieEtablissement,
  finessStatutJuridique,
  fonction as fonctions,
  formsUnder,
  genreActivite as genresActivite,
  type Lu,
  modeExercice,
  professionSante,
  rootOf,
  secteurActivite,
  specialiteOrdinale,
} from '../nomenclatures/index.ts'
import type { ExerciceProfessionnel, SituationExercice } from '../situation-exercice.ts'
import { isClosed, readValeurs, type Valeurs } from './valeurs.ts'
import type { Contexte, Usage } from '../demande.ts'
import type { Faits } from './faits.ts'
import {
  CLASSE,
  COTE,
  DIALYSE,
  EN_FORMATION,
  FORME,
  MEDECIN,
  MEDICO_SOCIAL,
  MODE,
  RADIOLOGIE,
  REMPLACANT_FONCTION,
  REMPLACANT_GENRE,
  SECTEUR_DIALYSE,
  SECTEUR_PSPH,
  TITULAIRE,
} from './listes.ts'

/** What is asked about the practitioner, beside the directory's data. */
export type Cadre = {
  /** The day judged, `AAAA-MM-JJ`. */
  jour: string
  usages: readonly Usage[]
  contexte: Contexte
}

const NOM_SCM = /(^|[^\p{L}])(s\.? ?c\.? ?m\.?|soci[eé]t[eé] +civile +de +moyens)(?=$|[^\p{L}])/iu

/** True when a name reads SCM; only an indication of the legal form. */
export const evokesScm = (nom: string | null | undefined): boolean =>
  nom != null && NOM_SCM.test(nom)

const known = (value: string | null): 'connu' | 'inconnu' => (value === null ? 'inconnu' : 'connu')
const yes = (value: boolean): 'oui' | 'non' => (value ? 'oui' : 'non')

/** A specialty: a code of R38, or what may be one that our copy of it lacks. */
export const isSpecialite = (recu: Exclude<CodeRecu, null>): boolean =>
  typeof recu !== 'string' || /^S[IM]\d/.test(recu) || specialiteOrdinale.find(recu) !== undefined

type Radiologue = 'webinaire' | 'liste-ans' | 'deduite' | 'non' | 'inconnu'

/**
 * The surest that any of the codes says. A specialty that cannot be read leaves it open, unless
 * another code makes him a radiologist; so does no specialty at all.
 */
const readRadiologue = ({ savoirFaire }: ExerciceProfessionnel): Radiologue => {
  const specialites = savoirFaire.filter(isSpecialite)
  const said = specialites.flatMap((recu) =>
    typeof recu === 'string' ? (RADIOLOGIE.sensOf(recu) ?? []) : [],
  )
  for (const sens of ['webinaire', 'liste-ans', 'deduite'] as const) {
    if (said.includes(sens)) return sens
  }
  const isRead = specialites.every((recu) => specialiteOrdinale.read(recu) !== 'illisible')
  return specialites.length > 0 && isRead ? 'non' : 'inconnu'
}

const readMedecin = ({ professions }: ExerciceProfessionnel): 'oui' | 'non' | 'inconnu' => {
  const read = professions.map((recu) => professionSante.read(recu))
  if (read.some((one) => one !== null && one !== 'illisible' && MEDECIN.sensOf(one.code))) {
    return 'oui'
  }
  return read.length === 0 || read.includes('illisible') ? 'inconnu' : 'non'
}

const readLiberal = (mode: CodeRecu): 'oui' | 'non' | 'inconnu' => {
  const read = modeExercice.read(mode)
  if (read === null || read === 'illisible') return 'inconnu'
  return yes(MODE.sensOf(read.code) === 'liberal')
}

type Praticien = {
  medecin: 'oui' | 'non' | 'inconnu'
  radiologue: Radiologue
  liberal: 'oui' | 'non' | 'inconnu'
}

const PROFILS = {
  webinaire: 'radiologue',
  'liste-ans': 'radiologue-liste-ans',
  deduite: 'radiologue-deduit',
} as const
const PLATEAUX = { webinaire: 'oui', 'liste-ans': 'oui-liste-ans', deduite: 'oui-deduit' } as const

const readProfil = ({ medecin, radiologue, liberal }: Praticien): Faits['profil'] => {
  if (medecin !== 'oui') return 'autre-profession'
  if (radiologue !== 'non' && radiologue !== 'inconnu') return PROFILS[radiologue]
  if (liberal !== 'oui') return 'medecin-autre-mode'
  return radiologue === 'inconnu' ? 'specialite-inconnue' : 'medecin-liberal'
}

const readPlateau = ({ medecin, radiologue, liberal }: Praticien): Faits['plateau'] => {
  if (medecin === 'non' || radiologue === 'non' || liberal === 'non') return 'non'
  if (medecin === 'inconnu' || radiologue === 'inconnu' || liberal === 'inconnu') return 'inconnu'
  return PLATEAUX[radiologue]
}

const readRemplacant = ({ fonction, genreActivite }: SituationExercice): Faits['remplacant'] => {
  const byFonction = fonctions.read(fonction)
  const byGenre = genresActivite.read(genreActivite)
  const sens = [
    typeof byFonction === 'object' && byFonction && REMPLACANT_FONCTION.sensOf(byFonction.code),
    typeof byGenre === 'object' && byGenre && REMPLACANT_GENRE.sensOf(byGenre.code),
  ]
  if (sens.includes('oui')) return 'oui'
  const isUnread = byFonction === 'illisible' || byGenre === 'illisible'
  const isAbsent = byFonction === null && byGenre === null
  return isUnread || isAbsent || sens.includes('incertain') ? 'inconnu' : 'non'
}

/** Whether the fonction is one of these. */
const isFonction = (fonction: CodeRecu, { sensOf }: { sensOf: (code: string) => unknown }) => {
  const read = fonctions.read(fonction)
  if (read === null) return 'inconnu'
  return read === 'illisible' ? read : yes(sensOf(read.code) !== undefined)
}

/** `000`: being verified. */
const isAbsent = (statut: CodeRecu): boolean => statut === null || statut === '000'

/** The structure's legal form, else its EJ's; `000` counts as absent. */
export const readStatutJuridique = (structure: SituationExercice['structure']): CodeRecu => {
  const own = structure?.statutJuridique ?? null
  if (!isAbsent(own)) return own
  const parent = structure?.partOf?.statutJuridique ?? null
  return isAbsent(parent) ? null : parent
}

const formes = new Map<string, Faits['forme']>()

const formeOf = (code: string): Faits['forme'] => {
  let forme = formes.get(code)
  if (forme === undefined) {
    const covered = new Set(formsUnder(code).map((one) => FORME.sensOf(one) ?? 'autre'))
    forme = covered.size === 1 ? [...covered][0] : 'generale'
    formes.set(code, forme as Faits['forme'])
  }
  return forme as Faits['forme']
}

const readForme = (statut: CodeRecu): Faits['forme'] => {
  const read = finessStatutJuridique.read(statut)
  if (read === null) return 'absente'
  return read === 'illisible' ? read : formeOf(read.code)
}

const SIDES: Readonly<Record<string, 'public' | 'prive'>> = { '1000': 'public', '2000': 'prive' }

/** The side, by the legal form and the sector where they agree, else as the caller says. */
const readCote = (
  secteur: string | null,
  statut: CodeRecu,
  declare: Contexte['statut'],
): Pick<Faits, 'cote' | 'statutDeclare'> => {
  const bySector = secteur === null ? undefined : COTE.sensOf(secteur)
  const read = finessStatutJuridique.read(statut)
  const byForm =
    read === null ? bySector : read === 'illisible' ? undefined : SIDES[rootOf(read.code)]
  const isEstablished = byForm !== undefined && (bySector === undefined || bySector === byForm)
  if (isEstablished) return { cote: byForm, statutDeclare: 'non' }
  return declare === undefined
    ? { cote: 'non-etabli', statutDeclare: 'non' }
    : { cote: declare, statutDeclare: 'oui' }
}

/** The code of a sector in force. */
const readSecteur = (recu: CodeRecu): string | null => {
  const read = secteurActivite.read(recu)
  return read === null || read === 'illisible' || read.fin !== null ? null : read.code
}

const readClasse = (secteur: string | null, categorie: string | null): Faits['classe'] => {
  if (categorie !== null && MEDICO_SOCIAL.sensOf(categorie) !== undefined) return 'medico-social'
  return secteur === null ? 'inconnue' : (CLASSE.sensOf(secteur) ?? 'sans-regle')
}

const readCategorie = (categorie: Lu): Faits['categorie'] => {
  if (categorie === null) return 'absente'
  if (categorie === 'illisible') return categorie
  return MEDICO_SOCIAL.sensOf(categorie.code) === 'deduite' ? 'deduite' : 'lue'
}

/** Only for a laboratory does a rule ask which other sites its EJ has. `secteur`: code of R02. */
export const isLaboratoire = (secteur: string | null): boolean =>
  readClasse(secteur, null) === 'laboratoire'

const readIllisibles = (values: readonly string[]): Faits['identifiantIllisible'] => {
  if (values.length === 0) return 'non'
  return values.some(hasFinessForm) ? 'finess' : 'autre'
}

type Structurels = Pick<Faits, 'classe' | 'profil' | 'forme' | 'titulaire' | 'rang' | 'eg'>

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
  return faits.classe === 'maison-de-sante' && faits.eg === 'inconnu' && isPraticien
    ? 'logiciel-du-praticien'
    : faits.classe
}

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
  const parent = situation.structure?.partOf ?? null
  if (valeurs.FINESS_EJ === null) {
    return parent !== null && isClosed(parent, jour) ? 'fermee-inconnue' : 'inconnu'
  }
  if (parent === null) return 'connu'
  const parentEj = parent.identifiants.finessEj
  if (parentEj !== null && parentEj !== valeurs.FINESS_EJ) return 'contradictoire'
  return isClosed(parent, jour) ? 'fermee' : 'connu'
}

/** A situation as the rules see it: its facts, and the identifiers an order could be placed under. */
export type SituationLue = { faits: Faits; valeurs: Valeurs }

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
): SituationLue => {
  const { structure, fonction } = situation
  const { contexte, jour } = cadre
  const secteur = readSecteur(structure?.secteurActivite ?? null)
  const categorie = categorieEtablissement.read(structure?.categorieEtablissement ?? null)
  const codeCategorie = categorie === null || categorie === 'illisible' ? null : categorie.code
  const statut = readStatutJuridique(structure)
  const praticien = {
    medecin: readMedecin(exercice),
    radiologue: readRadiologue(exercice),
    liberal: readLiberal(situation.modeExercice),
  }
  const classe = readClasse(secteur, codeCategorie)
  const valeurs = readValeurs(structure, classe === 'laboratoire', contexte, jour)
  const rang = valeurs.RPPS_RANG
  const structurels = {
    classe,
    profil: readProfil(praticien),
    forme: readForme(statut),
    titulaire: isFonction(fonction, TITULAIRE),
    rang: rang === null ? 'absent' : rppsRangTitulaire(rang) === rpps ? 'propre' : 'autre',
    eg: known(valeurs.FINESS_EG),
  } satisfies Structurels
  const isDialyse =
    secteur === SECTEUR_DIALYSE ||
    (codeCategorie !== null && DIALYSE.sensOf(codeCategorie) !== undefined)
  return {
    valeurs,
    faits: {
      ...structurels,
      classe: declareClasse(structurels, contexte),
      plateau: readPlateau(praticien),
      ...readCote(secteur, statut, contexte.statut),
      categorie: readCategorie(categorie),
      dialyse: yes(isDialyse),
      psph: yes(secteur === SECTEUR_PSPH),
      nomScm: yes(evokesScm(structure?.raisonSociale) || evokesScm(structure?.enseigne)),
      enFormation: isFonction(fonction, EN_FORMATION),
      remplacant: readRemplacant(situation),
      ej: readEj(situation, valeurs, jour),
      finess: valeurs.finessConnu ? 'connu' : 'inconnu',
      finessPropre: yes(valeurs.finessPropre),
      identifiantIllisible: readIllisibles(structure?.identifiants.illisibles ?? []),
      siret: known(valeurs.SIRET),
      siretDeclare: valeurs.siretDeclare,
      siren: known(valeurs.siren),
      rangMalforme: yes(valeurs.rppsRangMalforme),
      rangOrigine: valeurs.rppsRangOrigine ?? 'absent',
      rangCle: rang === null ? 'absent' : hasRppsRangKey(rang) ? 'bonne' : 'fausse',
      sitePrincipal: valeurs.sitePrincipal,
      structure: readStructure(situation, jour),
      homonyme: 'non',
      activite: readActivite(situation, exercice.actif, jour),
      systemeInformation: contexte.systemeInformation ?? 'inconnu',
      ris: contexte.ris ?? 'inconnu',
      logiciel: contexte.logiciel ?? 'inconnu',
      groupement: contexte.groupement === undefined ? 'inconnu' : yes(contexte.groupement),
      certificatVoulu: yes(contexte.certificatSouhaite === true || cadre.usages.length > 0),
    },
  }
}
