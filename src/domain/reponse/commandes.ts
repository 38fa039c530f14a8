import { certificatAlertes, countCertificats } from './certificats.ts'
import { listEtapes } from './etapes.ts'
import { type AdministrateurDesigne, type CommandeSansFiche, toFiche } from './fiche.ts'
import {
  isFiness,
  isSameIdentifiant,
  isSiret,
  rppsRangTitulaire,
  structIdNat,
} from '../identifiants/identifiants.ts'
import { ALERTES, type CodeAlerte } from '../rules/alertes.ts'
import type { Choix, Jugement } from '../rules/engine.ts'
import { regleOf } from '../rules/index.ts'
import type { Regle } from '../rules/rule.ts'
import { say, type Sujet } from '../mots/mots.ts'
import { nameProfessionnel, nomStructure } from '../mots/noms.ts'
import type { Professionnel } from '../situation-exercice.ts'
import type { Contexte, Usage } from '../demande.ts'
import type {
  Alerte,
  Alternative,
  Commande,
  Couloir,
  Identifiant,
  RegleCitee,
  SourceCitee,
} from '../verification.ts'
import { readSites } from '../faits/read/sites.ts'

/** A situation judged, with what its sentences need. */
export type SituationLueEtJugee = { cle: string; sujet: Sujet; jugement: Jugement }

/** A value under its type, with the national identifier of the structure that bears it. */
export const toIdentifiant = ({ attendu, valeur }: Choix): Identifiant => {
  const type = attendu === 'SITE_PRINCIPAL' ? 'FINESS_EG' : attendu
  return { type, valeur, structIdNat: structIdNat(type, valeur) }
}

/** An alert in the words of its situation. */
export const toAlerte = (code: CodeAlerte, sujet: Sujet): Alerte => ({
  code,
  texte: say(ALERTES[code], sujet),
})

/** Where a rule stands, as it is cited. */
export const toSourceCitee = ({ document, repere }: Regle['source']): SourceCitee => {
  const { titre, date, url } = document
  return { document: titre, repere, date, url }
}

const citees = new Map<Regle, RegleCitee>()

/** A rule as an answer cites it, made once. */
export const toRegleCitee = (regle: Regle): RegleCitee => {
  let citee = citees.get(regle)
  if (citee === undefined) {
    const { id, titre, confiance, source } = regle
    citee = Object.freeze({ id, titre, confiance, source: toSourceCitee(source) })
    citees.set(regle, citee)
  }
  return citee
}

/** The rules behind the parts of an order that no situation decides. */
const COMPTE = regleOf('certificats-par-usage')
const ETAPES = regleOf('etapes-de-la-commande')

/** The key of a RPPS rang has an alert of its own. */
const hasWrongKey = ({ type, valeur }: Identifiant): boolean => {
  if (type === 'SIRET') return !isSiret(valeur)
  return type !== 'RPPS_RANG' && !isFiness(valeur)
}

/** Name of who orders; null when the directory does not give it. */
const findNom = (
  { attendu, valeur }: Choix,
  { situation, jour }: Sujet,
  professionnel: Professionnel,
): string | null => {
  const { structure } = situation
  if (attendu === 'RPPS_RANG') {
    if (rppsRangTitulaire(valeur) !== professionnel.rpps || professionnel.nom === null) return null
    return nameProfessionnel(professionnel)
  }
  if (structure === null) return null
  if (attendu === 'FINESS_EJ') {
    const ej = structure.partOf?.identifiants.finessEj === valeur ? structure.partOf : structure
    return nomStructure(ej)
  }
  if (attendu === 'SITE_PRINCIPAL' && structure.identifiants.finessEg !== valeur) {
    const site = readSites(structure, jour)?.find(({ finessEg }) => finessEg === valeur)
    return site?.raisonSociale ?? null
  }
  return nomStructure(structure)
}

/** Of several spellings of one name, the first of the alphabet: the order of the data decides nothing. */
const nameAlso = (commanditaire: Commande['commanditaire'], nom: string | null): void => {
  if (nom === null || commanditaire.noms.includes(nom)) return
  commanditaire.noms.push(nom)
  commanditaire.noms.sort()
  commanditaire.nom = commanditaire.noms[0] ?? null
}

/** The same identifier under two conditions is one alternative under either. */
const mergeAlternatives = (into: Alternative[], more: Alternative[]): void => {
  for (const { identifiant, si } of more) {
    const known = into.find((other) => isSameIdentifiant(other.identifiant, identifiant))
    if (known === undefined) into.push({ identifiant, si })
    else if (!known.si.includes(si)) known.si += ` ou ${si}`
  }
}

