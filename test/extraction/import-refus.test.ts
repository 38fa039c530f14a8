import { execFile, spawn } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  ACTIVITES,
  cabinet,
  DIPLOMES,
  finess,
  foule,
  personne,
  tableau,
} from '../../mocks/extraction/fichiers.ts'
import { zip } from '../../mocks/extraction/zip.ts'
import { COMPILED } from '../support/compile.ts'

/** Each case runs the command itself, over real files, with a database in service. */
const IMPORT = fileURLToPath(new URL('../../src/import.ts', import.meta.url))
const ARGS = [IMPORT]

let dossier = ''
const path = (...parts: string[]): string => join(dossier, ...parts)
const db = (): string => path('base', 'annuaire.sqlite')

type Sortie = { code: number | string; stdout: string; stderr: string }

const exec = (command: string, args: string[]): Promise<Sortie> =>
  new Promise((resolve) => {
    execFile(
      command,
      args,
      { env: { PATH: process.env['PATH'], ...COMPILED } },
      (error, stdout, stderr) => {
        resolve({ code: error?.code ?? error?.signal ?? 0, stdout, stderr })
      },
    )
  })
const run = (...args: string[]): Promise<Sortie> =>
  exec(process.execPath, [...ARGS, ...args, '--db', db()])

const put = (nom: string, contenu: string | Buffer): string => {
  writeFileSync(path(nom), contenu)
  return path(nom)
}

/** A link to itself: there, but unreadable even for root. */
const loop = (nom: string): string => {
  rmSync(path(nom), { force: true })
  symlinkSync(path(nom), path(nom))
  return path(nom)
}

const people = (): number => {
  const base = new DatabaseSync(db(), { readOnly: true })
  try {
    return Number(base.prepare('SELECT count(*) AS n FROM professionnel').get()?.['n'])
  } finally {
    base.close()
  }
}

const OLD = 200
const text = tableau(ACTIVITES, foule(OLD))

beforeAll(async () => {
  dossier = mkdtempSync(join(tmpdir(), 'import-refus-'))
  expect(await run(put('activites.txt', text))).toMatchObject({ code: 0 })
}, 60_000)
afterAll(() => rmSync(dossier, { recursive: true }))

/** The old database as it was, and nothing beside it. */
const expectUntouched = (): void => {
  expect(readdirSync(path('base')).toSorted()).toEqual([
    'annuaire.sqlite',
    'annuaire.sqlite.verrou',
  ])
  expect(people()).toBe(OLD)
}

const NOM = 'PS_LibreAcces_Personne_activite_202611230831.txt'
const whole = zip([{ nom: NOM, contenu: text }])
const json = JSON.stringify(finess())
const bomb = () => zip([{ nom: NOM, contenu: Buffer.alloc(30 * 1024 * 1024, 0x20) }])

test.each<[string, () => string[], string]>([
  ['no file', () => [], 'Donnez les fichiers'],
  ['an option that is none', () => ['--vite'], 'Option inconnue'],
  ['a file that is not there', () => [path('absent.zip')], 'il n’existe pas'],
  ['a file that cannot be read', () => [loop('boucle.txt')], 'erreur du système'],
  ['an empty file', () => [put('vide.txt', '')], 'vide'],
  ['a file of one byte', () => [put('un.txt', '1')], 'aucune des extractions'],
  [
    'an empty folder',
    () => [mkdirSync(path('rien'), { recursive: true }) ?? path('rien')],
    'n’est pas parmi les fichiers',
  ],
  ['a header and nothing else', () => [put('entete.txt', tableau(ACTIVITES, []))], 'aucune ligne'],
  ['not a zip', () => [put('faux.zip', 'PK, but no more')], 'pas un fichier zip'],
  [
    'a zip cut off',
    () => [put('coupe.zip', whole.subarray(0, whole.length - 40))],
    'abîmée ou incomplète',
  ],
  [
    'a zip of other bytes than were packed',
    () => [put('crc.zip', zip([{ nom: NOM, contenu: text, crc: 1 }]))],
    'abîmée ou incomplète',
  ],
  [
    'an encrypted zip',
    () => [put('chiffre.zip', zip([{ nom: NOM, contenu: text, chiffree: true }]))],
    'chiffrée',
  ],
  ['a zip without files', () => [put('sans.zip', zip([]))], 'vide'],
  [
    'a zip of too many files',
    () => [
      put(
        'foule.zip',
        zip(Array.from({ length: 101 }, (_, i) => ({ nom: `${i}.txt`, contenu: '' }))),
      ),
    ],
    '101 fichiers dans l’archive',
  ],
  ['a zip that announces a bomb', () => [put('bombe.zip', bomb())], 'taille décompressée anormale'],
  [
    'a zip with more than it announces',
    () => [put('menteur.zip', zip([{ nom: NOM, contenu: text, taille: 100 }]))],
    'abîmée ou incomplète',
  ],
  [
    'a gzip that is a bomb',
    () => [put('bombe.gz', gzipSync(`${text}${'\n'.repeat(30 * 1024 * 1024)}`))],
    'taille décompressée anormale',
  ],
  ['a gzip cut off', () => [put('coupe.txt.gz', gzipSync(text).subarray(0, -200))], 'gzip abîmé'],
  [
    'the wrong extraction',
    () => [put('diplomes.txt', tableau(DIPLOMES, [personne('10999001000')]))],
    'diplômes',
  ],
  [
    'a restricted extraction',
    () => [put('restreint.txt', tableau([...ACTIVITES, 'Date de naissance'], foule(2)))],
    'accès restreint',
  ],
  ['something else', () => [put('autre.csv', 'a;b;c\n1;2;3\n')], 'aucune des extractions'],
  [
    'the old FINESS',
    () => [put('etalab.csv', 'finess;etalab;96;2026-05-04\n')],
    'finess-structures',
  ],
  [
    'a required column missing',
    () => [
      put(
        'colonne.txt',
        tableau(
          ACTIVITES.filter((nom) => nom !== 'Code mode exercice'),
          foule(OLD),
        ),
      ),
    ],
    '« Code mode exercice »',
  ],
  [
    'a column twice',
    () => [put('double.txt', tableau([...ACTIVITES, 'Code profession'], foule(OLD)))],
    'figure deux fois',
  ],
  [
    'rows of another width',
    () => [put('decale.txt', `${text}${'8|10999000000|x|\n'.repeat(50)}`)],
    '50 lignes sur 250',
  ],
  [
    'half of the people',
    () => [put('moitie.txt', tableau(ACTIVITES, foule(OLD / 2)))],
    'professionnels : 100 au lieu de 200',
  ],
  [
    'people without RPPS only',
    () => [
      put(
        'adeli.txt',
        tableau(ACTIVITES, [cabinet('992699017', { "Type d'identifiant PP": '0' })]),
      ),
    ],
    'Aucun professionnel',
  ],
  [
    'a JSON cut off',
    () => [path('activites.txt'), put('coupe.json', json.slice(0, -5))],
    'JSON est abîmé',
  ],
  [
    'a JSON that is none',
    () => [path('activites.txt'), put('faux.json', json.replace('"siren":', 'siren'))],
    'JSON est abîmé',
  ],
  [
    'a JSON without EJ',
    () => [path('activites.txt'), put('sans-ej.json', '{"gco":[],"pmej":[]}')],
    'aucune entité juridique',
  ],
  [
    'lines that end with CR alone',
    () => [put('cr.txt', text.replaceAll('\n', '\r'))],
    'finissent par CR seul, au lieu de LF',
  ],
  [
    'a long text whose lines end with CR alone',
    () => [put('cr-long.txt', text.replaceAll('\n', '\r').repeat(100))],
    'finissent par CR seul, au lieu de LF',
  ],
  [
    'a text that is none',
    () => [put('binaire.txt', `${text}${'x'.repeat(3_000_000)}`)],
    'pas un texte',
  ],
])(
  '%s: a clear message, exit 2, the old database in service',
  { timeout: 60_000 },
  async (_, args, message) => {
    const { code, stdout, stderr } = await run(...args())
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/ {4}at |Error|10999/)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expectUntouched()
  },
)

