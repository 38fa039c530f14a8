import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  categorieEtablissement,
  finessStatutJuridique,
  fonction,
  genreActivite,
  modeExercice,
  secteurActivite,
} from '../../src/domain/nomenclatures/index.ts'
import type { Nomenclature } from '../../src/domain/nomenclatures/index.ts'
import { Verification } from '../../src/domain/verification.ts'
import {
  AUTRE_RPPS,
  EG,
  EJ,
  entiteJuridique,
  professionnel,
  rangOf,
  RPPS,
  SIRET,
  site,
  situation,
  type StructureInput,
  verify,
} from '../support/construire.ts'

const codesOf = (table: Nomenclature) =>
  fc.option(
    fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom(...table.concepts.map(({ code }) => code)) },
      { weight: 1, arbitrary: fc.string() },
    ),
    { freq: 10 },
  )

const present = (value: string) => fc.constantFrom({ value }, { value: null })
const optional = <T>(...values: T[]) => fc.constantFrom(undefined, ...values)
const days = fc.constantFrom(
  '2022-12-15',
  '2022-12-31',
  '2023-01-01',
  '2023-10-12',
  '2023-10-13',
  '2026-11-23',
)
const bound = fc.constantFrom(null, '2022-12-14', '2022-12-15', '2023-02-01', '2027-01-01')

const structures = fc.record({
  secteur: codesOf(secteurActivite),
  r66: codesOf(categorieEtablissement),
  r72: codesOf(finessStatutJuridique),
  eg: present(EG),
  ej: present(EJ),
  ejParent: present(EJ),
  siret: present(SIRET),
  siren: present('999100282'),
  rang: fc.constantFrom(null, rangOf(RPPS), rangOf(AUTRE_RPPS), `${RPPS}001`, 'REJ1', ''),
  malforme: fc.constantFrom(null, 'F754567860'),
  type: fc.constantFrom('P', 'S', null),
  actif: fc.constantFrom(true, false, null),
  fermeture: bound,
  sites: fc.option(
    fc.array(
      fc.record({
        eg: fc.constantFrom(EG, '990000011'),
        type: fc.constantFrom('P', 'S', null),
        fermeture: bound,
      }),
      { maxLength: 3 },
    ),
  ),
})

const situations = fc.record({
  id: fc.option(fc.stringMatching(/^\d{10}$/), { freq: 10 }),
  actif: fc.constantFrom(true, true, true, false, null),
  debut: bound,
  fin: bound,
  genreActivite: codesOf(genreActivite),
  modeExercice: codesOf(modeExercice),
  fonction: codesOf(fonction),
  structure: fc.option(structures, { freq: 10 }),
})

const people = fc.array(
  fc.record({
    professions: fc.constantFrom<string[]>(['10'], ['21'], ['70'], [], ['zz']),
    savoirFaire: fc.constantFrom<string[]>(
      ['SM44'],
      ['SM28'],
      ['SM54'],
      [],
      ['C05'],
      ['SM28', 'SM55'],
    ),
    situations: fc.array(situations, { maxLength: 3 }),
  }),
  { maxLength: 2 },
)

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never

const toStructure = (input: Drawn<typeof structures>): StructureInput => ({
  ...(input.secteur === null ? {} : { secteur: input.secteur }),
  ...(input.r66 === null ? {} : { r66: input.r66 }),
  ...(input.r72 === null ? {} : { r72: input.r72 }),
  ...(input.eg.value === null ? {} : { F: input.eg.value }),
  ...(input.ej.value === null ? {} : { J: input.ej.value }),
  ...(input.siret.value === null ? {} : { S: input.siret.value }),
  ...(input.siren.value === null ? {} : { N: input.siren.value }),
  ...(input.rang === null ? {} : { K: input.rang }),
  ...(input.malforme === null ? {} : { malforme: input.malforme }),
  typeEtablissement: input.type,
  actif: input.actif,
  fermeture: input.fermeture,
  parent: entiteJuridique({
    ...(input.ejParent.value === null ? {} : { J: input.ejParent.value }),
    sites:
      input.sites?.map(({ eg, type, fermeture }) =>
        site(eg, { typeEtablissement: type, fermeture }),
      ) ?? null,
  }),
})

test('whatever the raw codes, there is always a judgement that explains itself, never a throw', () => {
  fc.assert(
    fc.property(
      people,
      days,
      fc.record(
        {
          systemeInformation: optional('commun' as const, 'par-site' as const),
          ris: optional('unique' as const, 'par-site' as const),
          groupement: optional(true, false),
          certificatSouhaite: optional(true, false),
          sitePrincipal: optional(EG, '990000011', EJ, '990000045'),
        },
        { requiredKeys: [] },
      ),
      fc.subarray(['dmp', 'insi-auto', 'psc', 'mssante-operateur'] as const),
      fc.constantFrom(
        null,
        { type: 'SIRET' as const, valeur: SIRET },
        { type: 'FINESS_EG' as const, valeur: EG },
        { type: 'RPPS' as const, valeur: RPPS },
      ),
      (exercices, jour, contexte, usages, identifiantEnvisage) => {
        const person = professionnel(
          ...exercices.map((input) => ({
            ...input,
            situations: input.situations.map(({ structure, ...rest }) =>
              situation({ ...rest, de: structure === null ? null : toStructure(structure) }),
            ),
          })),
        )
        const known = Object.fromEntries(
          Object.entries(contexte).filter(([, value]) => value !== undefined),
        )
        const got = verify(person, { jour, contexte: known, usages, identifiantEnvisage })
        expect(Verification.safeParse(got).error).toBeUndefined()
        const total = exercices.reduce((sum, { situations: list }) => sum + list.length, 0)
        expect(got.situations.length + got.ecartees.length).toBe(total)
        // One sentence that can be said: no question, and nothing after its full stop.
        expect(got.resume).toMatch(/^[^.?!]+\.$/)
        expect(got.resume.split(' : ').length).toBeLessThanOrEqual(2)
        for (const one of got.situations) {
          expect(one.regles.length).toBeGreaterThan(0)
          expect(one.pourquoi).toHaveLength(one.regles.length)
          const blocked = one.verifications.some(({ bloquante }) => bloquante)
          expect(blocked).toBe(one.issue === 'a_verifier')
          expect(one.commande !== null).toBe(one.issue === 'commande')
        }
        for (const commande of got.commandes) {
          expect(commande.identifiant.structIdNat).not.toBeNull()
          expect(commande.regles.length).toBeGreaterThan(0)
          for (const { identifiant } of commande.alternatives) {
            expect(identifiant.valeur).not.toBe(commande.identifiant.valeur)
          }
        }
      },
    ),
    { numRuns: 3000 },
  )
}, 60_000)
