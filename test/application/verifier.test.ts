import { expect, test } from 'vitest'
import { failure, type SourceFailureKind, success } from '../../src/application/failure.ts'
import type { Annuaire, Cle, Provenance } from '../../src/application/ports.ts'
import { toSources } from '../../src/application/provenance.ts'
import { parisDay } from '../../src/application/read-demande.ts'
import { createJuge, createVerifier, type Verdict } from '../../src/application/verifier.ts'
import type { Professionnel } from '../../src/domain/situation-exercice.ts'
import type { DemandeVerification } from '../../src/domain/demande.ts'
import { AUTRE_RPPS, professionnel, rangOf, RPPS, situation } from '../support/construire.ts'

const CARTE = '3199000011'
const person = professionnel({
  cartes: [
    {
      numero: CARTE,
      type: 'CPS',
      debut: '2025-01-01',
      fin: '2028-01-01',
      opposition: null,
      oppositionConnue: true,
    },
  ],
  situations: [situation({ de: { secteur: 'SA08', K: rangOf(RPPS) } })],
})

type Known = Record<string, Professionnel | SourceFailureKind>

const DIRECT: Provenance = {
  nom: 'test',
  etat: 'direct',
  donneesDu: null,
  interrogeeLe: '2026-11-23T09:00:00Z',
}

const verifierOf = (
  known: Known,
  asked: Cle[] = [],
  provenanceOf: (valeur: string) => Provenance = () => DIRECT,
) => {
  const annuaire: Annuaire = {
    nom: 'test',
    findMany: async (cles) =>
      cles.map((cle) => {
        asked.push(cle)
        const found = known[cle.valeur] ?? 'not-found'
        if (typeof found === 'string') {
          return failure(found, 'test', 'because', found === 'quota' ? 7 : undefined)
        }
        return success({ professionnel: found, provenance: [provenanceOf(cle.valeur)] })
      }),
    etats: () => [],
  }
  const clock = { now: () => new Date('2026-11-22T23:30:00Z') }
  const juge = createJuge({ clock, isFictif: (valeur) => valeur === RPPS })
  return createVerifier({ annuaire, juge })
}

const ask = async (
  demande: DemandeVerification,
  known: Known = { [RPPS]: person, [CARTE]: person },
) => {
  const verdict = await verifierOf(known)(demande)
  return verdict.ok ? verdict.verification : verdict.probleme
}

test('the day by default is the one of Paris', async () => {
  expect(parisDay(new Date('2026-06-30T22:30:00Z'))).toBe('2026-07-01')
  expect(parisDay(new Date('2026-12-31T22:30:00Z'))).toBe('2026-12-31')
  expect(parisDay(new Date('2026-12-31T23:00:00Z'))).toBe('2027-01-01')
  expect(parisDay(new Date('2026-06-30T21:59:59Z'))).toBe('2026-06-30')
  expect(await ask({ numero: RPPS })).toMatchObject({
    demande: { numero: RPPS, type: 'RPPS', date: '2026-11-23', usages: [] },
    reglement: { date: '2026-11-23' },
  })
})

test('a number is read as it is pasted, and asked for once', async () => {
  const asked: Cle[] = []
  const verdict = await verifierOf({ [RPPS]: person }, asked)({ numero: `8 10 999.000-010` })
  expect(verdict.ok).toBe(true)
  expect(asked).toEqual([{ type: 'RPPS', valeur: RPPS }])
})

test.each([
  ['not-found', RPPS, 'professionnel_inconnu', undefined],
  ['not-found', CARTE, 'carte_inconnue', undefined],
  ['unavailable', RPPS, 'annuaire_indisponible', 30],
  ['refused', RPPS, 'annuaire_indisponible', 30],
  ['quota', RPPS, 'annuaire_indisponible', 7],
  ['timeout', RPPS, 'annuaire_delai', undefined],
  ['invalid-response', RPPS, 'annuaire_reponse_invalide', undefined],
] as const)('%s for %s is %s', async (kind, numero, code, retryAfterSeconds) => {
  const probleme = await ask({ numero }, { [numero]: kind })
  expect(probleme).toMatchObject({ code })
  expect(probleme).not.toHaveProperty('issue')
  if (retryAfterSeconds !== undefined) expect(probleme).toMatchObject({ retryAfterSeconds })
})

