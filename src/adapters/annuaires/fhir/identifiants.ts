import { hasDigits, hasFinessForm, isRppsRang } from '../../../domain/identifiants/identifiants.ts'
import type { IdentifiantsStructure, Structure } from '../../../domain/situation-exercice.ts'
import {
  type FhirIdentifier,
  type FhirOrganization,
  identifiersOf,
  onlyOne,
  SYSTEM_RPPS,
  typeCodes,
} from './ressources.ts'

const SYSTEM_FINESS = 'https://finess.esante.gouv.fr'
const SYSTEM_SIRENE = 'https://sirene.fr'
const SYSTEM_IDNST = 'urn:oid:1.2.250.1.71.4.2.2'

/**
 * The slot of the RPPS rang, as FRCore 2.1.0 (INTRN), FRCore 2.2.0 (RPPSRG) and the guide describe
 * it. ADELI rang and internal ids are INTRN too: their systems are others.
 */
const isRppsRangSlot = (identifier: FhirIdentifier): boolean => {
  const codes = typeCodes(identifier)
  const system = identifier.system ?? ''
  if (system.includes('rppsrang') || codes.includes('RPPSRG')) return true
  return system === SYSTEM_RPPS && (codes.length === 0 || codes.includes('INTRN'))
}

const TYPES_CONNUS = new Set(['IDNST', 'FINEG', 'FINEJ', 'SIRET', 'SIREN', 'INTRN', 'RPPSRG'])

/** What may be a FINESS or a SIRET, alone or after the prefix of a national id. */
const mayIdentify = (value: string): boolean =>
  hasFinessForm(value) || hasFinessForm(value.slice(1)) || /^\d{14,15}$/.test(value)

/** The value of the first source that gives any; null when it gives several different ones. */
const firstOf = (...sources: readonly (readonly string[])[]): string | null =>
  onlyOne(sources.find((values) => values.length > 0) ?? [])

/**
 * Identifiers by type code; an untyped one by its system; the national id only for what is still
 * missing. Prefix 1 does not tell EG from EJ: `nature` must, or the number is not used. A value
 * without the form of its type is left out, the RPPS rang's slot excepted; keys are not checked.
 * Several different values of one type are none of them, and nothing else stands in for them: they
 * are unreadable, as a value of an unknown type, or of no type that the system tells.
 *
 * @see https://mos.esante.gouv.fr/NOS/TRE_G07-TypeIdentifiantStructure/FHIR/TRE-G07-TypeIdentifiantStructure
 */
export const readIdentifiants = (
  org: FhirOrganization,
  nature: Structure['nature'],
): IdentifiantsStructure => {
  const identifiers = identifiersOf(org)
  const valuesOf = (accept: (identifier: FhirIdentifier) => boolean): string[] =>
    identifiers.filter(accept).flatMap(({ value }) => (value ? [value] : []))
  const typed = (code: string, hasForm: (value: string) => boolean): string[] =>
    valuesOf((identifier) => typeCodes(identifier).includes(code)).filter(hasForm)
  const untyped = (system: string, hasForm: (value: string) => boolean): string[] =>
    valuesOf(
      (identifier) => identifier.system === system && typeCodes(identifier).length === 0,
    ).filter(hasForm)

  const nationals = valuesOf(
    (identifier) => identifier.system === SYSTEM_IDNST || typeCodes(identifier).includes('IDNST'),
  )
  const national = (prefix: string, hasForm: (value: string) => boolean): string[] =>
    nationals
      .filter((value) => value.startsWith(prefix))
      .map((value) => value.slice(1))
      .filter(hasForm)

  const hasSirenForm = (value: string) => hasDigits(value, 9)
  const hasSiretForm = (value: string) => hasDigits(value, 14)
  const finessEg = typed('FINEG', hasFinessForm)
  const finessEj = typed('FINEJ', hasFinessForm)
  // A structure may publish only its FINEJ: its national id then repeats it and is no FINESS EG.
  const isOther = (value: string) =>
    hasFinessForm(value) && !finessEg.includes(value) && !finessEj.includes(value)
  const unsorted = (wanted: Structure['nature']) =>
    nature === wanted ? [untyped(SYSTEM_FINESS, isOther), national('1', isOther)] : []

  const rangs = valuesOf(isRppsRangSlot)
  const valid = rangs.filter(isRppsRang)
  const rang = firstOf(valid, national('4', isRppsRang))
  const isContradictory = new Set(valid).size > 1
  const siret = [
    typed('SIRET', hasSiretForm),
    untyped(SYSTEM_SIRENE, hasSiretForm),
    national('3', hasSiretForm),
  ]
  const siren = [
    typed('SIREN', hasSirenForm),
    untyped(SYSTEM_SIRENE, hasSirenForm),
    national('2', hasSirenForm),
  ]
  const eg = [finessEg, ...unsorted('EG')]
  const ej = [finessEj, ...unsorted('EJ')]
  const said = new Set([...eg, ...ej, ...siret, ...siren].flat())
  const contradicted = [eg, ej, siret, siren].flatMap((sources) => {
    const first = sources.find((values) => values.length > 0) ?? []
    return new Set(first).size > 1 ? first : []
  })
  const untold = identifiers.flatMap((identifier) => {
    const { system, value } = identifier
    const codes = typeCodes(identifier)
    if (!value || !mayIdentify(value) || isRppsRangSlot(identifier)) return []
    const isNational = system === SYSTEM_IDNST || codes.includes('IDNST')
    const number = isNational ? value.slice(1) : value
    if (said.has(number) || (isNational && /^[04]/.test(value))) return []
    return codes.some((code) => TYPES_CONNUS.has(code)) && !isNational ? [] : [number]
  })
  return {
    finessEg: firstOf(...eg),
    finessEj: firstOf(...ej),
    siret: firstOf(...siret),
    siren: firstOf(...siren),
    rppsRang:
      rang === null ? null : { valeur: rang, origine: valid.length > 0 ? 'identifiant' : 'idnst' },
    rppsRangMalforme: isContradictory
      ? null
      : (rangs.filter((value) => !isRppsRang(value)).toSorted()[0] ?? null),
    illisibles: [...new Set([...contradicted, ...untold])].toSorted(),
  }
}
