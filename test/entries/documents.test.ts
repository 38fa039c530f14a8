import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROBLEMES } from '../../src/http/reply/problem.ts'
import { GUIDES } from '../docs/guides.ts'

const ROOT = new URL('../../', import.meta.url)
const find = (patterns: string | string[]): string[] =>
  globSync(patterns, { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'))
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8')
const isThere = (path: string): boolean => existsSync(new URL(path, ROOT))

const DOCUMENTS = find(['*.md', 'docs/**/*.md'])
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const COMMANDES = [...read('src/qui-commande.mjs').matchAll(/^ {2}(\w+): \[/gm)].map(
  ([, nom = '']) => nom,
)

const capturesOf = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, capture = '']) => capture)

const toAnchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

describe.each(DOCUMENTS)('%s', (path) => {
  const text = read(path)

  test('leads to files and titles that are there', () => {
    for (const link of capturesOf(text, /\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(link)) continue
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : posix.join(posix.dirname(path), file)
      expect(isThere(target), `${link} of ${path}`).toBe(true)
      if (anchor === undefined) continue
      expect(capturesOf(read(target), /^#+ (.*)$/gm).map(toAnchor)).toContain(anchor)
    }
  })

  // A change log may speak of what is no more.
  test.skipIf(path === 'CHANGELOG.md')('names files, scripts and commands that are there', () => {
    const paths = capturesOf(text, /`((?:src|test|docs|scripts|mocks)\/[^`*\s]*)`/g)
    expect(paths.filter((named) => !isThere(named))).toEqual([])
    const named = capturesOf(text, /\bnpm run (?:-s )?([a-z0-9:]+)/g)
    expect(named.filter((nom) => !(nom in scripts))).toEqual([])
    const commandes = capturesOf(text, /\bnpx qui-commande (\w+)/g)
    expect(commandes.filter((nom) => !COMMANDES.includes(nom))).toEqual([])
  })

  const isGuide = GUIDES.some((guide) => path === `docs/${guide}`)

  test.skipIf(isGuide)('says of each block of commands why no test runs it', () => {
    const before = capturesOf(text, /^(.*)\n```(?:sh|ts)$/gm)
    const unmarked = before.filter(
      (line) => !/^<!-- (?:not run by the tests:|non exécuté par les tests :) \S.* -->$/.test(line),
    )
    expect(unmarked).toEqual([])
  })
})

test('the README stays short, and says whose service this is not', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(130)
  expect(read('README.md')).toContain('independent of the Agence du Numérique en Santé')
})

test('the index of docs names every document', () => {
  const listed = capturesOf(read('docs/README.md'), /\]\(([^)\s]+)\)/g)
  const there = find(['docs/**/*.md', 'docs/*.json']).map((path) => posix.relative('docs', path))
  expect(listed.toSorted()).toEqual(there.filter((path) => path !== 'README.md').toSorted())
})

test('each decision is dated', () => {
  for (const path of find('docs/decisions/*.md')) {
    expect(`${path}\n${read(path)}`).toMatch(/^.*\n# .+\n\n\d{4}-\d\d-\d\d(, \d{4}-\d\d-\d\d)*\n\n/)
  }
})

test('the README gives every command of qui-commande, and CONTRIBUTING every script', () => {
  for (const nom of COMMANDES) expect(read('README.md')).toContain(`\`npx qui-commande ${nom}`)
  expect(COMMANDES.length).toBeGreaterThan(3)
  const contributing = read('CONTRIBUTING.md')
  for (const nom of Object.keys(scripts)) {
    expect(contributing).toMatch(new RegExp(`npm (run )?${nom}\\b`))
  }
})

describe('the map of CONTRIBUTING', () => {
  /** Paths by their indentation: each line begins with one name or several, two spaces between. */
  const readMap = (): string[] => {
    const map = /^```\n(src\/\n.*?)^```$/ms.exec(read('CONTRIBUTING.md'))?.[1] ?? ''
    const parents: string[] = []
    return map.split('\n').flatMap((line) => {
      const depth = line.search(/\S/) / 2
      const words = line.trim().split(/ {2,}/)
      const end = words.findIndex((word) => !/^[\w.-]+(?:\/|\.m?ts)$/.test(word))
      const names = end === -1 ? words : words.slice(0, end)
      parents[depth] = names[0] ?? ''
      return names.map((name) => parents.slice(0, depth).join('') + name)
    })
  }

  test('shows what is there', () => {
    expect(readMap().filter((path) => !isThere(path))).toEqual([])
  })

  test('shows every room', () => {
    const rooms = find(['src/*', 'src/*/*'])
      .filter((path) => statSync(new URL(path, ROOT)).isDirectory())
      .map((path) => `${path}/`)
    expect(rooms.filter((room) => !readMap().includes(room))).toEqual([])
  })
})

describe('the threats', () => {
  const text = read('docs/menaces.md')
  const rows = capturesOf(text, /^\| (?!menace)([^|]* \|[^|]*\|[^|]*) \|$/gm)
  const preuves = [...text.matchAll(/`(test\/[^`]+)` « ([^»]+) »/g)]

  test('are each held by tests that are named, or said to be held by nothing', () => {
    expect(rows.length).toBeGreaterThan(50)
    const unproved = rows.filter(
      (row) => !/\| (?:rien|`test\/[^`]+\.test\.ts` « [^»]+ »(?:, (?=`)|$))+$/.test(row),
    )
    expect(unproved).toEqual([])
    expect(preuves.length).toBe(capturesOf(text, /`(test\/)/g).length)
  })

  test('name tests by titles that are there', () => {
    /** What is written between quotes, comments left out. */
    const titlesOf = (path: string): string =>
      capturesOf(read(path), /^(?!\s*(?:\*|\/[/*]))(.*['"`].*)$/gm).join('\n')
    const missing = preuves.filter(([, path = '', title = '']) => !titlesOf(path).includes(title))
    expect(missing.map(([preuve]) => preuve)).toEqual([])
  })
})

test('docs/erreurs-et-limites.md has every error once, under its status', () => {
  const table = [...read('docs/erreurs-et-limites.md').matchAll(/^\| (\d{3}) \| (.*?) \| \S/gm)]
  const written = table.flatMap(([, status, codes = '']) =>
    capturesOf(codes, /`(\w+)`/g).map((code) => `${status} ${code}`),
  )
  const real = Object.entries(PROBLEMES).map(([code, { status }]) => `${status} ${code}`)
  expect(written.toSorted()).toEqual(real.toSorted())
})
