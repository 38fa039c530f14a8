import { once } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createClient, repondre, type ClientOptions, type EvenementLot } from '../../src/client.ts'
import {
  answerJson,
  answerLines,
  answerProbleme,
  startCapricious,
  type Answer,
  type Capricious,
} from '../support/serveur-capricieux.ts'

vi.setConfig({ testTimeout: 20_000 })

const DEMANDE = { numero: '10999001000' }
const VERIFICATION = { issue: 'decide', resume: 'É' }
const OK = answerJson(200, VERIFICATION)

const servers: Capricious[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

const start = async (answers: Answer[], options: Partial<ClientOptions> = {}) => {
  const server = await startCapricious(...answers)
  servers.push(server)
  return { server, client: createClient({ baseUrl: server.url, ...options }) }
}

const resultat = (ligne: number) => `${JSON.stringify({ ligne, numero: 'é', statut: 'ok' })}\n`
const synthese = (total: number) => `${JSON.stringify({ synthese: { total, commandes: [] } })}\n`
const end = (response: { end(): void }) => response.end()

const collect = async (lot: AsyncIterable<EvenementLot>): Promise<EvenementLot[]> => {
  const evenements: EvenementLot[] = []
  for await (const evenement of lot) evenements.push(evenement)
  return evenements
}

/** `resultat resultat synthese`, or the kind of the error in the end. */
const kindsOf = (evenements: readonly EvenementLot[]): string[] =>
  evenements.map((one) => (one.kind === 'erreur' ? one.erreur.kind : one.kind))

describe('a search', () => {
  const TROUVES = { resultats: [], tronque: false, sources: [] }

  test('is asked in a body, never in an address', async () => {
    const { server, client } = await start([answerJson(200, TROUVES)])
    const demande = { texte: 'granite basile', lieu: 'Villefictive' }
    expect(await client.chercher(demande)).toEqual({ ok: true, recherche: TROUVES })
    expect(server.requests).toMatchObject([{ method: 'POST', path: '/v1/recherches' }])
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(demande)
  })

  test('that cannot be made is not asked again, though its status is 503', async () => {
    const { server, client } = await start([answerProbleme(503, 'recherche_indisponible')])
    expect(await client.chercher({ texte: 'granite' })).toMatchObject({
      ok: false,
      erreur: { kind: 'probleme', probleme: { code: 'recherche_indisponible' } },
    })
    expect(server.requests).toHaveLength(1)
  })

  test('answered by another server is no list', async () => {
    const { client } = await start([answerJson(200, { items: [] })])
    expect(await client.chercher({ texte: 'granite' })).toMatchObject({
      ok: false,
      erreur: { kind: 'illisible', status: 200 },
    })
  })
})

describe('a verification', () => {
  test('asks for a structure at its own address', async () => {
    const { server, client } = await start([OK])
    const demande = { identifiant: '991000043' }
    expect(await client.structure(demande)).toEqual({ ok: true, verification: VERIFICATION })
    expect(server.requests).toMatchObject([
      { method: 'POST', path: '/v1/structures', body: JSON.stringify(demande) },
    ])
  })

  test('is asked in a body, never in an address, with the key', async () => {
    const { server, client } = await start([OK], { apiKey: 'k' })
    expect(await client.verifier(DEMANDE)).toEqual({ ok: true, verification: VERIFICATION })
    expect(server.requests).toMatchObject([
      { method: 'POST', path: '/v1/verifications', headers: { authorization: 'Bearer k' } },
    ])
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(DEMANDE)
  })

  test('that is refused is a problem as a value, asked once', async () => {
    const { server, client } = await start([answerProbleme(422, 'numero_invalide')])
    const resultat = await client.verifier(DEMANDE)
    expect(resultat).toMatchObject({
      ok: false,
      erreur: { kind: 'probleme', message: 'numero_invalide.', probleme: { status: 422 } },
    })
    expect(server.requests).toHaveLength(1)
  })

  test.each([400, 401, 404, 413, 500, 502, 504])('is not asked again after %i', async (status) => {
    const { server, client } = await start([answerProbleme(status, 'x'), OK])
    expect((await client.verifier(DEMANDE)).ok).toBe(false)
    expect(server.requests).toHaveLength(1)
  })

  test.each([429, 503])('is asked again after %i, not before Retry-After', async (status) => {
    const { server, client } = await start([
      answerProbleme(status, 'x', { 'retry-after': '1' }),
      OK,
    ])
    expect((await client.verifier(DEMANDE)).ok).toBe(true)
    expect((server.at[1] ?? 0) - (server.at[0] ?? 0)).toBeGreaterThanOrEqual(995)
  })

  test('waits for a Retry-After that is a date', async () => {
    const dated: Answer = (...args) => {
      const later = new Date(Date.now() + 2000).toUTCString()
      answerProbleme(503, 'x', { 'retry-after': later })(...args)
    }
    const { server, client } = await start([dated, OK])
    expect((await client.verifier(DEMANDE)).ok).toBe(true)
    expect((server.at[1] ?? 0) - (server.at[0] ?? 0)).toBeGreaterThan(900)
  })

  test('is asked four times at most', async () => {
    const { server, client } = await start([
      answerProbleme(503, 'annuaire_indisponible', { 'retry-after': '0' }),
    ])
    expect(await client.verifier(DEMANDE)).toMatchObject({ erreur: { kind: 'probleme' } })
    expect(server.requests).toHaveLength(4)
  })

  test('gives up at once when the service asks for more patience than there is', async () => {
    const { server, client } = await start([answerProbleme(503, 'x', { 'retry-after': '3600' })])
    const resultat = await client.verifier(DEMANDE)
    expect(resultat).toMatchObject({ erreur: { kind: 'probleme', retryAfterSeconds: 3600 } })
    expect(server.requests).toHaveLength(1)
  })

  // The service itself asks for up to 60 s, which is also the default.
  test('waits as long as it is allowed to, that long included', async () => {
    const refusal = answerProbleme(429, 'x', { 'retry-after': '1' })
    const { server, client } = await start([refusal, OK], { maxWaitMs: 1000 })
    expect((await client.verifier(DEMANDE)).ok).toBe(true)
    expect(server.requests).toHaveLength(2)
  })

  test('survives a connection that is hung up on', async () => {
    const { server, client } = await start([(response) => response.destroy(), OK])
    expect((await client.verifier(DEMANDE)).ok).toBe(true)
    expect(server.requests).toHaveLength(2)
  })

  test('survives an answer cut in its middle, and never takes it for whole', async () => {
    const cut: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"issue":"decide"}', () => response.destroy())
    }
    const { server, client } = await start([cut, OK])
    expect((await client.verifier(DEMANDE)).ok).toBe(true)
    expect(server.requests).toHaveLength(2)
    const { client: never } = await start([cut], { retries: 0 })
    expect(await never.verifier(DEMANDE)).toMatchObject({ erreur: { kind: 'interrompu' } })
  })

  test('with nobody at the address is a network error', async () => {
    const { server } = await start([OK])
    await servers.pop()?.close()
    const client = createClient({ baseUrl: server.url, retries: 1 })
    expect(await client.verifier(DEMANDE)).toMatchObject({ ok: false, erreur: { kind: 'reseau' } })
  })

  test.each<[string, Answer]>([
    ['a page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')],
    ['JSON of something else', answerJson(200, { hello: 'world' })],
    ['a problem that is none', answerJson(404, 'nobody')],
    [
      'half a JSON',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"issue":')
      },
    ],
  ])('answered by %s is unreadable', async (_, answer) => {
    const { client } = await start([answer])
    expect(await client.verifier(DEMANDE)).toMatchObject({ erreur: { kind: 'illisible' } })
  })

  test('a 503 of a proxy is asked again too', async () => {
    const proxy: Answer = (response) => response.writeHead(503, { 'retry-after': '0' }).end('busy')
    const { client } = await start([proxy, OK])
    expect((await client.verifier(DEMANDE)).ok).toBe(true)
  })

  test('a redirect is not followed: numbers and the key go nowhere else', async () => {
    const elsewhere = await startCapricious(OK)
    servers.push(elsewhere)
    const { client } = await start(
      [(response) => response.writeHead(307, { location: elsewhere.url }).end()],
      { apiKey: 'k' },
    )
    expect(await client.verifier(DEMANDE)).toMatchObject({
      erreur: { kind: 'illisible', status: 307 },
    })
    expect(elsewhere.requests).toEqual([])
  })

  test('that is never answered ends after the time given', async () => {
    const { server, client } = await start([() => {}], { timeoutMs: 200 })
    expect(await client.verifier(DEMANDE)).toMatchObject({
      erreur: { kind: 'delai', message: 'Le service n’a rien répondu en 0,2 s.' },
    })
    expect(server.requests).toHaveLength(1)
  })

  test('ends with its caller: before it leaves, under way, and while it waits to ask again', async () => {
    const { server, client } = await start([answerProbleme(503, 'x', { 'retry-after': '30' })])
    const gone = await client.verifier(DEMANDE, { signal: AbortSignal.abort() })
    expect(gone).toMatchObject({ erreur: { kind: 'abandon' } })
    expect(server.requests).toEqual([])
    const waiting = client.verifier(DEMANDE, { signal: AbortSignal.timeout(1500) })
    expect(await waiting).toMatchObject({ erreur: { kind: 'abandon' } })
    expect(server.requests).toHaveLength(1)

    const { client: silent } = await start([() => {}])
    const underWay = silent.verifier(DEMANDE, { signal: AbortSignal.timeout(100) })
    expect(await underWay).toMatchObject({ erreur: { kind: 'abandon' } })
  })
})

