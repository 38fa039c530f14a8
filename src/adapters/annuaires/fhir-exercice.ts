import type {
  Carte,
  ExerciceProfessionnel,
  Professionnel,
  SituationExercice,
} from '../../domain/situation-exercice.ts'
import {
  carteExtensions,
  codesOf,
  type FhirExtension,
  type FhirIdentifier,
  type FhirPractitioner,
  identifiersOf,
  onlyOne,
  readDay,
  SYSTEM_RPPS,
  typeCodes,
} from './fhir-ressources.ts'

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
  carteExtensions(practitioner).flatMap(
    (parts) => parts.find(({ url }) => url === 'number')?.valueString ?? [],
  )

/** Null without a number: such a card can be neither asked for nor shown. */
const toCarte = (parts: readonly FhirExtension[]): Carte | null => {
  const part = (url: string) => parts.find((extension) => extension.url === url)
  const numero = part('number')?.valueString
  if (!numero) return null
  const period = part('period')?.valuePeriod
  const oppositionPart = part('oppositionDate')
  const opposition = readDay(oppositionPart?.valueDateTime ?? oppositionPart?.valueDate)
  const type = part('type')?.valueCodeableConcept
  return {
    numero,
    type: type ? onlyOne(codesOf([type], 'R87')) : null,
    debut: readDay(period?.start),
    fin: readDay(period?.end),
    opposition,
    oppositionConnue: opposition !== null,
  }
}

/** R38 holds the ordinal specialties, the others competences, orientations and the like. */
const SAVOIR_FAIRE = ['R38', 'R39', 'R40', 'R42', 'R43', 'R44', 'R45', 'R97']

/** One Practitioner with the situations that are its own. */
export const toExercice = (
  practitioner: FhirPractitioner,
  situations: SituationExercice[],
): ExerciceProfessionnel => {
  const codes = (practitioner.qualification ?? []).flatMap(({ code }) => (code ? [code] : []))
  return {
    actif: practitioner.active ?? null,
    professions: [...new Set(codesOf(codes, 'G15'))],
    savoirFaire: [...new Set(SAVOIR_FAIRE.flatMap((table) => codesOf(codes, table)))],
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
