import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { toTexte } from '../../src/cli-texte.ts'
import { Verification, VerificationStructure } from '../../src/domain/verification.ts'
import { COMPILED } from '../support/compile.ts'
import { professionnel, rangOf, RPPS, situation, verify } from '../support/construire.ts'

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

const run = (args: string[], env: Record<string, string> = {}) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      [CLI, ...args],
      { env: { ...COMPILED, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
      },
    )
  })

test('the cabinet of the README: who, under what, why; exit 0', async () => {
  const { code, stdout, stderr } = await run(['10 999 001 000', '--usages', 'dmp, insi-auto'])
  expect(code).toBe(0)
  expect(stderr).toBe('')
  for (const part of [
    'Basile GRANITE',
    'RPPS rang 10999001000000',
    'nommé INSI-AUTO',
    'Étapes',
    'Règles',
  ]) {
    expect(stdout).toContain(part)
  }
  expect(stdout).not.toContain('\u001B')
})

test('--fiche adds what to write in which field; left out, nothing of it is printed', async () => {
  const { stdout } = await run(['10999001000', '--usages', 'dmp', '--fiche'])
  expect(stdout).toContain('  Fiche, formulaire F413 (mars 2024) :\n')
  expect(stdout).toContain('    • 3.1, RPPS rang, ligne 1 : 10999001000000\n')
  expect((await run(['10999001000', '--usages', 'dmp'])).stdout).not.toContain('Fiche')
})

test('--json is the answer of the contract', async () => {
  const { code, stdout } = await run(['10999001000', '--json', '--date', '2022-12-15'])
  expect(code).toBe(0)
  expect(Verification.parse(JSON.parse(stdout)).demande.date).toBe('2022-12-15')
})

