import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { COMPILED } from '../support/compile.ts'
import { BaseRefusee } from '../../src/adapters/annuaires/extraction/base.ts'
import { type BaseSqlite, openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import { SCHEMA_VERSION } from '../../src/adapters/annuaires/extraction/schema.ts'
import { toRefus } from '../../src/adapters/annuaires/extraction/sqlite.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import { outcomeOf, personOf, rpps } from '../support/contrat-annuaire.ts'
import { writeBase } from '../support/extraction-fichier.ts'
import type { BaseOptions } from '../support/extraction-lignes.ts'
import { findOne } from '../../src/application/find-one.ts'

const clock = { now: () => new Date('2026-11-23T09:00:00Z') }
const RPPS = '10999001000'
/** What waits for another process or a look at the file, on a machine that is busy. */
const PATIENCE = { timeout: 20_000 }
const PROCESSUS = { timeout: 120_000 }

let dossier = ''
let path = ''
let closes: (() => void)[] = []
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'echange-'))
  path = join(dossier, 'annuaire.sqlite')
})
afterEach(() => {
  for (const close of closes.splice(0)) close()
  rmSync(dossier, { recursive: true, force: true })
})

/** A database of its own version: the name says which. */
const write = (version: number, options: BaseOptions = {}): void =>
  writeBase(
    path,
    {
      professionnel: [{ rpps: RPPS, nom: `VERSION-${version}` }],
      exercice: [{ rpps: RPPS, rang: 0, profession: '10' }],
      situation: [{ rpps: RPPS, rang: 0, exercice: 0, mode: 'S', secteur: 'SA01', structure: 1 }],
      structure: [{ id: 1, finess_eg: '991000043', finess_ej: '991000035' }],
    },
    { ...options, meta: { importe_le: `2026-11-23T05:00:0${version % 10}Z`, ...options.meta } },
  )

describe('a file that cannot serve is refused in words', () => {
  test.each<[name: string, make: () => void, message: RegExp]>([
    ['none', () => {}, /« .*annuaire\.sqlite » n’existe pas : npm run import la fabrique/],
    ['a folder', () => mkdirSync(path), /n’existe pas/],
    ['an empty file', () => writeFileSync(path, ''), /pas une base SQLite entière/],
    ['a text', () => writeFileSync(path, 'x'.repeat(5000)), /pas une base SQLite entière/],
    [
      'a database cut short',
      () => {
        write(1)
        truncateSync(path, 8192)
      },
      /pas une base SQLite entière/,
    ],
    [
      'another database',
      () => {
        const db = new DatabaseSync(path)
        db.exec('CREATE TABLE autre (x)')
        db.close()
      },
      /pas une base de l’import/,
    ],
    [
      'another schema',
      () => write(1, { meta: { schema: '0' } }),
      new RegExp(`schéma « 0 », « ${SCHEMA_VERSION} » est attendu.*npm run import`),
    ],
    [
      'an import that has not ended',
      () => write(1, { meta: { complet: '0' } }),
      /n’est pas terminé/,
    ],
  ])('%s', (_, make, message) => {
    make()
    const open = () => openBaseSqlite({ path, clock, log: () => {} })
    expect(open).toThrow(BaseRefusee)
    expect(open).toThrow(message)
  })
})

