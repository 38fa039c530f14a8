import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  ACTIVITES,
  cabinet,
  CARTES,
  carte,
  finess,
  hopital,
  type Ligne,
  tableau,
} from '../../mocks/extraction/fichiers.ts'
import { text } from '../../src/adapters/annuaires/extraction/finess.ts'
import { createProgression } from '../../src/extraction/progression.ts'
import { print } from '../../src/terminal.ts'
import { COMPILED } from '../support/compile.ts'
import { importAndServe } from '../support/import-service.ts'
import {
  answersOf,
  between,
  expectClean,
  INVISIBLES,
  mapTexts,
  outputsOf,
  PERDUS,
} from '../support/texte-hostile.ts'

describe('what the open-data files say', () => {
  let dossier = ''
  const closes: (() => void)[] = []
  beforeEach(() => {
    dossier = mkdtempSync(join(tmpdir(), 'texte-'))
  })
  afterEach(() => {
    for (const close of closes.splice(0)) close()
    rmSync(dossier, { recursive: true, force: true })
  })

  const CABINET = '10999000010'
  const SALARIE = '10999000028'
  const CARTE = '3199000011'

  const serve = async (change: (text: string) => string) => {
    const changeLigne = (ligne: Ligne): Ligne => mapTexts(ligne, change) as Ligne
    const { close, service } = await importAndServe(dossier, {
      activites: tableau(ACTIVITES, [cabinet(CABINET), hopital(SALARIE)].map(changeLigne)),
      cartes: tableau(CARTES, [changeLigne(carte(CABINET, CARTE))]),
      finess: mapTexts(finess(), change) as object,
    })
    closes.push(close)
    return service
  }

  /** One that ends a line or a row cannot stand in a cell; one of windows-1252 is read as such. */
  const CELLULES = [...INVISIBLES, ...PERDUS.filter(([nom]) => !/line end|one-byte/.test(nom))]

  test('a database that was not made by this import is read clean, an address with its lines', () => {
    expect(text('\u202E1 RUE A\u0007\nBÂTIMENT B\u200B ')).toBe('1 RUE A \nBÂTIMENT B')
    expect(text('\u200B')).toBeNull()
  })

  test.each(CELLULES)('%s around every cell changes nothing', async (_, mark) => {
    const numeros = [CABINET, SALARIE, CARTE]
    const clean = await answersOf(await serve((text) => text), numeros)
    expect(clean.map(({ issue }) => issue)).toEqual(['decide', 'decide', 'decide'])
    const dirty = await serve((text) => (text === '' ? '' : mark + text + mark))
    expect(await answersOf(dirty, numeros)).toEqual(clean)
  })

  test.each([...CELLULES, ['one-byte escape sequence', '\u009B'] as const])(
    '%s inside a name is in no output',
    async (_, mark) => {
      const noms = /^(GRANITE|BASILE|CABINET|CH |CENTRE|SITE|DES CARRIERES|Ville)/
      const dirty = await serve((text) => (noms.test(text) ? between(text, mark) : text))
      const outputs = await Promise.all(
        [CABINET, SALARIE].map(async (numero) => outputsOf(dirty, numero)),
      )
      for (const text of outputs.flat()) expectClean(text)
    },
  )
})

describe('a terminal', () => {
  test('gets lines as they are laid out, and nothing that moves it', () => {
    let written = ''
    const sortie = { write: (text: string) => (written += text) }
    print(sortie, '  a\u001B[2J\u202E.txt : vide\r\n\tb\rc\n')
    createProgression(sortie).event('servi par \u001B]0;x\u0007')
    expect(written).toBe('  a [2J.txt : vide\r\n\tb\nc\nservi par  ]0;x \n')
  })

  const NOM = 'a\u001B[31m\u202Eb'

  test.each([
    ['src/cli.ts', ['10999001000', `--${NOM}`], 'Option inconnue : --a [31mb'],
    ['src/cli.ts', ['10999001000', '--date', NOM], '« a [31mb » n’est pas un jour'],
    ['src/import.ts', [`${NOM}.txt`], 'a [31mb.txt : illisible'],
    [
      'src/telecharger.ts',
      ['--dossier', `/dev/null/${NOM}`, '--adresse', 'http://127.0.0.1:9'],
      '',
    ],
  ])('%s %j says what is wrong without it', async (entree, args, sentence) => {
    const { code, stdout, stderr } = await new Promise<{
      code: unknown
      stdout: string
      stderr: string
    }>((resolve) => {
      execFile(process.execPath, [entree, ...args], { env: COMPILED }, (error, out, err) =>
        resolve({ code: error?.code, stdout: out, stderr: err }),
      )
    })
    expect(code).toBe(2)
    expect(stderr).toContain(sentence)
    expectClean(stdout)
    expectClean(stderr)
  })

  test('the report of an import names files without it', async () => {
    const dossier = mkdtempSync(join(tmpdir(), 'texte-'))
    try {
      writeFileSync(join(dossier, 'a.txt'), tableau(ACTIVITES, [cabinet('10999000010')]))
      writeFileSync(join(dossier, `${NOM}.txt`), 'none of ours')
      const stdout = await new Promise<string>((resolve) => {
        const args = ['src/import.ts', dossier, '--db', join(dossier, 'annuaire.sqlite'), '--force']
        execFile(process.execPath, args, { env: COMPILED }, (_error, out) => resolve(out))
      })
      expect(stdout).toContain('a [31mb.txt : pas utilisé')
      expectClean(stdout)
    } finally {
      rmSync(dossier, { recursive: true, force: true })
    }
  })
})