test('the transcript of the README is what the command prints, but for the lines it leaves out', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const [, args = '', transcript = ''] =
    /^\$ npm run -s verifier -- ([^\n]*)\n(.*?)^```$/ms.exec(readme) ?? []
  const { stdout } = await run(args.split(' '))
  const parts = transcript.split('[…]\n')
  expect(parts.length).toBeGreaterThan(1)
  expect(stdout.startsWith(parts[0] ?? '')).toBe(true)
  expect(stdout.endsWith(parts.at(-1) ?? '')).toBe(true)
  let from = 0
  for (const part of parts) {
    expect(stdout.slice(from)).toContain(part)
    from = stdout.indexOf(part, from) + part.length
  }
})

const numeroOf = (issue: string): string =>
  numerosFictifs.find((one) => one.issue === issue)?.numero ?? ''

test.each(['a_choisir', 'a_verifier', 'sans_activite'])('%s exits with 1', async (issue) => {
  expect((await run([numeroOf(issue)])).code).toBe(1)
})

test('sans_certificat exits with 0', async () => {
  expect((await run([numeroOf('sans_certificat')])).code).toBe(0)
})

const EN_PANNE =
  numerosFictifs.find(({ probleme }) => probleme === 'annuaire_indisponible')?.numero ?? ''

test.each([
  ['no number', [], 'Donnez un numéro'],
  ['a wrong key', ['10999001001'], 'clé de contrôle'],
  ['an unknown option', ['10999001000', '--foo'], '--foo'],
  ['an option without its value', ['10999001000', '--date'], '--aide'],
  ['an impossible day', ['10999001000', '--date', '2026-02-30'], '2026-02-30'],
  ['an unknown usage', ['10999001000', '--usages', 'fax'], 'fax'],
  ['a bad count', ['10999001000', '--solutions', 'deux'], '--solutions'],
  ['somebody unknown', ['10999001992'], 'ne connaît pas'],
  ['the directory down', [EN_PANNE], 'indisponible'],
])('%s: a message, exit 2', async (_, args, message) => {
  const { code, stdout, stderr } = await run(args)
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain(message)
  expect(stderr).not.toContain('    at ')
})

test('a structure: who, under what, why; --praticien answers its question', async () => {
  const args = ['--structure', '10999001000000', '--type', 'RPPS_RANG', '--date', '2026-11-23']
  const { code, stdout } = await run([...args, '--praticien', 'radiologue', '--usages', 'dmp'])
  expect(code).toBe(0)
  for (const part of [
    'CABINET DE RADIOLOGIE DES ROCHES (fictive), RPPS rang 10999001000000',
    'Commande c1 : le titulaire du cabinet, RPPS 10999001000',
    'Pourquoi',
    'Ce radiologue (déclaré par la demande)',
  ]) {
    expect(stdout).toContain(part)
  }
  // An alert of the order is not said twice.
  expect(stdout.match(/Qui utilise le logiciel est ce que vous avez déclaré/g)).toHaveLength(1)
  const json = await run([...args, '--json'])
  expect(json.code).toBe(1)
  expect(VerificationStructure.parse(JSON.parse(json.stdout)).issue).toBe('a_verifier')
})

test.each([
  ['a SIREN', ['SIREN 999100175'], 'SIRET de l’établissement'],
  ['an unknown structure', ['991000993'], 'ne connaît aucune structure'],
  ['an option for a practitioner', ['991000043', '--situation', '1'], 'Champ inconnu'],
])('a structure, %s: a message, exit 2', async (_, args, message) => {
  const { code, stdout, stderr } = await run(['--structure', ...args])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(message)
})

test.each([
  ['an option twice', ['10999001000', '--date', '2022-12-15', '--date=2026-01-01'], 'deux fois'],
  ['a negative count', ['10999001000', '--solutions', '-1'], '--solutions=…'],
  ['a negative count, inline', ['10999001000', '--solutions=-1'], '« -1 »'],
  ['a switch with a value', ['10999001000', '--json=oui'], 'ne prend pas de valeur'],
])('%s: named as it was typed, exit 2', async (_, args, message) => {
  const { code, stderr } = await run(args)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})

test('a reader that has had enough is no error', async () => {
  const shell = (command: string) =>
    new Promise<string>((resolve) => {
      execFile('sh', ['-c', command], (_error, stdout, stderr) => resolve(stdout + stderr))
    })
  expect(await shell(`"${process.execPath}" "${CLI}" 10999001000 | head -c 10`)).toHaveLength(10)
  expect(await shell(`("${process.execPath}" "${CLI}" 10999001000; echo "rc $?" >&2) | true`)).toBe(
    'rc 0\n',
  )
})

test('a bad environment: the variable named, exit 2', async () => {
  const { code, stderr } = await run(['10999001000'], { ANNUAIRE: 'minitel' })
  expect(code).toBe(2)
  expect(stderr).toContain('ANNUAIRE')
})

test('--aide explains, exit 0', async () => {
  const { code, stdout } = await run(['--aide'])
  expect(code).toBe(0)
  expect(stdout).toContain('Usage')
})

test('lines keep to the width, and no punctuation begins one', () => {
  const verification = verify(
    professionnel({
      situations: [
        situation({ id: '1', de: { secteur: 'SA08', K: rangOf(RPPS) } }),
        situation({ id: '2', de: { secteur: 'SA43' } }),
        situation({ id: '3', actif: false }),
      ],
    }),
    { identifiantEnvisage: { type: 'RPPS', valeur: RPPS } },
    {
      administrateurTechnique: {
        candidat: { carte: '3199001000', nom: 'TESTARD', prenom: 'Camille' },
        avis: { recevable: null, motifs: [{ code: 'H17', texte: 'Voir la carte.' }] },
      },
    },
  )
  const text = toTexte(verification, { columns: 60, colors: false })
  for (const line of text.split('\n')) {
    expect(line.length).toBeLessThanOrEqual(60)
    expect(line).not.toMatch(/^\s*[:;?»]\s*$|^\s*[:;»] /)
  }
  expect(text).toContain('Non vérifiable')
  expect(text).toContain('Situations écartées')
  expect(toTexte(verification, { columns: 60, colors: true })).toContain('\u001B[33m')
})
