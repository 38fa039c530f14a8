import type { Adresse, EntiteJuridique, Site, Structure } from '../../domain/situation-exercice.ts'
import { readIdentifiants } from './fhir-identifiants.ts'
import {
  codesOf,
  type FhirAddress,
  type FhirOrganization,
  readDay,
  referenceId,
  structurePeriod,
} from './fhir-ressources.ts'

/** Organizations of a reading, by technical id. */
export type Organizations = ReadonlyMap<string, FhirOrganization>

/** Only `organizationType` says it: ids and Struct_IdNat prefixes do not. */
export const readNature = ({ type }: FhirOrganization): Structure['nature'] => {
  const codes = (type ?? []).flatMap(({ coding }) =>
    (coding ?? []).flatMap(({ system, code }) => (system?.endsWith('v2-3307') ? [code] : [])),
  )
  const isEg = codes.includes('GEOGRAPHICAL-ENTITY')
  const isEj = codes.includes('LEGAL-ENTITY')
  return isEg === isEj ? null : isEg ? 'EG' : 'EJ'
}

const TYPES_ETABLISSEMENT = new Map<string | null | undefined, 'P' | 'S'>([
  ['P', 'P'],
  ['PRIMAIRE', 'P'],
  ['S', 'S'],
  ['SECONDAIRE', 'S'],
])

const readTypeEtablissement = ({ type }: FhirOrganization): Structure['typeEtablissement'] => {
  for (const { system, code } of (type ?? []).flatMap(({ coding }) => coding ?? [])) {
    if (system?.endsWith('as-cs-type-etablissement')) return TYPES_ETABLISSEMENT.get(code) ?? null
  }
  return null
}

/** Parts of an address (iso21090 ADXP): each inner list makes one line. */
const PARTS = [
  ['careOf'],
  ['additionalLocator', 'unitID'],
  [
    'houseNumber',
    'houseNumberNumeric',
    'buildingNumberSuffix',
    'direction',
    'streetNameType',
    'streetNameBase',
    'streetName',
  ],
  ['postBox'],
  ['precinct', 'locality'],
] as const

const readLines = ({ line, _line }: FhirAddress): string[] => {
  const lines: string[] = []
  for (let i = 0; i < Math.max(line?.length ?? 0, _line?.length ?? 0); i++) {
    const whole = line?.[i]?.trim()
    if (whole) {
      lines.push(whole)
      continue
    }
    const part = (name: string): string =>
      _line?.[i]?.extension
        ?.find(({ url }) => url?.endsWith(`/iso21090-ADXP-${name}`))
        ?.valueString?.trim() ?? ''
    for (const names of PARTS) {
      const built = names.map(part).filter(Boolean).join(' ')
      if (built) lines.push(built)
    }
  }
  return lines
}

/** FINESS writes its sixth line, `06500 MENTON`, where the city should stand. */
const readAdresse = (address: FhirAddress | undefined): Adresse | null => {
  if (address === undefined) return null
  const city = address.city?.trim() ?? ''
  const [, prefix, name] = /^(\d{5})\s+(\S.*)$/.exec(city) ?? []
  const lignes = readLines(address)
  const codePostal = address.postalCode?.trim() || prefix || null
  const commune = name ?? (city || null)
  return lignes.length === 0 && !codePostal && !commune ? null : { lignes, codePostal, commune }
}

const readFields = (org: FhirOrganization) => {
  const nature = readNature(org)
  const period = structurePeriod(org)
  const types = org.type ?? []
  return {
    raisonSociale: org.name || null,
    enseigne: org.alias?.[0] || null,
    nature,
    actif: org.active ?? null,
    secteurActivite: codesOf(types, 'R02')[0] ?? null,
    categorieEtablissement: codesOf(types, 'R66')[0] ?? null,
    statutJuridique: codesOf(types, 'R72')[0] ?? null,
    typeEtablissement: readTypeEtablissement(org),
    identifiants: readIdentifiants(org, nature),
    adresse: readAdresse(org.address?.[0]),
    ouverture: readDay(period?.start),
    fermeture: readDay(period?.end),
  }
}

/**
 * The EG of an EJ, closed ones too, each FINESS once, in the order of the FINESS: the API's own is
 * not stable. An active EG without FINESS makes the list unfit to tell "the only one": null, as if
 * it had not been looked up.
 */
const readSites = (ejId: string, organizations: Organizations): Site[] | null => {
  const sites = new Map<string, Site>()
  for (const org of organizations.values()) {
    if (org.id === ejId || referenceId(org.partOf, 'Organization') !== ejId) continue
    const { nature, identifiants, raisonSociale, typeEtablissement, actif, fermeture } =
      readFields(org)
    if (nature === 'EJ') continue
    const { finessEg } = identifiants
    if (finessEg === null) {
      if (actif === false) continue
      return null
    }
    const known = sites.get(finessEg)
    const isOpen = known !== undefined && known.actif !== false && known.fermeture === null
    if (isOpen || (known !== undefined && actif === false)) continue
    sites.set(finessEg, { finessEg, raisonSociale, typeEtablissement, actif, fermeture })
  }
  return [...sites.values()].toSorted((a, b) => (a.finessEg < b.finessEg ? -1 : 1))
}

/**
 * One structure with its EJ, as far as the organizations at hand go: an EJ that is not among them
 * is `partOf: null`. `sites` is filled for the EJ of `sitesOf` alone, and null elsewhere.
 */
export const toStructure = (
  org: FhirOrganization,
  organizations: Organizations,
  sitesOf: ReadonlySet<string>,
): Structure => {
  const sites = (ejId: string) => (sitesOf.has(ejId) ? readSites(ejId, organizations) : null)
  const parent = organizations.get(referenceId(org.partOf, 'Organization') ?? '')
  const partOf: EntiteJuridique | null =
    parent === undefined || parent.id === org.id
      ? null
      : { ...readFields(parent), sites: sites(parent.id) }
  const fields = readFields(org)
  return { ...fields, partOf, sites: fields.nature === 'EJ' ? sites(org.id) : null }
}
