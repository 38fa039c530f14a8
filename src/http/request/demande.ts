import type * as z from 'zod'
import type { Probleme, ErreurDeChamp } from '../../application/probleme.ts'
import { IDENTIFIANT_TYPES } from '../../domain/identifiants/identifiants.ts'
import { DemandeLot } from '../../domain/lot.ts'
import { type DemandeOptions, DemandeVerification, USAGES } from '../../domain/verification.ts'
import { quote, toPointer } from './quote.ts'

export type DemandeParsed =
  | { ok: true; demande: DemandeVerification }
  | { ok: false; probleme: Probleme }

type Issue = z.core.$ZodIssue

const MAX_ERRORS = 20
const MAX_SENTENCES = 3

/** What each field wants, as the end of a sentence. Elements of a list go by `/usages/*`. */
const ATTENDUS: Record<string, string> = {
  '': 'un objet JSON est attendu, avec au moins le champ « numero », ou « numeros » pour un lot',
  '/numero': 'un numéro RPPS ou de carte est attendu, entre guillemets',
  '/numeros': 'une liste de numéros est attendue, entre crochets',
  '/type': '« rpps » ou « carte » est attendu',
  '/date': 'AAAA-MM-JJ attendu',
  '/usages': `une liste d’usages est attendue, parmi ${USAGES.join(', ')}`,
  '/usages/*': `l’un de ${USAGES.join(', ')} est attendu`,
  '/situation': 'la clé d’une situation est attendue, de 1 à 64 caractères',
  '/contexte': 'un objet est attendu',
  '/contexte/solutions': 'un nombre entier de 1 à 100 est attendu',
  '/contexte/instances': 'un nombre entier de 1 à 1000 est attendu',
  '/contexte/systemeInformation': '« commun » ou « par-site » est attendu',
  '/contexte/ris': '« unique » ou « par-site » est attendu',
  '/contexte/groupement': 'true ou false est attendu',
  '/contexte/sitePrincipal': 'un numéro FINESS est attendu, entre guillemets',
  '/contexte/certificatSouhaite': 'true ou false est attendu',
  '/contexte/statut': '« public » ou « prive » est attendu',
  '/contexte/exercice': '« nom-propre » ou « societe » est attendu',
  '/contexte/logiciel': '« structure » ou « praticien » est attendu',
  '/contexte/siret': 'un SIRET est attendu, entre guillemets',
  '/identifiantEnvisage': 'un objet est attendu, avec le champ « valeur », et « type » au besoin',
  '/identifiantEnvisage/type': `l’un de ${IDENTIFIANT_TYPES.join(', ')} est attendu`,
  '/identifiantEnvisage/valeur': 'un texte est attendu, entre guillemets',
  '/administrateurTechnique':
    'un objet est attendu, avec les champs « carte », « nom » et « prenom »',
  '/administrateurTechnique/carte': 'un numéro de carte est attendu, entre guillemets',
  '/administrateurTechnique/nom': 'un texte de 1 à 200 caractères est attendu',
  '/administrateurTechnique/prenom': 'un texte de 1 à 200 caractères est attendu',
}

/** Fields that hold a number as typed: too long is a wrong number, and it is never repeated. */
const NUMEROS = new Set([
  '/numero',
  '/contexte/sitePrincipal',
  '/contexte/siret',
  '/identifiantEnvisage/valeur',
  '/administrateurTechnique/carte',
])

/** `/usages/*` for `/usages/1`. */
const toField = (pointer: string): string => pointer.replace(/\/\d+$/, '/*')

const NATURES: Record<string, string> = {
  string: 'un texte',
  number: 'un nombre',
  boolean: 'un booléen',
  object: 'un objet',
}

const natureOf = (value: unknown): string => {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'une liste' : (NATURES[typeof value] ?? 'autre chose')
}

/** A short value as it was received, to be shown to who sent it; anything else by its nature. */
const quoteValue = (value: unknown): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'un nombre trop grand'
  return typeof value === 'string' || typeof value === 'number'
    ? quote(String(value))
    : natureOf(value)
}

const nameOf = (pointer: string): string => `« ${pointer.slice(1).replaceAll('/', '.')} »`

