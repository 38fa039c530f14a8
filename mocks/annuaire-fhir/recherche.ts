import { operationOutcome, type Champs, type Ressource } from './ressource.ts'

/** A status and the JSON body that goes with it; null = an empty body. */
export type Reponse = { status: number; body: unknown }

/** The next link of a page, by its id, the type searched for and the URL that links begin with. */
const SUIVANTS = {
  absolu: (id: string, _type: string, base: string) => `${base}/_page?id=${id}`,
  chemin: (id: string, _type: string, base: string) => `${new URL(base).pathname}/_page?id=${id}`,
  'de-base': (id: string) => `_page?id=${id}`,
  type: (id: string, type: string) => `${type}?_page=${id}`,
  requete: (id: string) => `?_page=${id}`,
}

/** What FHIR R4 allows, or servers do, and the real API does not; each left out = as the real API. */
export type Formes = {
  /** Form of the next link. */
  suivant?: keyof typeof SUIVANTS
  /** `total` counts what is included too: each resource once, or each entry of all the pages. */
  totalDe?: 'ressources' | 'entrees'
  /** An OperationOutcome with this one issue at the end of every page. */
  remarque?: { severity: string; code?: string }
}

type Page = { matches: Champs[]; start: number; params: URLSearchParams; type: string }

const TOKEN_MAX = 1024
const DEFAULT_COUNT = 50
/** Above these the real gateway answers 502 with an empty body (annuaire-sante-fhir-documentation #372). */
const COUNT_MAX = 200
const IDS_MAX = 50

/** Parameters that the API documents; those without a filter here are refused as unknown. */
const FILTERS: Record<string, readonly string[]> = {
  Practitioner: ['_id', 'active', 'identifier', 'number-smartcard'],
  PractitionerRole: ['_id', 'active', 'identifier', 'practitioner', 'organization'],
  Organization: ['_id', 'active', 'identifier', 'partof'],
}
const MODIFIERS = ['_count', '_total', '_format', '_pretty', '_include', '_revinclude']
const INCLUDES: Record<string, readonly string[]> = {
  Practitioner: [],
  PractitionerRole: ['PractitionerRole:practitioner', 'PractitionerRole:organization'],
  Organization: ['Organization:partof'],
}
const REVINCLUDES: Record<string, readonly string[]> = {
  Practitioner: ['PractitionerRole:practitioner'],
  PractitionerRole: [],
  Organization: ['PractitionerRole:organization', 'Organization:partof'],
}

const error = (diagnostics: string): Reponse => ({
  status: 500,
  body: operationOutcome(diagnostics),
})

const matchesToken = (ressource: Champs, token: string): boolean => {
  const bar = token.indexOf('|')
  const [system, value] = bar < 0 ? ['', token] : [token.slice(0, bar), token.slice(bar + 1)]
  return (ressource.identifier ?? []).some(
    (one) => (system === '' || one.system === system) && (value === '' || one.value === value),
  )
}

const reference = (ressource: Champs, name: string): string | undefined =>
  (name === 'partof'
    ? ressource.partOf
    : name === 'practitioner'
      ? ressource.practitioner
      : ressource.organization
  )?.reference

const cartes = (ressource: Champs): string[] =>
  (ressource.extension ?? [])
    .filter(({ url }) => url?.endsWith('/as-ext-smartcard'))
    .flatMap(({ extension }) => extension ?? [])
    .flatMap(({ url, valueString }) => (url === 'number' && valueString ? [valueString] : []))

/** Whether a resource has one of the comma-separated values; `number-smartcard` matches a prefix. */
const matches = (ressource: Champs, name: string, list: string): boolean =>
  list.split(',').some((value) => {
    switch (name) {
      case '_id':
        return ressource.id === value
      case 'active':
        return String(ressource.active) === value
      case 'identifier':
        return matchesToken(ressource, value)
      case 'number-smartcard':
        return cartes(ressource).some((numero) => numero.startsWith(value))
      default:
        return reference(ressource, name)?.split('/').at(-1) === value.split('/').at(-1)
    }
  })

