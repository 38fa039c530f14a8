import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formsUnder, nomenclatures, rootOf } from '../../src/domain/nomenclatures/index.ts'
import type { Usage } from '../../src/domain/demande.ts'
import { USAGES } from '../../src/domain/demande.ts'
import { checkAdministrateurTechnique } from '../../src/domain/reponse/cartes.ts'
import type { Demande } from '../../src/domain/reponse/demande.ts'
import type { Carte, Professionnel } from '../../src/domain/situation-exercice.ts'
import { AVANT, codesOf, often, one } from '../support/au-hasard.ts'
import { rangOf, verify } from '../support/construire.ts'
import {
  brief,
  type Choix,
  choix,
  professionnel,
  toDemande,
} from '../support/praticien-au-hasard.ts'
import { lireReponse, observeReponse, readAdministrateur } from './oracle-reponse.ts'
import { createOracle } from './oracle.ts'

/**
 * The whole answer beside the literal reading of its text (oracle-reponse.ts), over random
 * practitioners: controle, certificates, cards, administrateur technique, questions, conditions,
 * sentence and sheet. `ORACLE=20000 npx vitest run --project node test/domain/oracle-reponse.test.ts`
 * runs that many.
 */

const sets = new Map(
  [...nomenclatures.keys()].map((table) => [table, new Set<string>(codesOf(table))] as const),
)
const oracle = createOracle({
  codes: (table) => sets.get(table) ?? new Set(),
  formes: formsUnder,
  racine: rootOf,
})

/* What is asked of a practitioner, beside his situations. */

const NUMEROS = ['3199000011', '3199000029', '3199000037', '3199000045']
const jourCarte = one(null, '2021-03-01', '2022-12-15', '2023-06-15', '2026-11-28', '2028-01-01')
const carteNue: fc.Arbitrary<Carte> = fc.record({
  numero: fc.constant(''),
  type: often<Carte['type']>(
    [6, one('CPS')],
    [3, one('CPE', 'CPA', 'CPF')],
    [2, one<Carte['type']>(null, 'XYZ', { illisible: ['CPS', 'CPF'] })],
  ),
  debut: often<string | null>([6, one(AVANT, '2022-01-01')], [3, jourCarte]),
  fin: often<string | null>([6, one('2028-01-01', '2029-01-01')], [3, jourCarte]),
  opposition: often<string | null>([6, fc.constant(null)], [1, jourCarte]),
  oppositionConnue: fc.boolean(),
})
const carte = carteNue.map((one) => ({
  ...one,
  oppositionConnue: one.oppositionConnue || one.opposition !== null,
}))

/** Two exercices of one profession bear the same cards; of two professions, none is shared. */
const withCartes = (personne: Professionnel, cartes: Carte[], nombre: number): Professionnel => {
  const professions = personne.exercices.map((exercice) => JSON.stringify(exercice.professions))
  const exercices = personne.exercices.map((exercice, at) => {
    const first = professions.indexOf(professions[at] ?? '')
    const own = cartes
      .map((carte, n) => ({ ...carte, numero: NUMEROS[n] ?? '' }))
      .filter((_, n) => n % 2 === first && n < nombre)
    return { ...exercice, cartes: own }
  })
  return { ...personne, exercices }
}

type Identifiant = NonNullable<Demande['identifiantEnvisage']>

/** Every number of the practitioner's structures, under its type and under every other. */
const numbersOf = (personne: Professionnel): Identifiant[] => {
  const own = personne.exercices
    .flatMap(({ situations }) => situations)
    .flatMap(({ structure }) => [structure?.identifiants, structure?.partOf?.identifiants])
    .flatMap((ids) => [
      { type: 'FINESS_EG' as const, valeur: ids?.finessEg },
      { type: 'FINESS_EJ' as const, valeur: ids?.finessEj },
      { type: 'SIRET' as const, valeur: ids?.siret },
      { type: 'SIREN' as const, valeur: ids?.siren },
      { type: 'RPPS_RANG' as const, valeur: ids?.rppsRang?.valeur },
    ])
    .flatMap(({ type, valeur }) => (typeof valeur === 'string' ? [{ type, valeur }] : []))
  return [
    ...own,
    ...own.flatMap(({ type, valeur }): Identifiant[] => {
      if (type === 'FINESS_EG') return [{ type: 'FINESS_EJ', valeur }]
      if (type === 'FINESS_EJ') return [{ type: 'FINESS_EG', valeur }]
      return type === 'SIRET' ? [{ type: 'SIREN', valeur: valeur.slice(0, 9) }] : []
    }),
    ...own.flatMap(({ type, valeur }): Identifiant[] =>
      valeur.length === 9
        ? [{ type: 'FINESS_EG', autresTypes: ['FINESS_EJ', 'SIREN'], valeur }]
        : type === 'SIRET' || type === 'RPPS_RANG'
          ? [{ type: 'SIRET', autresTypes: ['RPPS_RANG'], valeur }]
          : [],
    ),
    { type: 'RPPS', valeur: personne.rpps },
    { type: 'CARTE', valeur: NUMEROS[0] ?? '' },
    { type: 'FINESS_EG', valeur: '990000036' },
    { type: 'FINESS_EJ', valeur: '990000036' },
    { type: 'SIRET', valeur: '99900000300010' },
    { type: 'RPPS_RANG', valeur: rangOf(personne.rpps, '07') },
  ]
}

