import { expect, test } from 'vitest'
import { LISTES } from '../../src/domain/faits/listes.ts'
import { isSansSpecialite } from '../../src/domain/faits/read/savoir-faire.ts'
import { IDENTIFIANT_TYPES } from '../../src/domain/identifiants/identifiants.ts'
import { FORMULAIRES } from '../../src/domain/mots/fiche-texte.ts'
import { GLOSSAIRE } from '../../src/domain/mots/glossaire.ts'
import * as libelles from '../../src/domain/mots/libelles.ts'
import { MOTS_FAITS } from '../../src/domain/mots/mots-faits.ts'
import { sayInGeneral } from '../../src/domain/mots/mots.ts'
import { ETATS_SOURCE, nameSource } from '../../src/domain/mots/sources.ts'
import { DEPARTEMENTS } from '../../src/domain/recherche/departements.ts'
import { ALERTES } from '../../src/domain/rules/alertes.ts'
import { regles } from '../../src/domain/rules/index.ts'
import { D_ABORD, QUESTIONS } from '../../src/domain/rules/questions.ts'
import * as sources from '../../src/domain/sources.ts'

/**
 * Every code and label of the tables of the domain, as they were read over; those of the NOS are
 * compared in nomenclatures.test.ts, sentences in phrases.test.ts.
 * `npx vitest run --project node test/domain/tables.test.ts -u` writes tables.txt again.
 */

/** Each leaf of a table, behind the keys that lead to it. */
const leaves = (value: unknown, path = ''): string[] => {
  if (value instanceof RegExp || typeof value !== 'object' || value === null) {
    return [`${path} ${String(value)}`.trim()]
  }
  const isCodes = Array.isArray(value) && value.every((one) => typeof one === 'string')
  if (isCodes) return [`${path} ${value.join(' ')}`]
  return Object.entries(value)
    .filter(([, one]) => typeof one !== 'function')
    .flatMap(([key, one]) => leaves(one, `${path} ${key}`.trim()))
}

/** The words that stand in the sentences of the book. */
const mots = [
  ...new Set(
    [
      ...Object.values({ ...QUESTIONS, ...ALERTES }),
      ...Object.values(D_ABORD),
      ...regles.map(({ pourquoi }) => pourquoi),
    ].flatMap((phrase) => phrase.match(/\{\w+\}/g) ?? []),
  ),
].toSorted()

test('every code and label is the one that was read over', async () => {
  const tables: Record<string, string[]> = {
    listes: LISTES.flatMap(({ table, sources: documents, ...liste }, i) =>
      leaves(
        { table: table.nom, documents: documents.map(({ titre }) => titre), ...liste },
        `${i}`,
      ),
    ),
    libellés: leaves(libelles),
    types: IDENTIFIANT_TYPES.map((type) => libelles.explainType(type)),
    faits: leaves(MOTS_FAITS),
    mots: mots.map((mot) => `${mot} ${sayInGeneral(mot)}`),
    glossaire: GLOSSAIRE.flatMap(({ id, ...terme }) => leaves(terme, id)),
    sources: [...['fictif', 'fhir', 'extraction'].map(nameSource), ...leaves(ETATS_SOURCE)],
    documents: leaves(sources),
    formulaires: leaves(FORMULAIRES),
    départements: leaves(DEPARTEMENTS).toSorted(),
  }
  const text = Object.entries(tables).map(([table, lines]) => [`# ${table}`, ...lines].join('\n'))
  expect(Object.keys(tables).filter((table) => tables[table]?.length === 0)).toEqual([])
  await expect(`${text.join('\n\n')}\n`).toMatchFileSnapshot('tables.txt')
})

test('the types of savoir-faire that are no specialty', () => {
  for (const type of ['C', 'CEX', 'CAPA', 'DSM', 'DNQ', 'FQ', 'OP', 'PAC', 'QPAC']) {
    expect([type, isSansSpecialite(type)]).toEqual([type, true])
  }
  for (const type of ['S', 'SCD', '', null]) expect(isSansSpecialite(type)).toBe(false)
})