describe('a lot', () => {
  test('gives results as they come, then the synthesis', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const { server, client } = await start([
      answerLines([resultat(1)], (response) => {
        void held.then(() => response.end(resultat(2) + synthese(2)))
      }),
    ])
    const lot = client.lot({ numeros: ['1', '2'] })
    expect((await lot.next()).value).toMatchObject({ kind: 'resultat', resultat: { ligne: 1 } })
    release()
    expect(kindsOf(await collect(lot))).toEqual(['resultat', 'synthese'])
    expect(server.requests).toMatchObject([{ path: '/v1/verifications/lot' }])
  })

  test('of requests that differ is sent one a line', async () => {
    const { server, client } = await start([answerLines([synthese(0)], end)])
    await collect(client.lot([DEMANDE, { numero: '3199001000', usages: ['dmp'] }]))
    const [request] = server.requests
    expect(request?.headers['content-type']).toBe('application/x-ndjson')
    expect(request?.body.split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([
      DEMANDE,
      { numero: '3199001000', usages: ['dmp'] },
    ])
  })

  test('reads a character and a line that come in pieces', async () => {
    const bytes = new TextEncoder().encode(resultat(1) + synthese(1))
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte))
    const { client } = await start([answerLines(pieces, end)])
    const evenements = await collect(client.lot({ numeros: ['é'] }))
    expect(evenements[0]).toMatchObject({ resultat: { numero: 'é' } })
    expect(kindsOf(evenements)).toEqual(['resultat', 'synthese'])
  })

  test.each<[string, string[], (response: { end(): void; destroy(): void }) => void, string[]]>([
    ['hung up on', [resultat(1)], (r) => r.destroy(), ['resultat', 'interrompu']],
    ['cut in a line', [resultat(1), '{"ligne":2,'], end, ['resultat', 'interrompu']],
    ['without its synthesis', [resultat(1)], end, ['resultat', 'interrompu']],
    ['that lacks a result', [resultat(1), synthese(2)], end, ['resultat', 'interrompu']],
    ['without anything', [], end, ['interrompu']],
    [
      'that a bug cuts short',
      [resultat(1), '{"probleme":{"code":"erreur_interne","detail":"x."}}\n'],
      end,
      ['resultat', 'probleme'],
    ],
    ['with a line of something else', [resultat(1), '{"a":1}\n'], end, ['resultat', 'interrompu']],
  ])('%s ends in an error, and is not asked again', async (_, lines, then, kinds) => {
    const { server, client } = await start([answerLines(lines, then)])
    expect(kindsOf(await collect(client.lot({ numeros: ['1', '2'] })))).toEqual(kinds)
    expect(server.requests).toHaveLength(1)
  })

  test('that falls silent ends after the time given', async () => {
    const { client } = await start([answerLines([resultat(1)], () => {})], { timeoutMs: 1500 })
    expect(kindsOf(await collect(client.lot({ numeros: ['1', '2'] })))).toEqual([
      'resultat',
      'delai',
    ])
  })

  test('may be read slowly: the service is not silent for it', async () => {
    const lines = [resultat(1), resultat(2), synthese(2)]
    const { client } = await start([answerLines(lines, end)], { timeoutMs: 1500 })
    const kinds: string[] = []
    for await (const { kind } of client.lot({ numeros: ['1', '2'] })) {
      kinds.push(kind)
      await new Promise((resolve) => setTimeout(resolve, 1700))
    }
    expect(kinds).toEqual(['resultat', 'resultat', 'synthese'])
  })

  test('that nobody reads any more is hung up on', async () => {
    let closed: Promise<unknown> = Promise.resolve()
    const { client } = await start([
      (response, request, body) => {
        closed = once(response, 'close')
        answerLines([resultat(1)], () => {})(response, request, body)
      },
    ])
    for await (const evenement of client.lot({ numeros: ['1', '2'] })) {
      expect(evenement.kind).toBe('resultat')
      break
    }
    await closed
  })

  test('ends with its caller', async () => {
    const { client } = await start([answerLines([resultat(1)], () => {})])
    const controller = new AbortController()
    const lot = client.lot({ numeros: ['1', '2'] }, { signal: controller.signal })
    const kinds: string[] = []
    for await (const evenement of lot) {
      kinds.push(...kindsOf([evenement]))
      controller.abort()
    }
    expect(kinds).toEqual(['resultat', 'abandon'])
  })

  test('is asked again after 429, before anything came', async () => {
    const { client } = await start([
      answerProbleme(429, 'trop_de_requetes', { 'retry-after': '0' }),
      answerLines([resultat(1), synthese(1)], end),
    ])
    expect(kindsOf(await collect(client.lot({ numeros: ['1'] })))).toEqual(['resultat', 'synthese'])
  })

  test('that is refused is one error', async () => {
    const { client } = await start([answerProbleme(413, 'lot_trop_grand')])
    expect(kindsOf(await collect(client.lot({ numeros: ['1'] })))).toEqual(['probleme'])
  })
})