type Plus = {
  cartes: Carte[]
  nombre: number
  usages: Usage[]
  envisage: number
  parCarte: boolean
}
const plus: fc.Arbitrary<Plus> = fc.record({
  cartes: fc.array(carte, { minLength: 4, maxLength: 4 }),
  nombre: fc.nat(4),
  usages: often<Usage[]>([2, fc.constant([])], [1, fc.subarray([...USAGES], { minLength: 1 })]),
  envisage: fc.nat(40),
  parCarte: often([6, fc.constant(false)], [1, fc.constant(true)]),
})

type Cas = { personne: Professionnel; demande: Demande }

const toCas = (nue: Professionnel, one: Choix, plus: Plus): Cas => {
  const personne = withCartes(nue, plus.cartes, plus.nombre)
  const envisages = numbersOf(personne)
  const [premiere] = personne.exercices[0]?.cartes ?? []
  return {
    personne,
    demande: {
      ...toDemande(one, personne),
      ...(plus.parCarte && premiere ? { type: 'CARTE' as const, numero: premiere.numero } : {}),
      usages: plus.usages,
      identifiantEnvisage: envisages[plus.envisage % (envisages.length + 1)] ?? null,
    },
  }
}

/* The two readings. */

type Difference = { quoi: string; texte: unknown; service: unknown }

/** A card is asked for its own profession. */
const concerned = ({ personne, demande }: Cas): Professionnel =>
  demande.type === 'RPPS'
    ? personne
    : {
        ...personne,
        exercices: personne.exercices.filter(({ cartes }) =>
          cartes.some(({ numero }) => numero === demande.numero),
        ),
      }

const sortedEntries = (options: object): string[] =>
  Object.entries(options)
    .map((entry) => JSON.stringify(entry))
    .toSorted()

const compare = (cas: Cas): Difference[] => {
  const { demande } = cas
  const personne = concerned(cas)
  const lire = (autre: Partial<Demande> = {}) => oracle(personne, { ...demande, ...autre })
  const texte = lireReponse(personne, demande, lire(), lire)
  const service = observeReponse(verify(cas.personne, demande))
  const found: Difference[] = []
  const same = (quoi: string, texte: unknown, service: unknown): void => {
    if (JSON.stringify(texte) !== JSON.stringify(service)) found.push({ quoi, texte, service })
  }
  same('issue', texte.issue, service.issue)
  same('controle', texte.controle, service.controle)
  same('cartes', texte.cartes, service.cartes)
  same('alertesCarte', texte.alertesCarte, service.alertesCarte)
  for (const id of new Set([...Object.keys(texte.commandes), ...Object.keys(service.commandes)])) {
    const [t, s] = [texte.commandes[id], service.commandes[id]]
    same(id, t, s && { ...s, formulaire: t?.formulaire === null ? null : s.formulaire })
  }
  const asked = (fields: object) =>
    Object.keys(fields)
      .filter((champ) => !texte.libres.includes(champ))
      .toSorted()
  same('questions', asked(texte.questions), asked(service.questions))
  for (const [champ, { code, options }] of Object.entries(service.questions)) {
    const lue = texte.questions[champ]
    if (lue === undefined) continue
    if (!lue.codes.includes(code)) same(`${champ} code`, lue.codes, code)
    const field = champ.replace('contexte.', '')
    // A free answer: the service may propose some, and each leads where the text leads with it.
    const attendues =
      lue.options ??
      Object.fromEntries(
        Object.keys(options).map((valeur) => [
          valeur,
          lire({ contexte: { ...demande.contexte, [field]: valeur } }).issue,
        ]),
      )
    same(`${champ} options`, sortedEntries(attendues), sortedEntries(options))
  }
  const missing = texte.resume.filter((part) => !service.resume.includes(part))
  if (missing.length > 0) found.push({ quoi: 'resume', texte: missing, service: service.resume })
  return found
}