describe('a file that is replaced while it serves', PROCESSUS, () => {
  const setUp = () => {
    write(1)
    const logs: string[] = []
    const base: BaseSqlite = openBaseSqlite({
      path,
      clock,
      log: (line) => logs.push(line),
      everyMs: 20,
    })
    closes.push(() => base.close())
    const annuaire = createExtraction(base, clock)
    const nom = async () => personOf(await findOne(annuaire, rpps(RPPS))).nom
    const avertissement = async () => (await annuaire.etats())[0]?.avertissement
    return { annuaire, logs, nom, avertissement }
  }

  test('answers from the new one', async () => {
    const { annuaire, nom, logs, avertissement } = setUp()
    const donneesDu = async () => (await annuaire.etats())[0]?.donneesDu
    expect(await donneesDu()).toBe('2026-11-22')
    expect(await nom()).toBe('VERSION-1')
    for (const version of [2, 3]) {
      write(version, { meta: { donnees_du: `2026-11-2${version}` } })
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect.poll(nom, PATIENCE).toBe(`VERSION-${version}`)
    }
    expect(await donneesDu()).toBe('2026-11-23')
    expect(logs.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { source: 'extraction', nouvelleBase: path, donneesDu: '2026-11-22' },
      { source: 'extraction', nouvelleBase: path, donneesDu: '2026-11-23' },
    ])
    expect(await avertissement()).toBeUndefined()
  })

  test('by a bad one goes on with the old one, and says so once', async () => {
    const { nom, logs, avertissement } = setUp()
    write(2, { meta: { schema: '9' } })
    await expect
      .poll(avertissement, PATIENCE)
      .toMatch(/^Une nouvelle base est refusée, celle d’avant reste en service : .*schéma « 9 »/)
    expect(await nom()).toBe('VERSION-1')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(logs).toHaveLength(1)
    expect(JSON.parse(logs[0] ?? '')).toMatchObject({
      avertissement: expect.stringContaining('schéma'),
    })

    write(3)
    await expect.poll(nom, PATIENCE).toBe('VERSION-3')
    expect(await avertissement()).toBeUndefined()
  })

  test('by a copy that takes its time waits for its end', async () => {
    const { nom, logs } = setUp()
    const copy = join(dossier, 'copie.sqlite')
    copyFileSync(path, copy)
    write(2)
    await expect.poll(nom, PATIENCE).toBe('VERSION-2')
    const whole = readFileSync(path)
    rmSync(path)
    for (let end = 4096; end < whole.length; end += 8192) {
      writeFileSync(path, whole.subarray(0, end))
      // oxlint-disable-next-line no-await-in-loop -- slowly
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    writeFileSync(path, whole)
    await expect
      .poll(() => logs.filter((line) => line.includes('nouvelleBase')).length, PATIENCE)
      .toBe(2)
    expect(await nom()).toBe('VERSION-2')
    renameSync(copy, path)
    await expect.poll(nom, PATIENCE).toBe('VERSION-1')
  })

  test('and vanishes is unavailable until there is one again', async () => {
    const { annuaire, nom, logs, avertissement } = setUp()
    const outcome = async () => outcomeOf(await findOne(annuaire, rpps(RPPS)))
    renameSync(path, `${path}.ailleurs`)
    await expect.poll(outcome, PATIENCE).toBe('unavailable')
    expect(await avertissement()).toBe('Le fichier de la base a disparu.')
    const indisponible = async () => (await annuaire.etats())[0]?.indisponible
    expect(await indisponible()).toBe('Le fichier de la base a disparu.')
    renameSync(`${path}.ailleurs`, path)
    await expect.poll(outcome, PATIENCE).toBe(RPPS)
    expect(await avertissement()).toBeUndefined()
    expect(await indisponible()).toBeUndefined()
    rmSync(path)
    await expect.poll(outcome, PATIENCE).toBe('unavailable')
    write(2, { meta: { complet: '0' } })
    await expect
      .poll(avertissement, PATIENCE)
      .toMatch(/^Une nouvelle base est refusée : elle n’est pas complète/)
    expect(await outcome()).toBe('unavailable')
    write(2)
    await expect.poll(outcome, PATIENCE).toBe(RPPS)
    expect(await nom()).toBe('VERSION-2')
    expect(logs.filter((line) => line.includes('disparu'))).toHaveLength(2)
  })

  test('and cannot be looked at goes on, and says so', async () => {
    const { nom, logs, avertissement } = setUp()
    renameSync(path, `${path}.ailleurs`)
    symlinkSync(path, path)
    await expect
      .poll(avertissement, PATIENCE)
      .toBe(
        'La base ne peut pas être relue pour l’instant, celle d’avant reste en service : le fichier n’est pas accessible (ELOOP).',
      )
    expect(await nom()).toBe('VERSION-1')
    rmSync(path)
    renameSync(`${path}.ailleurs`, path)
    await expect.poll(avertissement, PATIENCE).toBeUndefined()
    expect(logs.filter((line) => line.includes('ELOOP'))).toHaveLength(1)
  })

  test('and spoilt in its place is unavailable, never nobody', async () => {
    const { annuaire } = setUp()
    const size = readFileSync(path).length
    writeFileSync(path, Buffer.alloc(size))
    expect(outcomeOf(await findOne(annuaire, rpps(RPPS)))).toBe('unavailable')
  })
})

test.each([
  ['none is left', '0'],
  ['one is left', '1'],
])(
  'while %s of the descriptors, a new file waits, and is taken once there are some',
  PROCESSUS,
  async (_, free) => {
    write(1)
    const script = fileURLToPath(new URL('../support/base-epuisee.ts', import.meta.url))
    const limited = 'ulimit -n 60 && exec "$0" "$@"'
    const child = spawn('/bin/sh', ['-c', limited, process.execPath, script, path])
    closes.push(() => child.kill('SIGKILL'))
    const output = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
    const tell = async (text: string) => {
      child.stdin.write(text)
      await expect.poll(() => output.out, PATIENCE).toContain(`libres ${text}`)
    }
    const warnings = () =>
      output.out
        .split('\n')
        .filter((line) => line.includes('avertissement'))
        .map((line) => (JSON.parse(line) as { avertissement: string }).avertissement)

    await tell(free)
    write(2)
    await expect
      .poll(warnings, PATIENCE)
      .toEqual([
        'Une nouvelle base ne peut pas encore être ouverte, celle d’avant reste en service : trop de fichiers sont ouverts (EMFILE).',
      ])
    await tell('-1')
    await expect.poll(() => output.out, PATIENCE).toContain('nouvelleBase')
    await tell(free)
    write(3, { meta: { schema: '9' } })
    await expect.poll(() => warnings().length, PATIENCE).toBe(2)
    await tell('-1')
    await expect
      .poll(() => warnings().at(-1), PATIENCE)
      .toMatch(/^Une nouvelle base est refusée, celle d’avant reste en service : .*schéma « 9 »/)
    expect(output.err).toBe('')
  },
)

