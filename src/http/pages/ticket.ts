import { ISSUES, TYPES } from '../../domain/mots/libelles.ts'
import { FORMULAIRES, listFiche } from '../../domain/mots/fiche-texte.ts'
import { frenchDay } from '../../domain/mots/dates.ts'
import {
  nameOrRole,
  nameProfessionnel,
  nomStructure,
  STRUCTURE_SANS_NOM,
} from '../../domain/mots/noms.ts'
import { describeFraicheur, nameSource } from '../../domain/mots/sources.ts'
import { cleanLines } from '../../domain/texte.ts'
import type { Commande, Verification, VerificationStructure } from '../../domain/verification.ts'
import { toCommune } from './commun.ts'
import { listBloquants, listOuverts, listRaisons, unite } from './precautions.ts'

const nameShort = ({ type, valeur }: { type: keyof typeof TYPES; valeur: string }): string =>
  `${TYPES[type]} ${valeur}`

const section = (titre: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : ['', `${titre} :`, ...new Set(items.map((item) => `- ${item}`))]

const describeCommande = (commande: Commande): string[] => {
  const { identifiant, alternatives, commanditaire } = commande
  const national = identifiant.structIdNat
  return [
    `Commanditaire : ${nameOrRole(commanditaire)}`,
    `Identifiant : ${nameShort(identifiant)}${national === null ? '' : ` (structIdNat ${national})`}`,
    ...alternatives.map((autre) => `Aussi admis : ${nameShort(autre.identifiant)}, ${autre.si}`),
  ]
}

const describeFiche = ({ fiche }: Commande): string[] =>
  section(`Fiche, ${FORMULAIRES[fiche.formulaire]}`, listFiche(fiche))

/** Whom or what it is about. */
const nameSujet = (answer: Verification | VerificationStructure): string => {
  const fictif = answer.fictif ? ' (exemple fictif)' : ''
  if ('structure' in answer) {
    const nom = nomStructure(answer.structure) ?? STRUCTURE_SANS_NOM
    return `${nom}${fictif}, ${nameShort(answer.demande.identifiant)}`
  }
  const { professionnel } = answer
  return `${nameProfessionnel(professionnel)}${fictif}, RPPS ${professionnel.rpps}`
}

/**
 * An answer as plain text, to be pasted in a ticket: what was said, under which identifier, what to
 * be careful about, what to do, why. No card number is in it.
 */
export const toTicket = (answer: Verification | VerificationStructure): string => {
  const verification = 'structure' in answer ? toCommune(answer) : answer
  const { demande, commandes, situations, sources } = verification
  const alertes = unite(
    verification.alertes,
    ...commandes.map((commande) => commande.alertes),
    ...situations.map((situation) => situation.alertes),
  )
  const regles = commandes.flatMap((commande) => commande.regles)
  const citations = regles.map(({ titre, source: { document, repere, date } }) => {
    return `${titre} (${document}, « ${repere} »${date === null ? '' : `, ${frenchDay(date)}`})`
  })
  const points = situations.flatMap(listBloquants).map(({ question }) => question)
  const decidee = verification.issue === 'decide' ? commandes : []
  const lines = [
    nameSujet(answer),
    `Jugé pour le ${frenchDay(demande.date)}`,
    '',
    `${ISSUES[verification.issue]} : ${verification.resume}`,
    ...commandes.flatMap((commande) => ['', ...describeCommande(commande)]),
    ...section('Identifiant employé', verification.controle ? [verification.controle.texte] : []),
    ...section(
      'Attention',
      alertes.map(({ texte }) => texte),
    ),
    ...section('À demander', [...points, ...listOuverts(situations, [])]),
    ...section(
      'Étapes',
      decidee.flatMap(({ etapes }) => etapes.map(({ texte }) => texte)),
    ),
    ...section('Pourquoi', situations.flatMap(listRaisons)),
    ...section('Règles', citations),
    ...(verification.issue === 'decide' ? commandes.flatMap(describeFiche) : []),
    '',
    ...sources.map((source) => `${nameSource(source.nom)} : ${describeFraicheur(source)}`),
    `Règlement ${verification.reglement.version}`,
  ]
  return cleanLines(lines.join('\n'))
}
