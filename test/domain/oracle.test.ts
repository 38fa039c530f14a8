import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formsUnder, nomenclatures, rootOf } from '../../src/domain/nomenclatures/index.ts'
import type { Demande } from '../../src/domain/reponse/demande.ts'
import type { Professionnel, SituationExercice } from '../../src/domain/situation-exercice.ts'
import { type Verification } from '../../src/domain/verification.ts'
import { AVANT, codesOf, EGS, EJS, SIRETS } from '../support/au-hasard.ts'
import {
  RPPS,
  type StructureInput,
  entiteJuridique as construitEj,
  professionnel as construit,
  rangOf,
  site as unSite,
  situation as construitSituation,
  verify,
} from '../support/construire.ts'
import {
  brief,
  type Choix,
  choix,
  professionnel,
  toDemande,
} from '../support/praticien-au-hasard.ts'
import { createOracle, type Lecture, type LectureGlobale } from './oracle.ts'

/**
 * The service beside the literal reading of the rule book (oracle.ts), over random practitioners.
 * `ORACLE=20000 npx vitest run --project node test/domain/oracle.test.ts` runs that many.
 */

const sets = new Map(
  [...nomenclatures.keys()].map((table) => [table, new Set<string>(codesOf(table))] as const),
)
const oracle = createOracle({
  codes: (table) => sets.get(table) ?? new Set(),
  formes: formsUnder,
  racine: rootOf,
})

/* The two readings. */

const observe = (verification: Verification): LectureGlobale => {
  const situations: Record<string, Lecture> = {}
  for (const one of verification.situations) {
    const commande = verification.commandes.find(({ id }) => id === one.commande)
    const codes = (bloquante: boolean): string[] =>
      [
        ...new Set(
          one.verifications.filter((v) => v.bloquante === bloquante).map(({ code }) => code),
        ),
      ].toSorted()
    situations[one.cle] = {
      retenue: true,
      issue: one.issue,
      identifiant: commande ? `${commande.identifiant.type} ${commande.identifiant.valeur}` : null,
      alternatives: (commande?.alternatives ?? [])
        .map(({ identifiant }) => `${identifiant.type} ${identifiant.valeur}`)
        .toSorted(),
      role: commande?.commanditaire.role ?? null,
      rpps: commande?.commanditaire.rpps ?? null,
      bloquantes: codes(true),
      // Beside a question that blocks, what else is asked is free; the dates are always told of.
      ouvertes: codes(false).filter((code) => commande !== undefined || code === 'H09'),
      classe: one.classe,
      couloir: one.couloir,
    }
  }
  for (const { situation, motif } of verification.ecartees) {
    situations[situation.cle] = {
      retenue: motif,
      issue: null,
      identifiant: null,
      alternatives: [],
      role: null,
      rpps: null,
      bloquantes: [],
      ouvertes: [],
      classe: null,
      couloir: undefined,
    }
  }
  return { issue: verification.issue, situations }
}

type Difference = { id: string; champ: string; attendu: unknown; obtenu: unknown }

const compare = (personne: Professionnel, demande: Demande): Difference[] => {
  const attendu = oracle(personne, demande)
  const obtenu = observe(verify(personne, demande))
  const differences: Difference[] = []
  const situations = personne.exercices.flatMap(({ situations }) => situations)
  for (const situation of situations) {
    const id = situation.id ?? ''
    const [a, o] = [attendu.situations[id], obtenu.situations[id]]
    const found: Difference[] = []
    if (a === undefined || o === undefined) {
      if (a !== o) found.push({ id, champ: 'situation', attendu: a, obtenu: o })
    } else {
      for (const champ of Object.keys(a) as (keyof Lecture)[]) {
        if (champ === 'couloir' && a.couloir === undefined) continue
        if (JSON.stringify(a[champ]) !== JSON.stringify(o[champ])) {
          found.push({ id, champ, attendu: a[champ], obtenu: o[champ] })
        }
      }
    }
    differences.push(...found)
  }
  if (attendu.issue !== obtenu.issue) {
    differences.push({ id: '', champ: 'issue', attendu: attendu.issue, obtenu: obtenu.issue })
  }
  return differences
}

