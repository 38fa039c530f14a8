import { type CodeRecu, reconcileCodes } from '../../../domain/nomenclatures/code-recu.ts'
import type {
  Adresse,
  EntiteJuridique,
  Site,
  Structure,
} from '../../../domain/situation-exercice.ts'
import { readIdentifiants } from './identifiants.ts'
import {
  categorieEtablissement,
  finessStatutJuridique,
  secteurActivite,
} from '../../../domain/nomenclatures/index.ts'
import { type Champ, readCodes } from './codes.ts'
import {
  type FhirAddress,
  type FhirOrganization,
  readDay,
  referenceId,
  structurePeriod,
} from './ressources.ts'

const NATURES: Readonly<Record<string, Structure['nature']>> = {
  'GEOGRAPHICAL-ENTITY': 'EG',
  'LEGAL-ENTITY': 'EJ',
}

const TYPES_ETABLISSEMENT: Readonly<Record<string, 'P' | 'S'>> = {
  P: 'P',
  PRIMAIRE: 'P',
  S: 'S',
  SECONDAIRE: 'S',
}

/** What `Organization.type` says. */
const CHAMPS = {
  nature: { tables: ['fr-core-cs-v2-3307', 'fr-v2-3307', 'v2-3307'], slice: 'organizationType' },
  secteurActivite: { tables: secteurActivite.numeros, slice: 'secteurActiviteRASS' },
  categorieEtablissement: {
    tables: categorieEtablissement.numeros,
    slice: 'categorieEtablissementRASS',
  },
  statutJuridique: { tables: finessStatutJuridique.numeros, slice: 'statutJuridiqueINSEE' },
  typeEtablissement: { tables: ['as-cs-type-etablissement'], slice: 'typeEtablissement' },
} satisfies Record<string, Champ>

/** ESPIC, NAF, and the kind of entity: told by other fields, or by none. */
const AUTRES_TABLES = new Set(['R67', 'R73', 'R75'])

const readTypes = ({ type }: FhirOrganization) => readCodes(type ?? [], CHAMPS, AUTRES_TABLES)

/** Only `organizationType` says it: ids and Struct_IdNat prefixes do not. */
export const readNature = (org: FhirOrganization): Structure['nature'] => {
  const { nature } = readTypes(org)
  return typeof nature === 'string' ? (NATURES[nature] ?? null) : null
}

/** The code of the sector; null = not given, or unreadable. */
export const readSecteur = (org: FhirOrganization): string | null => {
  const { secteurActivite: secteur } = readTypes(org)
  return typeof secteur === 'string' ? secteur : null
}

const readTypeEtablissement = (recu: CodeRecu): Structure['typeEtablissement'] => {
  if (recu === null) return null
  return (typeof recu === 'string' ? TYPES_ETABLISSEMENT[recu] : undefined) ?? 'illisible'
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
  const types = readTypes(org)
  const nature = typeof types.nature === 'string' ? (NATURES[types.nature] ?? null) : null
  const period = structurePeriod(org)
  return {
    raisonSociale: org.name || null,
    enseigne: org.alias?.find(Boolean) ?? null,
    nature,
    actif: org.active ?? null,
    secteurActivite: types.secteurActivite,
    categorieEtablissement: types.categorieEtablissement,
    statutJuridique: types.statutJuridique,
    typeEtablissement: readTypeEtablissement(types.typeEtablissement),
    identifiants: readIdentifiants(org, nature),
    adresse: readAdresse(org.address?.[0]),
    ouverture: readDay(period?.start),
    fermeture: readDay(period?.end),
  }
}

/** Two under one FINESS: the open one; of two open ones what they agree on. */
const reconcileSites = (known: Site, site: Site): Site => {
  const isShut = ({ actif, fermeture }: Site) => actif === false || fermeture !== null
  if (isShut(known)) return site
  if (isShut(site)) return known
  const same = <T>(one: T, other: T): T | null => (one === other ? one : null)
  const isSameType = known.typeEtablissement === site.typeEtablissement
  const both = (field: 'secteurActivite' | 'categorieEtablissement') =>
    reconcileCodes([known[field] ?? null, site[field] ?? null])
  return {
    ...known,
    raisonSociale: same(known.raisonSociale, site.raisonSociale),
    typeEtablissement: isSameType ? known.typeEtablissement : 'illisible',
    actif: same(known.actif, site.actif),
    secteurActivite: both('secteurActivite'),
    categorieEtablissement: both('categorieEtablissement'),
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
    const { nature, identifiants, raisonSociale, typeEtablissement, actif, fermeture, ...fields } =
      readFields(org)
    const { secteurActivite, categorieEtablissement } = fields
    if (nature === 'EJ') continue
    const { finessEg } = identifiants
    if (finessEg === null) {
      if (actif === false) continue
      return null
    }
    const site: Site = {
      finessEg,
      raisonSociale,
      typeEtablissement,
      actif,
      fermeture,
      secteurActivite,
      categorieEtablissement,
    }
    const known = sites.get(finessEg)
    sites.set(finessEg, known === undefined ? site : reconcileSites(known, site))
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
    const partOf = parentId === null || parentId === id ? null : parentOf(parentId)
    return {
      ...fields,
      partOf,
      partOfIntrouvable: partOf === null && org.partOf?.reference != null && parentId !== id,
      sites: fields.nature === 'EJ' ? sitesOf(id) : null,
    }
  })
}
