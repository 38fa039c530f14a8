import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  ACTIVITES,
  cabinet,
  foule,
  hopital,
  type Ligne,
  tableau,
} from '../../mocks/extraction/fichiers.ts'
import { importAndServe, INVALIDE } from '../support/import-service.ts'

const A = '10999001000'
const B = '10999000010'
const C = '10999000028'
const EJ = '990990018'
const AUTRE_EJ = '990990026'
const EG = '990990117'
const AUTRE_EG = '990990125'
const TIERS_EG = '990990133'

let dossier = ''
let closes: (() => void)[] = []
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'finess-'))
})
afterEach(() => {
  for (const close of closes.splice(0)) close()
  rmSync(dossier, { recursive: true })
})

const eg = (numFinessEge: unknown, infos: object = {}, autres: object = {}): object => ({
  informationsGeneralesEGE: { numFinessEge, dateOuverture: '2001-01-01', ...infos },
  categorieentiteGeographiqueExercice: '611',
  etatObjet: 'A',
  ...autres,
})
const ej = (numFinessPm: unknown, ege: unknown, infos: object = {}, autres: object = {}) => ({
  informationsGeneralesPMEJ: { numFinessPm, statutJuridique: '85', ...infos },
  etatObjet: 'A',
  ege,
  ...autres,
})

const row = (rpps: string, secteur: string, site: string, juridique: string): Ligne =>
  hopital(rpps, {
    "Code secteur d'activité": secteur,
    'Numéro FINESS site': site,
    'Numéro FINESS établissement juridique': juridique,
    'Ancien identifiant de la structure': `1${site || juridique}`,
  })
const laboratoire = (rpps: string, site: string, juridique = EJ) =>
  row(rpps, 'SA25', site, juridique)

/** B is elsewhere: what is wrong with one structure is nobody else's business. */
const serve = async (pmej: readonly object[], ...activites: Ligne[]) => {
  const served = await importAndServe(dossier, {
    activites: tableau(ACTIVITES, [...foule(5), cabinet(B), ...activites]),
    finess: { generatedAt: '2026-11-23T02:06:22Z', pmej },
  })
  closes.push(served.close)
  expect(await served.judge(B)).toBe(`decide RPPS_RANG ${B}000`)
  return served
}

const ILLISIBLES: [name: string, element: object][] = [
  ['a closing that is no day', eg(AUTRE_EG, { dateFermeture: '2020-13-45' })],
  ['a category that is no text', eg(AUTRE_EG, {}, { categorieentiteGeographiqueExercice: 611 })],
  ['a state of no table', eg(AUTRE_EG, {}, { etatObjet: 'S' })],
  ['a number cut short', eg(AUTRE_EG.slice(0, 8))],
  ['a space within its number', eg('33 099125')],
  ['a number that is no text', eg(Number(AUTRE_EG))],
  ['nothing', {}],
]

describe('an EG of FINESS that cannot be read', () => {
  test.each(ILLISIBLES)('%s: its EJ has not one site only', async (_, element) => {
    const { judge } = await serve(
      [ej(EJ, [eg(EG), element]), ej(AUTRE_EJ, [eg(TIERS_EG)])],
      laboratoire(A, EG),
      laboratoire(C, TIERS_EG, AUTRE_EJ),
    )
    expect(await judge(A)).toBe(INVALIDE)
    expect(await judge(C)).toBe(`decide FINESS_EG ${TIERS_EG}`)
  })

  test.each(ILLISIBLES)('%s: who works there is not judged, its EJ is', async (_, element) => {
    const { judge } = await serve(
      [ej(EJ, [eg(EG), element])],
      row(A, 'SA33', AUTRE_EG, EJ),
      row(C, 'SA33', EG, EJ),
    )
    expect(await judge(A)).toBe(INVALIDE)
    expect(await judge(C)).toBe(`decide FINESS_EG ${EG}`)
  })
})

describe('an EJ of FINESS that cannot be read', () => {
  test.each<[name: string, element: (statut: string) => object]>([
    ['a legal form that is no text', (statut) => ej(EJ, [eg(EG)], { statutJuridique: +statut })],
    ['a closing that is no day', () => ej(EJ, [eg(EG)], { dateFermeture: '2020-13-45' })],
    ['sites that are no list', () => ej(EJ, { un: eg(EG) })],
    ['a number that is no text', () => ej(Number(EJ), [eg(EG)])],
  ])('%s: nobody is judged without it', async (_, element) => {
    const { judge } = await serve(
      [element('79'), ej(AUTRE_EJ, [eg(TIERS_EG)])],
      row(A, 'SA33', EG, EJ),
      laboratoire(C, '', EJ),
    )
    expect([await judge(A), await judge(C)]).toEqual([INVALIDE, INVALIDE])
  })

  test('nor are its EG when it has no number', async () => {
    const { judge, rapport, avertissement } = await serve(
      [ej('', [eg(EG)]), ej(AUTRE_EJ, [eg(TIERS_EG)])],
      row(A, 'SA33', EG, ''),
    )
    expect(await judge(A)).toBe(INVALIDE)
    expect(rapport).toContain('dont 1 sans FINESS reconnaissable')
    expect(await avertissement()).toContain('un établissement peut manquer')
  })
})