describe('why a file cannot serve', () => {
  const sqlite = (errcode: number) =>
    Object.assign(new Error('text'), { code: 'ERR_SQLITE_ERROR', errcode })
  const system = (code: string) => Object.assign(new Error('text'), { code })

  test.each([
    [system('EMFILE'), 'trop de fichiers sont ouverts (EMFILE)'],
    [system('ENFILE'), 'trop de fichiers sont ouverts (ENFILE)'],
    [system('EBUSY'), 'le fichier n’est pas accessible (EBUSY)'],
    [system('EACCES'), 'le fichier n’est pas accessible (EACCES)'],
    [system('EIO'), 'le fichier n’est pas accessible (EIO)'],
    [sqlite(14), 'le fichier n’est pas accessible (SQLite 14)'],
    [sqlite(5), 'le fichier n’est pas accessible (SQLite 5)'],
    [sqlite(10 + 256 * 3), 'le fichier n’est pas accessible (SQLite 10)'],
    [new Error('text'), 'le fichier n’est pas accessible (inconnu)'],
  ])('passes: %s, %s', (error, motif) => {
    const refus = toRefus('/x/annuaire.sqlite', error)
    expect(refus).toMatchObject({ motif, passager: true })
    expect(refus.message).toBe(
      `la base « /x/annuaire.sqlite » ne peut pas être ouverte pour l’instant : ${motif}`,
    )
  })

  test.each([1, 11, 11 + 256, 24, 26])('is final: SQLite %i', (errcode) => {
    const refus = toRefus('/x/annuaire.sqlite', sqlite(errcode))
    expect(refus.passager).toBe(false)
    expect(refus.motif).toContain('ce n’est pas une base de l’import')
  })
})

describe('the service, a process of its own', PROCESSUS, () => {
  const NODE = fileURLToPath(new URL('../../src/node.ts', import.meta.url))
  const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
  const run = (entree: string, env: Record<string, string>, args: string[] = []) => {
    const child: ChildProcess = spawn(
      process.execPath,
      ['--import', './src/jsx.mjs', entree, ...args],
      { env: { ...COMPILED, ...env } },
    )
    closes.push(() => child.kill('SIGKILL'))
    const output = { out: '', err: '' }
    child.stdout?.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
    return { child, output, ended: once(child, 'close').then(([code]) => code as number) }
  }
  const env = () => ({
    PORT: '0',
    ANNUAIRE: 'extraction',
    EXTRACTION_DB: path,
    // The database holds a fictitious number of its own.
    FICTIFS: 'non',
    LIMITE_PAR_MINUTE: '1000000000',
  })

  test('does not start without its database, and says what to do', async () => {
    const { output, ended } = run(NODE, env())
    expect(await ended).toBe(2)
    expect(output.err).toMatch(
      /^Configuration invalide :\n {2}EXTRACTION_DB : la base « .*annuaire\.sqlite » n’existe pas : npm run import la fabrique\.\n$/,
    )
    expect(output.out).toBe('')
  })

  test('answers on the terminal', async () => {
    write(1)
    const { output, ended } = run(CLI, env(), [RPPS, '--date', '2026-11-23'])
    expect(await ended).toBe(0)
    expect(output.out).toContain('VERSION-1')
    expect(output.out).toMatch(/source : extraction \(direct, données du 22\/11\/2026\)/)
  })

  test('loses no request while its database is replaced ten times', async () => {
    write(0)
    const { output, child, ended } = run(NODE, env())
    await expect.poll(() => output.out, PATIENCE).toContain('écoute sur')
    const address = /http:\/\/localhost:\d+/.exec(output.out)?.[0] ?? ''
    const seen = new Set<string>()
    const failed: string[] = []
    let count = 0
    const over = new AbortController()
    const client = async () => {
      while (!over.signal.aborted) {
        // oxlint-disable-next-line no-await-in-loop -- as fast as one client can
        const response = await fetch(`${address}/v1/verifications/${RPPS}`)
        // oxlint-disable-next-line no-await-in-loop
        const body = (await response.json()) as {
          professionnel?: { nom: string }
          issue?: string
        }
        count += 1
        if (response.status === 200 && body.issue === 'decide')
          seen.add(body.professionnel?.nom ?? '')
        else failed.push(`${response.status} ${JSON.stringify(body)}`)
      }
    }
    const clients = Array.from({ length: 6 }, client)
    for (let version = 1; version <= 10; version++) {
      write(version)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect.poll(() => seen, PATIENCE).toContain(`VERSION-${version}`)
    }
    over.abort()
    await Promise.all(clients)
    expect(failed).toEqual([])
    expect(seen.size).toBe(11)
    expect(count).toBeGreaterThan(100)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(output.out.match(/nouvelleBase/g)).toHaveLength(10)
    expect(output.err).toBe('')
  })
})