test('every wrong number of a request is named, and nobody is asked', async () => {
  const asked: Cle[] = []
  const verdict = await verifierOf(
    {},
    asked,
  )({
    numero: '10999000011',
    contexte: { sitePrincipal: '12' },
    identifiantEnvisage: { type: 'SIRET', valeur: '99910028200015' },
    administrateurTechnique: { carte: 'x', nom: 'A', prenom: 'B' },
  })
  expect(asked).toEqual([])
  expect(verdict).toMatchObject({
    ok: false,
    probleme: {
      code: 'numero_invalide',
      errors: [
        { pointer: '/numero', code: 'cle' },
        { pointer: '/contexte/sitePrincipal', code: 'longueur' },
        { pointer: '/identifiantEnvisage/valeur', code: 'cle' },
        { pointer: '/administrateurTechnique/carte' },
      ],
    },
  })
})

test('a situation that the practitioner does not have is a problem, one set aside is not', async () => {
  expect(await ask({ numero: RPPS, situation: '999' })).toMatchObject({
    code: 'situation_inconnue',
  })
  const ended = professionnel({ situations: [situation({ actif: false })] })
  expect(await ask({ numero: RPPS, situation: '1019900001' }, { [RPPS]: ended })).toMatchObject({
    issue: 'sans_activite',
    ecartees: [{ motif: 'terminee' }],
  })
})

test('a situation is known among others, of whichever exercice it is', async () => {
  const [a, b, c] = ['1019900001', '1019900002', '1019900003'].map((id) => situation({ id }))
  const several = professionnel({ situations: [a!, b!] }, { professions: ['21'], situations: [c!] })
  for (const one of ['1019900001', '1019900002', '1019900003']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect(await ask({ numero: RPPS, situation: one }, { [RPPS]: several })).toMatchObject({
      situations: [{ cle: one }],
    })
  }
})

const at = { carte: CARTE, nom: 'TESTARD', prenom: 'Camille' }

test('the card of the administrateur technique is looked up; unknown is not invalid', async () => {
  expect(await ask({ numero: RPPS, administrateurTechnique: at })).toMatchObject({
    administrateurTechnique: { recevable: true, motifs: [] },
  })
  expect(
    await ask({ numero: RPPS, administrateurTechnique: at }, { [RPPS]: person }),
  ).toMatchObject({ administrateurTechnique: { recevable: null, motifs: [{ code: 'H17' }] } })
})

test('a directory that fails on that card fails the request: no half judgement', async () => {
  expect(
    await ask(
      { numero: RPPS, administrateurTechnique: at },
      { [RPPS]: person, [CARTE]: 'timeout' },
    ),
  ).toMatchObject({ code: 'annuaire_delai', detail: expect.stringContaining('du professionnel') })
})

test('a question asked again is judged no more than twice, other questions are not mixed up with it', async () => {
  const verifier = verifierOf({ [RPPS]: person })
  await verifier({ numero: RPPS })
  const first = await verifier({ numero: RPPS })
  const again = await verifier({ numero: RPPS })
  const other = await verifier({ numero: RPPS, usages: ['dmp'] })
  if (!first.ok || !again.ok || !other.ok) throw new Error('expected answers')
  expect(again.verification.situations).toBe(first.verification.situations)
  expect(other.verification.commandes[0]?.certificats).toHaveLength(2)
  for (let day = 10; day < 30; day++) await verifier({ numero: RPPS, date: `2026-10-${day}` })
  const later = await verifier({ numero: RPPS })
  expect(later.ok && later.verification).toEqual(first.verification)
})

