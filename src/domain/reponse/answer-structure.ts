import type { Contexte, Usage } from '../demande.ts'
import { readFaitsStructure } from '../faits/read/read-faits.ts'
import { toOuiNon } from '../faits/faits.ts'
import { isClosed } from '../faits/read/sites.ts'
import { structIdNat } from '../identifiants/identifiants.ts'
import type { TypeCleStructure } from '../identifiants/parse-identifiant-structure.ts'
import { judge } from '../rules/engine.ts'
import { REGLEMENT_VERSION } from '../rules/index.ts'
import type {
  ExerciceProfessionnel,
  Professionnel,
  SituationExercice,
  Structure,
} from '../situation-exercice.ts'
import type { Alerte, VerificationStructure } from '../verification.ts'
import { alertesDonnees, isOfEachOrder } from './alertes-donnees.ts'
import { agree, groupCommandes, type SituationLueEtJugee } from './commandes.ts'
import { checkIdentifiant, type IdentifiantEnvisage } from './controle.ts'
import { nameHomonyme } from './homonymes.ts'
import { toJugementVu } from './jugement-vu.ts'
import { listQuestions } from './questions.ts'
import { summarize } from './resume.ts'
import { reunirStructures } from './reunir-structures.ts'
import { toStructureVue } from './vues.ts'

/** A request for a structure whose numbers have been read and whose day is known. */
export type DemandeStructureLue = {
  identifiant: { type: TypeCleStructure; valeur: string }
  /** The day judged, `AAAA-MM-JJ`. */
  jour: string
  usages: readonly Usage[]
  contexte: Contexte
  identifiantEnvisage: IdentifiantEnvisage | null
}

export type AnswerStructureInput = {
  demande: DemandeStructureLue
  /** At least one: what the directory shows under that identifier. */
  structures: readonly Structure[]
  fictif: boolean
  sources: VerificationStructure['sources']
  /** As in `AnswerInput`. */
  anciennesDu?: string | undefined
}

/** Nobody was asked about: of who practises, nothing is known. */
const PERSONNE: Professionnel = {
  rpps: '',
  nom: null,
  prenom: null,
  civilite: null,
  exercices: [],
}
const EXERCICE: ExerciceProfessionnel = {
  actif: true,
  professions: [],
  savoirFaire: [],
  cartes: [],
  situations: [],
}
const toSituation = (structure: Structure): SituationExercice => ({
  id: null,
  actif: true,
  debut: null,
  fin: null,
  genreActivite: null,
  modeExercice: null,
  typeActiviteLiberale: null,
  fonction: null,
  structure,
  structureIntrouvable: false,
})

/** A FINESS is that of a site or of an EJ where the structures found bear it as one of the two. */
const toType = (type: TypeCleStructure, valeur: string, found: readonly Structure[]) => {
  if (type !== 'FINESS') return type
  const isEg = found.some(({ identifiants }) => identifiants.finessEg === valeur)
  const isEj = found.some(({ identifiants }) => identifiants.finessEj === valeur)
  return isEg === isEj ? 'FINESS' : isEg ? 'FINESS_EG' : 'FINESS_EJ'
}

/** Each judged as a situation in it; several under one identifier, unless all are closed, leave open which one orders. */
const examine = (
  structures: readonly Structure[],
  demande: DemandeStructureLue,
): SituationLueEtJugee[] => {
  const { jour } = demande
  const isShared = structures.length > 1 && structures.some((one) => !isClosed(one, jour))
  const homonymes = isShared ? [...new Set(structures.map(nameHomonyme))].toSorted() : null
  return structures.map((structure) => {
    const situation = toSituation(structure)
    const { faits, valeurs } = readFaitsStructure(situation, demande)
    const homonyme = toOuiNon(homonymes !== null)
    const lue = { faits: { ...faits, homonyme }, valeurs }
    const jugement = judge(lue, jour)
    const { attendu } = jugement
    const sujet = { exercice: EXERCICE, situation, jour, attendu, homonymes, ...lue }
    return { cle: '', sujet, jugement }
  })
}

const ISSUES = {
  commande: 'decide',
  a_verifier: 'a_verifier',
  sans_certificat: 'sans_certificat',
} as const

/** What a request comes to, before it is explained. */
const resolve = (
  structures: readonly Structure[],
  demande: DemandeStructureLue,
  alertes: readonly Alerte[],
) => {
  const { usages, contexte } = demande
  const judged = examine(structures, demande)
  const [first] = judged
  if (first === undefined) throw new RangeError('a structure is wanted')
  const options = { usages, contexte, professionnel: PERSONNE, alertes, administrateur: null }
  const commandes = groupCommandes(judged, options, () => {}).map((commande) => ({
    ...commande,
    situations: [],
  }))
  const vu = toJugementVu(first)
  const issue = ISSUES[vu.issue]
  const resume = summarize({
    issue,
    rpps: PERSONNE.rpps,
    judged: [first],
    ecartees: 0,
    commandes,
    portee: 'tout',
  })
  return { judged, commandes, vu, issue, resume }
}

/**
 * The whole answer for a structure asked for itself: the rules of the situations d'exercice, for one
 * in it whose practitioner is unknown. Pure, as `answer` is.
 */
export const answerStructure = (input: AnswerStructureInput): VerificationStructure => {
  const { demande, sources } = input
  const { jour, usages, contexte, identifiantEnvisage: envisage } = demande
  const { valeur } = demande.identifiant
  const type = toType(demande.identifiant.type, valeur, input.structures)
  // A site's and an EJ's are written alike; who bears neither for sure is told apart by the rest.
  const compte = type === 'FINESS' ? 'FINESS_EG' : type
  const national = structIdNat(compte, valeur)
  const parties = reunirStructures(
    input.structures,
    { type: compte, valeur, structIdNat: national },
    jour,
  )
  const structures = parties.map(({ structure }) => structure)
  const [party] = parties
  if (party === undefined) throw new RangeError('a structure is wanted')
  const alertes = alertesDonnees(input)
  const found = resolve(structures, demande, alertes.filter(isOfEachOrder))
  const { judged, commandes, vu, issue, resume } = found

  return {
    demande: {
      identifiant: { type, valeur, structIdNat: national },
      date: jour,
      usages: [...usages],
    },
    fictif: input.fictif,
    structure: { ...toStructureVue(party.structure), etat: party.etat },
    classe: agree(judged.map(({ jugement }) => jugement.classe)) ?? 'indeterminee',
    couloir: agree(judged.map(({ jugement }) => jugement.couloir)),
    issue,
    resume,
    commandes,
    regles: vu.regles,
    pourquoi: vu.pourquoi,
    verifications: vu.verifications,
    controle:
      envisage === null
        ? null
        : checkIdentifiant(envisage, {
            issue,
            commandes,
            retenues: judged.map(({ sujet, jugement }) => ({
              situation: sujet.situation,
              jugement,
              commande: commandes[0]?.id ?? null,
            })),
            ecartees: [],
            groupement: contexte.groupement === true,
          }),
    questions: listQuestions({
      issue,
      judged,
      commandes,
      demande,
      lead: (change) => {
        const led = resolve(structures, { ...demande, ...change }, [])
        return { issue: led.issue, resume: led.resume }
      },
    }),
    alertes: [...alertes, ...vu.alertes],
    sources,
    reglement: { version: REGLEMENT_VERSION, date: jour },
  }
}
