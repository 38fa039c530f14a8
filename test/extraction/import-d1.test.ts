import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getPlatformProxy } from 'wrangler'
import {
  ACTIVITES,
  carte,
  CARTES,
  finess,
  foule,
  hopital,
  tableau,
} from '../../mocks/extraction/fichiers.ts'
import { createBaseD1, type D1 } from '../../src/adapters/annuaires/extraction/d1.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import { TABLES } from '../../src/adapters/annuaires/extraction/schema.ts'
import { writeD1 } from '../../src/extraction/d1.ts'
import { importFichiers } from '../../src/extraction/importer.ts'
import { Avancement } from '../../src/extraction/progression.ts'

const WRANGLER = fileURLToPath(
  new URL('../../node_modules/wrangler/bin/wrangler.js', import.meta.url),
)
const TOML = `name = "essai"
compatibility_date = "2026-10-20"
[[d1_databases]]
binding = "ANNUAIRE_DB"
database_name = "annuaire"
database_id = "00000000-0000-0000-0000-000000000000"
`

let dossier = ''
const path = (...parts: string[]): string => join(dossier, ...parts)
const avancement = new Avancement({ write: () => {} }, new AbortController().signal)

const d1 = (...args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [
        WRANGLER,
        'd1',
        'execute',
        'annuaire',
        '--local',
        '--config',
        path('wrangler.toml'),
        '--persist-to',
        path('etat'),
        '--yes',
        '--json',
        ...args,
      ],
      {
        maxBuffer: 64 * 1024 * 1024,
        env: {
          PATH: process.env['PATH'],
          HOME: dossier,
          CI: '1',
          WRANGLER_SEND_METRICS: 'false',
          WRANGLER_SEND_ERROR_REPORTS: 'false',
          DO_NOT_TRACK: '1',
          CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        },
      },
      (error, stdout) => (error === null ? resolve(stdout) : reject(new Error(stdout))),
    )
  })
/** The rows of each statement. */
const query = async (...statements: string[]): Promise<unknown[]> =>
  JSON.parse(await d1('--command', statements.join(';\n'))).map(
    ({ results }: { results: unknown }) => results,
  )

beforeAll(async () => {
  dossier = mkdtempSync(join(tmpdir(), 'import-d1-'))
  writeFileSync(path('wrangler.toml'), TOML)
  const name = `L'ATELIER "DU ; SCANNER" -- 3\\`
  writeFileSync(
    path('a.txt'),
    tableau(ACTIVITES, [
      ...foule(1500),
      hopital('10999900000', {
        'Raison sociale site': name,
        'Complément destinataire (coord. structure)': 'AILE B',
      }),
      '8|10999900001|810999900001|a row cut short',
    ]),
  )
  writeFileSync(path('c.txt'), tableau(CARTES, [carte('10999000000', '0099000001')]))
  writeFileSync(path('f.json'), JSON.stringify(finess()))
  await importFichiers({
    chemins: ['a.txt', 'c.txt', 'f.json'].map((nom) => path(nom)),
    db: path('base.sqlite'),
    force: false,
    avancement,
    now: () => new Date(),
  })
})
afterAll(() => rmSync(dossier, { recursive: true }))

test(
  'the SQL files make the same database in a real D1, complete with the last one only, and it answers',
  { timeout: 120_000 },
  async () => {
    expect(await writeD1(path('base.sqlite'), path('sql'), avancement, 200_000)).toBeGreaterThan(1)
    const noms = readdirSync(path('sql')).toSorted()
    expect(noms.slice(0, 2)).toEqual(['0001.sql', '0002.sql'])
    for (const nom of noms) {
      const sql = readFileSync(path('sql', nom), 'utf8')
      for (const line of sql.split('\n'))
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(100_000)
      if (nom === noms.at(-1)) {
        const [tables, complet] = await query(
          "SELECT count(*) AS n FROM sqlite_master WHERE name = 'meta'",
          "SELECT count(*) AS n FROM meta WHERE cle = 'complet'",
        )
        expect({ tables, complet }).toEqual({ tables: [{ n: 1 }], complet: [{ n: 0 }] })
      }
      await d1('--file', path('sql', nom))
    }
    const local = new DatabaseSync(path('base.sqlite'), { readOnly: true })
    const all = ['meta', 'fichier', 'incomplet', ...TABLES].map(
      (table) => `SELECT * FROM ${table} ORDER BY 1, 2`,
    )
    const expected = all.map((sql) =>
      local
        .prepare(sql)
        .all()
        .map((row) => ({ ...row })),
    )
    local.close()
    expect(expected[2]).toEqual([{ type: 'RPPS', valeur: '10999900001' }])
    expect(await query(...all)).toEqual(expected)

    const { env, dispose } = await getPlatformProxy<{ ANNUAIRE_DB: D1 }>({
      configPath: path('wrangler.toml'),
      persist: { path: path('etat', 'v3') },
    })
    const annuaire = createExtraction(createBaseD1(env.ANNUAIRE_DB, 10_000), {
      now: () => new Date(),
    })
    const found = await annuaire.findMany([
      { type: 'RPPS', valeur: '10999900000' },
      { type: 'RPPS', valeur: '10999900001' },
      { type: 'CARTE', valeur: '0099000001' },
      { type: 'RPPS', valeur: '10999001992' },
    ])
    await dispose()
    const read = found.map((one) => (one.ok ? one.value.professionnel.rpps : one.failure.kind))
    expect(read).toEqual(['10999900000', 'invalid-response', '10999000000', 'not-found'])
  },
)

test('another export replaces the folder; a folder with something else is left alone', async () => {
  await writeD1(path('base.sqlite'), path('deux'), avancement, 150_000)
  expect(await writeD1(path('base.sqlite'), path('deux'), avancement)).toBe(1)
  expect(readdirSync(path('deux'))).toEqual(['0001.sql'])
  await expect(writeD1(path('base.sqlite'), dossier, avancement)).rejects.toThrow(
    'contient autre chose',
  )
  await expect(writeD1(path('absente.sqlite'), path('trois'), avancement)).rejects.toThrow(
    'pas de base à exporter',
  )
})