test('--aide explains, exit 0', { timeout: 60_000 }, async () => {
  expect(await run('--aide')).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage') })
})

test.skipIf(process.getuid?.() === 0)(
  'a file that may not be read',
  { timeout: 60_000 },
  async () => {
    chmodSync(put('secret.txt', text), 0)
    const { code, stderr } = await run(path('secret.txt'))
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('refuse l’accès') })
  },
)

test('a database that is somebody else’s file stays', { timeout: 60_000 }, async () => {
  const other = put('lettre.txt', 'not a database')
  const { code, stderr } = await exec(process.execPath, [
    ...ARGS,
    path('activites.txt'),
    '--db',
    other,
  ])
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('pas une base'),
  })
  expect(readFileSync(other, 'utf8')).toBe('not a database')
})

test('a place that cannot be written', { timeout: 60_000 }, async () => {
  const { code, stderr } = await exec(process.execPath, [
    ...ARGS,
    path('activites.txt'),
    '--db',
    path('activites.txt', 'x.sqlite'),
  ])
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('on ne peut pas y écrire'),
  })
})

test('a disk that fills up', { timeout: 60_000 }, async () => {
  // The shell's limit on the size of a file stands for the end of the disk: 512 blocks of 1 KiB.
  const large = put('grand.txt', tableau(ACTIVITES, foule(20_000)))
  const command = `ulimit -f 512; exec "$0" "$@"`
  const { code, stderr } = await exec('bash', [
    '-c',
    command,
    process.execPath,
    ...ARGS,
    large,
    '--force',
    '--db',
    db(),
  ])
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('Plus de place') })
  expectUntouched()
})

/** An import that waits for the end of its input, so that it is surely under way. */
const startSlow = async () => {
  const fifo = path('lent.txt')
  rmSync(fifo, { force: true })
  const child = spawn(
    process.execPath,
    [...ARGS, put('long.txt', tableau(ACTIVITES, foule(60_000))), '--force', '--db', db()],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  while (!stderr.includes('Activités')) await new Promise((resolve) => setTimeout(resolve, 5))
  return { child, ended, stderr: () => stderr }
}

test('two at once: the second is refused', { timeout: 60_000 }, async () => {
  const first = await startSlow()
  first.child.kill('SIGSTOP')
  const { code, stderr } = await run(path('activites.txt'))
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining('Un autre import est en cours'),
  })
  first.child.kill('SIGKILL')
  first.child.kill('SIGCONT')
  await first.ended
  expect(people()).toBe(OLD)
  // What the killed one left neither blocks the next nor stays.
  expect(readdirSync(path('base')).some((nom) => nom.includes('.nouveau-'))).toBe(true)
  expect(await run(path('activites.txt'))).toMatchObject({ code: 0 })
  expectUntouched()
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s: the old database stays, nothing is left',
  { timeout: 60_000 },
  async (signal) => {
    const { child, ended, stderr } = await startSlow()
    child.kill(signal)
    expect(await ended).toBe(130)
    expect(stderr()).toContain('Import interrompu')
    expectUntouched()
  },
)