test('what is said of one administrateur technique is said of no other, nor without any', async () => {
  const verifier = verifierOf({ [RPPS]: person, [CARTE]: person })
  const said = async (administrateurTechnique?: typeof at) => {
    const verdict = await verifier({
      numero: RPPS,
      ...(administrateurTechnique && { administrateurTechnique }),
    })
    return verdict.ok ? (verdict.verification.administrateurTechnique?.recevable ?? null) : verdict
  }
  const answers = []
  // oxlint-disable-next-line no-await-in-loop -- an answer is remembered from the second time on
  for (const one of [at, at, at, { ...at, nom: 'AUTRE' }, undefined]) answers.push(await said(one))
  expect(answers).toEqual([true, true, true, false, null])
})

test('the age of the data is said with every answer, whatever was remembered', async () => {
  const OLD = { ...DIRECT, etat: 'perime' } as const
  const ages: [Provenance, string[]][] = [
    [DIRECT, []],
    [{ ...OLD, interrogeeLe: '2026-11-20T09:00:00Z' }, ['DONNEES_PERIMEES 20/11']],
    [{ ...OLD, interrogeeLe: '2026-11-21T09:00:00Z' }, ['DONNEES_PERIMEES 21/11']],
    [{ ...DIRECT, anciennesDu: '2026-10-01' }, ['DONNEES_ANCIENNES 01/10']],
    [{ ...DIRECT, anciennesDu: '2026-10-02' }, ['DONNEES_ANCIENNES 02/10']],
    [{ ...DIRECT, etat: 'cache' }, []],
  ]
  const seen = (verdict: Verdict) =>
    verdict.ok &&
    verdict.verification.alertes.flatMap(({ code, texte }) =>
      code.startsWith('DONNEES') ? [`${code} ${/\d\d\/\d\d/.exec(texte)?.[0]}`] : [],
    )

  let now = DIRECT
  const verifier = verifierOf({ [RPPS]: person }, [], () => now)
  for (const [provenance, expected] of [...ages, ...ages, ...ages, ...ages.toReversed()]) {
    now = provenance
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    expect(seen(await verifier({ numero: RPPS }))).toEqual(expected)
  }
})

test('the sources are those of the practitioner, and that of the card where its state is another', async () => {
  const states = async (ofCarte: Partial<Provenance>) => {
    const verifier = verifierOf({ [RPPS]: person, [CARTE]: person }, [], (valeur) =>
      valeur === CARTE ? { ...DIRECT, ...ofCarte } : DIRECT,
    )
    const verdict = await verifier({ numero: RPPS, administrateurTechnique: at })
    return verdict.ok && verdict.verification.sources.map(({ nom, etat }) => `${nom} ${etat}`)
  }
  expect(await states({})).toEqual(['test direct'])
  expect(await states({ etat: 'perime' })).toEqual(['test direct', 'test perime'])
  expect(await states({ nom: 'autre' })).toEqual(['test direct', 'autre direct'])
  const autre = { ...DIRECT, nom: 'autre' }
  expect(toSources([DIRECT, autre], [autre]).map(({ nom }) => nom)).toEqual(['test', 'autre'])
})

test('old data of the card alone are said to be old', async () => {
  const verifier = verifierOf({ [RPPS]: person, [CARTE]: person }, [], (valeur) =>
    valeur === CARTE ? { ...DIRECT, anciennesDu: '2026-10-01' } : DIRECT,
  )
  const verdict = await verifier({ numero: RPPS, administrateurTechnique: at })
  const codes = verdict.ok && verdict.verification.alertes.map(({ code }) => code)
  expect(codes).toContain('DONNEES_ANCIENNES')
})

test('an invented card makes the answer invented, a real one does not', async () => {
  const fictif = async (numero: string, nom: string) => {
    const verifier = verifierOf(
      { [AUTRE_RPPS]: { ...person, rpps: AUTRE_RPPS }, [RPPS]: person, [CARTE]: person },
      [],
      (valeur) => (valeur === CARTE ? { ...DIRECT, nom } : DIRECT),
    )
    const verdict = await verifier({ numero, administrateurTechnique: at })
    return verdict.ok && verdict.verification.fictif
  }
  expect(await fictif(AUTRE_RPPS, 'test')).toBe(false)
  expect(await fictif(AUTRE_RPPS, 'fictif')).toBe(true)
  expect(await fictif(RPPS, 'test')).toBe(true)
})
