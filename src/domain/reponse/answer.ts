import { carteAlertes } from './cartes.ts'
import { cleSituation } from './cle-situation.ts'
import type { AdministrateurDesigne } from './fiche.ts'
import { groupCommandes, type SituationLueEtJugee } from './commandes.ts'
import { checkIdentifiant } from './controle.ts'
import type { Demande } from './demande.ts'
import { readFaits } from '../faits/read/read-faits.ts'
import { findHomonymes, nameHomonyme } from './homonymes.ts'
import { alertesDonnees, isOfEachOrder } from './alertes-donnees.ts'
import { toJugementVu } from './jugement-vu.ts'
import { say } from '../mots/mots.ts'
import { listQuestions } from './questions.ts'
import { summarize } from './resume.ts'
import { judge } from '../rules/engine.ts'
import { REGLEMENT_VERSION } from '../rules/index.ts'
import { QUESTIONS } from '../rules/questions.ts'
import type { ExerciceProfessionnel, Professionnel } from '../situation-exercice.ts'
import type {
  Alerte,
  IssueGlobale,
  SituationEcartee,
  SituationJugee,
  Verification,
} from '../verification.ts'
import { toProfessionnelVu, toSituationVue } from './vues.ts'

export type AnswerInput = {
  demande: Demande
  professionnel: Professionnel
  fictif: boolean
  sources: Verification['sources']
  /** Day of the oldest data, once they are too old to go without a word; left out = they are not. */
  anciennesDu?: string | undefined
  administrateurTechnique: AdministrateurDesigne | null
}

/** The exercices a request is about: a card belongs to one profession, a RPPS to all. */
export const concernedExercices = (
  demande: Pick<Demande, 'numero' | 'type'>,
  { exercices }: Professionnel,
): ExerciceProfessionnel[] =>
  demande.type === 'RPPS'
    ? exercices
    : exercices.filter(({ cartes }) => cartes.some(({ numero }) => numero === demande.numero))

/** Every situation concerned, judged; in the order of their `cle`. */
const examine = (
  demande: Demande,
  professionnel: Professionnel,
  exercices: readonly ExerciceProfessionnel[],
): SituationLueEtJugee[] => {
  const found: SituationLueEtJugee[] = []
  for (const exercice of exercices) {
    for (const situation of exercice.situations) {
      const cle = cleSituation(exercice, situation)
      const lue = readFaits(professionnel.rpps, exercice, situation, demande)
      const jugement = judge(lue, demande.jour)
      const { attendu } = jugement
      const sujet = { exercice, situation, jour: demande.jour, attendu, ...lue }
      found.push({ cle, sujet, jugement })
    }
  }
  if (found.length > 1) {
    for (const [one, group] of findHomonymes(found)) {
      one.sujet.faits = { ...one.sujet.faits, homonyme: 'oui' }
      one.sujet.homonymes = [
        ...new Set(group.map(({ sujet }) => nameHomonyme(sujet.situation.structure))),
      ].toSorted()
      one.jugement = judge(one.sujet, demande.jour)
    }
  }
  return found.toSorted((a, b) => (a.cle < b.cle ? -1 : a.cle > b.cle ? 1 : 0))
}

const toJugee = (examinee: SituationLueEtJugee, commande: string | null): SituationJugee => {
  const { classe, couloir, issue, ...explication } = toJugementVu(examinee)
  const vue = toSituationVue(examinee.sujet.exercice, examinee.sujet.situation)
  return { ...vue, classe, couloir, issue, commande, ...explication }
}

const toEcartee = (
  { sujet }: SituationLueEtJugee,
  { motif, regle }: NonNullable<SituationLueEtJugee['jugement']['ecart']>,
): SituationEcartee => ({
  situation: toSituationVue(sujet.exercice, sujet.situation),
  motif,
  texte:
    motif === 'remplacant'
      ? `${say(regle.pourquoi, sujet)} ${QUESTIONS.H20}`
      : say(regle.pourquoi, sujet),
  regle: regle.id,
})

