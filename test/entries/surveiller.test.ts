import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createParts } from '../../src/parts.ts'
import { parseConfig } from '../../src/config.ts'
import { readCollage } from '../../src/http/lot/read-collage.ts'
import { createNodePlatform } from '../../src/node-platform.ts'
import { type Etat, readEtat, writeEtat } from '../../src/surveillance/etat.ts'
import { type Rapport, surveiller, toCode } from '../../src/surveillance/surveiller.ts'
import { toTexte } from '../../src/surveillance/texte.ts'
import { REGLEMENT_VERSION } from '../../src/domain/rules/index.ts'
import { luhnKey } from '../../src/domain/identifiants/identifiants.ts'
import type { Professionnel } from '../../src/domain/situation-exercice.ts'
import { comparer } from '../../src/surveillance/comparer.ts'
import { classeurOf } from '../support/classeur.ts'
import {
  entiteJuridique,
  professionnel,
  rangOf,
  RPPS,
  situation,
  type StructureInput,
} from '../support/construire.ts'
import { writeBase } from '../support/extraction-fichier.ts'
import { toLignes } from '../support/extraction-lignes.ts'

// Some start the command itself: a busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 })

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'surveiller-'))
afterAll(() => rmSync(folder, { recursive: true }))

const BASE = join(folder, 'annuaire.sqlite')
const ETAT = join(folder, 'etat.json')
const LISTE = join(folder, 'liste.txt')

type Run = { code: number; stdout: string; stderr: string }

const run = (args: string[]): Promise<Run> =>
  new Promise((resolve) => {
    const command = ['src/qui-commande.mjs', 'surveiller', ...args]
    const full = { ANNUAIRE: 'extraction', EXTRACTION_DB: BASE, FICTIFS: 'non' }
    execFile(process.execPath, command, { cwd: ROOT, env: full }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })

/** One run in this process, over the same parts as the command. */
const watch = async (
  env: Record<string, string> = {},
): Promise<{ code: number; rapport: Rapport }> => {
  const config = parseConfig({
    ANNUAIRE: 'extraction',
    EXTRACTION_DB: BASE,
    FICTIFS: 'non',
    ...env,
  })
  const { verifierLot } = createParts(config, {
    ...createNodePlatform(() => {}),
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  })
  const read = readCollage(readFileSync(LISTE, 'utf8'), { date: '2026-11-23' }, 100)
  if (!read.ok) throw new Error(read.probleme.detail)
  const { rapport, etat } = await surveiller(verifierLot(read.lot.lignes), readEtat(ETAT), {
    le: new Date().toISOString(),
    reglement: REGLEMENT_VERSION,
    annuaires: config.annuaires,
    usages: [],
    date: '2026-11-23',
  })
  writeEtat(ETAT, etat)
  return { code: toCode(rapport), rapport }
}

const put = (...people: Professionnel[]): void => writeBase(BASE, toLignes(people))

const parent = (J: string) => entiteJuridique({ J, r72: '13' })
const HOPITAL: StructureInput = {
  secteur: 'SA01',
  F: '991000456',
  r66: '355',
  raisonSociale: 'CH DES ROCHES',
  parent: parent('991000449'),
}
const CABINET: StructureInput = {
  secteur: 'SA08',
  K: rangOf(RPPS),
  raisonSociale: 'CABINET DU PIC',
}

const carte = (numero: string, debut: string) => ({
  numero,
  type: 'CPS',
  debut,
  fin: '2030-01-01',
  opposition: null,
  oppositionConnue: true,
})

const radiologue = (...structures: StructureInput[]): Professionnel =>
  professionnel({
    situations: structures.map((de, i) =>
      situation({ id: `101990000${i}`, de, modeExercice: 'L' }),
    ),
  })

beforeEach(() => {
  rmSync(ETAT, { force: true })
  writeFileSync(LISTE, `${RPPS}\n`)
})

test('the first run says so, and leaves a state without a name that nobody else may read', async () => {
  put(radiologue(CABINET))
  const { code, stdout } = await run([LISTE, '--etat', ETAT, '--date=2026-11-23'])
  expect(stdout).toBe(
    'Premier passage : 1 numéro surveillé, rien à comparer. Les changements seront dits au prochain.\n',
  )
  expect(code).toBe(0)
  const etat = readFileSync(ETAT, 'utf8')
  expect(etat).not.toMatch(/TESTARD|Camille|PIC/)
  expect(JSON.parse(etat)).toMatchObject({ version: 1, reglement: REGLEMENT_VERSION })
  expect(statSync(ETAT).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder).filter((nom) => nom.endsWith('.tmp'))).toEqual([])
})