const check = (runs: number, seed?: number): string | null => {
  const details = fc.check(
    fc.property(professionnel, choix, (personne, one) => {
      return compare(personne, toDemande(one, personne)).length === 0
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  )
  if (details.counterexample === null) return details.failed ? brief(details.errorInstance) : null
  const [personne, one] = details.counterexample
  const demande = toDemande(one, personne)
  return [
    `seed ${details.seed}, after ${details.numRuns} of ${runs}`,
    brief(demande),
    brief(personne.exercices),
    ...compare(personne, demande).map(
      ({ id, champ, attendu, obtenu }) =>
        `${id} ${champ}: text ${JSON.stringify(attendu)}, service ${JSON.stringify(obtenu)}`,
    ),
  ].join('\n')
}

/** Every code of a table, one after the other, where it may count. */
const eachCode = function* (): Generator<[Professionnel, Choix]> {
  const EG = EGS[0] ?? ''
  const parent = construitEj({ J: EJS[0] ?? '' })
  const places: StructureInput[] = [
    { secteur: 'SA01', F: EG, parent },
    { secteur: 'SA04', F: EG, parent },
    { secteur: 'SA30', F: EG, parent },
    { secteur: 'SA08', K: rangOf(RPPS) },
    { secteur: 'SA09', S: SIRETS[0] ?? '' },
    { secteur: 'SA33', F: EG },
    { secteur: 'SA52', F: EG },
  ]
  for (const jour of ['2022-12-15', '2026-11-28']) {
    const choix: Choix = { jour, usages: [], contexte: {}, seule: false }
    const each = (
      de: StructureInput,
      savoirFaire: string[],
      more: Partial<SituationExercice> = {},
    ) =>
      [construit({ savoirFaire, situations: [construitSituation({ de, ...more })] }), choix] as [
        Professionnel,
        Choix,
      ]
    for (const savoirFaire of [['SM44'], ['SM26']]) {
      for (const secteur of codesOf('R02')) {
        yield each({ secteur, F: EG, K: rangOf(RPPS), S: SIRETS[0] ?? '', parent }, savoirFaire)
      }
      for (const place of places) {
        for (const r72 of codesOf('R400')) yield each({ ...place, r72 }, savoirFaire)
        for (const fonction of codesOf('R21')) yield each(place, savoirFaire, { fonction })
        for (const genreActivite of codesOf('R22'))
          yield each(place, savoirFaire, { genreActivite })
        for (const modeExercice of codesOf('R23')) yield each(place, savoirFaire, { modeExercice })
      }
    }
    for (const place of places) {
      for (const code of codesOf('R38')) yield each(place, [code])
    }
    for (const secteur of ['SA01', 'SA08']) {
      for (const r66 of codesOf('R66')) {
        yield each({ secteur, r66, F: EG, K: rangOf(RPPS), parent }, ['SM26'])
      }
    }
  }
}

/** Every way in which a laboratory, its EJ and the request show its sites. */
const eachSite = function* (): Generator<[Professionnel, Choix]> {
  const [own = '', other = ''] = EGS
  const [ej = ''] = EJS
  const types = [null, 'P', 'S', 'illisible'] as const
  const shown = (finessEg: string) => [
    [],
    ...types.flatMap((typeEtablissement) =>
      [null, AVANT].map((fermeture) => [unSite(finessEg, { typeEtablissement, fermeture })]),
    ),
  ]
  const lists = [null, ...shown(own).flatMap((one) => shown(other).map((two) => [...one, ...two]))]
  for (const typeEtablissement of types) {
    for (const sites of lists) {
      for (const sitePrincipal of [undefined, own, other, ej]) {
        const contexte = sitePrincipal === undefined ? {} : { sitePrincipal }
        const parent = construitEj({ J: ej, sites })
        const de: StructureInput = { secteur: 'SA25', F: own, typeEtablissement, parent }
        yield [
          construit({ situations: [construitSituation({ de })] }),
          { jour: '2026-11-28', usages: [], contexte, seule: false },
        ]
      }
    }
  }
}

const MORE = Number(process.env['ORACLE'] ?? 0)
/** A machine with much to do is slow. */
const timeout = 120_000

test.runIf(MORE === 0)(
  'the service answers what the text says, two thousand practitioners',
  { timeout },
  () => {
    expect(check(2000, 20_261_128)).toBeNull()
  },
)

test.runIf(MORE === 0)(
  'the service answers what the text says, others each time',
  { timeout },
  () => {
    expect(check(300)).toBeNull()
  },
)

test.each([
  ['every code of every table', eachCode],
  ['every list of sites of a laboratory', eachSite],
] as const)('%s', { timeout }, (_, each) => {
  const found: string[] = []
  for (const [personne, one] of each()) {
    const demande = toDemande(one, personne)
    const differences = compare(personne, demande)
    if (differences.length > 0) found.push(brief({ demande, personne, differences }))
  }
  expect(found).toEqual([])
})

test.runIf(MORE > 0)(
  'the service answers what the text says, as many as asked for',
  { timeout: 3_600_000 },
  () => {
    expect(check(MORE)).toBeNull()
  },
)
