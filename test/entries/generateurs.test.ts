import { getRequestListener } from '@hono/node-server'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { toCollection, type Described } from '../../scripts/collection.ts'
import { askAll, lint } from '../../scripts/generateurs/ask-all.ts'
import { createService } from '../support/service.ts'

const { app } = createService()
const listener = getRequestListener(app.fetch)
const server = createServer((request, response) => void listener(request, response))
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
afterAll(() => server.close())

const source = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')
type Document = { info: object; paths: Record<string, Record<string, { operationId: string }>> }
const document = JSON.parse(source) as Document

test('the linter has nothing to say of the description, and finds what is wrong', async () => {
  expect(await lint(source)).toEqual([])
  const { license: _, ...info } = document.info as { license: object }
  expect(await lint(JSON.stringify({ ...document, info }))).toEqual([
    expect.stringMatching(/^info-license: /),
  ])
})

test('a generated client compiles strictly and asks every operation with success', async () => {
  const asked = await askAll(address)
  const ids = Object.values(document.paths).flatMap((methodes) =>
    Object.values(methodes).map(({ operationId }) => operationId),
  )
  expect(new Set(asked.map(({ operation }) => operation.split(' ')[0]))).toEqual(new Set(ids))
  expect(asked.filter(({ status }) => status !== 200)).toEqual([])
}, 60_000)

test('every request of the collection is answered with success', async () => {
  const { item } = toCollection(document as unknown as Described)
  const requests = item.flatMap((folder) => folder.item)
  expect(requests.length).toBeGreaterThan(10)
  for (const { name, request } of requests) {
    const { method, url, header, body } = request
    const headers = header.map(({ key, value }): [string, string] => [key, value])
    const target = url.replace('{{service}}', address)
    // oxlint-disable-next-line no-await-in-loop -- in order
    const response = await fetch(target, { method, headers, body: body?.raw ?? null })
    expect([name, response.status]).toEqual([name, 200])
  }
})
