import type { Probleme, ErreurDeChamp } from '../../application/probleme.ts'
import type { DemandeVerification } from '../../domain/verification.ts'
import { parseDemande, type DemandeParsed } from './demande.ts'
import { quote, toPointer } from './quote.ts'

/** The fields of the form, named as in the body of the API; a dot leads into an object. */
export const CHAMPS = [
  'numero',
  'type',
  'date',
  'usages',
  'situation',
  'contexte.solutions',
  'contexte.instances',
  'contexte.systemeInformation',
  'contexte.ris',
  'contexte.groupement',
  'contexte.sitePrincipal',
  'contexte.certificatSouhaite',
  'contexte.statut',
  'contexte.exercice',
  'contexte.logiciel',
  'contexte.siret',
  'identifiantEnvisage.type',
  'identifiantEnvisage.valeur',
  'administrateurTechnique.carte',
  'administrateurTechnique.nom',
  'administrateurTechnique.prenom',
] as const
export type Champ = (typeof CHAMPS)[number]

/** What an address may carry: never a card, nor an identifier that may be one. */
export const CHAMPS_ADRESSE: readonly Champ[] = CHAMPS.filter(
  (champ) => champ === 'date' || champ === 'usages' || /^(situation|contexte)/.test(champ),
)

/** The fields as typed, those left empty left out. Only `usages` has several values by right. */
export type Saisie = ReadonlyMap<Champ, readonly string[]>

const isChamp = (nom: string): nom is Champ => (CHAMPS as readonly string[]).includes(nom)

const ENTIERS = new Set<Champ>(['contexte.solutions', 'contexte.instances'])
const BOOLEENS = new Set<Champ>(['contexte.groupement', 'contexte.certificatSouhaite'])

/** What to say of a field that the schema refuses, in the words of the form. */
const MESSAGES: Partial<Record<Champ, string>> = {
  numero: 'Donnez un numéro RPPS ou un numéro de carte.',
  type: 'Dites si c’est un numéro RPPS ou un numéro de carte.',
  'contexte.solutions': 'Nombre de logiciels : donnez un nombre entier de 1 à 100.',
  'contexte.instances': 'Nombre d’instances : donnez un nombre entier de 1 à 1000.',
  'identifiantEnvisage.type': 'Identifiant employé : choisissez son type dans la liste.',
  'identifiantEnvisage.valeur': 'Identifiant employé : donnez-le, ou laissez son type vide.',
  'administrateurTechnique.carte': 'Administrateur technique : donnez son numéro de carte.',
  'administrateurTechnique.nom': 'Administrateur technique : donnez son nom.',
  'administrateurTechnique.prenom': 'Administrateur technique : donnez son prénom.',
}

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
  if (ENTIERS.has(champ) && /^\d{1,9}$/.test(valeur)) return Number(valeur)
  if (BOOLEENS.has(champ) && /^(true|false)$/.test(valeur)) return valeur === 'true'
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
  const message = champ === null ? undefined : MESSAGES[champ]
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
