import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  ACTIVITES,
  cabinet,
  carte,
  CARTES,
  finess,
  hopital,
  type Ligne,
  personne,
  SAVOIR_FAIRE,
  tableau,
} from '../../mocks/extraction/fichiers.ts'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import type { Cle } from '../../src/application/ports.ts'
import type { Structure } from '../../src/domain/situation-exercice.ts'
import { importFichiers } from '../../src/extraction/importer.ts'
import { Avancement } from '../../src/extraction/progression.ts'
import { carte as parCarte, personOf, rpps } from '../support/contrat-annuaire.ts'

const A = '10999001000'
const B = '10999000010'
const C = '10999000028'
const D = '10999000036'
const E = '10999000044'
const CARTE_A = '3199000001'
const CARTE_B = '3199000002'
const clock = { now: () => new Date('2026-11-23T09:00:00Z') }

let dossier = ''
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'ordre-'))
})
afterEach(() => rmSync(dossier, { recursive: true }))

type Rangees = { activites: Ligne[]; savoirFaire?: Ligne[]; cartes?: Ligne[]; pmej?: unknown[] }

/** What the directory over these files answers for each key. */
const find = async (
  { activites, savoirFaire, cartes, pmej }: Rangees,
  cles: readonly Cle[],
): Promise<unknown[]> => {
  const contenus = [
    tableau(ACTIVITES, activites),
    savoirFaire && tableau(SAVOIR_FAIRE, savoirFaire),
    cartes && tableau(CARTES, cartes),
    pmej && JSON.stringify({ ...finess(), pmej }),
  ]
  const chemins = contenus.flatMap((contenu, index) => {
    if (contenu === undefined) return []
    const chemin = join(dossier, String(index))
    writeFileSync(chemin, contenu)
    return [chemin]
  })
  const db = join(dossier, 'annuaire.sqlite')
  await importFichiers({
    chemins,
    db,
    force: true,
    avancement: new Avancement({ write: () => {} }, new AbortController().signal),
    now: clock.now,
  })
  const base = openBaseSqlite({ path: db, clock, log: () => {} })
  try {
    return await createExtraction(base, clock).findMany(cles)
  } finally {
    base.close()
  }
}

const structuresOf = async (activites: Ligne[]): Promise<(Structure | null)[]> => {
  const [found] = await find({ activites }, [rpps(A)])
  return personOf(found as Parameters<typeof personOf>[0]).exercices.flatMap(({ situations }) =>
    situations.map(({ structure }) => structure),
  )
}

/** A société at that SIRET; a sale is under way: two of them are open for a while. */
const SIRET = '99900200900010'
const societe = (autres: Ligne = {}): Ligne =>
  cabinet(A, {
    "Code secteur d'activité": 'SA09',
    'Numéro SIRET site': SIRET,
    'Identifiant technique de la structure': 'R10990000000003',
    'Ancien identifiant de la structure': `3${SIRET}`,
    ...autres,
  })

describe('two structures under one identifier are two situations', () => {
  const EG = 'Numéro FINESS site'
  const EJ = 'Numéro FINESS établissement juridique'
  const NOM = 'Raison sociale site'
  const officine = (autres: Ligne) =>
    hopital(A, { "Code secteur d'activité": 'SA33', 'Numéro SIRET site': SIRET, ...autres })

  test.each<[name: string, one: Ligne, other: Ligne, read: (one: Structure | null) => unknown]>([
    [
      'one SIRET, two names',
      societe({ [NOM]: 'IMAGERIE NOM UN' }),
      societe({ [NOM]: 'IMAGERIE NOM DEUX' }),
      (one) => [one?.raisonSociale, one?.identifiants.siret],
    ],
    [
      'one SIRET, two names, two internal numbers',
      societe({ [NOM]: 'IMAGERIE NOM UN' }),
      societe({
        [NOM]: 'IMAGERIE NOM DEUX',
        'Identifiant technique de la structure': `C${SIRET}`,
      }),
      (one) => [one?.raisonSociale, one?.identifiants.siret],
    ],
    [
      'one SIRET, two FINESS',
      officine({ [EG]: '010990117', 'Ancien identifiant de la structure': '1010990117' }),
      officine({ [EG]: '010990125', 'Ancien identifiant de la structure': '1010990125' }),
      (one) => [one?.identifiants.finessEg, one?.identifiants.siret],
    ],
    [
      'one SIRET, one of them without FINESS',
      societe(),
      societe({ [EG]: '010990117' }),
      (one) => [one?.identifiants.finessEg, one?.identifiants.siret],
    ],
    [
      'one FINESS, two EJ',
      officine({ [EJ]: '010990018' }),
      officine({ [EJ]: '010990026' }),
      (one) => [one?.identifiants.finessEg, one?.partOf?.identifiants.finessEj],
    ],
    [
      'one FINESS, two SIRET',
      officine({}),
      officine({ 'Numéro SIRET site': '99900200900028' }),
      (one) => [one?.identifiants.finessEg, one?.identifiants.siret],
    ],
    [
      'one FINESS, two SIREN',
      officine({ 'Numéro SIREN site': '999002009' }),
      officine({ 'Numéro SIREN site': '999002017' }),
      (one) => [one?.identifiants.finessEg, one?.identifiants.siren],
    ],
    [
      'one rang, two names',
      cabinet(A, { [NOM]: 'CABINET UN' }),
      cabinet(A, { [NOM]: 'CABINET DEUX' }),
      (one) => [one?.raisonSociale, one?.identifiants.rppsRang?.valeur],
    ],
    [
      'one name, two of them on the sign',
      societe({ 'Enseigne commerciale site': 'IMAGERIE UN' }),
      societe({ 'Enseigne commerciale site': 'IMAGERIE DEUX' }),
      (one) => [one?.enseigne, one?.identifiants.siret],
    ],
  ])('%s', async (_, one, other, read) => {
    const together = await structuresOf([one, other, one])
    expect(together).toHaveLength(2)
    expect(await structuresOf([other, one])).toEqual(together)
    const alone = [...(await structuresOf([one])), ...(await structuresOf([other]))]
    expect(together.map((structure) => JSON.stringify(structure)).toSorted()).toEqual(
      alone.map((structure) => JSON.stringify(structure)).toSorted(),
    )
    const [first, second] = together.map((structure) => JSON.stringify(read(structure)))
    expect(first).not.toBe(second)
  })
})

