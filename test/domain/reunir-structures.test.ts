import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Structure } from '../../src/domain/situation-exercice.ts'
import { structure as auHasard } from '../support/au-hasard.ts'
import {
  EG,
  EJ,
  entiteJuridique,
  rangOf,
  RPPS,
  SIRET,
  site,
  structure,
  type StructureInput,
} from '../support/construire.ts'
import { askStructures } from '../support/demander-structure.ts'

const AUTRE_EG = '991000464'
const AUTRE_EJ = '991000472'
const AUTRE_SIRET = '99910028200022'
const AVANT = '2019-05-01'
const APRES = '2030-01-01'

const ej = entiteJuridique({ J: EJ, r72: '13' })
const officine = (more: StructureInput = {}): Structure =>
  structure({ secteur: 'SA33', F: EG, S: SIRET, parent: ej, raisonSociale: 'PHARMACIE', ...more })
const hopital = (more: StructureInput = {}): Structure =>
  structure({ secteur: 'SA01', F: EG, S: SIRET, parent: ej, ...more })

/** The answer, the same in whatever order the directory shows them. */
const ask = (structures: readonly Structure[], valeur = EG) => {
  const vue = askStructures(valeur, structures)
  expect(askStructures(valeur, structures.toReversed())).toEqual(vue)
  return vue
}

const codes = ({ verifications }: ReturnType<typeof ask>): string[] =>
  verifications.map(({ code }) => code)

const readAll = ({ resume, pourquoi, verifications }: ReturnType<typeof ask>): string =>
  [resume, ...pourquoi, ...verifications.map(({ question }) => question)].join(' ')