test('nothing changed: exit 0, and the second run says since when', async () => {
  put(radiologue(CABINET))
  await watch()
  const { code, rapport } = await watch()
  expect(toTexte(rapport)).toMatch(
    /^1 numéro surveillé : aucun changement, 1 sans changement depuis le \d{4}-\d\d-\d\d\.\n$/,
  )
  expect(code).toBe(0)
})

const cabinetOf = (rpps: string, ordre = '00'): StructureInput => ({
  ...CABINET,
  K: rangOf(rpps, ordre),
})

describe('between two databases', () => {
  type Cas = [nom: string, avant: StructureInput[], apres: StructureInput[] | null, codes: string[]]
  const deux = (rpps: string): [StructureInput, StructureInput] => [cabinetOf(rpps), HOPITAL]
  const CAS = (rpps: string): Cas[] => [
    ['nothing', [cabinetOf(rpps)], [cabinetOf(rpps)], []],
    [
      'another orderer',
      [cabinetOf(rpps)],
      [HOPITAL],
      ['autre_commanditaire', 'activite_terminee', 'nouvelle_activite', 'nouvelle_question'],
    ],
    [
      'another identifier',
      [cabinetOf(rpps)],
      [cabinetOf(rpps, '01')],
      ['autre_identifiant', 'activite_terminee', 'nouvelle_activite'],
    ],
    ['an activity that ended', deux(rpps), [cabinetOf(rpps)], ['activite_terminee']],
    ['a new activity', [cabinetOf(rpps)], deux(rpps), ['nouvelle_activite', 'nouvelle_question']],
    [
      'a structure that closed',
      [HOPITAL],
      [{ ...HOPITAL, fermeture: '2026-11-01' }],
      ['autre_reponse', 'structure_fermee', 'nouvelle_question'],
    ],
    ['somebody who is there no more', [cabinetOf(rpps)], null, ['plus_dans_annuaire']],
  ]
  const noms = CAS(RPPS).map(([nom]) => nom)
  const rppsOf = (rank: number): string => {
    const body = `109990002${rank}`
    return body + luhnKey(body)
  }
  const people = noms.map((_, rank) => {
    const rpps = rppsOf(rank)
    const [, avant, apres, codes] = CAS(rpps)[rank] as Cas
    const of = (structures: StructureInput[]) => ({ ...radiologue(...structures), rpps })
    return { rpps, avant: of(avant), apres: apres === null ? [] : [of(apres)], codes }
  })
  // A closed structure is one for all who work there: its own person has one of his own.
  const ferme = people[noms.indexOf('a structure that closed')]
  const CLOS: StructureInput = { ...HOPITAL, F: '991000464', parent: parent('991000472') }
  if (ferme !== undefined) {
    ferme.avant = { ...radiologue(CLOS), rpps: ferme.rpps }
    ferme.apres = [{ ...radiologue({ ...CLOS, fermeture: '2026-11-01' }), rpps: ferme.rpps }]
  }
  const CARTE_RPPS = rppsOf(8)
  const QUESTION_RPPS = rppsOf(9)
  const withCartes = (...cartes: ReturnType<typeof carte>[]): Professionnel => ({
    ...professionnel({ cartes, situations: [situation({ de: cabinetOf(CARTE_RPPS) })] }),
    rpps: CARTE_RPPS,
  })
  const ancienne = carte('3199001000', '2020-01-01')

  test('every kind of change is said once, with its code; exit 1, then 0', async () => {
    const asks = (secteur: string) => ({
      ...radiologue({ ...HOPITAL, secteur }),
      rpps: QUESTION_RPPS,
    })
    writeFileSync(LISTE, [...people.map(({ rpps }) => rpps), CARTE_RPPS, QUESTION_RPPS].join('\n'))
    put(...people.map(({ avant }) => avant), withCartes(ancienne), asks('SA01'))
    expect((await watch()).code).toBe(0)
    put(
      ...people.flatMap(({ apres }) => apres),
      withCartes(ancienne, carte('3199001018', '2026-01-01')),
      asks('SA99'),
    )
    const { code, rapport } = await watch()
    const codesOf = (rpps: string): unknown[] =>
      rapport.changes
        .filter(({ numero }) => numero === rpps)
        .flatMap(({ changements }) => changements.map(({ code: kind }) => kind))
    expect(Object.fromEntries(people.map(({ rpps }, i) => [noms[i], codesOf(rpps)]))).toEqual(
      Object.fromEntries(people.map(({ codes }, i) => [noms[i], codes])),
    )
    expect(codesOf(CARTE_RPPS)).toEqual(['carte_remplacee'])
    expect(codesOf(QUESTION_RPPS)).toContain('nouvelle_question')
    expect(code).toBe(1)
    const again = await watch()
    expect([again.code, again.rapport.changes]).toEqual([0, []])
  })

  test('as a text and as a CSV: who, before, now, and the answer', async () => {
    put(radiologue(CABINET))
    await watch()
    const etat = readFileSync(ETAT)
    put(radiologue({ ...CABINET, K: rangOf(RPPS, '01') }))
    const { code, rapport } = await watch()
    expect(code).toBe(1)
    const stdout = toTexte(rapport)
    expect(stdout).toContain('1 numéro surveillé : 1 a changé, 0 sans changement')
    expect(stdout).toContain(`Camille TESTARD, ${RPPS}`)
    expect(stdout).toMatch(
      new RegExp(
        `Un autre identifiant : avant .*RPPS rang ${rangOf(RPPS)} ; maintenant .*${rangOf(RPPS, '01')}`,
      ),
    )
    writeFileSync(ETAT, etat)
    const csv = await run([LISTE, '--etat', ETAT, '--date=2026-11-23', '--csv'])
    expect(csv.code).toBe(1)
    expect(csv.stdout).toMatch(
      /^\uFEFFligne;numero;nom;changement;situation;avant;maintenant;resume\r\n1;10999000010;Camille TESTARD;/,
    )
  })
})

