import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { praticiens, ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { Verification } from '../../src/domain/verification.ts'
import { abimer, battre, chemins, type Geste, geste, runsOf } from '../support/au-sort.ts'
import { createService } from '../support/service.ts'

/** Resources of the live directory, spoilt: `FUZZ=20000` runs that many of each property. */

const FHIR = 'https://annuaire.test/fhir/v2'
const rechercher = createRecherche(ressourcesFictives, FHIR)
const keyOf = (one: { resourceType: string; id: string }) => `${one.resourceType}/${one.id}`

/** Somebody's resources, by type and id; a list = as many of that type and id, empty = none. */
type Monde = Record<string, unknown>

type Lien = { reference?: string } | undefined
const linkOf = (one: object, nom: string) => (one as Record<string, Lien>)[nom]?.reference

/** The resources of a practitioner, their structures, the EJ of those and the sites of these. */
const mondeOf = (rpps: string): Monde => {
  const found = new Map<string, object>()
  const all = ressourcesFictives as unknown as { resourceType: string; id: string }[]
  const add = (keep: (one: object) => boolean): void => {
    for (const one of all) if (keep(one)) found.set(keyOf(one), one)
  }
  const named = (nom: string) => new Set([...found.values()].map((one) => linkOf(one, nom)))
  add((one) => JSON.stringify(one).includes(`"8${rpps}"`))
  add((one) => found.has(linkOf(one, 'practitioner') ?? ''))
  const places = named('organization')
  add((one) => places.has(keyOf(one as never)))
  const parents = named('partOf')
  add((one) => parents.has(keyOf(one as never)) || parents.has(linkOf(one, 'partOf') ?? 'none'))
  return Object.fromEntries([...found].map(([key, one]) => [key, [one]]))
}

const MONDES = praticiens.map(({ qui: [rpps] }) => ({ rpps, monde: mondeOf(rpps) }))

/** What stands under one name anywhere in the directory: for values that are right elsewhere. */
const AILLEURS = new Map<string, unknown[]>()
for (const one of ressourcesFictives) {
  for (const chemin of chemins(one)) {
    const nom = String(chemin.findLast((part) => typeof part === 'string'))
    const value = chemin.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], one)
    AILLEURS.set(nom, [...(AILLEURS.get(nom) ?? []), value])
  }
}

const isAllowed = (chemin: (string | number)[]): boolean => chemin.at(-1) !== 'resourceType'

/** A value of the same name from elsewhere: right by itself, wrong here. */
const emprunter = (monde: Monde, { ou }: Geste, rang: number): Monde => {
  const all = chemins(monde).filter((chemin) => chemin.length > 2 && isAllowed(chemin))
  const chemin = all[ou % all.length]
  const nom = String(chemin?.findLast((part) => typeof part === 'string'))
  const values = AILLEURS.get(nom) ?? []
  const valeur = values[rang % values.length]
  return abimer(
    monde,
    [{ ou: 0, quoi: 'mettre', valeur }],
    (one) => String(one) === String(chemin),
  ) as Monde
}

let entier: Monde = {}
let monde: Monde = {}
/** Told by a seed; 0 = as they come. */
let ordre = 0
/** Their order says something. */
const RANGES = new Set(['line', '_line', 'given', 'prefix', 'alias', 'name', 'address'])
const { post, logs } = createService({
  env: {
    ANNUAIRE: 'fhir',
    ANNUAIRE_FHIR_URL: FHIR,
    ESANTE_API_KEY: 'key',
    LIMITE_PAR_MINUTE: '1000000000',
    ANNUAIRE_QUOTA_PAR_SECONDE: '10000',
    ANNUAIRE_DISJONCTEUR_S: '0',
    CACHE_TTL_S: '0',
    CACHE_PERIME_S: '0',
  },
  platform: {
    fetch: async (address) => {
      const { pathname, searchParams } = new URL(address)
      const { status, body } = rechercher(pathname.slice('/fhir/v2/'.length), searchParams)
      const bundle = body as { entry?: { resource: never }[] }
      const entry = (bundle.entry ?? []).flatMap(({ resource, ...rest }) => {
        const key = keyOf(resource)
        const here = key in monde ? monde[key] : key in entier ? [] : [resource]
        return (Array.isArray(here) ? here : [here]).map((one) => ({
          ...rest,
          // The same in the same order wherever it is repeated.
          resource: ordre === 0 ? one : battre(one, ordre, (nom) => !RANGES.has(nom)),
        }))
      })
      const given = ordre === 0 ? entry : battre(entry, ordre, (nom) => nom !== 'resource')
      return Response.json({ ...bundle, entry: given }, { status })
    },
  },
})

type Lu = { status: number; body: Verification & { code?: string } }

