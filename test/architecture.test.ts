import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseSync, type ESTree } from 'vite'
import { describe, expect, test } from 'vitest'

/** Path from the root of the project → source text. */
type Sources = Record<string, string>
type Import = { specifier: string; typeOnly: boolean }

/**
 * What each part of src may import of ours, by part name, and of packages: `externals` absent = any.
 * `types`: of other parts, nothing but types.
 */
const PARTS: Record<string, { ours: string[]; externals?: string[]; types?: true }> = {
  domain: { ours: ['domain'], externals: ['zod'] },
  application: { ours: ['application', 'domain'], externals: ['zod'] },
  adapters: { ours: ['adapters', 'application', 'domain', 'xml'] },
  http: {
    ours: ['http', 'application', 'domain', 'xml'],
    externals: [
      'fflate',
      'hono',
      'ical-generator',
      'ipaddr.js',
      'lru-cache',
      'papaparse',
      'saxen',
      'zod',
    ],
  },
  xml: { ours: [], externals: ['fast-xml-parser'] },
  config: { ours: ['config'], externals: ['ipaddr.js', 'leven', 'zod'] },
  client: { ours: ['client', 'http', 'domain'], externals: [], types: true },
  terminal: { ours: ['domain'], externals: [] },
  extraction: { ours: ['extraction', 'adapters', 'application', 'domain', 'terminal'] },
  surveillance: { ours: ['surveillance', 'application', 'domain'] },
  'cli-texte': { ours: ['domain'], externals: [] },
  parts: { ours: ['adapters', 'application', 'config'], externals: ['hono'] },
  app: {
    ours: ['parts', 'http', 'adapters', 'application', 'domain', 'config'],
    externals: ['hono'],
  },
  'node-platform': { ours: ['adapters', 'parts', 'config', 'domain'], externals: ['node:fs'] },
  'node-server': { ours: ['http', 'application'] },
  'node-stop': { ours: ['node-server'] },
  entry: {
    ours: [
      'app',
      'parts',
      'node-platform',
      'node-server',
      'node-stop',
      'cli-texte',
      'terminal',
      'config',
      'http',
      'adapters',
      'application',
      'domain',
      'extraction',
      'surveillance',
      'client',
    ],
  },
}
const ENTRIES = [
  'src/node.ts',
  'src/worker.ts',
  'src/cli.ts',
  'src/chercher.ts',
  'src/surveiller.ts',
  'src/telecharger.ts',
  'src/import.ts',
]

/** Packages that one file alone may import. */
const SOLE_IMPORTER: Record<string, string> = {
  undici: 'src/node.ts',
  'fast-xml-parser': 'src/xml.ts',
  'ical-generator': 'src/http/routes/rappel.ts',
  saxen: 'src/http/classeur/read-xml.ts',
}
const FICTIF = 'src/adapters/annuaires/fictif.ts'

/** Entries only wrap the platform's fetch to hand it over; client.ts runs in other people's software. */
const FETCH_CALLERS = [
  'src/adapters/http-client/http-client.ts',
  'src/extraction/telecharger/requete.ts',
  'src/client.ts',
  'src/client/send.ts',
  // What the commands have in common.
  'src/node-platform.ts',
  ...ENTRIES,
]

const IMPURE_GLOBALS = [
  'fetch',
  'process',
  'globalThis',
  'performance',
  'crypto',
  'console',
  'setTimeout',
  'setInterval',
]

/** `adapters`, `http`, `xml`, `entry`… or undefined for a file outside src. */
function partOf(path: string): string | undefined {
  if (ENTRIES.includes(path)) return 'entry'
  return /^src\/([^/.]+)/.exec(path)?.[1]
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function resolve(from: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(from), specifier))
}