const describe = (issue: Issue, pointer: string): Omit<ErreurDeChamp, 'pointer'> => {
  const attendu = ATTENDUS[toField(pointer)] ?? 'autre chose est attendu'
  const subject = pointer === '' ? 'Le corps de la demande' : nameOf(pointer)
  if (issue.input === undefined) {
    return { code: 'manquant', detail: `${subject} manque : ${attendu}.` }
  }
  if (issue.code === 'invalid_type') {
    const nature = natureOf(issue.input)
    const compris =
      nature === 'un nombre' && issue.expected !== 'string' ? quoteValue(issue.input) : nature
    return { code: 'type', detail: `${subject} : ${attendu} (reçu : ${compris}).` }
  }
  if (pointer === '/date') {
    const detail = `${quoteValue(issue.input)} n’est pas un jour du calendrier (${attendu}).`
    return { code: 'valeur', detail }
  }
  if (NUMEROS.has(pointer)) {
    const detail = `${subject} est trop long : ce n’est pas un seul numéro.`
    return { code: 'longueur', detail }
  }
  if (issue.code === 'too_big' && pointer === '/usages') {
    const detail = `${subject} : 100 usages au plus.`
    return { code: 'longueur', detail }
  }
  if (typeof issue.input === 'string' && issue.code !== 'invalid_value') {
    return { code: 'longueur', detail: `${subject} : ${attendu}.` }
  }
  return { code: 'valeur', detail: `${subject} : ${attendu} (reçu : ${quoteValue(issue.input)}).` }
}

const toErrors = (issue: Issue): ErreurDeChamp[] => {
  const pointer = toPointer(issue.path)
  if (issue.code !== 'unrecognized_keys') return [{ pointer, ...describe(issue, pointer) }]
  return issue.keys.map((key) => {
    const ou = pointer === '' ? '' : ` dans ${nameOf(pointer)}`
    const detail = `Champ inconnu${ou} : ${quote(key)}.`
    return { pointer: `${pointer}${toPointer([key])}`, code: 'champ_inconnu', detail }
  })
}

/** A field has one thing wrong with it: what was found first. */
const oncePerField = (errors: readonly ErreurDeChamp[]): ErreurDeChamp[] => {
  const byPointer = new Map<string, ErreurDeChamp>()
  for (const error of errors) if (!byPointer.has(error.pointer)) byPointer.set(error.pointer, error)
  return [...byPointer.values()]
}

const isNumeroTooLong = ({ pointer, code }: ErreurDeChamp): boolean =>
  code === 'longueur' && NUMEROS.has(pointer)

const summarize = (errors: readonly ErreurDeChamp[]): string => {
  const sentences = errors.slice(0, MAX_SENTENCES).map(({ detail }) => detail)
  const others = errors.length - sentences.length
  if (others > 0) sentences.push(`Et ${others} autre${others > 1 ? 's' : ''} à corriger.`)
  return sentences.join(' ')
}

const toProbleme = (issues: readonly Issue[]): Probleme => {
  const errors = oncePerField(issues.flatMap(toErrors))
  const code = errors.every(isNumeroTooLong) ? 'numero_invalide' : 'requete_invalide'
  return { code, detail: summarize(errors), errors: errors.slice(0, MAX_ERRORS) }
}

/**
 * A request checked against its schema, or `requete_invalide` with one French sentence a field;
 * `numero_invalide` when all that is wrong is a number of impossible length.
 */
export const parseDemande = (input: unknown): DemandeParsed => {
  const parsed = DemandeVerification.safeParse(input, { reportInput: true })
  if (parsed.success) return { ok: true, demande: parsed.data }
  return { ok: false, probleme: toProbleme(parsed.error.issues) }
}

export type DemandeLotParsed =
  | { ok: true; options: DemandeOptions; numeros: readonly unknown[] }
  | { ok: false; probleme: Probleme }

/**
 * The numbers of a lot, whatever they are, and the options for them all; fails as `parseDemande`
 * does, for the options alone: each number is the matter of its own line.
 */
export const parseDemandeLot = (input: unknown): DemandeLotParsed => {
  const { numeros } = (input ?? {}) as { numeros?: unknown }
  const bare = Array.isArray(numeros) ? { ...(input as object), numeros: [] } : input
  const parsed = DemandeLot.safeParse(bare, { reportInput: true })
  if (!parsed.success) return { ok: false, probleme: toProbleme(parsed.error.issues) }
  const { numeros: _, ...options } = parsed.data
  return { ok: true, options, numeros: numeros as unknown[] }
}