const ask = async (rpps: string, of: Monde, seed = 0): Promise<Lu> => {
  monde = of
  ordre = seed
  logs.length = 0
  const response = await post({ numero: rpps })
  return { status: response.status, body: (await response.json()) as Lu['body'] }
}

/** What counts of an answer: short enough to be read in a failure. */
const sum = ({ status, body }: Lu) =>
  status === 200
    ? {
        issue: body.issue,
        situations: body.situations.map(({ cle, issue, commande, verifications }) => ({
          cle,
          issue,
          sous: sousOf(body, commande),
          questions: verifications.map(({ code }) => code),
        })),
      }
    : { status, code: body.code }

const sousOf = ({ commandes }: Lu['body'], id: string | null): string | null => {
  const commande = commandes.find((one) => one.id === id)
  return commande === undefined
    ? null
    : `${commande.commanditaire.role} ${commande.identifiant.type} ${commande.identifiant.valeur}`
}

/** Professions and specialties stand as the directory lists them. */
const inOrder = ({ body }: Lu) => {
  const { professionnel, ...rest } = body
  const sorted = (list: readonly { code: string }[]) => list.map(({ code }) => code).toSorted()
  const { professions, savoirFaire, ...who } = professionnel
  return { ...rest, who, professions: sorted(professions), savoirFaire: sorted(savoirFaire) }
}

const qui = fc.constantFrom(...MONDES)
const gestes = fc.array(geste, { minLength: 1, maxLength: 3 })
const emprunts = fc.array(fc.tuple(geste, fc.nat()), { maxLength: 3 })
const { numRuns, timeout } = runsOf(40)

const spoil = (of: Monde, all: readonly Geste[], borrowed: readonly (readonly [Geste, number])[]) =>
  borrowed.reduce<Monde>(
    (whole, [one, rang]) => emprunter(whole, one, rang),
    abimer(of, all, isAllowed) as Monde,
  )

/** A number of the directory's that is asked for is somewhere in a Practitioner. */
const isNamed = (of: Monde, rpps: string): boolean =>
  Object.entries(of).some(
    ([key, value]) =>
      key.startsWith('Practitioner/') && JSON.stringify(value ?? null).includes(rpps),
  )

/**
 * Asked because of what is said (a closing, a legal form that few have): nobody can miss what is
 * not there, and these questions go with it.
 */
const DITES: ReadonlySet<string> = new Set(['H06', 'H15'])

describe('resources of any form', () => {
  test('are read or refused, and who cannot be read is never nobody', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(qui, gestes, emprunts, async ({ rpps, monde: of }, all, borrowed) => {
        entier = of
        const spoilt = spoil(of, all, borrowed)
        const { status, body } = await ask(rpps, spoilt)
        expect([200, 404, 502]).toContain(status)
        expect(logs.join('')).not.toContain('pile')
        if (status === 200) expect(Verification.safeParse(body).error).toBeUndefined()
        if (status === 404) expect(isNamed(spoilt, rpps)).toBe(false)
      }),
      { numRuns },
    )
  })

  test('say the same in any order', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(
        qui,
        fc.array(geste, { maxLength: 2 }),
        emprunts,
        fc.integer({ min: 1 }),
        async ({ rpps, monde: of }, all, borrowed, seed) => {
          entier = of
          const spoilt = spoil(of, all, borrowed)
          const one = await ask(rpps, spoilt)
          const other = await ask(rpps, spoilt, seed)
          expect(sum(other)).toEqual(sum(one))
          if (one.status === 200) expect(inOrder(other)).toEqual(inOrder(one))
        },
      ),
      { numRuns },
    )
  })

  test(
    'say no more surely what there is to order when there is less of them',
    { timeout },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          qui,
          fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
          emprunts,
          async ({ rpps, monde: of }, removed, borrowed) => {
            entier = of
            const whole = spoil(of, [], borrowed)
            const less = abimer(
              whole,
              removed.map((ou) => ({ ou, quoi: 'oter', valeur: null })),
              isAllowed,
            ) as Monde
            const [full, part] = [await ask(rpps, whole), await ask(rpps, less)]
            if (full.status !== 200 || part.status !== 200) return
            const before = new Map(full.body.situations.map((one) => [one.cle, one]))
            for (const { cle, issue } of part.body.situations) {
              const known = before.get(cle)
              if (known?.issue !== 'a_verifier') continue
              const asked = known.verifications.filter(({ bloquante }) => bloquante)
              if (asked.every(({ code }) => DITES.has(code))) continue
              expect([issue, sum(full), sum(part)]).toEqual(['a_verifier', sum(full), sum(part)])
            }
          },
        ),
        { numRuns },
      )
    },
  )
})
