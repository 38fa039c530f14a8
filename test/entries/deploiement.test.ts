import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { unstable_readConfig as readConfig } from 'wrangler'
import { bundleFaults, configFaults, type Metafile } from '../deploiement/controle.ts'

const read = (env?: string) => {
  const config = fileURLToPath(new URL('../../wrangler.toml', import.meta.url))
  return readConfig(env === undefined ? { config } : { config, env })
}

describe('wrangler.toml', () => {
  type Named = Record<string, string>
  const pick = (list: unknown, ...keys: string[]) =>
    (list as Named[]).map((one) => keys.map((key) => one[key]))

  const bindingsOf = (config: ReturnType<typeof read>) => ({
    kv: pick(config.kv_namespaces, 'binding'),
    d1: pick(config.d1_databases, 'binding', 'database_name'),
    objects: pick(config.durable_objects.bindings, 'name', 'class_name'),
    migrations: config.migrations,
    limits: config.ratelimits,
    crons: config.triggers.crons,
  })

  test('gives production every binding that this machine has, and the other way round', () => {
    const here = bindingsOf(read())
    expect(bindingsOf(read('production'))).toEqual(here)
    expect(here).toMatchObject({
      kv: [['CACHE']],
      d1: [['ANNUAIRE_DB', expect.any(String)]],
      objects: [['QUOTA', 'QuotaPasserelle']],
      crons: [expect.any(String)],
    })
  })

  test.each([undefined, 'production'])('has no fault in %s', (env) => {
    expect(configFaults(read(env))).toEqual([])
  })

  test('starts with invented practitioners alone', () => {
    expect(read().vars).toEqual({ ANNUAIRE: 'fictif' })
  })
})

describe('a planted fault is found', () => {
  const limits = (limit: number, period = 60) => [{ name: 'LIMITE', simple: { limit, period } }]

  test.each([
    ['another limit', { vars: {}, ratelimits: limits(100) }],
    [
      'another limit, by the variable',
      { vars: { LIMITE_PAR_MINUTE: '60' }, ratelimits: limits(120) },
    ],
    ['another period', { vars: {}, ratelimits: limits(120, 10) }],
    ['a secret', { vars: { ESANTE_API_KEY: 'x' } }],
  ])('%s', (_, environnement) => {
    expect(configFaults(environnement)).toHaveLength(1)
  })

  const metafile = (inputs: string[], imports: string[] = []): Metafile => ({
    inputs: Object.fromEntries(inputs.map((path) => [path, {}])),
    outputs: { 'worker.js': { imports: imports.map((path) => ({ path, external: true })) } },
  })
  const encode = (text: string) => new TextEncoder().encode(text)

  test.each([
    ['node:fs', metafile(['src/worker.ts'], ['node:fs']), 'x'],
    ['a module of Node without its prefix', metafile(['src/worker.ts'], ['stream']), 'x'],
    ['undici', metafile(['node_modules/undici/index.js']), 'x'],
    ['a hidden require', metafile(['a.js']), 'const a=require("node:crypto")'],
  ])('%s', (_, meta, code) => {
    expect(bundleFaults(meta, encode(code))).toHaveLength(1)
  })

  test('a bundle that is too large', () => {
    const noise = crypto.getRandomValues(new Uint8Array(65_536))
    const code = new Uint8Array(6 * noise.length)
    for (let i = 0; i < 6; i++) code.set(crypto.getRandomValues(noise), i * noise.length)
    expect(bundleFaults(metafile(['a.js']), code)[0]).toContain('compressed')
  })

  test('and a good one has none', () => {
    expect(bundleFaults(metafile(['a.js'], ['cloudflare:workers']), encode('ok'))).toEqual([])
  })
})
