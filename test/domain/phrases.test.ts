import { expect, test } from 'vitest'
import { REFERENCES } from '../../src/domain/references.ts'
import { checkAdministrateurTechnique } from '../../src/domain/reponse/cartes.ts'
import { ALERTES } from '../../src/domain/rules/alertes.ts'
import { D_ABORD, QUESTIONS } from '../../src/domain/rules/questions.ts'
import type { Carte } from '../../src/domain/situation-exercice.ts'
import { EG, professionnel, rangOf, RPPS, SIRET, verifyOne } from '../support/construire.ts'

/**
 * Every sentence of a table, as it was read over: one that is emptied or changed shows here.
 * `npx vitest run --project node test/domain/phrases.test.ts -u` writes phrases.txt again.
 */

const JOUR = '2026-11-23'
const NUMERO = '3199000011'
const carte = (input: Partial<Carte> = {}): Carte => ({
  numero: NUMERO,
  type: 'CPS',
  debut: '2025-01-01',
  fin: '2028-01-01',
  opposition: null,
  oppositionConnue: false,
  ...input,
})

const avis = (nom: string, ...cartes: Carte[]): string[] =>
  checkAdministrateurTechnique(
    { carte: NUMERO, nom, prenom: 'Camille' },
    cartes.length === 0 ? null : professionnel({ cartes }),
    JOUR,
  ).motifs.map(({ code, texte }) => `${code} ${texte}`)

const etapes = (...[de]: Parameters<typeof verifyOne>): string[] =>
  verifyOne(de, { jour: JOUR }).commandes.flatMap((commande) =>
    commande.etapes.map(({ code, texte, url }) => `${code} ${texte} ${url ?? ''}`.trim()),
  )

const list = (table: Readonly<Record<string, string>>): string[] =>
  Object.entries(table).map(([code, texte]) => `${code} ${texte}`)

test('every sentence is the one that was read over', async () => {
  const tables: Record<string, string[]> = {
    questions: list(QUESTIONS),
    "ce qu'il faut d'abord": list(D_ABORD),
    alertes: list(ALERTES),
    références: list(REFERENCES),
    'administrateur technique': [
      ...avis('Testard', carte()),
      ...avis('Autre', carte({ oppositionConnue: true })),
      ...avis('Testard'),
      ...avis('Testard', carte({ fin: '2026-01-01' })),
      ...avis('Testard', carte({ debut: '2027-01-01' })),
      ...avis('Testard', carte({ opposition: '2026-01-01', oppositionConnue: true })),
      ...avis('Testard', carte({ fin: null })),
      ...avis('Testard', carte({ type: 'CPF' })),
      ...avis('Testard', carte({ type: null })),
      ...avis('Testard', carte(), carte({ numero: '3199000029', debut: '2026-01-01' })),
      ...avis('Testard', carte(), carte({ numero: '3199000029' })),
    ],
    'étapes : cabinet': etapes({ secteur: 'SA08', K: rangOf(RPPS) }),
    'étapes : société': etapes({ secteur: 'SA09', S: SIRET, r72: '85' }),
    'étapes : établissement': etapes({ secteur: 'SA04', F: EG }),
    'étapes : officine': etapes({ secteur: 'SA33', F: EG }),
  }
  expect(Object.keys(tables).filter((table) => tables[table]?.length === 0)).toEqual([])
  expect(
    Object.values(tables)
      .flat()
      .filter((one) => one.length <= 8),
  ).toEqual([])
  const text = Object.entries(tables).map(([table, phrases]) =>
    [`# ${table}`, ...phrases].join('\n'),
  )
  await expect(`${text.join('\n\n')}\n`).toMatchFileSnapshot('phrases.txt')
})