describe('one structure that is described twice', () => {
  test('as closed and as open is not decided, and not said to be either', () => {
    const depouillee = structure({ F: EG, fermeture: AVANT })
    for (const ferme of [
      officine({ fermeture: AVANT }),
      officine({ actif: false, enseigne: 'AUTRE' }),
      depouillee,
    ]) {
      const vue = ask([officine(), ferme])
      expect(vue).toMatchObject({ issue: 'a_verifier', structure: { etat: null } })
      expect(codes(vue)).toEqual(['H15'])
    }
    // What does not say whether it is open contradicts nobody.
    const muette = { ...officine({ enseigne: 'AUTRE' }), actif: null }
    expect(ask([muette, officine()]).structure.etat).toBe('ouverte')
    expect(ask([muette, officine({ fermeture: AVANT })]).structure.etat).toBe('fermee')
  })

  test('as closed on two days is closed; to be closed on two later days, open', () => {
    const [un, deux] = [officine({ fermeture: AVANT }), officine({ fermeture: '2020-01-01' })]
    expect(ask([un, deux]).structure).toMatchObject({ etat: 'fermee', fermeture: null })
    const [trois, quatre] = [
      { ...un, fermeture: APRES },
      { ...un, fermeture: '2031-01-01' },
    ]
    for (const one of [trois, quatre]) one.actif = null
    const vue = ask([trois, quatre])
    expect(vue).toMatchObject({ issue: 'decide', structure: { etat: 'ouverte', fermeture: null } })
  })

  test('with an EJ that is closed in one description has an uncertain EJ', () => {
    const fermee = entiteJuridique({ J: EJ, r72: '13', fermeture: AVANT })
    for (const raisonSociale of ['A', 'Z']) {
      const autre = hopital({ parent: fermee, raisonSociale })
      expect(codes(ask([hopital(), autre]))).toContain('H15')
    }
    expect(ask([hopital(), hopital({ raisonSociale: 'A' })]).issue).toBe('decide')
  })

  test('keeps its EJ where one description has none', () => {
    expect(ask([hopital(), hopital({ parent: null })]).commandes).toMatchObject([
      { identifiant: { type: 'FINESS_EJ', valeur: EJ } },
    ])
  })

  test('as a main site and as another one is neither for sure', () => {
    const labo = (typeEtablissement: 'P' | 'S') =>
      structure({ secteur: 'SA25', F: EG, S: SIRET, parent: ej, typeEtablissement })
    expect(ask([labo('P'), labo('P')]).issue).toBe('decide')
    expect(codes(ask([labo('P'), labo('S')]))).toEqual(['H14'])
  })

  test('with other sites has none that is known; their order does not matter', () => {
    const sites = [EG, AUTRE_EG].map((one) => site(one, { secteurActivite: 'SA01' }))
    const of = (some: typeof sites) => structure({ J: EJ, nature: 'EJ', r72: '13', sites: some })
    expect(ask([of(sites), of(sites.toReversed())], EJ).issue).toBe('decide')
    expect(codes(ask([of(sites), of(sites.slice(1))], EJ))).toEqual(['H01'])
  })

  test('with a RPPS rang that one reads in its own slot has it there', () => {
    const cabinet = (origine: 'identifiant' | 'ancien', raisonSociale: string) =>
      structure({ secteur: 'SA08', K: rangOf(RPPS), origine, raisonSociale })
    const alertesOf = (...cabinets: Structure[]) =>
      askStructures(EG, cabinets, { contexte: { praticien: 'radiologue' } }).commandes.flatMap(
        ({ alertes }) => alertes.map(({ code }) => code),
      )
    expect(alertesOf(cabinet('ancien', 'A'))).toContain('RPPS_RANG_ANCIEN')
    const lus = alertesOf(cabinet('ancien', 'A'), cabinet('identifiant', 'B'))
    expect(lus).toContain('PRATICIEN_DECLARE')
    expect(lus).not.toContain('RPPS_RANG_ANCIEN')
  })

  test('with what one of them alone says of it keeps that', () => {
    const cabinet = (more: StructureInput) =>
      structure({ secteur: 'SA08', K: rangOf(RPPS), enseigne: 'Z', ...more })
    const alertesOf = (more: StructureInput) =>
      askStructures(EG, [cabinet({ enseigne: 'A' }), cabinet(more)], {
        contexte: { praticien: 'radiologue' },
      }).commandes.flatMap(({ alertes }) => alertes.map(({ code }) => code))
    expect(alertesOf({})).toEqual(['PRATICIEN_DECLARE'])
    expect(alertesOf({ malforme: 'F754567860' })).toContain('RPPS_RANG_ECARTE')
    const sansEj = (partOfIntrouvable: boolean) =>
      officine({ parent: null, partOfIntrouvable, enseigne: String(partOfIntrouvable) })
    expect(ask([sansEj(false), sansEj(true)]).alertes.map(({ code }) => code)).toContain(
      'EJ_INTROUVABLE',
    )
  })

  test('with two numbers of one type has neither: no SIRET is taken for either SIREN', () => {
    const societe = (N: string) => structure({ secteur: 'SA09', r72: '85', N, enseigne: N })
    const askSiret = (...SIRENS: string[]) =>
      askStructures(SIRET, SIRENS.map(societe), {
        identifiant: { type: 'SIRET', valeur: SIRET },
        contexte: { praticien: 'radiologue', siret: SIRET },
      })
    const [SIREN, AUTRE_SIREN] = [SIRET.slice(0, 9), '999000011']
    expect(askSiret(SIREN, SIREN).issue).toBe('decide')
    for (const deux of [
      [SIREN, AUTRE_SIREN],
      [AUTRE_SIREN, SIREN],
    ]) {
      expect(askSiret(...deux)).toMatchObject({
        issue: 'a_verifier',
        structure: { identifiants: { siren: null } },
      })
    }
  })

  test('under a name that evokes a SCM and another keeps the warning', () => {
    const vue = ask([
      officine({ raisonSociale: 'ABC' }),
      officine({ raisonSociale: 'SCM DU PORT' }),
    ])
    expect(vue.alertes.map(({ code }) => code)).toContain('NOM_EVOQUE_SCM')
  })
})

