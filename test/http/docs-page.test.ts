import { getRequestListener } from '@hono/node-server'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { createService } from '../support/service.ts'

const { app, get } = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })
const page = await (await get('/docs')).text()
const document = (await (await get('/openapi.json')).json()) as {
  paths: Record<string, Record<string, { summary: string }>>
  components: Record<string, Record<string, object>>
}

const unescape = (html: string): string =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
const text = unescape(page)

const listener = getRequestListener(app.fetch)
const server = createServer((request, response) => void listener(request, response))
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
afterAll(() => server.close())

test('the page is French, light, and needs nothing from elsewhere', async () => {
  const response = await get('/docs')
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page).toMatch(/^<!doctype html>\s*<html lang="fr">/i)
  expect(gzipSync(page).byteLength).toBeLessThan(40 * 1024)
  const loaded = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url = '']) => url)
  expect(loaded.filter((url) => !/^(?:#|\/(?!\/)|data:,$)/.test(url))).toEqual([])
  expect(page).not.toMatch(/<script(?! src="\/script\.js)|<style| style=| on\w+=/)
})

test('every link within it leads somewhere, and no place has two names alike', () => {
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id)
  expect(targets.length).toBeGreaterThan(100)
  expect(targets.filter((id) => !ids.includes(id))).toEqual([])
})

test('it shows every route, schema, problem and header of the document', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    expect(text).toContain(path)
    for (const [methode, { summary }] of Object.entries(methods)) {
      if (methode !== 'parameters') expect(text).toContain(summary)
    }
  }
  const { schemas = {}, examples = {}, headers = {} } = document.components
  for (const nom of Object.keys(schemas)) expect(page).toContain(`id="schema-${nom}"`)
  for (const code of Object.keys(examples)) expect(page).toContain(`id="erreur-${code}"`)
  for (const nom of Object.keys(headers)) expect(page).toContain(`<code>${nom}</code>`)
})

const commands = [...page.matchAll(/<pre>((?:curl|SERVICE=)[^<]*)<\/pre>/g)].map(
  ([, command = '']) => unescape(command).replace(/^SERVICE=.*\n/, ''),
)

test('it leads to the client that is ready', () => {
  const { info } = document as unknown as { info: { version: string } }
  expect(text).toContain(`version ${info.version}, typé et sans dépendance`)
  expect(text).toContain('<a href="/client.js" download="client.js">')
  expect(text).toContain('<a href="/client.d.ts" download="client.d.ts">')
})

test('it has a command for every example', () => {
  expect(commands.length).toBeGreaterThan(8)
})

test.each(commands)('the command works: %s', async (command) => {
  const env = { PATH: process.env['PATH'], SERVICE: address }
  const failing = command.replaceAll('curl ', 'curl --fail --silent --show-error ')
  const { stdout } = await promisify(execFile)('sh', ['-c', failing], { env })
  expect(stdout.length).toBeGreaterThan(20)
})

test('a browser that has it asks only whether it still holds', async () => {
  const etag = (await get('/docs')).headers.get('etag') ?? ''
  expect((await get('/docs', { 'if-none-match': etag })).status).toBe(304)
})