test('a list that changed: what came and what went is said, and is no change', async () => {
  const autre = { ...radiologue(CABINET), rpps: '10999000028' }
  put(radiologue(CABINET), autre)
  await watch()
  writeFileSync(LISTE, '10999000028\n')
  const { code, rapport } = await watch()
  expect([code, rapport.ajoutes, rapport.retires]).toEqual([0, ['10999000028'], [RPPS]])
})

test('a directory that is down: not looked at, exit 2, and the state is kept', async () => {
  const env = {
    ANNUAIRE: 'fhir',
    ESANTE_API_KEY: 'cle-de-demonstration',
    ANNUAIRE_FHIR_URL: 'http://127.0.0.1:9/fhir/v2',
    ANNUAIRE_TIMEOUT_MS: '200',
  }
  put(radiologue(CABINET))
  await watch()
  const etat = JSON.parse(readFileSync(ETAT, 'utf8')) as Etat
  etat.annuaires = ['fhir']
  for (const ligne of Object.values(etat.lignes)) ligne.source = 'fhir'
  writeFileSync(ETAT, JSON.stringify(etat))
  const { code, rapport } = await watch(env)
  expect([code, rapport.changes]).toEqual([2, []])
  expect(rapport.nonVues).toMatchObject([{ numero: RPPS, code: 'annuaire_indisponible' }])
  expect(JSON.parse(readFileSync(ETAT, 'utf8'))).toMatchObject({ lignes: etat.lignes })

  // The files stand in for the directory: what they say is not what it said.
  etat.annuaires = ['fhir', 'extraction']
  writeFileSync(ETAT, JSON.stringify(etat))
  put(radiologue(HOPITAL))
  const relais = await watch({ ...env, ANNUAIRE: 'fhir,extraction' })
  expect([relais.code, relais.rapport.changes]).toEqual([2, []])
  expect(relais.rapport.nonVues).toMatchObject([{ numero: RPPS, code: 'autre_source' }])
})

test('the directory that stood aside answers again: not compared, and compared from then on', async () => {
  put(radiologue(CABINET))
  await watch()
  const etat = JSON.parse(readFileSync(ETAT, 'utf8')) as Etat
  etat.annuaires = ['extraction', 'fictif']
  for (const ligne of Object.values(etat.lignes)) ligne.source = 'fictif'
  writeFileSync(ETAT, JSON.stringify(etat))
  put(radiologue(HOPITAL))
  const env = { ANNUAIRE: 'extraction,fictif' }
  const retour = await watch(env)
  expect([retour.code, retour.rapport.changes]).toEqual([2, []])
  expect(retour.rapport.nonVues).toMatchObject([{ numero: RPPS, code: 'autre_source' }])
  put(radiologue(CABINET))
  expect((await watch(env)).rapport.changes).toHaveLength(1)
})

test('another shop sign is no activity that ended', async () => {
  put(radiologue(CABINET))
  await watch()
  put(radiologue({ ...CABINET, raisonSociale: 'CABINET DU DR PIC' }))
  const { code, rapport } = await watch()
  expect([code, rapport.changes]).toEqual([0, []])
})

test('a situation that becomes a replacement is another answer, not one that ended', () => {
  const cle = '1019900000'
  const vide = { source: 'fhir', questions: [], cartes: null }
  const ordre = {
    role: 'professionnel' as const,
    rpps: RPPS,
    type: 'RPPS_RANG' as const,
    valeur: rangOf(RPPS),
  }
  const avant = { cle, issue: 'commande' as const, motif: null, ordre, fermeture: null }
  const apres = (motif: 'remplacant' | 'terminee') => ({
    ...avant,
    issue: null,
    motif,
    ordre: null,
  })
  const codesOf = (motif: 'remplacant' | 'terminee') =>
    comparer(
      { ...vide, issue: 'decide', situations: [avant] },
      { ...vide, issue: 'sans_activite', situations: [apres(motif)] },
    ).map(({ code }) => code)
  expect(codesOf('remplacant')).toEqual(['autre_reponse'])
  expect(codesOf('terminee')).toEqual(['activite_terminee'])
})