describe('several parties under one identifier', () => {
  const autre = (more: StructureInput = {}) =>
    officine({ S: AUTRE_SIRET, raisonSociale: 'AUTRE', ...more })

  test('a closed one counts only where none is open', () => {
    expect(ask([officine(), autre({ fermeture: AVANT })])).toMatchObject({
      issue: 'decide',
      structure: { raisonSociale: 'PHARMACIE', etat: 'ouverte' },
    })
  })

  test('one that is perhaps closed counts beside one that is open', () => {
    const vue = ask([officine(), autre(), autre({ fermeture: AVANT })])
    expect(vue).toMatchObject({ issue: 'a_verifier', structure: { etat: 'ouverte' } })
    expect(vue.resume).toContain(`« AUTRE, SIRET ${AUTRE_SIRET} » et « PHARMACIE, SIRET ${SIRET} »`)
  })

  test('all of them closed: asked which one is in activity, none is said to be open', () => {
    const vue = ask([officine({ fermeture: AVANT }), autre({ fermeture: AVANT })])
    expect(vue).toMatchObject({ issue: 'a_verifier', structure: { etat: 'fermee' } })
    expect(codes(vue)).toEqual(['H15'])
    expect(readAll(vue)).not.toMatch(/ouvertes/)
    expect(readAll(vue)).toMatch(/fermée/)
  })

  test('a row that may be of either is of both', () => {
    for (const raisonSociale of ['SANS RIEN', 'A SANS RIEN']) {
      const muette = structure({ F: EG, fermeture: AVANT, raisonSociale })
      const vue = ask([officine(), autre(), muette])
      expect(vue).toMatchObject({ issue: 'a_verifier', structure: { etat: null } })
      expect(vue.resume).toContain('fermée')
    }
  })

  test('two EJ are two, whatever the site says of its own', () => {
    const de = (parent: string, raisonSociale: string) =>
      officine({ J: EJ, parent: entiteJuridique({ J: parent }), raisonSociale })
    expect(codes(ask([de(EJ, 'A'), de(AUTRE_EJ, 'B')]))).toEqual(['H15'])
    const seule = (J: string) => officine({ J, parent: null })
    expect(codes(ask([seule(EJ), seule(AUTRE_EJ)]))).toEqual(['H15'])
  })

  test('class and couloir are those of all, else none', () => {
    expect(ask([officine(), autre()])).toMatchObject({
      classe: 'etablissement',
      couloir: 'officine',
    })
    expect(ask([officine(), autre({ secteur: 'SA01' })])).toMatchObject({
      classe: 'etablissement',
      couloir: null,
    })
    expect(ask([officine(), autre({ secteur: 'SA08' })])).toMatchObject({
      classe: 'indeterminee',
      couloir: null,
    })
  })
})

describe('the type of the FINESS asked for', () => {
  const typeOf = (...structures: Structure[]) => ask(structures).demande.identifiant

  test('is what the directory bears it as', () => {
    expect(typeOf(officine()).type).toBe('FINESS_EG')
    expect(typeOf(structure({ J: EG, nature: 'EJ' })).type).toBe('FINESS_EJ')
  })

  test('is that of the number where another one is asked for', () => {
    for (const [type, valeur] of [
      ['SIRET', SIRET],
      ['RPPS_RANG', rangOf(RPPS)],
    ] as const) {
      const { identifiant } = askStructures(EG, [officine()], {
        identifiant: { type, valeur },
      }).demande
      expect(identifiant).toMatchObject({ type, valeur })
    }
  })

  test('is not said where none can be read', () => {
    const illisible = structure({ illisibles: [EG] })
    expect(typeOf(illisible)).toEqual({ type: 'FINESS', valeur: EG, structIdNat: `1${EG}` })
    expect(typeOf(officine(), illisible).type).toBe('FINESS_EG')
  })

  test('nor where it is a site’s and an EJ’s: those are two parties', () => {
    const deux = [structure({ secteur: 'SA33', F: EG }), structure({ J: EG, nature: 'EJ' })]
    expect(typeOf(...deux).type).toBe('FINESS')
    expect(codes(ask(deux))).toEqual(['H15'])
  })
})

/** Few numbers and days, so that they meet. */
const rows = fc.array(
  fc
    .record({
      base: auHasard,
      finessEg: fc.constantFrom(EG, null),
      siret: fc.constantFrom(SIRET, SIRET, AUTRE_SIRET, null),
      secteurActivite: fc.constantFrom('SA33', 'SA33', 'SA01', 'SA25', null),
    })
    .map(({ base, finessEg, siret, secteurActivite }) => ({
      ...base,
      secteurActivite,
      identifiants: {
        ...base.identifiants,
        finessEg,
        siret,
        finessEj: finessEg === null ? EG : base.identifiants.finessEj,
      },
    })),
  { minLength: 2, maxLength: 5 },
)

test('the order in which a directory shows structures changes nothing', () => {
  const shuffled = rows.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      const identifiantEnvisage = { type: 'SIRET', valeur: SIRET } as const
      const [one, two] = [all, other].map((some) =>
        askStructures(EG, some, { identifiantEnvisage }),
      )
      expect(two).toEqual(one)
      // No row that says closed goes unheard where something is ordered.
      const ouvertes = all.filter(({ actif, fermeture }) => actif !== false && fermeture !== AVANT)
      if (ouvertes.length === 0) expect(one?.issue).toBe('a_verifier')
    }),
    { numRuns: 400, seed: 20_261_128 },
  )
})
