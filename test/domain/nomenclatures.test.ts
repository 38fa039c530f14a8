import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  formsUnder,
  nomenclatures,
  rootOf,
  secteurActivite,
} from '../../src/domain/nomenclatures/index.ts'
import { referenceOf } from '../support/references.ts'

const tables = [...nomenclatures]

describe('a look-up', () => {
  test('finds a code, its published label and the day it ended', () => {
    expect(secteurActivite.find('SA07')).toEqual({
      code: 'SA07',
      libelle: 'Cabinet individuel',
      fin: null,
    })
    expect(secteurActivite.find('SA62')?.fin).toBe('2023-03-31')
  })

  test('never invents a label', () => {
    expect(secteurActivite.label('SA07')).toEqual({ code: 'SA07', libelle: 'Cabinet individuel' })
    expect(secteurActivite.label('SA99')).toEqual({ code: 'SA99', libelle: null })
    expect(secteurActivite.label(null)).toBeNull()
  })

  test.each(['', 'sa07', ' SA07', 'constructor', '__proto__'])('does not know %j', (code) => {
    expect(secteurActivite.find(code)).toBeUndefined()
    expect(secteurActivite.label(code)).toEqual({ code, libelle: null })
  })

  test('gives one shared object for a known code, that nobody can change', () => {
    const label = secteurActivite.label('SA07')
    expect(secteurActivite.label('SA07')).toBe(label)
    expect(secteurActivite.find('SA07')).toBe(secteurActivite.find('SA07'))
    expect(Object.isFrozen(label)).toBe(true)
    expect(Object.isFrozen(secteurActivite.find('SA07'))).toBe(true)
  })
})

test('the tables are found by their short name', () => {
  expect([...nomenclatures.keys()]).toEqual([
    'G15',
    'R02',
    'R21',
    'R22',
    'R23',
    'R24',
    'R38',
    'R66',
    'R400',
    'R73',
    'R87',
  ])
  for (const [name, { nom }] of tables) expect(nom).toMatch(new RegExp(`^TRE_${name}-`))
})

describe.each(tables)('%s', (_name, table) => {
  test('has distinct codes, labels without stray spaces, and end dates that are days', () => {
    expect(new Set(table.concepts.map(({ code }) => code)).size).toBe(table.concepts.length)
    const labels = table.concepts.map(({ libelle }) => libelle)
    expect(labels.filter((libelle) => libelle === '' || libelle !== libelle.trim())).toEqual([])
    const fins = table.concepts.map(({ fin }) => fin).filter((fin) => fin !== null)
    expect(fins).toEqual(fins.map((fin) => new Date(fin).toISOString().slice(0, 10)))
  })

  test('has the URL that the NOS gives to a code system of its name', () => {
    const { nom, url } = table
    const [, number = '', name = ''] = /^TRE_([A-Z]\d+)-(\w+)$/.exec(nom) ?? []
    const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
    expect([
      `https://mos.esante.gouv.fr/NOS/${nom}/FHIR/${nom.replace('_', '-')}`,
      `https://smt.esante.gouv.fr/fhir/CodeSystem/tre-${number.toLowerCase()}-${words}`,
    ]).toContain(url)
  })
})

/**
 * Of every code, label and end date as they were compared below with the published edition, and of
 * what stands under what in R400. Another edition of a table has another.
 */
const EMPREINTES: Record<string, string> = {
  G15: 'bec749dd3208ae0d',
  R02: '12b4f446d4c51f4b',
  R21: 'd0b2c4af116f492b',
  R22: 'adce2f781f7765a1',
  R23: 'c3a11b35ab8c0efa',
  R24: '049655de84d9b1c0',
  R38: '752ef1b971decc6a',
  R66: '07dfe0499d023305',
  R400: 'cf1539a6e78f013b',
  R73: 'f05974ef8d25eab3',
  R87: '2936fb3935741912',
}

test.each(tables)('%s is what was compared, code by code', (name, { version, concepts }) => {
  const levels = name === 'R400' ? concepts.map(({ code }) => [rootOf(code), formsUnder(code)]) : []
  const all = JSON.stringify([version, concepts, levels])
  expect(createHash('sha256').update(all).digest('hex').slice(0, 16)).toBe(EMPREINTES[name])
})

const reference = referenceOf('nos')

type Publiee = {
  version: string
  codeSystemUrl: string
  count: number
  concepts: { code: string; label: string; end?: string }[]
}

describe.runIf(existsSync(reference))('compared with the published tables', () => {
  test.each(tables)('%s has every code, label and end date', (name, table) => {
    const file = readdirSync(reference).find((entry) => entry.startsWith(`TRE_${name}-`)) ?? name
    const publiee = JSON.parse(readFileSync(new URL(file, reference), 'utf8')) as Publiee
    expect(table).toMatchObject({ version: publiee.version, url: publiee.codeSystemUrl })
    expect(table.concepts).toHaveLength(publiee.count)
    expect(table.concepts).toEqual(
      publiee.concepts.map(({ code, label, end }) => ({ code, libelle: label, fin: end ?? null })),
    )
  })
})