const check = (runs: number, seed?: number): string | null => {
  const property = fc.property(
    professionnel,
    choix,
    plus,
    (nue, one, plus) => compare(toCas(nue, one, plus)).length === 0,
  )
  const details = fc.check(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) })
  if (details.counterexample === null) return details.failed ? brief(details.errorInstance) : null
  const cas = toCas(...details.counterexample)
  return [
    `seed ${details.seed}, after ${details.numRuns} of ${runs}`,
    brief(cas.demande),
    brief(cas.personne.exercices),
    ...compare(cas).map(
      ({ quoi, texte, service }) =>
        `${quoi}: text ${JSON.stringify(texte)}, service ${JSON.stringify(service)}`,
    ),
  ].join('\n')
}

const MORE = Number(process.env['ORACLE'] ?? 0)
/** A machine with much to do is slow. */
const timeout = 120_000

test.runIf(MORE === 0)(
  'the whole answer is what the text says, two thousand practitioners',
  { timeout },
  () => {
    expect(check(2000, 20_261_128)).toBeNull()
  },
)

test.runIf(MORE === 0)(
  'the whole answer is what the text says, others each time',
  { timeout },
  () => {
    expect(check(300)).toBeNull()
  },
)

test.runIf(MORE > 0)(
  'the whole answer is what the text says, as many as asked for',
  { timeout: 3_600_000 },
  () => {
    expect(check(MORE)).toBeNull()
  },
)

/* The administrateur technique, whom the directory shows by the card given. */

const NOMS = ['TESTARD', 'testard', 'Téstard', 'DE L’ÉTÉ-CŒUR', 'de l ete coeur', 'ÉTÉ', '---']

const administrateur = fc.record({
  cartes: fc.array(carte, { minLength: 4, maxLength: 4 }),
  nombre: fc.nat(4),
  numero: one(...NUMEROS.slice(0, 3), '3199000094'),
  nom: one(...NOMS),
  prenom: one('Camille', 'CAMILLE', 'camile', 'Jean-René', 'jean rene'),
  porteurNom: often<string | null>([12, one(...NOMS.slice(0, -1))], [1, fc.constant(null)]),
  porteurPrenom: often<string | null>([12, one('CAMILLE', 'JEAN RENÉ')], [1, fc.constant(null)]),
  connu: often([9, fc.constant(true)], [1, fc.constant(false)]),
  jour: one('2022-12-15', '2023-06-15', '2026-11-28'),
})

test('the administrateur technique is what V3 and V4 say', { timeout }, () => {
  fc.assert(
    fc.property(professionnel, administrateur, (nue, one) => {
      const personne = {
        ...withCartes(nue, one.cartes, one.nombre),
        nom: one.porteurNom,
        prenom: one.porteurPrenom,
      }
      const porteur = one.connu ? personne : null
      const candidat = { carte: one.numero, nom: one.nom, prenom: one.prenom }
      const { recevable, motifs } = checkAdministrateurTechnique(candidat, porteur, one.jour)
      const texte = readAdministrateur(candidat, porteur, one.jour)
      const codes = [...new Set(motifs.map(({ code }) => code))]
      expect({ recevable, codes: codes.filter((code) => code.startsWith('V')).toSorted() }).toEqual(
        {
          recevable: texte.recevable,
          codes: texte.codes.filter((code) => code.startsWith('V')),
        },
      )
      if (recevable === null) expect(codes).toContain('H17')
      const carte = personne.exercices
        .flatMap(({ cartes }) => cartes)
        .find(({ numero }) => numero === one.numero)
      expect(codes.includes('OPPOSITION_NON_PUBLIQUE')).toBe(
        porteur !== null && carte !== undefined && !carte.oppositionConnue,
      )
    }),
    { numRuns: 1000, seed: 20_261_128 },
  )
})
