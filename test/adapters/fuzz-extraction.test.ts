import { mkdtempSync, rmSync } from 'node:fs'
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
  SAVOIR_FAIRE,
  tableau,
} from '../../mocks/extraction/fichiers.ts'
import { ImportRefuse } from '../../src/extraction/refus.ts'
import { abimer, type Geste, geste, runsOf, texte } from '../support/au-sort.ts'
import { type Fichiers, importAndServe } from '../support/import-service.ts'

/** The open-data files, spoilt, imported and asked. `FUZZ=2000` runs that many of each property. */

const A = '10999001000'
const B = '10999000010'
const CARTE = '3199000012'

let dossier = ''
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'fuzz-'))
})
afterEach(() => rmSync(dossier, { recursive: true }))

/** A cell, by its rank, that holds another text; null = that of another cell. */
type Rature = { ligne: number; cellule: number; valeur: string | null }
const rature: fc.Arbitrary<Rature> = fc.record({
  ligne: fc.nat(3),
  cellule: fc.nat(),
  valeur: fc.option(texte),
})

const LIGNES = [cabinet(A), hopital(A), hopital(B), cabinet(B)]

const raturer = (lignes: readonly Ligne[], ratures: readonly Rature[]): Ligne[] => {
  const changed = lignes.map((ligne) => ({ ...ligne }))
  for (const { ligne, cellule, valeur } of ratures) {
    const noms = Object.keys(changed[ligne] ?? {})
    const nom = noms[cellule % noms.length] ?? ''
    const other = Object.values(LIGNES[cellule % LIGNES.length] ?? {})
    Object.assign(changed[ligne] ?? {}, { [nom]: valeur ?? other[cellule % other.length] ?? '' })
  }
  return changed
}

type Lu = { statut: number; issue: string; pile: boolean }

/** What the service says of each over these files; null = the import refused them in words. */
const serve = async (fichiers: Fichiers): Promise<Record<string, Lu> | null> => {
  try {
    const { service, post, close } = await importAndServe(dossier, fichiers)
    try {
      const said: Record<string, Lu> = {}
      for (const numero of [A, B, CARTE]) {
        service.logs.length = 0
        // oxlint-disable-next-line no-await-in-loop -- the log of one at a time
        const { status, body } = await post(numero)
        const pile = service.logs.join('').includes('pile')
        said[numero] = { statut: status, issue: status === 200 ? body.issue : body.code, pile }
      }
      return said
    } finally {
      close()
    }
  } catch (error) {
    if (!(error instanceof ImportRefuse)) throw error
    return null
  }
}

const expectSound = (said: Record<string, Lu> | null): void => {
  for (const one of Object.values(said ?? {})) {
    // 503: without the file of cards, no card can be asked for.
    expect([200, 404, 502, 503]).toContain(one.statut)
    expect(one.pile).toBe(false)
  }
}

const filesOf = (ratures: readonly Rature[], gestes: readonly Geste[]): Fichiers => ({
  activites: tableau(ACTIVITES, raturer(LIGNES, ratures)),
  savoirFaire: tableau(SAVOIR_FAIRE, raturer([cabinet(A)], ratures)),
  cartes: tableau(CARTES, raturer([carte(A, CARTE)], ratures)),
  finess: abimer(finess(), gestes) as object,
})

const { numRuns, timeout } = runsOf(12)

describe('the files that everybody may download', () => {
  test('spoilt in any cell, are refused or read, never a fault of ours', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rature, { maxLength: 4 }),
        fc.array(geste, { maxLength: 3 }),
        async (ratures, gestes) => expectSound(await serve(filesOf(ratures, gestes))),
      ),
      { numRuns },
    )
  })

  test('with any bytes among their own, too', { timeout }, async () => {
    const whole = Buffer.from(tableau(ACTIVITES, LIGNES))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 4 })), { maxLength: 4 }),
        fc.nat(whole.length),
        async (changes, end) => {
          const bytes = Buffer.from(whole)
          for (const [at, value] of changes) bytes.set(value, at % (bytes.length - 4))
          expectSound(await serve({ activites: end % 2 === 0 ? bytes : bytes.subarray(0, end) }))
        },
      ),
      { numRuns },
    )
  })

  test('in another order of rows and structures, say the same', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rature, { maxLength: 3 }), async (ratures) => {
        const lignes = raturer(LIGNES, ratures)
        const { pmej } = finess() as { pmej: unknown[] }
        const one = await serve({ activites: tableau(ACTIVITES, lignes), finess: finess() })
        const other = await serve({
          activites: tableau(ACTIVITES, lignes.toReversed()),
          finess: { ...finess(), pmej: pmej.toReversed() },
        })
        // Where a spoilt row stands may refuse the whole file: the database before it stays.
        if (one !== null && other !== null) expect(other).toEqual(one)
      }),
      { numRuns },
    )
  })
})
