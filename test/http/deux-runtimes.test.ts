import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMPILED } from '../support/compile.ts'
import { buildBundle, startWorkerd, type Bundle, type Workerd } from '../support/workerd.ts'

/** The same requests to both runtimes, over sockets: each answer is the same, header by header. */

const NODE = fileURLToPath(new URL('../../src/node.ts', import.meta.url))
const VARS = { ANNUAIRE: 'fictif', CORS_ORIGINES: 'https://a.example', ADRESSE_ENTETE: 'X-Real-IP' }
const RPPS = '10999001000'
const ID = 'essai-1'

const ports: Record<'node' | 'workers', number> = { node: 0, workers: 0 }
let bundle: Bundle | undefined
let workerd: Workerd | undefined
let node: ChildProcess | undefined

beforeAll(async () => {
  bundle = buildBundle()
  workerd = await startWorkerd(bundle, { vars: VARS, objects: ['QuotaPasserelle'] })
  node = spawn(process.execPath, ['--import', './src/jsx.mjs', NODE], {
    env: { ...VARS, ...COMPILED, PORT: '0' },
  })
  const [line] = (await once(node.stdout as NonNullable<typeof node.stdout>, 'data')) as [Buffer]
  ports.node = Number(/localhost:(\d+)/.exec(line.toString())?.[1])
  ports.workers = workerd.port
}, 60_000)

afterAll(async () => {
  node?.kill('SIGKILL')
  await workerd?.stop()
  bundle?.remove()
})

type Demande = { path: string; method?: string; headers?: Record<string, string>; body?: string }

/** How an answer is cut for the wire, and when it left: the server's business, not ours. */
const OF_THE_SERVER = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']

const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g

/** An answer without what time makes of it. */
const ask = (port: number, { path, method = 'GET', headers = {}, body }: Demande) =>
  new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: {
          host: 'service.example',
          'x-request-id': ID,
          'x-real-ip': '192.0.2.1',
          ...headers,
        },
      })
      sent.on('error', reject)
      sent.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const kept = Object.entries(response.headers)
            .filter(([name]) => !OF_THE_SERVER.includes(name))
            .map(([name, value]) => [name, String(value).replace(/;t=\d+/, ';t=…')] as const)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
          resolve({
            status: response.statusCode,
            headers: Object.fromEntries(kept),
            body: Buffer.concat(chunks).toString().replaceAll(INSTANT, '…'),
          })
        })
      })
      sent.end(body)
    },
  )

const json = { 'content-type': 'application/json' }
const page = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' }
const verification = `/v1/verifications/${RPPS}?date=2026-11-23`

const TABLE: readonly (readonly [what: string, status: number, demande: Demande])[] = [
  ['a verification', 200, { path: verification }],
  ['a verification, its head alone', 200, { path: verification, method: 'HEAD' }],
  ['a verification as XML', 200, { path: verification, headers: { accept: 'application/xml' } }],
  ['a verification as CSV', 200, { path: verification, headers: { accept: 'text/csv' } }],
  ['a verification as a page', 200, { path: verification, headers: page }],
  ['what has not changed', 304, { path: '/v1/regles', headers: { 'if-none-match': '*' } }],
  [
    'a card',
    200,
    {
      path: '/v1/verifications',
      method: 'POST',
      headers: json,
      body: '{"numero":"3199001000","date":"2026-11-23"}',
    },
  ],
  [
    'a lot',
    200,
    {
      path: '/v1/verifications/lot',
      method: 'POST',
      headers: json,
      body: `{"numeros":["${RPPS}","1"],"date":"2026-11-23"}`,
    },
  ],
  [
    'a streamed lot',
    200,
    {
      path: '/v1/verifications/lot',
      method: 'POST',
      headers: { ...json, accept: 'application/x-ndjson' },
      body: `{"numeros":["${RPPS}","1"],"date":"2026-11-23"}`,
    },
  ],
  ['the first page', 200, { path: '/', headers: page }],
  ['the first page as JSON', 200, { path: '/' }],
  ['the rules', 200, { path: '/v1/regles?date=2026-11-23' }],
  ['the description', 200, { path: '/openapi.json' }],
  ['the health', 200, { path: '/health' }],
  ['the sources', 200, { path: '/sources' }],
  ['the stylesheet', 200, { path: '/style.css' }],
  [
    'what is allowed',
    204,
    { path: '/v1/verifications', method: 'OPTIONS', headers: { origin: 'https://a.example' } },
  ],
  ['another origin', 200, { path: verification, headers: { origin: 'https://b.example' } }],
  ['broken JSON', 400, { path: '/v1/verifications', method: 'POST', headers: json, body: '{' }],
  ['no body', 400, { path: '/v1/verifications', method: 'POST', headers: json }],
  ['an unknown field', 400, { path: `${verification}&x=1` }],
  ['an unknown address', 404, { path: '/nulle-part' }],
  ['an unknown address, as a page', 404, { path: '/nulle-part', headers: page }],
  ['odd characters', 404, { path: '/%F0%9F%9A' }],
  ['nobody', 404, { path: '/v1/verifications/10999001992' }],
  ['another method', 405, { path: '/health', method: 'DELETE' }],
  ['no format of ours', 406, { path: verification, headers: { accept: 'image/png' } }],
  [
    'too much',
    413,
    { path: '/v1/verifications', method: 'POST', headers: json, body: ' '.repeat(70_000) },
  ],
  [
    'another type',
    415,
    {
      path: '/v1/verifications',
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'x',
    },
  ],
  ['a wrong key digit', 422, { path: '/v1/verifications/10999001001' }],
  ['a card in an address', 422, { path: '/v1/verifications/3199001000' }],
]

test.each(TABLE)('%s: %i, the same from both', async (_, status, demande) => {
  const [ofNode, ofWorkers] = await Promise.all([
    ask(ports.node, demande),
    ask(ports.workers, demande),
  ])
  expect(ofNode.status).toBe(status)
  expect(ofWorkers).toEqual(ofNode)
  expect(ofWorkers.headers).toMatchObject({
    'x-request-id': ID,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
    // What a 304 carries takes the place of what the browser kept with the page.
    ...(status === 304
      ? {}
      : { 'content-security-policy': expect.stringMatching(/^default-src 'none'/) }),
  })
  if (status === 304) expect(ofWorkers.headers).not.toHaveProperty('content-security-policy')
})
