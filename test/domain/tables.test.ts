import { expect, test } from 'vitest'
import { DECISIONS_PAR_SUJET } from '../../src/domain/decisions.ts'
import { type Faits, FAITS } from '../../src/domain/faits/faits.ts'
import { LISTES } from '../../src/domain/faits/listes.ts'
import { isSansSpecialite } from '../../src/domain/faits/read/savoir-faire.ts'
import { describeAutre } from '../../src/domain/identifiants/formes-identifiant.ts'
import { IDENTIFIANT_TYPES } from '../../src/domain/identifiants/identifiants.ts'
import { FORMULAIRES } from '../../src/domain/mots/fiche-texte.ts'
import { GLOSSAIRE } from '../../src/domain/mots/glossaire.ts'
import * as libelles from '../../src/domain/mots/libelles.ts'
import { MOTS_FAITS } from '../../src/domain/mots/mots-faits.ts'
import { sayInGeneral } from '../../src/domain/mots/mots.ts'
import {
  nameCommanditaire,
  nameOrRole,
  nameProfessionnel,
  sayCommanditaire,
  STRUCTURE_SANS_NOM,
} from '../../src/domain/mots/noms.ts'
import { describeFraicheur, ETATS_SOURCE, nameSource } from '../../src/domain/mots/sources.ts'
import { DEPARTEMENTS } from '../../src/domain/recherche/departements.ts'
import { ALERTES } from '../../src/domain/rules/alertes.ts'
import { regles } from '../../src/domain/rules/index.ts'
import { D_ABORD, QUESTIONS } from '../../src/domain/rules/questions.ts'
import * as sources from '../../src/domain/sources.ts'
import { EG, RPPS, verifyOne } from '../support/construire.ts'

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

const ROLES = ['professionnel', 'societe', 'etablissement'] as const

/** Who orders, within a sentence. */
const sayEtablissement = (classe: Faits['classe'], type: 'FINESS_EG' | 'FINESS_EJ'): string => {
  const [commande] = verifyOne({ secteur: 'SA01', F: EG }).commandes
  if (commande === undefined) throw new Error('no order')
  return sayCommanditaire(
    {
      ...commande,
      identifiant: { ...commande.identifiant, type },
      commanditaire: { ...commande.commanditaire, nom: null },
    },
    RPPS,
    [classe],
  )
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
    glossaire: GLOSSAIRE.flatMap(({ id, formes, ...terme }) =>
      leaves({ ...terme, formes: formes() }, id),
    ),
    sources: [
      ...['fictif', 'fhir', 'extraction'].map(nameSource),
      ...leaves(ETATS_SOURCE),
      ...['2026-11-22', null].map((donneesDu) =>
        describeFraicheur({
          nom: 'fhir',
          etat: 'direct',
          donneesDu,
          interrogeeLe: '2026-11-23T09:00:00Z',
        }),
      ),
    ],
    noms: [
      STRUCTURE_SANS_NOM,
      nameProfessionnel({ nom: null, prenom: null }),
      ...ROLES.flatMap((role) => {
        const commanditaire = { nom: null, noms: [], rpps: null, role }
        return [
          nameOrRole(commanditaire),
          nameCommanditaire(commanditaire, 'phrase'),
          nameCommanditaire(commanditaire, 'ligne'),
        ]
      }),
      ...FAITS.classe.map((classe) => `${classe} ${sayEtablissement(classe, 'FINESS_EG')}`),
      sayEtablissement('hopital', 'FINESS_EJ'),
    ],
    documents: leaves(sources),
    formulaires: leaves(FORMULAIRES),
    'numéros d’une autre forme': ['999199029', '0999199029', '099919902900', '99900000000000'].map(
      (compris) => `${compris} ${describeAutre(compris)}`,
    ),
    décisions: DECISIONS_PAR_SUJET.map(({ id, titre }) => `${id} ${titre}`),
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