test('another day than that of the state is refused: nothing could be compared', async () => {
  put(radiologue(CABINET))
  await run([LISTE, '--etat', ETAT, '--date=2030-01-01'])
  const { code, stderr } = await run([LISTE, '--etat', ETAT])
  expect(stderr).toContain('le jour 2030-01-01')
  expect(code).toBe(2)
})

test('a line that is no number is told at each run, exit 2', async () => {
  put(radiologue(CABINET))
  writeFileSync(LISTE, `${RPPS}\nDUPONT 12\n`)
  const { code, rapport } = await watch()
  expect([code, rapport.total]).toEqual([2, 2])
  expect(rapport.illisibles).toMatchObject([{ ligne: 2 }])
})

test('another rule book is told as such', async () => {
  put(radiologue(CABINET))
  await watch()
  writeFileSync(ETAT, readFileSync(ETAT, 'utf8').replace(REGLEMENT_VERSION, '2025.01.1'))
  const { code, rapport } = await watch()
  const stdout = toTexte(rapport)
  expect(stdout).toContain(`Le règlement est passé de 2025.01.1 à ${REGLEMENT_VERSION}`)
  expect(code).toBe(0)
})

test('a list as a workbook is the same list; the report as JSON', async () => {
  put(radiologue(CABINET))
  await watch()
  const path = join(folder, 'liste.xlsx')
  const rows = [
    ['Nom', 'N° RPPS'],
    ['A', RPPS],
  ]
  writeFileSync(path, classeurOf(rows))
  const { code, stdout } = await run([path, '--etat', ETAT, '--date=2026-11-23', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({ total: 1, inchanges: 1, ajoutes: [], retires: [] })
  expect(code).toBe(0)
})

describe('trouble: exit 2, and the state is left as it is', () => {
  test.each([
    ['cut short', '{"version":1,"fait":', 'est abîmé'],
    ['empty', '', 'est abîmé'],
    ['of another program', '{"a":1}', 'n’est pas celui d’une surveillance'],
    ['of another version', '{"version":9}', 'd’une autre version'],
  ])('a state that is %s', (_, contenu, phrase) => {
    writeFileSync(ETAT, contenu)
    expect(() => readEtat(ETAT)).toThrow(new RegExp(phrase))
  })

  test('said on the error output, before anything is looked up', async () => {
    writeFileSync(ETAT, '{"version":1,')
    const { code, stdout, stderr } = await run([LISTE, '--etat', ETAT])
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('est abîmé')])
    expect(readFileSync(ETAT, 'utf8')).toBe('{"version":1,')
  })

  test('a report that nobody takes: the state stays, so that it is told again', async () => {
    put(radiologue(CABINET))
    await watch()
    const etat = readFileSync(ETAT, 'utf8')
    put(radiologue(HOPITAL))
    const command = `"${process.execPath}" src/qui-commande.mjs surveiller "$1" --etat "$2" --date=2026-11-23 > /dev/full`
    const env = { ANNUAIRE: 'extraction', EXTRACTION_DB: BASE }
    const { code, stderr } = await new Promise<Run>((resolve) => {
      execFile('sh', ['-c', command, 'sh', LISTE, ETAT], { cwd: ROOT, env }, (error, out, err) => {
        resolve({ code: Number(error?.code ?? 0), stdout: out, stderr: err })
      })
    })
    expect([code, stderr]).toEqual([2, expect.stringContaining('n’a pas pu être écrit')])
    expect(readFileSync(ETAT, 'utf8')).toBe(etat)
  })

  test('a state made with other usages', async () => {
    put(radiologue(CABINET))
    await watch()
    const { code, stderr } = await run([LISTE, '--etat', ETAT, '--usages=dmp'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('rien ne se compare')])
  })

  test.each([
    ['no list', ['--etat', ETAT], 'Donnez une liste'],
    ['no state', [LISTE], 'Donnez le fichier d’état'],
    ['a list that is not there', ['absente.txt', '--etat', ETAT], 'ENOENT'],
    [
      'a place where no state can be',
      [LISTE, '--etat', join(folder, 'absent', 'etat')],
      'ne peut pas être écrit',
    ],
  ])('%s', async (_, args, phrase) => {
    put(radiologue(CABINET))
    const { code, stderr } = await run(args)
    expect([code, stderr]).toEqual([2, expect.stringContaining(phrase)])
  })
})
