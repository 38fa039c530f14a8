import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  ACTIVITES,
  cabinet,
  carte,
  CARTES,
  foule,
  hopital,
  type Ligne,
  personne,
  SAVOIR_FAIRE,
  tableau,
} from '../../mocks/extraction/fichiers.ts'
import { type Fichiers, importAndServe, INVALIDE } from '../support/import-service.ts'

const A = '10999001000'
const B = '10999000010'
const C = '10999000028'
const CARTE = '3199001000'

let dossier = ''
let closes: (() => void)[] = []
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'incomplet-'))
})
afterEach(() => {
  for (const close of closes.splice(0)) close()
  rmSync(dossier, { recursive: true })
})

const serve = async (fichiers: Fichiers) => {
  const served = await importAndServe(dossier, fichiers)
  closes.push(served.close)
  return served
}

/** A row as a text, without the bar at its end. */
const cellsOf = (colonnes: readonly string[], ligne: Ligne): string[] =>
  colonnes.map((colonne) => ligne[colonne] ?? '')

const autour = (...lignes: (Ligne | string)[]): string =>
  tableau(ACTIVITES, [...foule(5), cabinet(B), ...lignes])

/** The row of a hospital, with a bar too much in its name. */
const decalee = (rpps: string): string =>
  cellsOf(ACTIVITES, hopital(rpps, { 'Raison sociale site': 'CH | DE VALBRUME' })).join('|')

describe('a row that cannot be read leaves nobody half known', () => {
  test.each<[name: string, activites: () => string | Buffer]>([
    ['its only row is shifted', () => autour(decalee(A))],
    ['one of two rows is shifted', () => autour(cabinet(A), decalee(A))],
    [
      'shifted before the number',
      () => autour(cabinet(A), `x|${cellsOf(ACTIVITES, hopital(A)).join('|')}`),
    ],
    [
      'two rows in one line',
      () =>
        autour(
          cabinet(A),
          `${cellsOf(ACTIVITES, hopital(C)).join('|')}|${cellsOf(ACTIVITES, hopital(A)).join('|')}`,
        ),
    ],
    [
      'the number is unreadable, the identification nationale is not',
      () => autour(cabinet(A), hopital(A, { 'Identifiant PP': '1099900ABCD' })),
    ],
    [
      'the type of the number is unreadable',
      () => autour(cabinet(A), hopital(A, { "Type d'identifiant PP": 'RPPS' })),
    ],
    [
      'the number and the identification nationale are of two people',
      () => autour(cabinet(A), hopital(A, { 'Identification nationale PP': `8${C}` })),
    ],
    [
      'the same the other way round',
      () => autour(cabinet(A), hopital(C, { 'Identification nationale PP': `8${A}` })),
    ],
    ['the file is cut off', () => `${autour(cabinet(A))}8|${A}|8${A}|DR`],
    [
      'characters of no encoding',
      () =>
        Buffer.concat([
          Buffer.from(autour(cabinet(A))),
          Buffer.from(`${cellsOf(ACTIVITES, hopital(A)).join('|')}|`),
          Buffer.from([0xff, 0x0a]),
        ]),
    ],
  ])('%s', async (_, activites) => {
    const { ask, avertissement } = await serve({ activites: activites() })
    expect(await ask(A)).toBe(INVALIDE)
    expect(await ask(B)).toBe('200 decide')
    expect(await avertissement()).toBeUndefined()
  })

  test.each<[name: string, row: Ligne]>([
    ['its number', { 'Identifiant PP': `${A.slice(0, 5)} ${A.slice(5)}` }],
    ['its savoir-faire', { 'Code savoir-faire': 'SM 44' }],
  ])('a space within %s', async (_, row) => {
    const { ask } = await serve({ activites: autour(cabinet(A), hopital(A, row)) })
    expect([await ask(A), await ask(B)]).toEqual([INVALIDE, '200 decide'])
  })

  test('of the savoir-faire neither', async () => {
    const { ask } = await serve({
      activites: autour(cabinet(A)),
      savoirFaire: tableau(SAVOIR_FAIRE, [
        personne(B, { 'Code savoir-faire': 'SM44' }),
        `${cellsOf(SAVOIR_FAIRE, personne(A)).join('|')}|SM53`,
      ]),
    })
    expect([await ask(A), await ask(B)]).toEqual([INVALIDE, '200 decide'])
  })

  test.each<[name: string, row: Ligne | string, porteur: string]>([
    ['an unreadable date', carte(A, CARTE, { 'Date fin validité': '31/02/2028' }), INVALIDE],
    [
      'a space within its number',
      carte(A, `${CARTE.slice(0, 4)}\u00a0${CARTE.slice(4)}`),
      INVALIDE,
    ],
    ['a shift', `x|${cellsOf(CARTES, carte(A, CARTE)).join('|')}`, INVALIDE],
    [
      'no holder',
      carte('', CARTE, { 'Identification nationale PP': '', "Type d'identifiant PP": '8' }),
      '200 decide',
    ],
  ])('a card with %s: neither the card nor its holder', async (_, row, porteur) => {
    const other = '3199000010'
    const { ask, avertissement } = await serve({
      activites: autour(cabinet(A)),
      cartes: tableau(CARTES, [carte(B, other), row]),
    })
    expect(await ask(CARTE)).toBe(INVALIDE)
    expect(await ask(A)).toBe(porteur)
    expect(await ask(other)).toBe('200 decide')
    expect(await ask('3199000028')).toBe('404 carte_inconnue')
    expect(await avertissement()).toBeUndefined()
  })

  test('what nobody can lay to anybody is said where the state of the source is', async () => {
    const { ask, avertissement, rapport, db } = await serve({
      activites: autour('x|y', 'z', decalee(A)),
    })
    expect(await ask(C)).toBe('404 professionnel_inconnu')
    expect(await avertissement()).toBe(
      '2 lignes des fichiers n’ont pu être ni lues ni rattachées à quelqu’un : un praticien, une activité, une carte ou un établissement peut manquer.',
    )
    expect(rapport).toContain('3 mises de côté')
    expect(rapport).toContain('dont 2 sans praticien reconnaissable')
    const base = new DatabaseSync(db, { readOnly: true })
    closes.push(() => base.close())
    expect(base.prepare('SELECT * FROM incomplet').all()).toMatchObject([
      { type: 'RPPS', valeur: A },
    ])
  })
})

