import * as z from 'zod'
import { bare, parseAs } from '../../application/parse-demande.ts'
import type { Probleme } from '../../application/probleme.ts'
import { quote, toPointer } from '../../application/quote.ts'
import { DemandeStructure, DemandeVerification } from '../../domain/demande.ts'

/** Names of the fields of a request, as in the body of the API; a dot leads into an object. */
type NomDe<Demande> = {
  [Nom in keyof Demande & string]: NonNullable<Demande[Nom]> extends readonly unknown[] | Scalaire
    ? Nom
    : `${Nom}.${keyof NonNullable<Demande[Nom]> & string}`
}[keyof Demande & string]
type Scalaire = string | number | boolean
export type Champ =
  | NomDe<Required<DemandeVerification>>
  | 'identifiant.valeur'
  | 'identifiant.type'
  | 'contexte.praticien'

/** Of a union, its object: a form has the parts of a value apart. */
const part = (field: z.ZodType): z.ZodType => {
  const options = field instanceof z.ZodUnion ? (field.options as z.ZodType[]) : []
  return options.find((option) => option instanceof z.ZodObject) ?? field
}

const listChamps = ({ shape }: z.ZodObject, prefix = ''): [Champ, z.ZodType][] =>
  Object.entries(shape).flatMap(([nom, optional]): [Champ, z.ZodType][] => {
    const field = part(bare(optional))
    const name = `${prefix}${nom}`
    return field instanceof z.ZodObject ? listChamps(field, `${name}.`) : [[name as Champ, field]]
  })

const OF_PRATICIEN = new Map(listChamps(DemandeVerification))
const OF_STRUCTURE = new Map(listChamps(DemandeStructure))

/** The fields of both requests with their schemas, in the order of the form. */
const FIELDS = new Map([...OF_PRATICIEN, ...OF_STRUCTURE])

export const CHAMPS: readonly Champ[] = [...FIELDS.keys()]

/** Whether an address may carry it: never a card, nor an identifier that may be one. */
export const isOfAdresse = (champ: Champ): boolean =>
  champ === 'date' || champ === 'usages' || /^(situation|contexte)/.test(champ)

/** What the address of a practitioner’s answer may carry besides the RPPS. */
export const CHAMPS_ADRESSE = [...OF_PRATICIEN.keys()].filter(isOfAdresse)

/** The same of the address of a structure. */
export const CHAMPS_ADRESSE_STRUCTURE = [...OF_STRUCTURE.keys()].filter(isOfAdresse)

/** Whom or what a request is about. */
export const QUI: readonly Champ[] = ['numero', 'type', 'identifiant.valeur', 'identifiant.type']

/** The fields as typed, those left empty left out. Only `usages` has several values by right. */
export type Saisie = ReadonlyMap<Champ, readonly string[]>

/** Whether the request is about a structure: it has what is asked of none else, and no number. */
export const isOfStructure = (saisie: Saisie): boolean =>
  !saisie.has('numero') && [...saisie.keys()].some((champ) => !OF_PRATICIEN.has(champ))

/** Whether the request that was made has that field at all. */
export const hasChamp = (saisie: Saisie, champ: Champ): boolean =>
  (isOfStructure(saisie) ? OF_STRUCTURE : OF_PRATICIEN).has(champ)

const isChamp = (nom: string): nom is Champ => FIELDS.has(nom as Champ)

export type SaisieLue = {
  saisie: Saisie
  /** Names of fields that the form does not have. */
  inconnus: readonly string[]
}

/** Reads the pairs of a form or of an address. */
export const readSaisie = (pairs: Iterable<readonly [string, string]>): SaisieLue => {
  const saisie = new Map<Champ, string[]>()
  const inconnus: string[] = []
  for (const [nom, valeur] of pairs) {
    const texte = valeur.trim()
    if (!isChamp(nom)) inconnus.push(nom)
    else if (texte !== '') {
      const valeurs = nom === 'usages' ? texte.split(',').map((usage) => usage.trim()) : [texte]
      saisie.set(nom, [...(saisie.get(nom) ?? []), ...valeurs])
    }
  }
  return { saisie, inconnus }
}

/**
 * A request as the form would have it, for pages made from one that came another way. That it was
 * by RPPS is left out: the number says so itself, and the next one typed may be a card's.
 */