/** Every node of a tree with its parent and the key under which the parent holds it. */
function* nodes(
  value: unknown,
  parent?: ESTree.Node,
  key?: string,
): Generator<{ node: ESTree.Node; parent: ESTree.Node | undefined; key: string | undefined }> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodes(item, parent, key)
  } else if (typeof value === 'object' && value !== null && 'type' in value) {
    const node = value as ESTree.Node
    yield { node, parent, key }
    for (const [name, child] of Object.entries(node)) yield* nodes(child, node, name)
  }
}

/** A property name or a type is not a use of the global of that name. */
function isName(parent: ESTree.Node | undefined, key: string | undefined): boolean {
  if (parent === undefined) return false
  if (parent.type === 'MemberExpression') return key === 'property' && !parent.computed
  if (parent.type.startsWith('TS')) return !parent.type.endsWith('Expression')
  return key === 'key' && 'computed' in parent && !parent.computed
}

function read(path: string, code: string): { program: ESTree.Program; imports: Import[] } {
  const { program, errors } = parseSync(path, code)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const imports: Import[] = []
  for (const { node } of nodes(program)) {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (node.source) {
          const kind = node.type === 'ImportDeclaration' ? node.importKind : node.exportKind
          imports.push({
            specifier: node.source.value,
            typeOnly: kind === 'type',
          })
        }
        break
      case 'ImportExpression':
        imports.push({
          specifier: node.source.type === 'Literal' ? String(node.source.value) : '(computed)',
          typeOnly: false,
        })
        break
      case 'TSImportType':
        imports.push({ specifier: node.source.value, typeOnly: true })
        break
      default:
    }
  }
  return { program, imports }
}

function importViolations(path: string, imports: Import[]): string[] {
  const found: string[] = []
  const part = partOf(path)
  const rules = part === undefined ? undefined : PARTS[part]
  if (part !== undefined && rules === undefined) {
    return [`${path}: not a part of the layout; give it a line in PARTS`]
  }
  const parts = new Set<string | undefined>()

  for (const { specifier, typeOnly } of imports) {
    if (!specifier.startsWith('.')) {
      const name = packageOf(specifier)
      const sole = SOLE_IMPORTER[name]
      if (part !== undefined && sole !== undefined && sole !== path) {
        found.push(`${path}: only ${sole} imports ${name}`)
      }
      if (rules?.externals && !rules.externals.includes(name)) {
        found.push(`${path}: ${part} may not import ${specifier}`)
      }
      continue
    }
    const target = resolve(path, specifier)
    const targetPart = partOf(target)
    parts.add(targetPart)
    if (rules?.types && !typeOnly && targetPart !== part) {
      found.push(`${path}: ${part} imports types alone`)
    }
    if (part === undefined) {
      if (target.startsWith('src/')) found.push(`${path}: mocks never import src (${target})`)
    } else if (targetPart === undefined) {
      if (path !== FICTIF || !target.startsWith('mocks/fixtures/')) {
        found.push(`${path}: src may not import ${target}`)
      }
    } else if (!rules?.ours.includes(targetPart)) {
      found.push(`${path}: ${part} may not import ${target}`)
    }
  }
  if (part !== 'app' && parts.has('adapters') && parts.has('http')) {
    found.push(`${path}: only src/app.ts joins adapters and http`)
  }
  return found
}

/** `fetch(…)`, `globalThis.fetch(…)`, `undici.fetch(…)`; `app.fetch(…)` is Hono's own method. */
function callsFetch(node: ESTree.Node): boolean {
  if (node.type !== 'CallExpression') return false
  const { callee } = node
  if (callee.type === 'Identifier') return callee.name === 'fetch'
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    ['globalThis', 'self', 'window', 'undici'].includes(callee.object.name) &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'fetch'
  )
}

function isMember(node: ESTree.Node, object: string, properties: string[]): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === object &&
    node.property.type === 'Identifier' &&
    properties.includes(node.property.name)
  )
}