/** The outcome of the whole, from those of the retained situations. */
const conclude = (judged: readonly SituationLueEtJugee[], commandes: number): IssueGlobale => {
  if (judged.length === 0) return 'sans_activite'
  const issues = new Set(judged.map(({ jugement }) => jugement.issue))
  if (issues.size > 1) return 'a_choisir'
  if (issues.has('commande')) return commandes === 1 ? 'decide' : 'a_choisir'
  return issues.has('sans_certificat') ? 'sans_certificat' : 'a_verifier'
}

/** What a request comes to, before it is explained. */
const resolve = (
  {
    demande,
    professionnel,
    administrateurTechnique: administrateur,
  }: Pick<AnswerInput, 'demande' | 'professionnel' | 'administrateurTechnique'>,
  all: readonly SituationLueEtJugee[],
  alertes: readonly Alerte[],
) => {
  const { usages, contexte } = demande
  // The one asked for is judged among all: another may bear its identifier.
  const examinees = all.filter(({ cle }) => demande.situation === null || cle === demande.situation)
  const judged = examinees.filter(({ jugement }) => jugement.ecart === null)
  const orders: (string | null)[] = judged.map(() => null)
  const commandes = groupCommandes(
    judged,
    { usages, contexte, professionnel, alertes, administrateur },
    (index, id) => {
      orders[index] = id
    },
  )
  const issue = conclude(judged, commandes.length)
  const resume = summarize({
    issue,
    rpps: professionnel.rpps,
    judged,
    ecartees: examinees.length - judged.length,
    commandes,
    portee: demande.situation !== null ? 'situation' : demande.type === 'CARTE' ? 'carte' : 'tout',
  })
  return { examinees, judged, orders, commandes, issue, resume }
}

/**
 * The whole answer for one practitioner: pure, so the same data and request always give the same
 * answer, in whatever order the data come. A `situation` that the practitioner does not have must
 * have been refused before.
 */
export const answer = (input: AnswerInput): Verification => {
  const { demande, professionnel, sources } = input
  const { jour, usages, contexte } = demande
  const exercices = concernedExercices(demande, professionnel)
  const alertes = [...alertesDonnees(input), ...carteAlertes(demande, exercices)]
  const ofOrders = alertes.filter(isOfEachOrder)
  const all = examine(demande, professionnel, exercices)
  const found = resolve(input, all, ofOrders)
  const { examinees, judged, orders, commandes, issue, resume } = found
  const lead = (change: Partial<Demande>) => {
    const changed = { ...demande, ...change }
    // Which situation is asked for changes the judgement of none.
    const again = change.contexte === undefined ? all : examine(changed, professionnel, exercices)
    const led = resolve({ ...input, demande: changed }, again, [])
    return { issue: led.issue, resume: led.resume }
  }

  return {
    demande: { numero: demande.numero, type: demande.type, date: jour, usages: [...usages] },
    fictif: input.fictif,
    professionnel: toProfessionnelVu(professionnel, exercices, jour),
    issue,
    resume,
    situations: judged.map((item, index) => toJugee(item, orders[index] ?? null)),
    ecartees: examinees.flatMap((examinee) => {
      const { ecart } = examinee.jugement
      return ecart === null ? [] : [toEcartee(examinee, ecart)]
    }),
    commandes,
    controle:
      demande.identifiantEnvisage === null
        ? null
        : checkIdentifiant(demande.identifiantEnvisage, {
            issue,
            commandes,
            retenues: judged.map(({ sujet, jugement }, index) => ({
              situation: sujet.situation,
              jugement,
              commande: orders[index] ?? null,
            })),
            ecartees: examinees
              .filter(({ jugement }) => jugement.ecart !== null)
              .map(({ sujet }) => sujet.situation),
            groupement: contexte.groupement === true,
          }),
    administrateurTechnique: input.administrateurTechnique?.avis ?? null,
    questions: listQuestions({
      issue,
      judged,
      commandes,
      demande,
      lead,
    }),
    alertes,
    sources,
    reglement: { version: REGLEMENT_VERSION, date: jour },
  }
}
