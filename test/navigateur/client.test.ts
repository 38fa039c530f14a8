import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildClient } from '../../scripts/build-client.ts'
import { toPageScript, VU_AILLEURS } from '../support/client-ailleurs.ts'
import { openTab } from './onglet.ts'
import { startService } from './service-reel.ts'

test('the client as built works in a page of an origin that is allowed, and in no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'editeur-'))
  await buildClient(folder)
  const client = readFileSync(join(folder, 'client.js'))
  rmSync(folder, { recursive: true })
  const site = createServer(({ url }, response) => {
    const type = url === '/client.js' ? 'text/javascript' : 'text/html'
    response.writeHead(200, { 'content-type': type })
    response.end(url === '/client.js' ? client : '<!doctype html>')
  })
  site.listen(0)
  await once(site, 'listening')
  const { port } = site.address() as AddressInfo
  const service = await startService({ CORS_ORIGINES: `http://localhost:${port}` })
  try {
    const page = await openTab()
    await page.goto(`http://localhost:${port}/`)
    expect(await page.evaluate(toPageScript(service.adresse))).toEqual(VU_AILLEURS)
    await page.goto(`http://127.0.0.1:${port}/`)
    expect(await page.evaluate(toPageScript(service.adresse))).toEqual([
      false,
      'erreur',
      'abandon',
      'reseau',
    ])
  } finally {
    await service.stop()
    site.close()
  }
})