/** Rows that repeat, complete and contradict each other in every way that the files have shown. */
const MONDE = {
  activites: [
    cabinet(A),
    cabinet(A),
    cabinet(A, { 'Code type savoir-faire': 'C', 'Code savoir-faire': 'C05' }),
    cabinet(A, { 'Code type savoir-faire': '', 'Code savoir-faire': 'SM44' }),
    cabinet(A, { 'Raison sociale site': 'CABINET DES ARDOISES' }),
    cabinet(A, { 'Code mode exercice': 'S' }),
    cabinet(A, { 'Code rôle': '', 'Libellé rôle': 'Remplaçant de garde' }),
    cabinet(A, { 'Code catégorie professionnelle': 'E', 'Code savoir-faire': 'SM54' }),
    societe(),
    societe({ 'Raison sociale site': 'IMAGERIE NOM DEUX', 'Numéro SIREN site': '999002009' }),
    hopital(A),
    hopital(A, { 'Numéro FINESS établissement juridique': '990990018' }),
    hopital(A, { 'Numéro FINESS site': '', 'Code genre activité': 'GENR02' }),
    hopital(A, { 'Code profession': '21', "Nom d'exercice": '' }),
    hopital(B),
    hopital(B, { "Nom d'exercice": 'GALET' }),
    hopital(B, { "Nom d'exercice": '', 'Code civilité': 'MME' }),
    hopital(B, { 'Code profession': '40', "Prénom d'exercice": 'BASILE ' }),
    hopital(C, { "Code secteur d'activité": 'SA25' }),
    hopital(C, { "Code secteur d'activité": 'SA25', 'Numéro FINESS site': '010990133' }),
    hopital(C, { "Code secteur d'activité": 'SA25', 'Numéro FINESS site': '' }),
    personne(D),
    hopital(E, { 'Numéro FINESS établissement juridique': '010990026' }),
  ],
  savoirFaire: [
    personne(A, { 'Code type savoir-faire': 'CAPA', 'Code savoir-faire': 'CAPA02' }),
    personne(A, { 'Code type savoir-faire': 'S', 'Code savoir-faire': 'SM44' }),
    personne(D, { 'Code savoir-faire': 'SM54' }),
    personne(D, { 'Code type savoir-faire': 'S', 'Libellé savoir-faire': 'Radio-diagnostic' }),
  ],
  cartes: [
    carte(A, CARTE_A),
    carte(A, CARTE_A, { 'Code type de carte': 'CPF', 'Date de mise à jour': '' }),
    carte(A, CARTE_A, { 'Date fin validité': '12/03/2027', 'Date de mise à jour': '01/01/2025' }),
    carte(A, CARTE_A, { 'Date opposition': '01/02/2026' }),
    carte(B, CARTE_B),
    carte(B, CARTE_B, { 'Code profession': '40' }),
    carte(D, CARTE_B, { 'Date fin validité': 'hier' }),
  ],
  pmej: [
    ...(finess() as { pmej: unknown[] }).pmej,
    { informationsGeneralesPMEJ: { numFinessPm: '010990026', statutJuridique: '85' }, ege: [] },
    { informationsGeneralesPMEJ: { numFinessPm: '010990026', statutJuridique: '86' }, ege: [] },
  ],
}

test('what is found does not depend on the order of the rows', { timeout: 120_000 }, async () => {
  const cles = [rpps(A), rpps(B), rpps(C), rpps(D), rpps(E), parCarte(CARTE_A), parCarte(CARTE_B)]
  const expected = JSON.stringify(await find(MONDE, cles))
  expect(JSON.parse(expected)).toMatchObject([
    { ok: true },
    { ok: true },
    { ok: true },
    { failure: { kind: 'invalid-response' } },
    { failure: { kind: 'invalid-response' } },
    { ok: true },
    { failure: { kind: 'invalid-response' } },
  ])
  const shuffled = <T>(rows: T[]) =>
    fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        activites: shuffled(MONDE.activites),
        savoirFaire: shuffled(MONDE.savoirFaire),
        cartes: shuffled(MONDE.cartes),
        pmej: shuffled(MONDE.pmej),
      }),
      async (rangees) => {
        expect(JSON.stringify(await find(rangees, cles))).toBe(expected)
      },
    ),
    { numRuns: 25, endOnFailure: true },
  )
})
