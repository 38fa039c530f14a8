import type { Adresse, EntiteJuridique, Site, Structure } from '../../domain/situation-exercice.ts'
import { readIdentifiants } from './fhir-identifiants.ts'
import {
  codesOf,
  type FhirAddress,
  type FhirOrganization,
  onlyOne,
  readDay,
  referenceId,
  structurePeriod,
} from './fhir-ressources.ts'

const NATURES = new Map<string | null | undefined, Structure['nature']>([
  ['GEOGRAPHICAL-ENTITY', 'EG'],
  ['LEGAL-ENTITY', 'EJ'],
])

const TYPES_ETABLISSEMENT = new Map<string | null | undefined, 'P' | 'S'>([
  ['P', 'P'],
  ['PRIMAIRE', 'P'],
  ['S', 'S'],
  ['SECONDAIRE', 'S'],
])

/** The only code of a code system that is not a NOS table; null = none, or several. */
const codeBySystem = ({ type }: FhirOrganization, ending: string): string | null =>
  onlyOne(
    (type ?? []).flatMap(({ coding }) =>
      (coding ?? []).flatMap(({ system, code }) =>
        system?.endsWith(ending) && code ? [code] : [],
      ),
    ),
  )

/** Only `organizationType` says it: ids and Struct_IdNat prefixes do not. */
export const readNature = (org: FhirOrganization): Structure['nature'] =>
  NATURES.get(codeBySystem(org, 'v2-3307')) ?? null

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
    enseigne: org.alias?.find(Boolean) ?? null,
    nature,
    actif: org.active ?? null,
    secteurActivite: onlyOne(codesOf(types, 'R02')),
    categorieEtablissement: onlyOne(codesOf(types, 'R66')),
    statutJuridique: onlyOne(codesOf(types, 'R72')),
    typeEtablissement:
      TYPES_ETABLISSEMENT.get(codeBySystem(org, 'as-cs-type-etablissement')) ?? null,
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
const readSites = (ejId: string, children: readonly FhirOrganization[]): Site[] | null => {
  const sites = new Map<string, Site>()
  for (const org of children) {
    if (org.id === ejId) continue
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

/** The structures of one reading, by technical id; undefined = not at hand. */
export type Structures = (id: string) => Structure | undefined

/** `compute`, once per id. */
const memo = <T>(compute: (id: string) => T): ((id: string) => T) => {
  const known = new Map<string, { value: T }>()
  return (id) => {
    const found = known.get(id) ?? { value: compute(id) }
    known.set(id, found)
    return found.value
  }
}

/**
 * Structures with their EJ, as far as the organizations at hand go: an EJ that is not among them is
 * `partOf: null`. `sites`: the whole answers about the sites of an EJ, by its id; null elsewhere.
 * Each structure, EJ and list of sites is built once and shared: nobody may change them.
 */
export const createStructures = (
  entries: readonly FhirOrganization[],
  sites: ReadonlyMap<string, readonly FhirOrganization[]>,
): Structures => {
  const organizations = new Map(entries.map((org) => [org.id, org]))
  const sitesOf = memo((ejId) => {
    const children = sites.get(ejId)
    return children === undefined ? null : readSites(ejId, children)
  })
  const parentOf = memo((id): EntiteJuridique | null => {
    const org = organizations.get(id)
    return org === undefined ? null : { ...readFields(org), sites: sitesOf(id) }
  })
  return memo((id): Structure | undefined => {
    const org = organizations.get(id)
    if (org === undefined) return undefined
    const fields = readFields(org)
    const parentId = referenceId(org.partOf, 'Organization')
    return {
      ...fields,
      partOf: parentId === null || parentId === id ? null : parentOf(parentId),
      sites: fields.nature === 'EJ' ? sitesOf(id) : null,
    }
  })
}