/** What in one node makes the domain depend on the clock, chance, the environment or I/O. */
function impurity(
  node: ESTree.Node,
  parent: ESTree.Node | undefined,
  key: string | undefined,
): string | undefined {
  if (isMember(node, 'Date', ['now'])) return 'Date.now'
  if (isMember(node, 'Temporal', ['Now'])) return 'Temporal.Now'
  if (isMember(node, 'Math', ['random'])) return 'Math.random'
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const isDate = node.callee.type === 'Identifier' && node.callee.name === 'Date'
    if (isDate && (node.arguments.length === 0 || node.type === 'CallExpression')) {
      return 'the current date'
    }
  }
  if (node.type === 'Identifier' && IMPURE_GLOBALS.includes(node.name) && !isName(parent, key)) {
    return node.name
  }
  return undefined
}

function codeViolations(path: string, program: ESTree.Program): string[] {
  const found: string[] = []
  for (const { node, parent, key } of nodes(program)) {
    if (callsFetch(node) && !FETCH_CALLERS.includes(path)) {
      found.push(`${path}: only src/adapters/http-client/http-client.ts calls fetch`)
    }
    if (partOf(path) === 'domain') {
      const what = impurity(node, parent, key)
      if (what !== undefined) found.push(`${path}: the domain is pure, but uses ${what}`)
    }
  }
  return found
}

/** The Worker has no node:* modules, so nothing that it reaches may import one, nor undici. */
function workerViolations(imports: Map<string, Import[]>): string[] {
  const found: string[] = []
  const reached = new Set(['src/worker.ts'])
  for (const path of reached) {
    for (const { specifier, typeOnly } of imports.get(path) ?? []) {
      if (typeOnly) continue
      if (specifier.startsWith('.')) reached.add(resolve(path, specifier))
      else if (packageOf(specifier) === 'undici' || specifier.startsWith('node:')) {
        found.push(`${path}: reached from src/worker.ts, may not import ${specifier}`)
      }
    }
  }
  return found
}

/** Node has no cloudflare:* modules. */
function nodeViolations(imports: Map<string, Import[]>): string[] {
  const found: string[] = []
  const reached = new Set(ENTRIES.filter((path) => path !== 'src/worker.ts'))
  for (const path of reached) {
    for (const { specifier, typeOnly } of imports.get(path) ?? []) {
      if (typeOnly) continue
      if (specifier.startsWith('.')) reached.add(resolve(path, specifier))
      else if (specifier.startsWith('cloudflare:')) {
        found.push(`${path}: reached from an entry of Node, may not import ${specifier}`)
      }
    }
  }
  return found
}

/** No file imports itself through others: what runs first would depend on who is asked first. */
function circleViolations(imports: Map<string, Import[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const follow = (path: string, way: string[]): void => {
    const at = way.indexOf(path)
    if (at !== -1) found.push(`a circle of imports: ${[...way.slice(at), path].join(' → ')}`)
    if (at !== -1 || done.has(path)) return
    for (const { specifier, typeOnly } of imports.get(path) ?? []) {
      if (!typeOnly && specifier.startsWith('.')) follow(resolve(path, specifier), [...way, path])
    }
    done.add(path)
  }
  for (const path of imports.keys()) follow(path, [])
  return found
}

function violations(sources: Sources): string[] {
  const found: string[] = []
  const imports = new Map<string, Import[]>()
  for (const [path, code] of Object.entries(sources)) {
    const file = read(path, code)
    imports.set(path, file.imports)
    found.push(...importViolations(path, file.imports))
    if (partOf(path) !== undefined) found.push(...codeViolations(path, file.program))
  }
  return [
    ...found,
    ...workerViolations(imports),
    ...nodeViolations(imports),
    ...circleViolations(imports),
  ]
}

test('src and mocks keep to the import directions, without circles, and to a pure domain', () => {
  const root = new URL('..', import.meta.url)
  const paths = globSync(['src/**/*.{ts,tsx}', 'mocks/**/*.ts'], { cwd: root })
  const sources = Object.fromEntries(
    paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(new URL(path, root), 'utf8')]),
  )
  expect(violations(sources)).toEqual([])
})

