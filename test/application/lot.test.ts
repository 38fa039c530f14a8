import { describe, expect, onTestFinished, test } from 'vitest'
import { createFictif, isFictif, numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { failure } from '../../src/application/failure.ts'
import {
  collectLot,
  createVerifierLot,
  type LotLigne,
  type LotResultat,
} from '../../src/application/lot.ts'
import type { Annuaire, Cle, LookupOptions } from '../../src/application/ports.ts'
import { createJuge, createVerifier, type Verdict } from '../../src/application/verifier.ts'
import { Synthese } from '../../src/domain/lot.ts'
import type { DemandeVerification } from '../../src/domain/demande.ts'
import { CARTE, INSTANT, RPPS } from '../support/service.ts'

const clock = { now: () => INSTANT }
const juge = createJuge({ clock, isFictif })

type Round = { cles: readonly Cle[]; options: LookupOptions | undefined }

/** The fictitious directory, and the rounds it was asked. */
const createWatched = (play?: Annuaire['findMany']) => {
  const rounds: Round[] = []
  const fictif = createFictif(clock)
  const annuaire: Annuaire = {
    ...fictif,
    findMany(cles, options) {
      rounds.push({ cles, options })
      return play ? play(cles, options) : fictif.findMany(cles, options)
    },
  }
  return { rounds, verifierLot: createVerifierLot({ annuaire, juge }) }
}

const toLignes = (demandes: readonly (string | DemandeVerification)[]): LotLigne[] =>
  demandes.map((one, index) => {
    const demande = typeof one === 'string' ? { numero: one } : one
    return { ligne: index + 1, numero: demande.numero, demande: { ok: true, demande } }
  })

const codeOf = ({ verdict }: LotResultat): string =>
  verdict.ok ? verdict.verification.issue : verdict.probleme.code

/** Requests that all differ: the same practitioner on as many days. */
const onDays = (count: number): { numero: string; date: string }[] =>
  Array.from({ length: count }, (_, day) => {
    const date = new Date(Date.UTC(2023, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
    return { numero: RPPS, date }
  })

describe('each line', () => {
  const listed = numerosFictifs.filter(({ numero }) => numero !== '10999001927')

  test('ends as the same number asked alone, in the order of the lot', async () => {
    const verifier = createVerifier({ annuaire: createFictif(clock), juge })
    const { verifierLot } = createWatched()
    const numeros = listed.map(({ numero }) => numero)
    const { resultats } = await collectLot(verifierLot(toLignes(numeros)))
    expect(resultats.map(codeOf)).toEqual(listed.map(({ issue, probleme }) => issue ?? probleme))
    const alone = await Promise.all(numeros.map((numero) => verifier({ numero })))
    const toAnswer = (verdict: Verdict) => (verdict.ok ? verdict.verification : verdict.probleme)
    expect(resultats.map(({ verdict }) => toAnswer(verdict))).toEqual(alone.map(toAnswer))
    expect(resultats.map(({ ligne, numero }) => [ligne, numero])).toEqual(
      numeros.map((numero, index) => [index + 1, numero]),
    )
  })

  test('keeps its own number as typed, its line and its options', async () => {
    const { verifierLot } = createWatched()
    const lignes: LotLigne[] = [
      {
        ligne: 7,
        numero: '10 999 001 000',
        demande: { ok: true, demande: { numero: '10 999 001 000', usages: ['dmp'] } },
      },
    ]
    const { resultats } = await collectLot(verifierLot(lignes))
    expect(resultats).toMatchObject([
      {
        ligne: 7,
        numero: '10 999 001 000',
        verdict: { verification: { demande: { numero: RPPS, usages: ['dmp'] } } },
      },
    ])
  })

  test('that is wrong fails alone, whether its schema, its key or the directory refuses it', async () => {
    const { verifierLot, rounds } = createWatched()
    const probleme = { code: 'requete_invalide', detail: 'Illisible.' } as const
    const lignes: LotLigne[] = [
      ...toLignes([RPPS, '10999001001', '10999001901']),
      { ligne: 4, numero: null, demande: { ok: false, probleme } },
      { ...(toLignes([CARTE])[0] as LotLigne), ligne: 5 },
    ]
    const { resultats, synthese } = await collectLot(verifierLot(lignes))
    expect(resultats.map(codeOf)).toEqual([
      'decide',
      'numero_invalide',
      'annuaire_indisponible',
      'requete_invalide',
      'decide',
    ])
    expect(synthese).toMatchObject({ total: 5, erreurs: 3, parIssue: { decide: 2 } })
    expect(rounds.flatMap(({ cles }) => cles.map(({ valeur }) => valeur))).toEqual([
      RPPS,
      '10999001901',
      CARTE,
    ])
  })

  test('may name an administrateur technique, whose card is looked up in the same round', async () => {
    const { verifierLot, rounds } = createWatched()
    const at = { carte: CARTE, nom: 'Granite', prenom: 'Basile' }
    const failing = { ...at, carte: '3199001998' }
    const { resultats } = await collectLot(
      verifierLot(
        toLignes([
          { numero: RPPS, administrateurTechnique: at },
          { numero: RPPS, administrateurTechnique: failing },
          { numero: RPPS },
        ]),
      ),
    )
    expect(resultats.map(codeOf)).toEqual(['decide', 'annuaire_indisponible', 'decide'])
    expect(resultats.map(({ verdict }) => verdict.ok && verdict.verification)).toMatchObject([
      { administrateurTechnique: { motifs: expect.any(Array) } },
      false,
      { administrateurTechnique: null },
    ])
    expect(rounds).toHaveLength(1)
    expect(rounds[0]?.cles.map(({ valeur }) => valeur)).toEqual([RPPS, CARTE, failing.carte])
  })
})

describe('lines that ask the same', () => {
  test('are looked up and judged once, whatever the writing of the number', async () => {
    const { verifierLot, rounds } = createWatched()
    const written = [RPPS, `8${RPPS}`, '10 999 001 000', '10.999.001.000']
    const { resultats, synthese } = await collectLot(verifierLot(toLignes(written)))
    expect(rounds.flatMap(({ cles }) => cles)).toEqual([{ type: 'RPPS', valeur: RPPS }])
    const [first] = resultats
    for (const { verdict } of resultats) expect(verdict).toBe(first?.verdict)
    expect(resultats.map(({ numero }) => numero)).toEqual(written)
    expect(synthese).toMatchObject({ total: 4, distincts: 1, parIssue: { decide: 4 } })
    expect(synthese.commandes).toHaveLength(1)
    expect(synthese.commandes[0]?.professionnels).toEqual([RPPS])
  })

  test('are found again in a later round', async () => {
    const { verifierLot, rounds } = createWatched()
    const days = onDays(400)
    const { resultats, synthese } = await collectLot(verifierLot(toLignes([...days, ...days])))
    expect(synthese).toMatchObject({ total: 800, distincts: 400 })
    for (let i = 0; i < 400; i++) expect(resultats[i + 400]?.verdict).toBe(resultats[i]?.verdict)
    expect(rounds).toHaveLength(2)
  })

  test('are two when an option differs, and look the person up once', async () => {
    const { verifierLot, rounds } = createWatched()
    const { resultats, synthese } = await collectLot(
      verifierLot(toLignes([{ numero: RPPS }, { numero: RPPS, usages: ['dmp'] }])),
    )
    expect(synthese.distincts).toBe(2)
    expect(rounds[0]?.cles).toHaveLength(1)
    expect(resultats[0]?.verdict).not.toEqual(resultats[1]?.verdict)
  })

  test('count once among the errors that are merged too', async () => {
    const { verifierLot } = createWatched()
    const { synthese } = await collectLot(verifierLot(toLignes(['12', '12', '13'])))
    expect(synthese).toMatchObject({ total: 3, distincts: 2, erreurs: 3 })
  })
})

describe('the summary', () => {
  test('groups the orders over practitioners, and says whose choice is still open', async () => {
    const { verifierLot } = createWatched()
    const numeros = ['10999001307', '10999001315', '10999001703', '10999001588']
    const { resultats, synthese } = await collectLot(verifierLot(toLignes(numeros)))
    expect(Synthese.parse(synthese)).toEqual(synthese)
    expect(resultats.map(codeOf)).toEqual(['decide', 'decide', 'a_choisir', 'sans_certificat'])
    expect(synthese.parIssue).toEqual({
      decide: 2,
      a_choisir: 1,
      a_verifier: 0,
      sans_certificat: 1,
      sans_activite: 0,
    })
    const [shared, ...others] = synthese.commandes.filter(
      ({ professionnels }) => professionnels.length > 1,
    )
    expect(others).toEqual([])
    expect(shared).toMatchObject({
      commanditaire: { role: 'etablissement' },
      identifiant: { type: 'FINESS_EJ' },
    })
    const professionnels = shared?.professionnels ?? []
    expect(professionnels).toEqual(numeros.filter((numero) => professionnels.includes(numero)))
    expect(professionnels.slice(0, 2)).toEqual(numeros.slice(0, 2))
    expect(synthese.commandes.flatMap(({ aChoisir: open }) => open)).toContain('10999001703')
    expect(shared?.aChoisir).not.toContain('10999001307')
  })

  test('of nothing is empty', async () => {
    const { resultats, synthese } = await collectLot(createWatched().verifierLot([]))
    expect(resultats).toEqual([])
    expect(synthese).toMatchObject({ total: 0, distincts: 0, erreurs: 0, commandes: [] })
  })
})

describe('look-ups', () => {
  test('give way to single requests', async () => {
    const { verifierLot, rounds } = createWatched()
    await collectLot(verifierLot(toLignes([RPPS])))
    expect(rounds[0]?.options?.priority).toBe('lot')
  })

  test('run one round ahead of who reads, and no further', async () => {
    const { verifierLot, rounds } = createWatched()
    const lot = verifierLot(toLignes(onDays(1500)))
    expect(rounds).toHaveLength(0)
    await lot.next()
    expect(rounds).toHaveLength(2)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(rounds).toHaveLength(2)
    await lot.return(undefined as never)
    expect(rounds).toHaveLength(2)
  })

  test('under way are abandoned when the reader leaves', async () => {
    const { verifierLot, rounds } = createWatched()
    const lot = verifierLot(toLignes(onDays(1000)))
    await lot.next()
    expect(rounds[1]?.options?.signal?.aborted).toBe(false)
    await lot.return(undefined as never)
    expect(rounds.map(({ options }) => options?.signal?.aborted)).toEqual([true, true])
  })

  test('stop with their caller: what is left fails as not answered in time', async () => {
    const caller = new AbortController()
    const { verifierLot, rounds } = createWatched((cles) => {
      if (rounds.length === 2) caller.abort()
      return Promise.resolve(cles.map(() => failure('timeout', 'test', 'stopped')))
    })
    const lot = verifierLot(toLignes(onDays(500)), { signal: caller.signal })
    const { resultats, synthese } = await collectLot(lot)
    expect(new Set(resultats.map(codeOf))).toEqual(new Set(['annuaire_delai']))
    expect(rounds.at(-1)?.options?.signal?.aborted).toBe(true)
    expect(synthese).toMatchObject({ total: 500, erreurs: 500 })
  })

  test('that fail in one round fail the lines of that round alone', async () => {
    const fictif = createFictif(clock)
    let asked = 0
    const { verifierLot } = createWatched((cles, options) =>
      ++asked === 2
        ? Promise.resolve(cles.map(() => failure('unavailable', 'test', 'down')))
        : fictif.findMany(cles, options),
    )
    const { resultats } = await collectLot(verifierLot(toLignes(onDays(600))))
    const codes = resultats.map(codeOf)
    expect(new Set(codes.slice(0, 200))).toEqual(new Set(['decide']))
    expect(new Set(codes.slice(200, 400))).toEqual(new Set(['annuaire_indisponible']))
    expect(new Set(codes.slice(400))).toEqual(new Set(['decide']))
  })

  test('that break for a bug end the lot without a summary', async () => {
    const { verifierLot, rounds } = createWatched((cles) =>
      rounds.length === 2
        ? Promise.reject(new TypeError('bug'))
        : createFictif(clock).findMany(cles),
    )
    const lot = verifierLot(toLignes(onDays(600)))
    let lines = 0
    const reading = (async () => {
      for await (const resultats of lot) lines += resultats.length
    })()
    await expect(reading).rejects.toThrow('bug')
    expect(lines).toBe(200)
  })

  test('that break once the reader has left trouble nobody', async () => {
    const unheard: unknown[] = []
    const note = (reason: unknown) => unheard.push(reason)
    process.on('unhandledRejection', note)
    onTestFinished(() => void process.off('unhandledRejection', note))
    const { verifierLot, rounds } = createWatched(async (cles) => {
      if (rounds.length === 2) throw new TypeError('bug')
      return createFictif(clock).findMany(cles)
    })
    const lot = verifierLot(toLignes(onDays(600)))
    await lot.next()
    await lot.return(undefined as never)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect([rounds.length, unheard]).toEqual([2, []])
  })
})
