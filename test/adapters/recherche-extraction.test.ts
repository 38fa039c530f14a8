import * as fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBaseSqlite, type BaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import {
  compterNoms,
  compterStructures,
  entiers,
  parMot,
  structuresParMot,
} from '../../src/adapters/annuaires/extraction/requetes-recherche.ts'
import type { DemandeRecherche } from '../../src/domain/recherche/demande-recherche.ts'
import { foldNom } from '../../src/domain/recherche/fold.ts'
import { toEntreesNom } from '../../src/domain/recherche/index-rows.ts'
import { isFound, toQuestion } from '../../src/domain/recherche/question.ts'
import type { Professionnel } from '../../src/domain/situation-exercice.ts'
import { writeBase } from '../support/extraction-fichier.ts'
import { toLignes } from '../support/extraction-lignes.ts'
import { unNom, variantes } from '../support/noms.ts'
import { situation } from '../support/construire.ts'

const clock = { now: () => new Date('2026-11-23T09:00:00Z') }

const personne = (n: number, nom: string, prenom: string): Professionnel => ({
  rpps: `10999${String(n).padStart(6, '0')}`,
  nom,
  prenom,
  civilite: null,
  exercices: [
    { actif: null, professions: ['10'], savoirFaire: [], cartes: [], situations: [situation({})] },
  ],
})

/** So many as to be more than one statement looks at. */
const FOULE = 21_000
const tricky = fc.sample(fc.tuple(unNom, unNom), { numRuns: 300, seed: 14 })
const gens = [
  ...tricky.map(([nom, prenom], n) => personne(n, nom, prenom)),
  personne(900_000, 'MARBRE', 'Zzz'),
]

const dossier = mkdtempSync(join(tmpdir(), 'recherche-'))
const path = join(dossier, 'annuaire.sqlite')
let base: BaseSqlite
/** As the import would, all of one name. */
const addFoule = () => {
  const db = new DatabaseSync(path)
  const professionnel = db.prepare("INSERT INTO professionnel VALUES (?, 'MARBRE', 'Zelie', NULL)")
  const exercice = db.prepare("INSERT INTO exercice VALUES (?, 0, '10', 'C', NULL)")
  const nom = db.prepare('INSERT INTO nom VALUES (?, ?, ?, 0, 10)')
  const entrees = toEntreesNom('MARBRE', 'Zelie')
  db.exec('BEGIN')
  for (let n = 0; n < FOULE; n++) {
    const rpps = `10999${String(1000 + n).padStart(6, '0')}`
    professionnel.run(rpps)
    exercice.run(rpps)
    for (const { sorte, cle } of entrees) nom.run(sorte, cle, Number(rpps))
  }
  db.exec('COMMIT')
  db.close()
}
beforeAll(() => {
  writeBase(path, toLignes(gens))
  addFoule()
  base = openBaseSqlite({ path, clock, log: () => {} })
})
afterAll(() => {
  base.close()
  rmSync(dossier, { recursive: true })
})

const search = async (demande: DemandeRecherche) => {
  const result = await createExtraction(base, clock).recherche?.search(toQuestion(demande))
  if (result === undefined) throw new Error('no search')
  return result
}

describe('a search in the open-data files', () => {
  test('finds everybody by their name, however it is typed', async () => {
    for (const [n, [nom, prenom]] of tricky.entries()) {
      for (const texte of variantes(nom, prenom)) {
        // oxlint-disable-next-line no-await-in-loop -- one by one
        const result = await search({ texte })
        if (!result.ok) throw new Error(texte)
        const { trouves, tronque } = result.value
        const own = `10999${String(n).padStart(6, '0')}`
        const isThere = trouves.some((one) => 'rpps' in one && one.rpps === own)
        expect([texte, isThere || tronque]).toEqual([texte, true])
      }
    }
  })

  test('finds whom the words say, and nobody else, as the other directories do', async () => {
    for (const [nom, prenom] of tricky.slice(0, 60)) {
      const question = toQuestion({ texte: `${prenom} ${nom}` })
      // oxlint-disable-next-line no-await-in-loop
      const result = await createExtraction(base, clock).recherche?.search(question)
      if (result === undefined || !result.ok || result.value.tronque) continue
      const expected = gens.filter((one) => isFound(question, foldNom(one.nom, one.prenom).mots))
      const found = result.value.trouves.flatMap((one) => ('rpps' in one ? [one.rpps] : []))
      expect(new Set(found)).toEqual(new Set(expected.map(({ rpps }) => rpps)))
      expect(found).toHaveLength(expected.length)
    }
  })

  test('of too many to look at gives the best and says that there are more', async () => {
    const result = await search({ texte: 'ma' })
    expect(result).toMatchObject({ ok: true, value: { tronque: true } })
    expect(result.ok && result.value.trouves).toHaveLength(20)
    // A whole first name is behind all the others of the alphabet, and yet the best answer.
    const best = await search({ texte: 'zzz marbre' })
    expect(best.ok && best.value.trouves.map((one) => 'rpps' in one && one.rpps)).toEqual([
      '10999900000',
    ])
  })

  test('of too many, none of whom is in the part that is looked at, is no empty list', async () => {
    expect(await search({ texte: 'marbre', profession: '21' })).toEqual({
      ok: false,
      empechement: 'trop-large',
    })
    expect(await search({ texte: 'granite', profession: '21' })).toMatchObject({
      ok: true,
      value: { trouves: [], tronque: false },
    })
  })

  test('reads ranges of indexes alone, never a whole table', () => {
    const db = new DatabaseSync(path, { readOnly: true })
    try {
      const questions = [
        toQuestion({ texte: 'ma' }),
        toQuestion({ texte: 'le goff anne', lieu: 'Paris', profession: '10' }),
        toQuestion({ texte: 'le goff anne', lieu: '75008 Paris' }),
        toQuestion({ texte: 'clinique', lieu: '75', quoi: 'structure' }),
      ]
      const requetes = questions.flatMap((question) => {
        const [mots = []] = question.lectures
        const mot = mots[0] as string
        return [
          ...entiers(question),
          ...parMot(question, mot, mots),
          ...compterNoms(mot),
          ...compterStructures(mot),
          structuresParMot(question, mot, mots),
        ]
      })
      for (const { sql, params } of requetes) {
        const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...params)
        const details = plan.map(({ detail }) => String(detail))
        expect(details.filter((one) => one.startsWith('SEARCH ')).length).toBeGreaterThan(0)
        // What is scanned is the bounded range itself, as it comes.
        expect(details.filter((one) => /^SCAN (?!\(subquery|m$|m\b)/.test(one))).toEqual([])
        expect(details.filter((one) => /TEMP B-TREE FOR (ORDER|GROUP|DISTINCT)/.test(one))).toEqual(
          [],
        )
      }
    } finally {
      db.close()
    }
  })

  test('of a base that was made without it cannot be made', async () => {
    const sans = join(dossier, 'sans.sqlite')
    const { lieu: _, nom: _n, mot_structure: _m, nom_structure: _s, ...lignes } = toLignes([])
    writeBase(sans, lignes)
    const opened = openBaseSqlite({ path: sans, clock, log: () => {} })
    try {
      for (const quoi of ['professionnel', 'structure'] as const) {
        const { recherche } = createExtraction(opened, clock)
        // oxlint-disable-next-line no-await-in-loop
        expect(await recherche?.search(toQuestion({ texte: 'granite', quoi }))).toEqual({
          ok: false,
          empechement: 'sans-index',
        })
      }
    } finally {
      opened.close()
    }
  })
})
