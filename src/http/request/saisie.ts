import * as z from 'zod'
import { bare, parseDemande, type DemandeParsed } from '../../application/parse-demande.ts'
import type { ErreurDeChamp, Probleme } from '../../application/probleme.ts'
import { quote, toPointer } from '../../application/quote.ts'
import { DemandeVerification } from '../../domain/demande.ts'
import { parseNumero } from '../../domain/identifiants/parse-identifiant.ts'

/** Names of the fields of a request, as in the body of the API; a dot leads into an object. */
type NomDe<Demande> = {
  [Nom in keyof Demande & string]: NonNullable<Demande[Nom]> extends readonly unknown[] | Scalaire
    ? Nom
    : `${Nom}.${keyof NonNullable<Demande[Nom]> & string}`
}[keyof Demande & string]
type Scalaire = string | number | boolean
export type Champ = NomDe<Required<DemandeVerification>> | 'contexte.praticien'

const listChamps = ({ shape }: z.ZodObject, prefix = ''): [Champ, z.ZodType][] =>
  Object.entries(shape).flatMap(([nom, optional]): [Champ, z.ZodType][] => {
    const field = bare(optional)
    const name = `${prefix}${nom}`
    return field instanceof z.ZodObject ? listChamps(field, `${name}.`) : [[name as Champ, field]]
  })

/** The fields of the form with their schemas, in its order. */
const FIELDS = new Map(listChamps(DemandeVerification))

export const CHAMPS: readonly Champ[] = [...FIELDS.keys()]

/** What an address may carry: never a card, nor an identifier that may be one. */
export const CHAMPS_ADRESSE: readonly Champ[] = CHAMPS.filter(
  (champ) => champ === 'date' || champ === 'usages' || /^(situation|contexte)/.test(champ),
)

/** The fields as typed, those left empty left out. Only `usages` has several values by right. */
export type Saisie = ReadonlyMap<Champ, readonly string[]>

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

/** A number that was read and found wrong already has its own sentence. */
const reword = (erreur: ErreurDeChamp): ErreurDeChamp => {
  const champ = toChamp(erreur.pointer)
  const message = champ === null ? undefined : FIELDS.get(champ)?.meta()?.formulaire
  return message === undefined ? erreur : { ...erreur, detail: message }
}

const refuseInconnus = (inconnus: readonly string[]): Probleme => {
  const errors = inconnus.slice(0, 3).map((nom) => ({
    pointer: toPointer([nom]),
    code: 'champ_inconnu',
    detail: `Champ inconnu : ${quote(nom)}.`,
  }))
  return { code: 'requete_invalide', detail: errors.map((e) => e.detail).join(' '), errors }
}

/** The request that a form makes, or what is wrong with it, field by field. */
export const parseSaisie = ({ saisie, inconnus }: SaisieLue): DemandeParsed => {
  if (inconnus.length > 0) return { ok: false, probleme: refuseInconnus(inconnus) }
  const parsed = parseDemande(toBody(saisie))
  if (parsed.ok || parsed.probleme.code !== 'requete_invalide') return parsed
  const errors = parsed.probleme.errors?.map(reword) ?? []
  const detail = errors.map((erreur) => erreur.detail).join(' ')
  return { ok: false, probleme: { ...parsed.probleme, detail, errors } }
}

/**
 * The address of an answer: the RPPS and what the answer depends on, without any card. The same
 * answer for whoever opens it, as long as the data are the same.
 */
export const toPermalien = (rpps: string, saisie: Saisie): string => {
  const query = new URLSearchParams({ rpps })
  for (const champ of CHAMPS_ADRESSE) {
    const valeurs = saisie.get(champ)
    if (valeurs !== undefined) query.set(champ, valeurs.join(','))
  }
  return `/verifier?${query.toString().replaceAll('%2C', ',')}`
}

/** Fields that an address says without naming them. */
const DITS_PAR_LE_RPPS: readonly Champ[] = ['numero', 'type']

/**
 * The address of the answer to a whole request, once read without error; null when an address may
 * not say it all: a card, an identifier that may be one, an administrateur technique.
 */
export const toAdresse = (saisie: Saisie): string | null => {
  const [numero = ''] = saisie.get('numero') ?? []
  const [type] = saisie.get('type') ?? []
  const lecture = parseNumero(numero, type === 'carte' ? 'carte' : undefined)
  if (!lecture.ok || lecture.type !== 'RPPS') return null
  const admis = [...DITS_PAR_LE_RPPS, ...CHAMPS_ADRESSE]
  return [...saisie.keys()].every((champ) => admis.includes(champ))
    ? toPermalien(lecture.valeur, saisie)
    : null
}

/** The same request with a field answered otherwise; without values, not answered. */
export const withChamp = (saisie: Saisie, champ: Champ, valeurs: readonly string[]): Saisie => {
  const changed = new Map([...saisie].filter(([nom]) => nom !== champ))
  return valeurs.length === 0 ? changed : changed.set(champ, valeurs)
}