export const toSaisie = ({ type, ...reste }: DemandeVerification): Saisie => {
  const demande = type === 'carte' ? { ...reste, type } : reste
  const pairs = Object.entries(demande).flatMap(([nom, valeur]): [string, string][] => {
    if (typeof valeur === 'string' || Array.isArray(valeur)) return [[nom, String(valeur)]]
    return Object.entries(valeur ?? {}).map(([sous, v]) => [`${nom}.${sous}`, String(v)])
  })
  return readSaisie(pairs).saisie
}

const toValue = (champ: Champ, valeurs: readonly string[]): unknown => {
  const [valeur = '', ...autres] = valeurs
  if (champ === 'usages' || autres.length > 0) return valeurs
  const field = FIELDS.get(champ)
  if (field instanceof z.ZodNumber && /^\d{1,9}$/.test(valeur)) return Number(valeur)
  if (field instanceof z.ZodBoolean && /^(true|false)$/.test(valeur)) return valeur === 'true'
  return valeur
}

const toBody = (saisie: Saisie): Record<string, unknown> => {
  const body: Record<string, Record<string, unknown>> & Record<string, unknown> = {}
  for (const [champ, valeurs] of saisie) {
    const [nom = '', sous] = champ.split('.')
    const valeur = toValue(champ, valeurs)
    if (sous === undefined) body[nom] = valeur as Record<string, unknown>
    else body[nom] = { ...body[nom], [sous]: valeur }
  }
  return body
}

/** The field that a pointer of an error names, if it is one of the form. */
export const toChamp = (pointer: string): Champ | null => {
  const nom = pointer
    .slice(1)
    .replace(/\/\d+$/, '')
    .replace('/', '.')
  return isChamp(nom) ? nom : null
}

/**
 * A refusal in the words of a form, for the fields that have some; `find` finds one by its pointer.
 * A number that was read and found wrong already has its own sentence.
 */
export const reword = (
  probleme: Probleme,
  find: (pointer: string) => z.ZodType | undefined,
): Probleme => {
  if (probleme.code !== 'requete_invalide' || probleme.errors === undefined) return probleme
  const errors = probleme.errors.map((erreur) => {
    const detail = find(erreur.pointer)?.meta()?.formulaire
    return detail === undefined ? erreur : { ...erreur, detail }
  })
  return { ...probleme, detail: errors.map(({ detail }) => detail).join(' '), errors }
}

/** Fields that a form does not have. */
export const refuseInconnus = (inconnus: readonly string[]): Probleme => {
  const errors = inconnus.slice(0, 3).map((nom) => ({
    pointer: toPointer([nom]),
    code: 'champ_inconnu',
    detail: `Champ inconnu : ${quote(nom)}.`,
  }))
  return { code: 'requete_invalide', detail: errors.map((e) => e.detail).join(' '), errors }
}

const fieldAt = (pointer: string): z.ZodType | undefined => {
  const champ = toChamp(pointer)
  return champ === null ? undefined : FIELDS.get(champ)
}

type Parsed<Demande> = { ok: true; demande: Demande } | { ok: false; probleme: Probleme }

const parseWith = <Demande>(
  schema: z.ZodType<Demande>,
  { saisie, inconnus }: SaisieLue,
): Parsed<Demande> => {
  if (inconnus.length > 0) return { ok: false, probleme: refuseInconnus(inconnus) }
  const parsed = parseAs(schema, toBody(saisie))
  if (parsed.ok) return parsed
  return { ok: false, probleme: reword(parsed.probleme, fieldAt) }
}

/** The request about a practitioner that a form makes, or what is wrong with it, field by field. */
export const parseSaisiePraticien = (lue: SaisieLue): Parsed<DemandeVerification> =>
  parseWith(DemandeVerification, lue)

/** The same, about a practitioner or a structure. */
export const parseSaisie = (lue: SaisieLue): Parsed<DemandeVerification | DemandeStructure> =>
  isOfStructure(lue.saisie) ? parseWith(DemandeStructure, lue) : parseSaisiePraticien(lue)

/** The same request with a field answered otherwise; without values, not answered. */
export const withChamp = (saisie: Saisie, champ: Champ, valeurs: readonly string[]): Saisie => {
  const changed = new Map([...saisie].filter(([nom]) => nom !== champ))
  return valeurs.length === 0 ? changed : changed.set(champ, valeurs)
}
