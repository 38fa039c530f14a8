import * as z from 'zod'
import {
  DemandeLot,
  type DemandeOptions,
  DemandeStructure,
  DemandeVerification,
} from '../domain/demande.ts'
import type { ErreurDeChamp, Probleme } from './probleme.ts'
import { quote, toPointer } from './quote.ts'

export type DemandeParsed =
  | { ok: true; demande: DemandeVerification }
  | { ok: false; probleme: Probleme }

type Issue = z.core.$ZodIssue

const MAX_ERRORS = 20
const MAX_SENTENCES = 3

/** A field without what makes it optional. */
export const bare = (field: z.core.$ZodType): z.ZodType =>
  field instanceof z.ZodOptional ? bare(field.unwrap()) : (field as z.ZodType)

/** The field that a JSON pointer names, an element of a list by its place; undefined = none. */
const fieldAt = (demande: z.ZodType, pointer: string): z.ZodType | undefined => {
  const inside = (field: z.ZodType | undefined, name: string): z.ZodType | undefined => {
    if (field instanceof z.ZodArray) return bare(field.element)
    const found = field instanceof z.ZodObject ? field.shape[name] : undefined
    return found === undefined ? undefined : bare(found)
  }
  return pointer
    .split('/')
    .slice(1)
    .reduce(inside, demande as z.ZodType | undefined)
}

/** What a field wants, as the end of a sentence: in its own words, else as its bounds say. */
const describeAttendu = (field: z.ZodType | undefined): string => {
  const attendu = field?.meta()?.attendu
  if (attendu !== undefined) return attendu
  if (field instanceof z.ZodBoolean) return 'true ou false est attendu'
  if (field instanceof z.ZodObject) return 'un objet est attendu'
  if (field instanceof z.ZodISODate) return 'AAAA-MM-JJ attendu'
  if (field instanceof z.ZodNumber) {
    return `un nombre entier de ${field.minValue} à ${field.maxValue} est attendu`
  }
  if (field instanceof z.ZodString) {
    return `un texte de ${field.minLength} à ${field.maxLength} caractères est attendu`
  }
  if (field instanceof z.ZodEnum) {
    const [one, two, ...others] = field.options
    return others.length === 0
      ? `« ${one} » ou « ${two} » est attendu`
      : `l’un de ${field.options.join(', ')} est attendu`
  }
  return 'autre chose est attendu'
}

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

const describe = (
  issue: Issue,
  pointer: string,
  field: z.ZodType | undefined,
): Omit<ErreurDeChamp, 'pointer'> => {
  const attendu = describeAttendu(field)
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
  if (field instanceof z.ZodISODate) {
    const detail = `${quoteValue(issue.input)} n’est pas un jour du calendrier (${attendu}).`
    return { code: 'valeur', detail }
  }
  if (field?.meta()?.numero) {
    const detail = `${subject} est trop long : ce n’est pas un seul numéro.`
    return { code: 'longueur', detail }
  }
  if (issue.code === 'too_big' && field instanceof z.ZodArray) {
    const detail = `${subject} : ${issue.maximum} ${pointer.slice(1)} au plus.`
    return { code: 'longueur', detail }
  }
  if (typeof issue.input === 'string' && issue.code !== 'invalid_value') {
    return { code: 'longueur', detail: `${subject} : ${attendu}.` }
  }
  return { code: 'valeur', detail: `${subject} : ${attendu} (reçu : ${quoteValue(issue.input)}).` }
}

/** A field of a request about a structure, in one about a practitioner. */
const DE_STRUCTURE: ReadonlyMap<string, string> = new Map([
  ['praticien', ' Il ne se donne que pour une structure demandée pour elle-même (/v1/structures).'],
  ['identifiant', ' Une structure se demande pour elle-même à l’adresse /v1/structures.'],
])

const toErrors = (issue: Issue, demande: z.ZodType): ErreurDeChamp[] => {
  const pointer = toPointer(issue.path)
  if (issue.code !== 'unrecognized_keys') {
    return [{ pointer, ...describe(issue, pointer, fieldAt(demande, pointer)) }]
  }
  return issue.keys.map((key) => {
    const ou = pointer === '' ? '' : ` dans ${nameOf(pointer)}`
    const detail = `Champ inconnu${ou} : ${quote(key)}.${DE_STRUCTURE.get(key) ?? ''}`
    return { pointer: `${pointer}${toPointer([key])}`, code: 'champ_inconnu', detail }
  })
}

/** A field has one thing wrong with it: what was found first. */
const oncePerField = (errors: readonly ErreurDeChamp[]): ErreurDeChamp[] => {
  const byPointer = new Map<string, ErreurDeChamp>()
  for (const error of errors) if (!byPointer.has(error.pointer)) byPointer.set(error.pointer, error)
  return [...byPointer.values()]
}

const summarize = (errors: readonly ErreurDeChamp[]): string => {
  const sentences = errors.slice(0, MAX_SENTENCES).map(({ detail }) => detail)
  const others = errors.length - sentences.length
  if (others > 0) sentences.push(`Et ${others} autre${others > 1 ? 's' : ''} à corriger.`)
  return sentences.join(' ')
}

const toProbleme = (issues: readonly Issue[], demande: z.ZodType): Probleme => {
  const errors = oncePerField(issues.flatMap((issue) => toErrors(issue, demande)))
  const isNumeroTooLong = ({ pointer, code }: ErreurDeChamp): boolean =>
    code === 'longueur' && fieldAt(demande, pointer)?.meta()?.numero === true
  const code = errors.every(isNumeroTooLong) ? 'numero_invalide' : 'requete_invalide'
  return { code, detail: summarize(errors), errors: errors.slice(0, MAX_ERRORS) }
}

/**
 * A request checked against its schema, or `requete_invalide` with one French sentence a field;
 * `numero_invalide` when all that is wrong is a number of impossible length.
 */
export const parseDemande = (input: unknown): DemandeParsed => parseAs(DemandeVerification, input)

/** The same for any request. */
export const parseAs = <D>(
  schema: z.ZodType<D>,
  input: unknown,
): { ok: true; demande: D } | { ok: false; probleme: Probleme } => {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (parsed.success) return { ok: true, demande: parsed.data }
  return { ok: false, probleme: toProbleme(parsed.error.issues, schema) }
}

export type DemandeStructureParsed =
  | { ok: true; demande: DemandeStructure }
  | { ok: false; probleme: Probleme }

/** The same for a structure. */
export const parseDemandeStructure = (input: unknown): DemandeStructureParsed => {
  const parsed = DemandeStructure.safeParse(input, { reportInput: true })
  if (parsed.success) return { ok: true, demande: parsed.data }
  return { ok: false, probleme: toProbleme(parsed.error.issues, DemandeStructure) }
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
  if (!parsed.success) return { ok: false, probleme: toProbleme(parsed.error.issues, DemandeLot) }
  const { numeros: _, ...options } = parsed.data
  return { ok: true, options, numeros: numeros as unknown[] }
}
