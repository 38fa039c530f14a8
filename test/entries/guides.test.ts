import { getRequestListener } from '@hono/node-server'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildClient } from '../../scripts/build-client.ts'
import { parseConfig } from '../../src/config.ts'
import { PROBLEMES } from '../../src/http/reply/problem.ts'
import {
  GUIDES,
  prepareFolder,
  readBlocs,
  readGuide,
  readLangues,
  runBloc,
} from '../docs/guides.ts'
import { createService } from '../support/service.ts'

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guide-'))
  await prepareFolder(folder, buildClient)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(GUIDES)('docs/%s', (nom) => {
  const guide = readGuide(nom)
  const blocs = readBlocs(guide)
  const service = createService()
  const listener = getRequestListener(service.app.fetch)
  const server = createServer((request, response) => void listener(request, response))
  let address = ''
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())

  test('has blocks of known languages only, each with what it prints', () => {
    expect(new Set(readLangues(guide)).difference(new Set(['sh', 'ts', 'text']))).toEqual(new Set())
    expect(blocs.length).toBeGreaterThan(1)
    expect(blocs.filter(({ attendu }) => attendu === null)).toEqual([])
    expect(readLangues(guide)).toHaveLength(2 * blocs.length)
  })

  // In order: a block may use a file that an earlier one wrote.
  for (const bloc of blocs) {
    const { langue, ligne, attendu } = bloc
    test(`the ${langue} block of line ${ligne} prints what it shows`, async () => {
      expect(await runBloc(bloc, folder, address)).toBe(attendu)
    }, 60_000)
  }
})

test('the guide of errors has a line for every problem, with its status', () => {
  const guide = readGuide('erreurs-et-limites.md')
  for (const [code, { status }] of Object.entries(PROBLEMES)) {
    expect(guide).toMatch(new RegExp(`^\\| ${status} \\|.*\`${code}\``, 'm'))
  }
})

test('the guides name the limits of the configuration', () => {
  const config = parseConfig({})
  const limites = readGuide('erreurs-et-limites.md')
  expect(limites).toContain(`| ${config.limitePerMinute} (\`LIMITE_PAR_MINUTE\`)`)
  expect(limites).toContain(`| ${config.lotMax} (\`LOT_MAX\`)`)
  expect(limites).toContain(`| ${config.annuaireTimeoutMs / 1000} s (\`ANNUAIRE_TIMEOUT_MS\`)`)
  const donnees = readGuide('donnees-personnelles.md')
  expect(donnees).toContain(`${config.cacheTtlSeconds / 3600} h comme réponse fraîche`)
  expect(donnees).toContain(`${config.cachePerimeSeconds / 3600} h en secours`)
})

test('a line of log has the fields that the guide names, and no others', async () => {
  const guide = readGuide('donnees-personnelles.md')
  const named = /ces champs seulement : (.*?)\. /.exec(guide)?.[1]?.match(/\w+/g) ?? []
  const { get, post, logs } = createService()
  await get('/v1/verifications/10999001000')
  await get('/v1/verifications/10999001901')
  await get('/v1/verifications/3199001000')
  await post({
    numero: '3199001000',
    administrateurTechnique: { carte: '3199001000', nom: 'GRANITE', prenom: 'Basile' },
  })
  const fields = new Set(logs.flatMap((line) => Object.keys(JSON.parse(line) as object)))
  expect([...fields].toSorted()).toEqual(named.toSorted())
  expect(logs.join('\n')).not.toMatch(/10999001|3199001|granite/i)
})
