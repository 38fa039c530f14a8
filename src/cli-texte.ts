import { CERTIFICATS, CLASSES, ISSUES, TYPES } from './domain/mots/libelles.ts'
import { FORMULAIRES, listFiche } from './domain/mots/fiche-texte.ts'
import { frenchDay } from './domain/mots/dates.ts'
import {
  nameCommanditaire,
  nameMetiers,
  nameProfessionnel,
  nomStructure,
  STRUCTURE_SANS_NOM,
} from './domain/mots/noms.ts'
import { cleanLines } from './domain/texte.ts'
import type { Verification, VerificationStructure } from './domain/verification.ts'

/** How the terminal shows things. */
export type Terminal = {
  /** In characters. */
  columns: number
  colors: boolean
  /** With the sheet of each order; left out = without. */
  fiche?: boolean
}

type Style = 'fort' | 'discret' | 'vert' | 'jaune'

const CODES: Record<Style, string> = { fort: '1', discret: '2', vert: '32', jaune: '33' }

const STYLES: Record<Verification['issue'], Style> = {
  decide: 'vert',
  sans_certificat: 'vert',
  a_choisir: 'jaune',
  a_verifier: 'jaune',
  sans_activite: 'jaune',
}

/** Where a line may end: not before « : ; ? ! », nor inside quotation marks' own spaces. */
const BREAKS = /(?<!«) (?![:;?!»])/

/** Words put on lines of that width, the following ones set in by `hang`. */
const wrap = (text: string, columns: number, first: string, hang: string): string => {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(BREAKS)) {
    if (!empty && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = hang + word
    } else {
      line += empty ? word : ` ${word}`
    }
    empty = false
  }
  return [...lines, line].join('\n')
}

/** Text for the terminal, line by line. */
const createPage = (terminal: Terminal) => {
  const width = Math.max(40, Math.min(terminal.columns, 100))
  const out: string[] = []
  /** The one place where text is added: the codes of its style are the only ones in it. */
  const add = (text: string, style?: Style): void => {
    const clean = cleanLines(text)
    const isPainted = style !== undefined && terminal.colors
    out.push(isPainted ? `\u001B[${CODES[style]}m${clean}\u001B[0m` : clean)
  }
  const line = (text: string, indent = 0): void => {
    add(wrap(text, width, ' '.repeat(indent), ' '.repeat(indent)))
  }
  const item = (text: string, indent = 2, mark = '•'): void => {
    const first = `${' '.repeat(indent)}${mark} `
    add(wrap(text, width, first, ' '.repeat(first.length)))
  }
  const apart = (text: string, style: Style): void => {
    add('')
    add(text, style)
  }
  const title = (text: string): void => apart(text, 'fort')
  return { ...terminal, width, line, item, apart, title, toText: () => `${out.join('\n')}\n` }
}

type Page = ReturnType<typeof createPage>

const writeCommandes = (
  { fiche: isFicheShown, line, item, title }: Page,
  verification: Pick<Verification, 'commandes'>,
): void => {
  for (const commande of verification.commandes) {
    const { identifiant, alternatives, certificats, etapes, alertes } = commande
    title(`Commande ${commande.id} : ${nameCommanditaire(commande.commanditaire, 'phrase')}`)
    line(`${TYPES[identifiant.type]} ${identifiant.valeur}`, 2)
    if (identifiant.structIdNat !== null) {
      line(`Identifiant national de la structure : ${identifiant.structIdNat}`, 2)
    }
    for (const { identifiant: autre, si } of alternatives) {
      item(`ou ${TYPES[autre.type]} ${autre.valeur}, ${si}`)
    }
    if (certificats.length > 0) line('Certificats :', 2)
    for (const { type, usages, cn, quantite } of certificats) {
      const nommage = cn === null ? '' : `, nommé ${cn}`
      item(`${quantite} × ${CERTIFICATS[type]}${nommage}, pour ${usages.join(', ')}`, 4)
    }
    if (alertes.length > 0) line('Attention :', 2)
    for (const alerte of alertes) item(alerte.texte, 4, '!')
    line('Étapes :', 2)
    for (const [index, etape] of etapes.entries()) item(etape.texte, 4, `${index + 1}.`)
    if (isFicheShown === true) {
      line(`Fiche, ${FORMULAIRES[commande.fiche.formulaire]} :`, 2)
      for (const ligne of listFiche(commande.fiche)) item(ligne, 4)
    }
    line('Règles :', 2)
    for (const { titre, confiance, source } of commande.regles) {
      const date = source.date === null ? '' : `, ${frenchDay(source.date)}`
      const notre = confiance === 'deduite' ? ' [notre décision]' : ''
      item(`${titre} — ${source.document}, ${source.repere}${date}${notre}`, 4)
    }
  }
}