describe('a space within an identifier is not mended: what holds it is not known', () => {
  const SIRET = '99910004300010'
  const inner = (text: string): string => `${text.slice(0, 6)} ${text.slice(6)}`
  test.each<[name: string, row: Ligne, expected: string]>([
    [
      'RPPS rang',
      cabinet(A, { 'Ancien identifiant de la structure': inner(`4${A}000`) }),
      'a_verifier H05 H10',
    ],
    [
      'RPPS rang, spaces around it',
      cabinet(A, { 'Ancien identifiant de la structure': `\u00a04${A}000 ` }),
      `decide RPPS_RANG ${A}000`,
    ],
    [
      'SIRET',
      cabinet(A, {
        "Code secteur d'activité": 'SA09',
        'Code rôle': 'FON-02',
        'Ancien identifiant de la structure': '',
        'Numéro SIRET site': inner(SIRET),
      }),
      'a_verifier H05',
    ],
    [
      'FINESS',
      hopital(A, {
        "Code secteur d'activité": 'SA33',
        'Numéro FINESS établissement juridique': '',
        'Numéro FINESS site': inner('010990117'),
        'Ancien identifiant de la structure': '',
      }),
      'a_verifier H05',
    ],
  ])('%s', async (_, row, expected) => {
    const { judge } = await serve({ activites: autour(row) })
    expect(await judge(A)).toBe(expected)
  })
})

