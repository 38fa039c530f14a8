import { describe, expect, test } from 'vitest'
import { createRechercheFhir } from '../../src/adapters/annuaires/fhir/recherche-nom.ts'
import {
  failure,
  type Result,
  type SourceFailureKind,
  success,
} from '../../src/application/failure.ts'
import type { DemandeRecherche } from '../../src/domain/recherche/demande-recherche.ts'
import { toQuestion } from '../../src/domain/recherche/question.ts'
import type { Professionnel } from '../../src/domain/situation-exercice.ts'
import { luhnKey } from '../../src/domain/identifiants/identifiants.ts'
import { professionnel, situation } from '../support/construire.ts'

const BASE = 'https://annuaire.invalid'
const rppsOf = (i: number): string => {
  const start = `1099900${String(i).padStart(3, '0')}`
  return start + luhnKey(start)
}
const [A, B, C] = [rppsOf(1), rppsOf(2), rppsOf(3)]

type Someone = { rpps: string | null; nom?: string; prenom?: string; odd?: boolean }
const practitioner = ({ rpps, nom = 'GRANITE', prenom = 'Basile', odd = false }: Someone) => ({
  resourceType: 'Practitioner',
  id: `p-${rpps}-${nom}`,
  active: odd ? 'yes' : true,
  identifier:
    rpps === null
      ? [{ system: 'urn:oid:1.2.250.1.71.4.2.1', value: '3990780017/42' }]
      : [{ system: 'https://rpps.esante.gouv.fr', value: rpps }],
  name: [{ family: nom, given: [prenom] }],
})
const bundle = (people: readonly Someone[], fields: object = {}) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: people.length,
  entry: people.map((one) => ({ resource: practitioner(one) })),
  ...fields,
})

const inVille = (rpps: string, codePostal: string, profession = '10'): Professionnel => ({
  ...professionnel({
    professions: [profession],
    situations: [
      situation({ de: { adresse: { lignes: [], codePostal, commune: 'VILLEFICTIVE' } } }),
    ],
  }),
  rpps,
  nom: 'GRANITE',
  prenom: 'Basile',
})

type Lu = Professionnel | SourceFailureKind

/** A directory that answers this to the names, and says this of the people; what it was asked. */
const search = async (
  demande: DemandeRecherche,
  answer: Result<unknown> | object,
  lire: (rpps: string) => Lu = (rpps) => inVille(rpps, '99000'),
) => {
  const searches: string[] = []
  const lus: string[] = []
  const rechercher = createRechercheFhir('fhir', BASE, async (cles) => {
    lus.push(...cles.map(({ type, valeur }) => `${type} ${valeur}`))
    return cles.map(({ valeur }) => {
      const lu = lire(valeur)
      return typeof lu === 'string' ? failure(lu, 'fhir', 'as told') : success(lu)
    })
  })
  const result = await rechercher(toQuestion(demande), async (url) => {
    searches.push(decodeURIComponent(url.slice(BASE.length + 1)))
    return 'ok' in answer ? answer : success(answer)
  })
  const outcome =
    'empechement' in result
      ? result.empechement
      : result.ok
        ? result.value.trouves.flatMap((one) => ('rpps' in one ? [one.rpps] : []))
        : result.failure.kind
  return { searches, lus, outcome, tronque: result.ok && result.value.tronque }
}

const GRANITE = { texte: 'basile granite' }

describe('what is asked of the directory', () => {
  const asked = async (demande: DemandeRecherche) =>
    (await search(demande, bundle([], { total: 0 }))).searches

  test.each<[string, DemandeRecherche, string]>([
    [
      'a name and a first name, in either order',
      GRANITE,
      'family=basile,granite&given=granite,basile',
    ],
    [
      'every way to part three words',
      { texte: 'anne lise granite' },
      'family=anne,lise granite,lise-granite,anne lise,anne-lise,granite&given=lise granite,lise-granite,anne,granite,anne lise,anne-lise',
    ],
    [
      'hyphens as blanks too',
      { texte: 'anne-lise granite' },
      'family=anne-lise,anne lise,granite&given=granite,anne-lise,anne lise',
    ],
    ['no title', { texte: 'Dr. Basile Granite' }, 'family=Basile,Granite&given=Granite,Basile'],
    [
      'no mark that means something to it',
      { texte: 'Basile, | Granite *' },
      'family=Basile,Granite&given=Granite,Basile',
    ],
    [
      'one kind of apostrophe',
      { texte: 'basile d’orme' },
      "family=basile,d'orme&given=d'orme,basile",
    ],
    [
      'a ligature as two letters too',
      { texte: 'basile cœur' },
      'family=basile,coeur,cœur&given=coeur,cœur,basile',
    ],
    [
      'a particle never alone',
      { texte: 'basile de granite' },
      'family=basile,de granite,de-granite,basile de,basile-de,granite&given=de granite,de-granite,basile,granite,basile de,basile-de',
    ],
    [
      'the profession',
      { ...GRANITE, profession: '21' },
      'family=basile,granite&given=granite,basile&qualification-code=21',
    ],
    [
      'one word, with a profession',
      { texte: 'granite', profession: '10' },
      'family=granite&qualification-code=10',
    ],
    [
      'a name with a particle, with a profession',
      { texte: 'de granite', profession: '10' },
      'family=de granite,de-granite,granite&qualification-code=10',
    ],
  ])('%s', async (_, demande, parameters) => {
    expect(await asked(demande)).toEqual([`Practitioner?${parameters}&_count=200`])
  })

  test.each<[DemandeRecherche, string]>([
    [{ texte: 'granite' }, 'prenom-ou-profession'],
    [{ texte: 'de granite' }, 'prenom-ou-profession'],
    [{ texte: 'de la granite' }, 'prenom-ou-profession'],
    [{ texte: 'b. granite' }, 'prenom-ou-profession'],
    [{ ...GRANITE, quoi: 'structure' }, 'sans-structures'],
  ])('nothing, when it cannot answer: %o', async (demande, empechement) => {
    const { searches, outcome } = await search(demande, bundle([]))
    expect([searches, outcome]).toEqual([[], empechement])
  })
})