/** What can be made more precise, and where the answer comes from. */
const writeFin = (
  { width, item, apart, title }: Page,
  verification: Pick<Verification, 'questions' | 'sources' | 'reglement'>,
): void => {
  if (verification.questions.length > 0) title('Pour préciser la réponse')
  for (const { champ, texte, options } of verification.questions) {
    const choix = options.map(({ valeur, libelle: nomme }) => `${valeur} (${nomme})`).join(', ')
    item(`${champ} — ${texte} ${choix}`)
  }

  const sources = verification.sources.map(({ nom: source, etat, donneesDu }) => {
    return `${source} (${etat}${donneesDu === null ? '' : `, données du ${frenchDay(donneesDu)}`})`
  })
  const pied = `Jugé pour le ${frenchDay(verification.reglement.date)} ; source : ${sources.join(', ')} ; règlement ${verification.reglement.version}.`
  apart(wrap(pied, width, '', ''), 'discret')
}

/**
 * An answer as people read it on a terminal: who, under what, then what to do, the traps, the
 * questions, and the rules behind it.
 */
export const toTexte = (verification: Verification, terminal: Terminal): string => {
  const page = createPage(terminal)
  const { line, item, apart, title } = page
  const { professionnel, issue } = verification
  const metiers = nameMetiers(professionnel)
  const fictif = verification.fictif ? ' (fictif)' : ''
  line(`${nameProfessionnel(professionnel)}${fictif}, RPPS ${professionnel.rpps}`)
  if (metiers !== '') line(metiers)
  apart(ISSUES[issue], STYLES[issue])
  line(verification.resume)

  for (const alerte of verification.alertes) item(alerte.texte, 0, '!')

  writeCommandes(page, verification)

  for (const situation of verification.situations) {
    const lieu = situation.structure?.raisonSociale ?? 'sans structure connue'
    title(
      `Situation ${situation.id ?? 'sans identifiant'} : ${lieu}, ${CLASSES[situation.classe].nom}`,
    )
    for (const raison of situation.pourquoi) item(raison)
    for (const { question, bloquante } of situation.verifications) {
      item(bloquante ? `À régler d’abord. ${question}` : question, 2, '?')
    }
    if (situation.commande === null) {
      for (const alerte of situation.alertes) item(alerte.texte, 2, '!')
    }
  }

  if (verification.ecartees.length > 0) title('Situations écartées')
  for (const { situation, texte } of verification.ecartees) {
    item(`${situation.structure?.raisonSociale ?? situation.id ?? 'sans nom'} : ${texte}`)
  }

  const { controle, administrateurTechnique: at } = verification
  if (controle !== null) {
    title('Identifiant envisagé')
    line(controle.texte, 2)
  }
  if (at !== null) {
    title('Administrateur technique')
    const avis = { true: 'Recevable', false: 'Non recevable', null: 'Non vérifiable' }
    line(avis[`${at.recevable}`], 2)
    for (const { texte } of at.motifs) item(texte)
  }

  writeFin(page, verification)
  return page.toText()
}

const ETATS = { ouverte: 'ouverte', fermee: 'fermée' }

/** The same of a structure asked for itself. */
export const toTexteStructure = (
  verification: VerificationStructure,
  terminal: Terminal,
): string => {
  const page = createPage(terminal)
  const { line, item, apart, title } = page
  const { structure, issue, classe, controle } = verification
  const { type, valeur } = verification.demande.identifiant
  const fictif = verification.fictif ? ' (fictive)' : ''
  line(`${nomStructure(structure) ?? STRUCTURE_SANS_NOM}${fictif}, ${TYPES[type]} ${valeur}`)
  const faits = [
    CLASSES[classe].nom,
    structure.secteurActivite?.libelle ?? null,
    structure.adresse?.commune ?? null,
    structure.etat === null ? null : ETATS[structure.etat],
  ]
  line(faits.filter((fait) => fait !== null).join(', '))
  apart(ISSUES[issue], STYLES[issue])
  line(verification.resume)
  const dites = verification.commandes.flatMap(({ alertes }) => alertes.map(({ code }) => code))
  for (const { code, texte } of verification.alertes) {
    if (!dites.includes(code)) item(texte, 0, '!')
  }
  writeCommandes(page, verification)
  title('Pourquoi')
  for (const raison of verification.pourquoi) item(raison)
  for (const { code, question, bloquante } of verification.verifications) {
    item(`${code}${bloquante ? ', à régler d’abord' : ''} : ${question}`, 2, '?')
  }
  if (controle !== null) {
    title('Identifiant envisagé')
    line(controle.texte, 2)
  }
  writeFin(page, verification)
  return page.toText()
}
