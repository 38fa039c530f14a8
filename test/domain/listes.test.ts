import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LISTES, MEDICO_SOCIAL, RADIOLOGIE } from '../../src/domain/faits/listes.ts'
import type { Concept } from '../../src/domain/nomenclatures/index.ts'
import { referenceOf } from '../support/references.ts'

const groups = (lists: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.values(lists).flat()

const named = LISTES.map((liste) => [`${liste.quoi}: ${String(liste.sujet)}`, liste] as const)

/** Ended codes are asked about where they were met; a new edition ends them, it does not open them. */
const isAsked = ({ fin }: Concept): boolean => fin === null

describe.each(named)('the list of %s', (_, liste) => {
  const { table, sujet, retenus, ecartes, relue, sources } = liste
  const kept = groups(retenus)
  const left = groups(ecartes)

  test('has every code whose label speaks of its subject, kept or left out with a word why', () => {
    const missing = table.concepts
      .filter((concept) => isAsked(concept) && sujet.test(concept.libelle))
      .filter(({ code }) => !kept.includes(code) && !left.includes(code))
    expect(missing.map(({ code, libelle }) => `${code} ${libelle}`)).toEqual([])
  })

  test('has codes of its table alone, each in one place', () => {
    const codes = [...kept, ...left]
    expect(codes.filter((code) => table.find(code) === undefined)).toEqual([])
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('was gone through with the edition of the table that is here', () => {
    expect(relue.version).toBe(table.version)
    expect(relue.le).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(sources.length).toBeGreaterThan(0)
    for (const why of Object.keys(ecartes)) expect(why.length).toBeGreaterThan(10)
  })
})

test('radiologists are told by three lists, of three confidences', () => {
  expect(RADIOLOGIE.retenus).toEqual({
    webinaire: ['SM44', 'SM55'],
    'liste-ans': ['SM28', 'SM45'],
    deduite: ['SM37', 'SM74', 'SM94'],
  })
  expect(RADIOLOGIE.sensOf('SM80')).toBeUndefined()
})

const publiee = referenceOf('nos')

test.runIf(existsSync(publiee))('every category of the ESSMS value set is médico-social', () => {
  const file = new URL('JDV_J254-CategorieEtablissementESSMSPH.json', publiee)
  const { concepts } = JSON.parse(readFileSync(file, 'utf8')) as { concepts: { code: string }[] }
  const kept = groups(MEDICO_SOCIAL.retenus)
  expect(concepts.filter(({ code }) => !kept.includes(code))).toEqual([])
  expect(kept).toHaveLength(68)
})