describe('what FINESS says twice', () => {
  test('alike counts once', async () => {
    const one = ej(EJ, [eg(EG), eg(EG)])
    const { judge, rapport } = await serve([one, one], laboratoire(A, EG))
    expect(await judge(A)).toBe(`decide FINESS_EG ${EG}`)
    expect(rapport).toContain('0 mis de côté')
  })

  const contradictions: [name: string, pmej: object[]][] = [
    ['an EG under two EJ', [ej(EJ, [eg(EG)]), ej(AUTRE_EJ, [eg(EG), eg(TIERS_EG)])]],
    ['an EJ with two lists of sites', [ej(EJ, [eg(EG)]), ej(EJ, [eg(AUTRE_EG)])]],
    ['an EJ open and closed', [ej(EJ, [eg(EG)]), ej(EJ, [eg(EG)], {}, { etatObjet: 'I' })]],
    ['an EG open and closed', [ej(EJ, [eg(EG), eg(EG, {}, { etatObjet: 'I' })])]],
    ['a number as an EG and as an EJ', [ej(EJ, [eg(EG)]), ej(EG, [])]],
  ]
  test.each(contradictions)('in two ways, %s: whatever the order', async (_, pmej) => {
    for (const elements of [pmej, pmej.toReversed()]) {
      // oxlint-disable-next-line no-await-in-loop -- one database after the other
      const { judge } = await serve(
        elements,
        laboratoire(A, EG),
        laboratoire(C, '', EJ),
        row('10999000036', 'SA33', EG, ''),
      )
      for (const rpps of [A, C, '10999000036']) {
        // oxlint-disable-next-line no-await-in-loop
        expect(await judge(rpps)).toBe(INVALIDE)
      }
    }
  })
})

describe('a site of a laboratory that the activities alone know', () => {
  const pmej = [ej(EJ, [eg(EG)]), ej(AUTRE_EJ, [eg(TIERS_EG)])]
  test.each<[name: string, other: Ligne, expected: string]>([
    ['may be the main one', laboratoire(C, AUTRE_EG), 'a_verifier H14'],
    ['whatever its sector', row(C, 'SA01', AUTRE_EG, EJ), 'a_verifier H14'],
    ['even when its number is malformed', laboratoire(C, '99099012'), 'a_verifier H14'],
    ['of another EJ is none', laboratoire(C, AUTRE_EG, AUTRE_EJ), `decide FINESS_EG ${EG}`],
    ['that FINESS lays to another EJ is none', laboratoire(C, TIERS_EG), `decide FINESS_EG ${EG}`],
    ['that is the EJ itself is none', laboratoire(C, EJ), `decide FINESS_EG ${EG}`],
  ])('%s', async (_, other, expected) => {
    const { judge } = await serve(pmej, laboratoire(A, EG), other)
    expect(await judge(A)).toBe(expected)
  })

  test('stands once among those that may be chosen', async () => {
    const { post } = await serve(pmej, laboratoire(A, EG), laboratoire(C, AUTRE_EG))
    const { body } = await post(A)
    const values = body.questions.flatMap(({ code, options }) =>
      code === 'H14' ? options.map(({ valeur }) => valeur) : [],
    )
    expect(values).toEqual([EG, AUTRE_EG])
  })

  test('counts for who has the EJ alone too', async () => {
    const { judge } = await serve(pmej, laboratoire(A, ''), laboratoire(C, AUTRE_EG))
    expect(await judge(A)).toBe('a_verifier H14')
  })

  test('is found by an index', async () => {
    const { db } = await serve(pmej, laboratoire(A, EG))
    const base = new DatabaseSync(db, { readOnly: true })
    closes.push(() => base.close())
    const plan = base
      .prepare('EXPLAIN QUERY PLAN SELECT finess_eg FROM structure WHERE finess_ej IN (?, ?)')
      .all('', '')
    expect(JSON.stringify(plan)).toContain('COVERING INDEX structure_ej')
  })
})
