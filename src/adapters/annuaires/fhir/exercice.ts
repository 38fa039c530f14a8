import type {
  Carte,
  ExerciceProfessionnel,
  Professionnel,
  SituationExercice,
} from '../../../domain/situation-exercice.ts'
import { type CodeRecu, toCodeRecu } from '../../../domain/nomenclatures/code-recu.ts'
import {
  professionSante,
  specialiteOrdinale,
  typeCarte,
} from '../../../domain/nomenclatures/index.ts'
import { isSansSpecialite, toSavoirFaire } from '../../../domain/faits/read/savoir-faire.ts'
import { codingsOf, readCodes } from './codes.ts'
import {
  carteExtensions,
  type FhirConcept,
  type FhirExtension,
  type FhirIdentifier,
  type FhirPractitioner,
  identifiersOf,
  onlyOne,
  readDay,
  SYSTEM_RPPS,
  typeCodes,
} from './ressources.ts'

const isIdnps = (identifier: FhirIdentifier): boolean =>
  identifier.system === 'urn:oid:1.2.250.1.71.4.2.1' || typeCodes(identifier).includes('IDNPS')

type WithIdentifiers = Pick<FhirPractitioner, 'identifier'>

/**
 * The RPPS, else the one inside an IDNPS `8` + RPPS; null = none, or several different ones. Its
 * key is not checked.
 */
export const readRpps = (practitioner: WithIdentifiers): string | null => {
  const slots: string[] = []
  const nationals: string[] = []
  for (const entry of identifiersOf(practitioner)) {
    const codes = typeCodes(entry)
    const value = entry.value ?? ''
    const isSlot = codes.includes('RPPS') || (codes.length === 0 && entry.system === SYSTEM_RPPS)
    if (isSlot && /^\d{11}$/.test(value)) slots.push(value)
    if (isIdnps(entry) && /^8\d{11}$/.test(value)) nationals.push(value.slice(1))
  }
  return onlyOne(slots.length > 0 ? slots : nationals)
}

/** Somebody without RPPS (an IDNPS that does not begin with 8): no practitioner of ours. */
export const isOutsideRpps = (practitioner: WithIdentifiers): boolean =>
  identifiersOf(practitioner).some((entry) => isIdnps(entry) && /^[0-7]/.test(entry.value ?? ''))

/** The numbers of the cards of a Practitioner, as far as they are given. */
export const readNumeros = (practitioner: Pick<FhirPractitioner, 'extension'>): string[] =>
  carteExtensions(practitioner)
    .flat()
    .flatMap(({ url, valueString }) => (url === 'number' && valueString ? [valueString] : []))

const CARTE = { type: { tables: typeCarte.numeros } }
const NONE: ReadonlySet<string> = new Set()

/**
 * Null without a number: such a card can be neither asked for nor shown. What it says in two ways
 * is not said.
 */
const toCarte = (parts: readonly FhirExtension[]): Carte | null => {
  const part = (url: string): FhirExtension | undefined => {
    const said = new Map(
      parts.filter((one) => one.url === url).map((one) => [JSON.stringify(one), one]),
    )
    return said.size === 1 ? said.values().next().value : undefined
  }
  const numero = parts.find(({ url }) => url === 'number')?.valueString
  if (!numero) return null
  const period = part('period')?.valuePeriod
  const oppositionPart = part('oppositionDate')
  const opposition = readDay(oppositionPart?.valueDateTime ?? oppositionPart?.valueDate)
  const type = part('type')?.valueCodeableConcept
  return {
    numero,
    type: readCodes(type ? [type] : [], CARTE, NONE).type,
    debut: readDay(period?.start),
    fin: readDay(period?.end),
    opposition,
    oppositionConnue: opposition !== null,
  }
}

/** Beside R38, the ordinal specialties: competences, orientations and the like. */
const AUTRES_SAVOIR_FAIRE = ['R39', 'R40', 'R42', 'R43', 'R44', 'R45', 'R97']
/** Professions of who has no G15: social ones, uses of a title. */
const AUTRES_PROFESSIONS = ['R94', 'R95', 'R291']

type Recu = Exclude<CodeRecu, null>

/** What one concept of `Practitioner.qualification` says. */
const readQualification = (concept: FhirConcept): { profession: Recu[]; savoirFaire: Recu[] } => {
  const codings = codingsOf([concept])
  const of = (tables: readonly string[]) =>
    codings.flatMap(({ table, code }) => (tables.includes(table) ? [code] : []))
  const professions = of(professionSante.numeros)
  const specialites = of(specialiteOrdinale.numeros)
  const savoirFaire = of(AUTRES_SAVOIR_FAIRE)
  if (professions.length > 0) return { profession: professions, savoirFaire: [] }
  const types = of(['R04'])
  if (specialites.length > 0) {
    return { profession: [], savoirFaire: specialites.map((code) => toSavoirFaire('S', code)) }
  }
  if (savoirFaire.length > 0) {
    const isSpecialite = types.includes('S')
    const read = (code: string): Recu => (isSpecialite ? toSavoirFaire('S', code) : code)
    return { profession: [], savoirFaire: savoirFaire.map(read) }
  }
  const markers = ['R04', 'R09', 'R14', ...AUTRES_PROFESSIONS]
  const unread = toCodeRecu(
    [],
    codings.flatMap(({ table, code }) => (markers.includes(table) ? [] : [code])),
  )
  const is = (table: string) => codings.some((coding) => coding.table === table)
  // A diploma, a profession that has no G15, or nothing but the kind of what is missing.
  const isTold = is('R14') || AUTRES_PROFESSIONS.some(is)
  if (unread === null || isTold) return { profession: [], savoirFaire: [] }
  return {
    profession: is('R04') ? [] : [unread],
    savoirFaire: is('R09') || types.some(isSansSpecialite) ? [] : [unread],
  }
}

const distinct = (received: readonly Recu[]): Recu[] => {
  const byText = new Map(received.map((recu) => [JSON.stringify(recu), recu]))
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, recu]) => recu)
}

/** One Practitioner with the situations that are its own. */
export const toExercice = (
  practitioner: FhirPractitioner,
  situations: SituationExercice[],
): ExerciceProfessionnel => {
  const read = (practitioner.qualification ?? []).flatMap(({ code }) =>
    code ? [readQualification(code)] : [],
  )
  return {
    actif: practitioner.active ?? null,
    professions: distinct(read.flatMap(({ profession }) => profession)),
    savoirFaire: distinct(read.flatMap(({ savoirFaire }) => savoirFaire)),
    cartes: carteExtensions(practitioner).flatMap((parts) => toCarte(parts) ?? []),
    situations,
  }
}

/** The name of the first active Practitioner that has one, else of any that has one. */
export const readIdentite = (
  practitioners: readonly FhirPractitioner[],
): Pick<Professionnel, 'nom' | 'prenom' | 'civilite'> => {
  const named = ({ name }: FhirPractitioner) => name?.find(({ family, text }) => family || text)
  const found =
    practitioners.find((one) => one.active === true && named(one)) ?? practitioners.find(named)
  const name = found && named(found)
  return {
    nom: name?.family || name?.text || null,
    prenom: name?.given?.filter(Boolean).join(' ') || null,
    civilite: name?.prefix?.find(Boolean) ?? null,
  }
}