/** Tests of the service that do not run in the Workers runtime too, and why. */
const NODE_ONLY = {
  'test/adapters/age-donnees.test.ts': 'makes databases as files',
  'test/adapters/fuzz-extraction.test.ts': 'makes databases as files',
  'test/adapters/metriques.test.ts': 'is about what Node alone counts',
  'test/entries/arret.test.ts': 'starts processes',
  'test/entries/classeur-lecteurs.test.ts': 'starts LibreOffice',
  'test/entries/client-construit.test.ts': 'starts processes',
  'test/entries/generateurs.test.ts': 'starts processes',
  'test/entries/guides.test.ts': 'runs the commands of the guides',
  'test/entries/node-server.test.ts': 'is about the server of Node',
  'test/entries/node.test.ts': 'is about the entry of Node',
  'test/extraction/import-finess.test.ts': 'makes databases as files',
  'test/extraction/import-incomplet.test.ts': 'makes databases as files',
  'test/extraction/texte-fichiers.test.ts': 'makes databases as files, starts processes',
  'test/http/docs-page.test.ts': 'starts a browser',
  'test/http/openapi.test.ts': 'validates by code made on the fly, which Workers refuse',
}

test('whatever asks the service runs in both runtimes, but for a few that say why', () => {
  const root = new URL('..', import.meta.url)
  const nodeOnly = globSync('test/**/*.test.{ts,tsx}', { cwd: root }).filter((path) => {
    const code = readFileSync(new URL(path, root), 'utf8')
    return (
      /from '\.\.\/support\/(import-)?service\.ts'/.test(code) && /from '(node:|undici)/.test(code)
    )
  })
  const known = Object.keys(NODE_ONLY)
  expect(nodeOnly.map((path) => path.replaceAll('\\', '/')).toSorted()).toEqual(known)
})