/** What goes with one match; the same resource comes again with the next match, as in the API. */
const included = (all: readonly Champs[], match: Champs, params: URLSearchParams) => {
  const pointsTo = (from: Champs, name: string, to: Champs) =>
    reference(from, name) === `${to.resourceType}/${to.id}`
  const forward = params.getAll('_include').map((one) => one.split(':')[1] ?? '')
  const backward = params.getAll('_revinclude').map((one) => one.split(':'))
  return all.filter(
    (one) =>
      forward.some((name) => pointsTo(match, name, one)) ||
      backward.some(
        ([type, name]) => one.resourceType === type && pointsTo(one, name ?? '', match),
      ),
  )
}

const refusal = (type: string, params: URLSearchParams): Reponse | null => {
  for (const [name, value] of params) {
    const allowed =
      name === '_include' ? INCLUDES[type] : name === '_revinclude' ? REVINCLUDES[type] : null
    if (allowed && !allowed.includes(value)) {
      return error(`Parameter ${value} not found for resource ${type}`)
    }
    if (!MODIFIERS.includes(name) && !FILTERS[type]?.includes(name)) {
      return error(`Parameter ${name} not found for resource ${type}`)
    }
    if (value.length > TOKEN_MAX) return error('The parameter is too long')
    if (name === '_id' && value.split(',').length > IDS_MAX) return { status: 502, body: null }
  }
  return Number(params.get('_count') ?? DEFAULT_COUNT) > COUNT_MAX
    ? { status: 502, body: null }
    : null
}

/**
 * The searches of the API over some resources: `Practitioner?…`, `PractitionerRole?…`,
 * `Organization?…` and `_page?id=…`. `base` is the URL that links begin with.
 */
export const createRecherche = (all: readonly Ressource[], base: string, formes: Formes = {}) => {
  const { suivant = 'absolu', totalDe, remarque } = formes
  const ressources = all as readonly Champs[]
  const pages = new Map<string, Page>()

  const withIncluded = (found: readonly Champs[], params: URLSearchParams): Champs[] => [
    ...found,
    ...found.flatMap((one) => included(ressources, one, params)),
  ]
  const totalOf = ({ matches: found, params }: Page): number => {
    if (totalDe === undefined) return found.length
    const entries = withIncluded(found, params)
    return totalDe === 'entrees' ? entries.length : new Set(entries).size
  }

  const bundle = (page: Page, self: string): Reponse => {
    const { matches: found, start, params, type } = page
    const count = Math.max(1, Number(params.get('_count') ?? DEFAULT_COUNT))
    const entries: object[] = withIncluded(found.slice(start, start + count), params).map(
      (resource) => ({ fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource }),
    )
    if (remarque) {
      const resource = { resourceType: 'OperationOutcome', issue: [remarque] }
      entries.push({ resource, search: { mode: 'outcome' } })
    }
    const link = [{ relation: 'self', url: self }]
    if (start + count < found.length) {
      const id = `u${crypto.randomUUID().replaceAll('-', '').repeat(22)}`
      pages.set(id, { ...page, start: start + count })
      link.unshift({ relation: 'next', url: SUIVANTS[suivant](id, type, base) })
    }
    const body = {
      resourceType: 'Bundle',
      type: 'searchset',
      id: crypto.randomUUID(),
      ...(params.get('_total') === 'none' ? {} : { total: totalOf(page) }),
      entry: entries,
      link,
    }
    return { status: 200, body }
  }

  return (path: string, params: URLSearchParams): Reponse => {
    const self = `${base}/${path}?${params.toString()}`
    const id = params.get(path === '_page' ? 'id' : '_page')
    if (id !== null) {
      const page = pages.get(id)
      return page && (path === '_page' || path === page.type)
        ? bundle(page, self)
        : error("The url can't be processed. Maybe it is too old or corrupted.")
    }
    if (!FILTERS[path]) return error("Can't process the request. Resource type not supported")
    const refused = refusal(path, params)
    if (refused) return refused
    const filters = [...params].filter(([name]) => !MODIFIERS.includes(name))
    const found = ressources.filter(
      (one) =>
        one.resourceType === path && filters.every(([name, list]) => matches(one, name, list)),
    )
    return bundle({ matches: found, start: 0, params, type: path }, self)
  }
}
