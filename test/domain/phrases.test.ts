import { expect, test } from 'vitest'
import { frenchDay, frenchInstant } from '../../src/domain/mots/dates.ts'
import { REFERENCES } from '../../src/domain/references.ts'
import { answerStructure } from '../../src/domain/reponse/answer-structure.ts'
import { checkAdministrateurTechnique } from '../../src/domain/reponse/cartes.ts'
import { ALERTES } from '../../src/domain/rules/alertes.ts'
import { regles } from '../../src/domain/rules/index.ts'
import { D_ABORD, QUESTIONS } from '../../src/domain/rules/questions.ts'
import type { Carte } from '../../src/domain/situation-exercice.ts'
import {
  AUTRE_RPPS,
  EG,
  EJ,
  entiteJuridique,
  professionnel,
  rangOf,
  RPPS,
  site,
  SIRET,
  situation,
  structure,
  verify,
  verifyOne,
} from '../support/construire.ts'

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

type Cas = Parameters<typeof verifyOne>

/** What is said of one situation: in a sentence, why, and what is asked. */
const reponse = (vue: ReturnType<typeof verify>): string[] => [
  vue.resume,
  ...vue.situations.flatMap(({ pourquoi, verifications }) => [
    ...pourquoi,
    ...verifications.map(({ question }) => question),
  ]),
  ...vue.ecartees.map(({ texte }) => texte),
]

const medecin = { professions: ['10'], savoirFaire: ['SM26'] }
const cabinet = { secteur: 'SA08', K: rangOf(RPPS) }

/** One of each sentence that depends on the situation. */
const CAS: Record<string, Cas> = {
  'profession à couloir': [cabinet, {}, { exercice: { professions: ['60'], savoirFaire: [] } }],
  'autre profession': [cabinet, {}, { exercice: { professions: ['21'], savoirFaire: [] } }],
  'profession illisible': [cabinet, {}, { exercice: { professions: ['ZZ'], savoirFaire: [] } }],
  'profession absente': [cabinet, {}, { exercice: { professions: [], savoirFaire: [] } }],
  salarié: [cabinet, {}, { modeExercice: 'S', exercice: medecin }],
  'spécialité absente': [cabinet, {}, { exercice: { ...medecin, savoirFaire: [] } }],
  'spécialité inconnue': [
    cabinet,
    {},
    { exercice: { ...medecin, savoirFaire: [{ illisible: ['SM99'] }] } },
  ],
  'secteur sans règle': [{ secteur: 'SA13', F: EG }],
  'secteur de deux codes': [{ secteur: { illisible: ['SA01', 'SA05'] }, F: EG }],
  'RPPS rang d’un confrère': [{ secteur: 'SA08', K: rangOf(AUTRE_RPPS) }],
  'RPPS rang malformé': [{ secteur: 'SA08', malforme: '123' }],
  'SCM par son nom': [{ ...cabinet, raisonSociale: 'SCM DU MERLE' }],
  'société à FINESS': [{ secteur: 'SA09', S: SIRET, F: EG, r72: '85' }],
  'société, identifiant illisible': [{ secteur: 'SA09', S: SIRET, illisibles: [EG], r72: '85' }],
  'société sans SIRET': [{ secteur: 'SA09', r72: '85' }],
  'structure fermée': [{ secteur: 'SA04', F: EG, r72: '72', fermeture: '2020-01-01' }],
  'EJ inconnue': [{ secteur: 'SA01', F: EG }, {}, { exercice: medecin }],
  'EJ introuvable': [
    { secteur: 'SA01', F: EG, partOfIntrouvable: true },
    {},
    { exercice: medecin },
  ],
  'début et fin à venir': [cabinet, {}, { debut: '2030-01-01', fin: '2031-01-01' }],
  'fonction illisible': [cabinet, {}, { fonction: 'FON-99' }],
  remplaçant: [cabinet, {}, { fonction: 'FON-04' }],
}

/** Two structures under one FINESS. */
const homonymes = () =>
  verify(
    professionnel({
      situations: ['CLINIQUE UN', 'CLINIQUE DEUX'].map((raisonSociale, i) =>
        situation({
          id: `101990000${i}`,
          de: {
            secteur: 'SA33',
            F: EG,
            raisonSociale,
            parent: entiteJuridique({ J: `99100044${i}` }),
          },
        }),
      ),
    }),
    { jour: JOUR },
  )

/** An EJ of so many officines, asked for itself. */
const officines = (count: number): string =>
  answerStructure({
    demande: {
      identifiant: { type: 'FINESS', valeur: EJ },
      jour: JOUR,
      usages: [],
      contexte: {},
      identifiantEnvisage: null,
    },
    structures: [
      structure({
        J: EJ,
        nature: 'EJ',
        secteur: 'SA33',
        sites: Array.from({ length: count }, (_, i) =>
          site(`99100010${i}`, i === 0 ? { raisonSociale: null } : {}),
        ),
      }),
    ],
    fictif: true,
    sources: [],
  }).resume

const list = (table: Readonly<Record<string, string>>): string[] =>
  Object.entries(table).map(([code, texte]) => `${code} ${texte}`)

test('every sentence is the one that was read over', async () => {
  const tables: Record<string, string[]> = {
    questions: list(QUESTIONS),
    "ce qu'il faut d'abord": list(D_ABORD),
    alertes: list(ALERTES),
    références: list(REFERENCES),
    règles: regles.map(({ id, pourquoi }) => `${id} ${pourquoi}`),
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
    ...Object.fromEntries(
      Object.entries(CAS).map(([cas, [de, demande, more]]) => [
        `réponse : ${cas}`,
        reponse(verifyOne(de, { jour: JOUR, ...demande }, more)),
      ]),
    ),
    'réponse : deux structures sous un FINESS': reponse(homonymes()),
    'sites d’une entité juridique': [2, 7, 8].map(officines),
    jours: [frenchDay(JOUR), frenchInstant('2026-11-23T09:00:00Z')],
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
