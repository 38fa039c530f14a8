import { hasFinessForm } from '../../identifiants/identifiants.ts'
import type { CodeRecu } from '../../nomenclatures/code-recu.ts'
import {
  finessStatutJuridique,
  formsUnder,
  type Lu,
  rootOf,
  secteurActivite,
} from '../../nomenclatures/index.ts'
import type { SituationExercice } from '../../situation-exercice.ts'
import type { Contexte } from '../../demande.ts'
import type { Faits } from '../faits.ts'
import { CLASSE, COTE, FORME, MEDICO_SOCIAL } from '../listes.ts'
import type { Valeurs } from '../valeurs.ts'
import { isClosed } from './sites.ts'

const NOM_SCM = /(^|[^\p{L}])(s\.? ?c\.? ?m\.?|soci[eé]t[eé] +civile +de +moyens)(?=$|[^\p{L}])/iu

/** True when a name reads SCM; only an indication of the legal form. */
export const evokesScm = (nom: string | null | undefined): boolean =>
  nom != null && NOM_SCM.test(nom)

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

/** The kind of legal form. */
export const readForme = (statut: CodeRecu): Faits['forme'] => {
  const read = finessStatutJuridique.read(statut)
  if (read === null) return 'absente'
  return read === 'illisible' ? read : formeOf(read.code)
}

const SIDES: Readonly<Record<string, 'public' | 'prive'>> = { '1000': 'public', '2000': 'prive' }

/** The side, by the legal form and the sector where they agree, else as the caller says. */
export const readCote = (
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
export const readSecteur = (recu: CodeRecu): string | null => {
  const read = secteurActivite.read(recu)
  return read === null || read === 'illisible' || read.fin !== null ? null : read.code
}

/** By the sector; the médico-social categories win. Codes, null = none in force. */
export const readClasse = (secteur: string | null, categorie: string | null): Faits['classe'] => {
  if (categorie !== null && MEDICO_SOCIAL.sensOf(categorie) !== undefined) return 'medico-social'
  return secteur === null ? 'inconnue' : (CLASSE.sensOf(secteur) ?? 'sans-regle')
}

/** Whether the category was read, and by which list. */
export const readCategorie = (categorie: Lu): Faits['categorie'] => {
  if (categorie === null) return 'absente'
  if (categorie === 'illisible') return categorie
  return MEDICO_SOCIAL.sensOf(categorie.code) === 'deduite' ? 'deduite' : 'lue'
}

/** Only for a laboratory does a rule ask which other sites its EJ has. `secteur`: code of R02. */
export const isLaboratoire = (secteur: string | null): boolean =>
  readClasse(secteur, null) === 'laboratoire'

/** Whether an identifier cannot be read, and may be a FINESS. */
export const readIllisibles = (values: readonly string[]): Faits['identifiantIllisible'] => {
  if (values.length === 0) return 'non'
  return values.some(hasFinessForm) ? 'finess' : 'autre'
}

/** Whether there is a structure, still open that day. */
export const readStructure = (situation: SituationExercice, jour: string): Faits['structure'] => {
  if (situation.structure === null) {
    return situation.structureIntrouvable ? 'introuvable' : 'absente'
  }
  return isClosed(situation.structure, jour) ? 'fermee' : 'ouverte'
}

/** What is known of the EJ that day. */
export const readEj = (
  situation: SituationExercice,
  valeurs: Valeurs,
  jour: string,
): Faits['ej'] => {
  const parent = situation.structure?.partOf ?? null
  if (valeurs.FINESS_EJ === null) {
    return parent !== null && isClosed(parent, jour) ? 'fermee-inconnue' : 'inconnu'
  }
  if (parent === null) return 'connu'
  const parentEj = parent.identifiants.finessEj
  if (parentEj !== null && parentEj !== valeurs.FINESS_EJ) return 'contradictoire'
  return isClosed(parent, jour) ? 'fermee' : 'connu'
}