test('a client that cannot work is refused when it is made', () => {
  expect(() => createClient({ baseUrl: 'nowhere' })).toThrow(TypeError)
  expect(() => createClient({ baseUrl: 'ftp://exemple.fr' })).toThrow(TypeError)
  expect(() => createClient({ baseUrl: 'https://exemple.fr', apiKey: 'a\nb' })).toThrow(TypeError)
})

test('the address may have a path, and a slash at its end', async () => {
  const server = await startCapricious(OK)
  servers.push(server)
  await createClient({ baseUrl: `${server.url}/commande/` }).verifier(DEMANDE)
  expect(server.requests[0]?.path).toBe('/commande/v1/verifications')
})

describe('an answer put in place', () => {
  const options = ['dmp', 'psc'].map((valeur) => ({ valeur, libelle: valeur, alors: null }))
  const usages = { champ: 'usages', multiple: true, options } as const
  const ris = { champ: 'contexte.ris', multiple: false, options: [] } as const
  const demande = { numero: '10999001000', contexte: { solutions: 2 } }

  test('leaves the request as it was, and what was answered before', () => {
    const repondue = repondre(demande, ris, 'unique')
    expect(repondue).toEqual({ numero: '10999001000', contexte: { solutions: 2, ris: 'unique' } })
    expect(demande).toEqual({ numero: '10999001000', contexte: { solutions: 2 } })
  })

  test('is a list where several are taken, and replaces an earlier one', () => {
    const once = repondre(demande, usages, 'dmp')
    expect(once.usages).toEqual(['dmp'])
    expect(repondre(once, usages, ['psc', 'dmp']).usages).toEqual(['psc', 'dmp'])
  })

  test('is refused when there is none, too many, or it is no option', () => {
    expect(() => repondre(demande, usages, [])).toThrow(TypeError)
    expect(() => repondre(demande, ris, ['unique', 'par-site'])).toThrow(TypeError)
    expect(() => repondre(demande, usages, 'dpm')).toThrow(TypeError)
  })
})