const mergeByCode = <T extends { code: string }>(into: T[], more: readonly T[]): void => {
  for (const item of more) if (!into.some(({ code }) => code === item.code)) into.push(item)
}

const mergeRegles = (into: RegleCitee[], more: readonly Regle[]): void => {
  for (const regle of more) {
    if (!into.some(({ id }) => id === regle.id)) into.push(toRegleCitee(regle))
  }
}

export type CommandeOptions = {
  usages: readonly Usage[]
  contexte: Contexte
  professionnel: Professionnel
  /** Alerts of the whole answer that every order must carry. */
  alertes: readonly Alerte[]
  administrateur: AdministrateurDesigne | null
}

/** An order while the situations that lead to it are gathered, with what its sheet needs of them. */
type EnCours = {
  commande: CommandeSansFiche
  couloirs: (Couloir | null)[]
  structures: (string | null)[]
  /** No situation has the identifier from the directory: the request declares it. */
  isDeclare: boolean
}

/** What all of them are; null = they are not the same. */
export const agree = <T>(values: readonly T[]): T | null => {
  const [first, ...others] = new Set(values)
  return first === undefined || others.length > 0 ? null : first
}

/** Whether the identifier to order under is known from the request alone. */
const isDeclared = ({ attendu }: Choix, { faits }: Sujet): boolean =>
  (attendu === 'SIRET' && faits.siretDeclare === 'retenu') ||
  (attendu === 'SITE_PRINCIPAL' && faits.sitePrincipal === 'declare')

/**
 * The things to order, each once, over the situations that lead to it; in the order of the
 * situations. `assign` is told the id of each situation's order.
 */
export const groupCommandes = (
  judged: readonly SituationLueEtJugee[],
  options: CommandeOptions,
  assign: (index: number, id: string) => void,
): Commande[] => {
  const { usages, contexte, professionnel } = options
  const byIdentifiant = new Map<string, EnCours>()
  for (const [index, { cle, sujet, jugement }] of judged.entries()) {
    const { ordre } = jugement
    if (ordre === null) continue
    const identifiant = toIdentifiant(ordre.choix)
    const key = `${identifiant.type} ${identifiant.valeur}`
    let enCours = byIdentifiant.get(key)
    if (enCours === undefined) {
      const rpps = ordre.role === 'professionnel' ? rppsRangTitulaire(identifiant.valeur) : null
      const nouvelle = {
        id: `c${byIdentifiant.size + 1}`,
        commanditaire: {
          role: ordre.role,
          nom: null,
          rpps,
          noms: [],
        },
        identifiant,
        alternatives: [],
        situations: [],
        certificats: countCertificats(usages, contexte),
        regles: [],
        etapes: [],
        alertes: [],
      }
      enCours = { commande: nouvelle, couloirs: [], structures: [], isDeclare: true }
      byIdentifiant.set(key, enCours)
    }
    const { commande, couloirs, structures } = enCours
    couloirs.push(jugement.couloir)
    enCours.isDeclare &&= isDeclared(ordre.choix, sujet)
    structures.push(nomStructure(sujet.situation.structure))
    assign(index, commande.id)
    commande.situations.push(cle)
    nameAlso(commande.commanditaire, findNom(ordre.choix, sujet, professionnel))
    mergeAlternatives(
      commande.alternatives,
      ordre.alternatives.map((choix) => ({ identifiant: toIdentifiant(choix), si: choix.si })),
    )
    mergeRegles(commande.regles, jugement.chemin)
    mergeRegles(commande.regles, usages.length > 0 ? [COMPTE, ETAPES] : [ETAPES])
    mergeByCode(
      commande.alertes,
      jugement.alertes.map((code) => toAlerte(code, sujet)),
    )
    const added: CodeAlerte[] = [
      ...(hasWrongKey(identifiant) ? (['IDENTIFIANT_CLE'] as const) : []),
      ...certificatAlertes(usages, contexte),
    ]
    mergeByCode(
      commande.alertes,
      added.map((code) => toAlerte(code, sujet)),
    )
    mergeByCode(commande.alertes, options.alertes)
  }
  const gathered = [...byIdentifiant.values()]
  const toutes = gathered.map(({ commande }) => commande)
  return gathered.map(({ commande, couloirs, structures, isDeclare }) => {
    const couloir = agree(couloirs)
    return {
      ...commande,
      etapes: listEtapes(commande.commanditaire.role, couloir),
      fiche: toFiche({ ...options, commande, toutes, structures, isDeclare, couloir }),
    }
  })
}
