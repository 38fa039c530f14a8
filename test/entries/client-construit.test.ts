import { getRequestListener } from '@hono/node-server'
import { build } from 'esbuild'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildClient, SERVED, toServed } from '../../scripts/build-client.ts'
import { numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import type * as Source from '../../src/client.ts'
import type { DemandeVerification } from '../../src/domain/demande.ts'
import { toWorker, VU_AILLEURS } from '../support/client-ailleurs.ts'
import { createService } from '../support/service.ts'
import { startWorkerd } from '../support/workerd.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc')
const run = promisify(execFile)

const folders: string[] = []
const closing: (() => Promise<unknown>)[] = []
const createFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'editeur-'))
  folders.push(folder)
  return folder
}

const listen = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The service on a real socket. */
const startService = (env: Record<string, string> = {}): Promise<string> => {
  const listener = getRequestListener(createService({ env }).app.fetch)
  return listen((request, response) => void listener(request, response))
}

let dist = ''
beforeAll(async () => {
  dist = createFolder()
  await buildClient(dist)
}, 60_000)
afterAll(async () => {
  await Promise.all(closing.map((close) => close()))
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** Type-checks files of a folder; the output of the compiler, empty = nothing to say. */
const check = async (folder: string, options: object): Promise<string> => {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: 'es2022',
    module: 'nodenext',
    types: [],
    ...options,
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const config = { compilerOptions, files: ['index.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  return run(process.execPath, [TSC, '-p', folder]).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  )
}

const EDITEUR = `
import { createClient, type Commande, type Erreur, type Synthese } from './client.js'
const client = createClient({ baseUrl: 'https://exemple.fr', fetch: (url, init) => fetch(url, init) })
const resultat = await client.verifier({ numero: '10999001000', usages: ['dmp'] })
if (resultat.ok) {
  const { issue, commandes } = resultat.verification
  const decide: boolean = issue === 'decide'
  const [premiere]: Commande[] = commandes
  const type: 'RPPS_RANG' | 'SIRET' | string | undefined = premiere?.identifiant.type
  console.log(decide, type)
}
const explain = (erreur: Erreur): string => {
  switch (erreur.kind) {
    case 'probleme': return erreur.probleme.code === 'numero_invalide' ? 'numéro' : erreur.message
    case 'illisible': return String(erreur.status)
    case 'reseau': case 'delai': case 'abandon': case 'interrompu': return erreur.message
  }
}
let synthese: Synthese | null = null
for await (const evenement of client.lot({ numeros: ['10999001000'] }, { signal: new AbortController().signal })) {
  if (evenement.kind === 'resultat' && evenement.resultat.statut === 'ok') console.log(evenement.resultat.verification.resume)
  else if (evenement.kind === 'synthese') synthese = evenement.synthese
  else if (evenement.kind === 'erreur') console.log(explain(evenement.erreur))
}
console.log(synthese)
`

describe('the client as built', () => {
  test('is files that need nothing else', () => {
    for (const name of ['client.js', 'client.cjs', 'client.d.ts', 'client.d.cts']) {
      const text = readFileSync(join(dist, name), 'utf8')
      expect(text).not.toMatch(/^import\b|\bimport\(|\brequire\(/m)
    }
  })

  test('type-checks in an empty folder with those two files alone, and refuses what is wrong', async () => {
    const folder = createFolder()
    for (const name of ['client.js', 'client.d.ts']) {
      writeFileSync(join(folder, name), readFileSync(join(dist, name)))
    }
    writeFileSync(join(folder, 'index.ts'), EDITEUR)
    expect(await check(folder, {})).toBe('')
    const wrong = `${EDITEUR}
await client.verifier({ numero: 1 })
await client.verifier({ numero: '1', usages: ['autre'] })
if (resultat.ok) console.log(resultat.verification.issue === 'inconnue')
console.log(resultat.verification)
`
    writeFileSync(join(folder, 'index.ts'), wrong)
    const errors = (await check(folder, {})).match(/error TS\d+/g)
    expect(errors).toEqual(['error TS2322', 'error TS2322', 'error TS2367', 'error TS2339'])
  }, 60_000)

  test('is what the service gives; npm run build writes it again', () => {
    expect(readFileSync(SERVED, 'utf8') === toServed(dist)).toBe(true)
  })

  test('installs as a package of its own, for ESM, CommonJS, TypeScript and a bundler', async () => {
    const folder = createFolder()
    await run('npm', ['pack', dist, '--pack-destination', folder])
    const [tarball = ''] = readdirSync(folder)
    const args = ['install', '--offline', '--no-audit', '--no-fund', join(folder, tarball)]
    await run('npm', args, { cwd: folder })
    expect(
      readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ).toEqual(['qui-commande'])
    expect(readdirSync(join(folder, 'node_modules/qui-commande')).toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'client.cjs',
      'client.d.cts',
      'client.d.ts',
      'client.js',
      'package.json',
    ])
    const uses = `console.log(typeof createClient, typeof repondre)`
    const esm = `import { createClient, repondre } from 'qui-commande/client'; ${uses}`
    const cjs = `const { createClient, repondre } = require('qui-commande/client'); ${uses}`
    const node = (type: string, script: string) =>
      run(process.execPath, [`--input-type=${type}`, '-e', script], { cwd: folder })
    expect((await node('module', esm)).stdout).toBe('function function\n')
    expect((await node('commonjs', cjs)).stdout).toBe('function function\n')

    writeFileSync(join(folder, 'index.ts'), `import type {} from 'qui-commande/client'\n${esm}`)
    expect(await check(folder, { lib: ['es2023', 'dom'] })).toBe('')
    writeFileSync(join(folder, 'index.ts'), esm)
    writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}')
    const bundled = await build({
      entryPoints: [join(folder, 'index.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
      minify: true,
    })
    const text = bundled.outputFiles.map((file) => file.text).join('')
    expect((await node('commonjs', text)).stdout).toBe('function function\n')
    const ours = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      exports: unknown
    }
    expect(ours.exports).toEqual({
      './client': { types: './dist/client/client.d.ts', default: './dist/client/client.js' },
    })
  }, 60_000)

  test('declares the very types of the schemas that validate', async () => {
    const folder = createFolder()
    const source = (path: string) => JSON.stringify(join(ROOT, 'src', path))
    writeFileSync(
      join(folder, 'index.ts'),
      `import type * as built from ${JSON.stringify(join(dist, 'client.js'))}
import type * as client from ${source('client.ts')}
import type * as reponses from ${source('http/reponses.ts')}
import type * as demande from ${source('domain/demande.ts')}
import type * as lot from ${source('domain/lot.ts')}
import type * as verification from ${source('domain/verification.ts')}
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : [A] extends [B] ? ([B] extends [A] ? true : false) : false
export const same: [
  Same<built.Verification, verification.Verification>,
  Same<built.DemandeVerification, demande.DemandeVerification>,
  Same<built.DemandeLot, demande.DemandeLot>,
  Same<built.Synthese, lot.Synthese>,
  Same<built.ResultatLot, reponses.ResultatLot>,
  Same<built.Probleme, reponses.Probleme>,
  Same<built.Regles, reponses.Regles>,
  Same<built.Sources, reponses.Sources>,
  Same<built.Client, client.Client>,
  Same<built.ClientOptions, client.ClientOptions>,
] = [true, true, true, true, true, true, true, true, true, true]
export const other: Same<built.Verification, lot.Synthese> = false
`,
    )
    const options = { allowImportingTsExtensions: true, lib: ['esnext', 'dom'], skipLibCheck: true }
    expect(await check(folder, options)).toBe('')
  }, 60_000)
})

/** 500 lines of every kind: many practitioners, cards, unknown numbers, and the same ones again. */
const LOT = Array.from({ length: 500 }, (_, index) => {
  const numeros = numerosFictifs.filter(({ probleme }) => probleme !== 'annuaire_delai')
  return numeros[index % numeros.length]?.numero ?? ''
})

const load = async () =>
  (await import(pathToFileURL(join(dist, 'client.js')).href)) as typeof Source

describe('the client as built, against the running service', () => {
  test('answers the questions one after the other, and reads the rules and the sources', async () => {
    const { createClient, repondre } = await load()
    const client = createClient({ baseUrl: await startService() })
    let demande: DemandeVerification = { numero: '10999001174', date: '2026-11-23' }
    const champs: string[] = []
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- each question follows from the last answer
      const resultat = await client.verifier(demande)
      if (!resultat.ok) throw new Error(resultat.erreur.message)
      const [question] = resultat.verification.questions
      if (question === undefined) break
      champs.push(question.champ)
      demande = repondre(demande, question, question.options[0]?.valeur ?? '')
    }
    expect(champs).toEqual(['situation', 'contexte.ris', 'usages'])
    expect(demande).toEqual({
      numero: '10999001174',
      date: '2026-11-23',
      situation: '1019911701',
      contexte: { ris: 'unique' },
      usages: ['dmp'],
    })

    const regles = await client.regles('2026-11-23')
    if (!regles.ok) throw new Error(regles.erreur.message)
    expect(regles.regles.reglement.date).toBe('2026-11-23')
    expect(regles.regles.regles.map(({ id }) => id)).toContain('officine')
    expect(await client.regles('hier')).toMatchObject({
      ok: false,
      erreur: { kind: 'probleme', probleme: { code: 'requete_invalide' } },
    })
    expect(await client.sources()).toMatchObject({
      ok: true,
      sources: { sources: [{ nom: 'fictif' }] },
    })
  })

  test('in Node: 500 practitioners, and the orders to place, each once', async () => {
    const { createClient } = await load()
    const client = createClient({ baseUrl: await startService() })
    const lignes: number[] = []
    const ordered = new Set<string>()
    let synthese: Source.EvenementLot | undefined
    for await (const evenement of client.lot({ numeros: LOT, date: '2026-11-23' })) {
      if (evenement.kind !== 'resultat') {
        synthese = evenement
        continue
      }
      const { resultat } = evenement
      lignes.push(resultat.ligne)
      if (resultat.statut === 'erreur') continue
      for (const { commanditaire, identifiant } of resultat.verification.commandes) {
        ordered.add(
          `${commanditaire.role} ${commanditaire.rpps} ${identifiant.type} ${identifiant.valeur}`,
        )
      }
    }
    expect(lignes).toEqual(LOT.map((_, index) => index + 1))
    if (synthese?.kind !== 'synthese') throw new Error('no synthesis')
    const { total, erreurs, commandes } = synthese.synthese
    expect(total).toBe(500)
    expect(erreurs).toBeGreaterThan(0)
    expect(commandes.length).toBeGreaterThan(10)
    const keys = commandes.map(
      ({ commanditaire, identifiant }) =>
        `${commanditaire.role} ${commanditaire.rpps} ${identifiant.type} ${identifiant.valeur}`,
    )
    expect(keys).toEqual([...ordered])
  }, 30_000)

  test('in Node: one practitioner by card, with a key; without it, a problem as a value', async () => {
    const { createClient } = await load()
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('cle-d-essai'))
    const baseUrl = await startService({ API_KEYS: Buffer.from(digest).toString('hex') })
    const demande = { numero: '3199001000', date: '2026-11-23' }
    const resultat = await createClient({ baseUrl, apiKey: 'cle-d-essai' }).verifier(demande)
    expect(resultat).toMatchObject({ ok: true, verification: { issue: 'decide' } })
    expect(await createClient({ baseUrl }).verifier(demande)).toMatchObject({
      erreur: { kind: 'probleme', probleme: { code: 'cle_invalide' } },
    })
  })

  test('in Node: waits out the limit of the service', async () => {
    const { createClient } = await load()
    const client = createClient({
      baseUrl: await startService({ LIMITE_PAR_MINUTE: '1' }),
      maxWaitMs: 1000,
    })
    expect((await client.verifier({ numero: '10999001000' })).ok).toBe(true)
    expect(await client.verifier({ numero: '10999001000' })).toMatchObject({
      erreur: { kind: 'probleme', retryAfterSeconds: 60, probleme: { code: 'trop_de_requetes' } },
    })
  })

  test('in workerd', async () => {
    const adresse = await startService()
    const folder = createFolder()
    const file = 'editeur.js'
    writeFileSync(
      join(folder, file),
      toWorker(readFileSync(join(dist, 'client.js'), 'utf8'), adresse),
    )
    const bundle = { folder, file, remove: () => {} }
    const { port, stop } = await startWorkerd(bundle, { callsLocal: true })
    closing.push(stop)
    const response = await fetch(`http://127.0.0.1:${port}/`)
    expect(await response.json()).toEqual(VU_AILLEURS)
  }, 60_000)
})