describe('the checker finds a planted violation', () => {
  test.each<[path: string, code: string, message: string]>([
    ['src/domain/lot.ts', `import '../application/ports.ts'`, 'domain may not import src/app'],
    ['src/domain/lot.ts', `export * from '../xml.ts'`, 'domain may not import src/xml.ts'],
    ['src/domain/lot.ts', `import { readFile } from 'node:fs'`, 'may not import node:fs'],
    ['src/domain/rules/engine.ts', `import { Hono } from 'hono'`, 'domain may not import hono'],
    ['src/domain/lot.ts', `export const f = () => fetch('/')`, 'uses fetch'],
    ['src/domain/lot.ts', `const f = { fetch }`, 'uses fetch'],
    ['src/domain/lot.ts', `const t = Date.now()`, 'uses Date.now'],
    ['src/domain/lot.ts', `const t = new Date()`, 'uses the current date'],
    ['src/domain/lot.ts', `const e = process.env.X`, 'uses process'],
    ['src/application/lot.ts', `import '../adapters/http-client.ts'`, 'may not import src/adap'],
    ['src/application/lot.ts', `import { Hono } from 'hono'`, 'application may not import hono'],
    ['src/http/routes.ts', `await import('node:fs')`, 'http may not import node:fs'],
    [
      'src/client.ts',
      `import { ISSUES } from './domain/libelles.ts'`,
      'client imports types alone',
    ],
    ['src/application/lot.ts', `import type { R } from '../http/routes.ts'`, 'may not import'],
    ['src/adapters/cache/a.ts', `import '../../http/problem.ts'`, 'may not import src/http'],
    ['src/adapters/cache/a.ts', `import '../../../mocks/fixtures/a.ts'`, 'may not import mocks'],
    ['src/adapters/annuaires/fictif.ts', `import '../../../mocks/a.ts'`, 'may not import mocks'],
    ['src/adapters/annuaires/fhir/fhir.ts', `await fetch('/')`, 'http-client.ts calls fetch'],
    ['src/adapters/annuaires/fhir/fhir.ts', `globalThis.fetch('/')`, 'http-client.ts calls fetch'],
    ['src/http/routes.ts', `import '../adapters/http-client.ts'`, 'may not import src/adapters'],
    ['src/http/routes.ts', `await import('../adapters/a.ts')`, 'may not import src/adapters'],
    ['src/http/routes.ts', `import { x } from '../app.ts'`, 'may not import src/app.ts'],
    ['src/http/formats/xml.ts', `import 'fast-xml-parser'`, 'only src/xml.ts imports'],
    ['src/xml.ts', `import './domain/faits.ts'`, 'xml may not import src/domain'],
    ['src/app.ts', `import { fetch } from 'undici'`, 'only src/node.ts imports undici'],
    ['src/cli.ts', `import './http/a.ts'\nimport './adapters/a.ts'`, 'joins adapters and http'],
    ['src/utils/a.ts', ``, 'not a part of the layout'],
    ['mocks/annuaire-fhir/serveur.ts', `import '../../src/xml.ts'`, 'mocks never import src'],
  ])('%s: %s', (path, code, message) => {
    expect(violations({ [path]: code })).toContainEqual(expect.stringContaining(message))
  })

  test('node:sqlite behind two imports of the Worker', () => {
    expect(
      violations({
        'src/worker.ts': `import './app.ts'`,
        'src/app.ts': `import './adapters/annuaires/extraction/extraction.ts'`,
        'src/adapters/annuaires/extraction/extraction.ts': `import { DatabaseSync } from 'node:sqlite'`,
      }),
    ).toEqual([expect.stringContaining('may not import node:sqlite')])
  })

  test('cloudflare:workers behind two imports of Node', () => {
    expect(
      violations({
        'src/node.ts': `import './app.ts'`,
        'src/app.ts': `import './adapters/quota/a.ts'`,
        'src/adapters/quota/a.ts': `import { DurableObject } from 'cloudflare:workers'`,
      }),
    ).toEqual([expect.stringContaining('may not import cloudflare:workers')])
  })

  test('a circle of three files, though not one of types', () => {
    const c = (kind: string) =>
      violations({
        'src/domain/a.ts': `import { b } from './b.ts'`,
        'src/domain/b.ts': `export * from './faits/c.ts'`,
        'src/domain/faits/c.ts': `import ${kind} { a } from '../a.ts'`,
      })
    const way = ['a.ts', 'b.ts', 'faits/c.ts', 'a.ts'].map((one) => `src/domain/${one}`)
    expect(c('')).toEqual([`a circle of imports: ${way.join(' → ')}`])
    expect(c('type')).toEqual([])
  })

  test('and lets through what is allowed', () => {
    expect(
      violations({
        'src/domain/lot.ts': `
          import * as z from 'zod'
          // fetch, Date.now() and new Date() in a comment
          const text = "process.env, import '../http/routes.ts'"
          const day = (iso: string) => new Date(iso)
          const a = { process: 1 }, b = a.process
          type Deps = { fetch: () => void }`,
        'src/adapters/annuaires/fictif.ts': `import { a } from '../../../mocks/fixtures/a.ts'`,
        'src/adapters/http-client/http-client.ts': `export const get = (u: string) => fetch(u)`,
        'src/app.ts': `import './http/routes.ts'\nimport './adapters/http-client/http-client.ts'`,
        'src/node.ts': `import * as undici from 'undici'\nimport { createApp } from './app.ts'`,
        'src/worker.ts': `export default { fetch: (r: Request) => app.fetch(r) }`,
        'src/xml.ts': `import { XMLParser } from 'fast-xml-parser'`,
        'mocks/handlers.ts': `import { http } from 'msw'`,
      }),
    ).toEqual([])
  })
})