describe('who is found', () => {
  test('is read by RPPS, once, and nobody of another name', async () => {
    const people = [{ rpps: A }, { rpps: B, nom: 'OBSIDIENNE' }, { rpps: A, nom: 'GRANITE-B' }]
    expect(await search(GRANITE, bundle(people))).toMatchObject({
      lus: [`RPPS ${A}`],
      outcome: [A],
      tronque: false,
    })
  })

  test('is at the place and of the profession, when these are asked', async () => {
    const people = bundle([{ rpps: A }, { rpps: B }, { rpps: C }])
    const lire = (rpps: string) =>
      inVille(rpps, rpps === A ? '99000' : '98000', rpps === C ? '21' : '10')
    const outcomeOf = async (demande: Partial<DemandeRecherche>) =>
      (await search({ ...GRANITE, ...demande }, people, lire)).outcome
    expect(await outcomeOf({})).toEqual([A, B, C])
    expect(await outcomeOf({ lieu: '99000' })).toEqual([A])
    expect(await outcomeOf({ lieu: '98000' })).toEqual([B, C])
    expect(await outcomeOf({ profession: '21' })).toEqual([C])
    expect(await outcomeOf({ lieu: '97000' })).toEqual([])
  })

  test('is twenty people at most, of whom sixty are read where a place is asked', async () => {
    const crowd = (count: number) =>
      bundle(Array.from({ length: count }, (_, i) => ({ rpps: rppsOf(i) })))
    const of = async (count: number, demande: Partial<DemandeRecherche>, lire?: () => Lu) => {
      const { lus, outcome, tronque } = await search({ ...GRANITE, ...demande }, crowd(count), lire)
      return [lus.length, Array.isArray(outcome) ? outcome.length : outcome, tronque]
    }
    expect(await of(20, {})).toEqual([20, 20, false])
    expect(await of(21, {})).toEqual([20, 20, true])
    expect(await of(20, { lieu: '99' })).toEqual([20, 20, false])
    expect(await of(21, { lieu: '99' })).toEqual([21, 20, true])
    expect(await of(60, { lieu: '98000' })).toEqual([60, 0, false])
    // One that was not read may be there.
    expect(await of(61, { lieu: '98000' })).toEqual([60, 'trop-large', false])
  })
})

describe('nobody is only said when everything came and was read', () => {
  const other = { rpps: B, nom: 'GRANITE', prenom: 'Lou' }
  const next = { link: [{ relation: 'next', url: `${BASE}/suite` }] }
  const remarque = {
    resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'warning' }] },
  }

  test.each<[string, Result<unknown> | object, unknown]>([
    ['nothing, announced as nothing', bundle([]), []],
    ['nothing, and nothing announced', bundle([], { total: undefined }), []],
    [
      'a remark, and nothing announced',
      bundle([], { total: undefined, entry: [remarque] }),
      'invalid-response',
    ],
    ['a remark, and nothing announced as nothing', bundle([], { entry: [remarque] }), []],
    ['people of that family name alone', bundle([other]), []],
    ['them, and somebody without RPPS', bundle([other, { rpps: null }]), []],
    ['them, and more to come', bundle([other], next), 'trop-large'],
    ['them, and fewer than announced', bundle([other], { total: 2 }), 'trop-large'],
    [
      'them, and somebody who cannot be read',
      bundle([other, { rpps: A, odd: true }]),
      'invalid-response',
    ],
    ['somebody who cannot be read', bundle([{ rpps: A, odd: true }]), 'invalid-response'],
    ['what is no searchset', { resourceType: 'Bundle', type: 'history' }, 'invalid-response'],
    ['a failure', failure('timeout', 'fhir', 'late'), 'timeout'],
  ])('%s', async (_, answer, expected) => {
    expect((await search(GRANITE, answer)).outcome).toEqual(expected)
  })

  test.each<[SourceFailureKind, unknown, boolean]>([
    ['not-found', [A], true],
    ['invalid-response', [A], true],
    ['timeout', 'timeout', false],
    ['unavailable', 'unavailable', false],
    ['quota', 'quota', false],
    ['refused', 'refused', false],
  ])('somebody whose reading ends as %s', async (kind, expected, tronque) => {
    const lire = (rpps: string): Lu => (rpps === B ? kind : inVille(rpps, '99000'))
    const found = await search(GRANITE, bundle([{ rpps: A }, { rpps: B }]), lire)
    expect([found.outcome, found.tronque]).toEqual([expected, tronque])
    const alone = await search(GRANITE, bundle([{ rpps: B }]), lire)
    expect(alone.outcome).toEqual(tronque ? 'invalid-response' : kind)
  })

  test('somebody found beside who cannot be read, or before more, is not all', async () => {
    const odd = await search(GRANITE, bundle([{ rpps: A }, { rpps: B, odd: true }]))
    const more = await search(GRANITE, bundle([{ rpps: A }], next))
    expect([odd.outcome, odd.tronque]).toEqual([[A], true])
    expect([more.outcome, more.tronque]).toEqual([[A], true])
  })
})