describe('a code given by its label alone', () => {
  test.each<[column: string, label: string, read: string]>([
    ['profession', 'MEDECIN', '10'],
    ['profession', 'Médecin des pierres', 'Médecin des pierres'],
    ['mode', 'Lib,indép,artis,com', 'L'],
    ['mode', 'Libéral', 'L'],
    ['mode', 'Salarié', 'S'],
    ['mode', 'A la tâche', 'A la tâche'],
    ['secteur', 'Cabinet de groupe', 'SA08'],
    ['secteur', 'Carrière', 'Carrière'],
  ])('%s « %s » is read as %s', async (column, label, read) => {
    const nom = { profession: 'profession', mode: 'mode exercice', secteur: "secteur d'activité" }[
      column
    ]
    const row = cabinet(A, { [`Code ${nom}`]: ' ', [`Libellé ${nom}`]: label })
    const { db } = await serve({ activites: autour(row) })
    const base = new DatabaseSync(db, { readOnly: true })
    closes.push(() => base.close())
    const found = base
      .prepare(
        `SELECT ${column} AS code FROM situation s
          JOIN exercice e ON e.rpps = s.rpps AND e.rang = s.exercice WHERE s.rpps = ?`,
      )
      .all(A)
    expect(found.map(({ code }) => code)).toEqual([read])
  })

  test.each([
    ['Carte de Professionnel de Santé', 'CPS'],
    ['Carte de professionnel en formation', 'CPF'],
    ['Carte de visite', 'Carte de visite'],
  ])('the type of a card « %s » is read as %s', async (label, type) => {
    const { post } = await serve({
      activites: autour(cabinet(A)),
      cartes: tableau(CARTES, [
        carte(A, CARTE, { 'Code type de carte': '', 'Libellé type de carte': label }),
      ]),
    })
    const { body } = await post(A)
    expect(body.professionnel.cartes).toMatchObject([{ numero: CARTE, type }])
  })

  test('a profession is the same one in every file', async () => {
    const profession = { 'Code profession': '', 'Libellé profession': 'Médecin' }
    const { ask, post } = await serve({
      activites: autour(cabinet(A)),
      savoirFaire: tableau(SAVOIR_FAIRE, [
        personne(A, { ...profession, 'Code type savoir-faire': 'C', 'Code savoir-faire': 'C05' }),
      ]),
      cartes: tableau(CARTES, [carte(A, CARTE, profession)]),
    })
    expect(await ask(CARTE)).toBe('200 decide')
    const { body } = await post(A)
    expect(body.professionnel.savoirFaire.map(({ code }) => code)).toEqual(['C05', 'SM44'])
    expect(body.professionnel.cartes.map(({ numero }) => numero)).toEqual([CARTE])
  })
})

describe('a role or a kind of activity given by its label alone', () => {
  const REMPLACANT = 'Remplaçant, intérimaire, intermittent'
  test.each<[name: string, cells: Ligne, fonction: string | null, genre: string | null]>([
    ['as published', { 'Libellé rôle': REMPLACANT }, 'FON-22', 'GENR01'],
    [
      'in other letters',
      { 'Libellé rôle': 'REMPLACANT  INTERIMAIRE INTERMITTENT' },
      'FON-22',
      'GENR01',
    ],
    [
      'a code goes first',
      { 'Code rôle': 'FON-01', 'Libellé rôle': REMPLACANT },
      'FON-01',
      'GENR01',
    ],
    [
      'a label of no table',
      { 'Libellé rôle': 'Remplaçant de garde' },
      'Remplaçant de garde',
      'GENR01',
    ],
    [
      'of the kind',
      {
        'Code rôle': 'FON-01',
        'Code genre activité': '',
        'Libellé genre activité': 'Remplacement dans une activité de soins',
      },
      'FON-01',
      'GENR03',
    ],
  ])('%s', async (_, cells, fonction, genre) => {
    const { db } = await serve({ activites: autour(cabinet(A, { 'Code rôle': '', ...cells })) })
    const base = new DatabaseSync(db, { readOnly: true })
    closes.push(() => base.close())
    expect(
      base.prepare('SELECT fonction, genre FROM situation WHERE rpps = ?').get(A),
    ).toMatchObject({ fonction, genre })
  })

  test('a remplaçant by his label orders nothing; of one that may be it is asked who he is', async () => {
    const served = await serve({
      activites: autour(
        cabinet(A, { 'Code rôle': '', 'Libellé rôle': REMPLACANT }),
        cabinet(C, { 'Code rôle': '', 'Libellé rôle': 'Remplaçant de garde' }),
      ),
    })
    expect(await served.ask(A)).toBe('200 sans_activite')
    const { body } = await served.post(C)
    expect(body.commandes).toEqual([])
    expect(body.situations[0]?.verifications).toContainEqual({
      code: 'H10',
      question: expect.any(String),
      bloquante: true,
    })
  })
})
