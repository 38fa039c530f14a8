import { describe, expect, test } from 'vitest'
import { numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { Verification } from '../../src/domain/verification.ts'
import { CARTE, createFailing, createService, createThrowing, RPPS } from '../support/service.ts'

const { app, get, post } = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })

type Erreur = { pointer: string; code: string; detail: string }
type Probleme = {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  code: string
  errors?: Erreur[]
}

/** What every problem has: the shape of RFC 9457, the request id, nothing to keep. */
const readProbleme = async (response: Response, status: number, code: string) => {
  const probleme = (await response.json()) as Probleme
  expect(probleme).toMatchObject({ status, code, type: `/problemes/${code}` })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(probleme.instance).toBe(response.headers.get('x-request-id'))
  expect(probleme.title).toMatch(/^\p{Lu}/u)
  expect(probleme.detail).toMatch(/[.?]$/)
  return probleme
}

describe('GET /v1/verifications/{rpps}', () => {
  test('answers the verification of the contract', async () => {
    const response = await get(`/v1/verifications/${RPPS}?date=2026-11-20&usages=dmp,psc`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    const verification = Verification.parse(await response.json())
    expect(verification.demande).toEqual({
      numero: RPPS,
      type: 'RPPS',
      date: '2026-11-20',
      usages: ['dmp', 'psc'],
    })
    expect(verification.issue).toBe('decide')
    expect(verification.fictif).toBe(true)
  })

  test.each([`8${RPPS}`, '10%20999%20001%20000', '10.999.001.000'])('reads %s', async (typed) => {
    const response = await get(`/v1/verifications/${typed}`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ demande: { numero: RPPS } })
  })

  test('judges today in Paris when no date is given', async () => {
    const lateEvening = { now: () => new Date('2026-11-23T23:30:00Z') }
    const { get: ask } = createService({ platform: { clock: lateEvening } })
    const response = await ask(`/v1/verifications/${RPPS}`)
    expect(await response.json()).toMatchObject({ demande: { date: '2026-11-24' } })
  })

  test('answers HEAD like GET, without a body', async () => {
    const head = await app.request(`/v1/verifications/${RPPS}`, { method: 'HEAD' })
    const full = await get(`/v1/verifications/${RPPS}`)
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    expect(head.headers.get('etag')).toBe(full.headers.get('etag'))
  })

  test.each(numerosFictifs.filter(({ type }) => type === 'RPPS'))(
    'answers $numero as the list says: $issue $probleme',
    async ({ numero, issue, probleme }) => {
      const response = await get(`/v1/verifications/${numero}`)
      const body = (await response.json()) as { issue?: string; code?: string }
      expect([body.issue ?? null, body.code ?? null]).toEqual([issue, probleme])
    },
  )
})

describe('caches', () => {
  test('may keep an answer for its caller alone, and must ask again', async () => {
    const { headers } = await get(`/v1/verifications/${RPPS}`)
    expect(headers.get('cache-control')).toBe('private, no-cache')
    expect(headers.get('vary')).toBe('Accept')
  })

  test.each(['/regles', '/regles/officine', '/docs'])(
    'a 304 leaves the policy of %s, which the browser kept, as it is',
    async (path) => {
      const html = { accept: 'text/html' }
      const page = await get(path, html)
      expect(page.headers.get('content-security-policy')).toContain("style-src 'self'")
      const again = await get(path, { ...html, 'if-none-match': page.headers.get('etag') ?? '' })
      expect(again.status).toBe(304)
      expect(again.headers.get('content-security-policy')).toBeNull()
    },
  )

  test('get 304 for what has not changed, whenever it was looked up', async () => {
    let now = new Date('2026-11-23T09:00:00Z')
    const service = createService({ platform: { clock: { now: () => now } } })
    const first = await service.get(`/v1/verifications/${RPPS}`)
    const etag = first.headers.get('etag') ?? ''
    now = new Date('2026-11-23T15:00:00Z')
    const again = await service.get(`/v1/verifications/${RPPS}`, { 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    expect(again.headers.get('etag')).toBe(etag)
    expect(again.headers.get('content-type')).toBeNull()
    const fresh = (await (await service.get(`/v1/verifications/${RPPS}`)).json()) as Verification
    expect(fresh.sources[0]?.interrogeeLe).toBe('2026-11-23T15:00:00Z')
  })

  /** `OURS` stands for what the validator holds between its quotes. */
  const askKnowing = async (pattern: string, path = '/v1/regles') => {
    const ours = /"(.*)"/.exec((await get(path)).headers.get('etag') ?? '')?.[1] ?? ''
    const headers = { 'if-none-match': pattern.replaceAll('OURS', ours) }
    return (await get(path, headers)).status
  }

  test.each([
    '*',
    'W/"a", W/"OURS"',
    '"OURS"',
    '"OURS-gzip"',
    '"OURS--gzip"',
    'W/"OURS-br"',
    '"a-gzip", "OURS-zstd" , "b"',
  ])('know If-None-Match: %s, a proxy’s suffix aside', async (pattern) => {
    expect(await askKnowing(pattern)).toBe(304)
    expect(await askKnowing(pattern, `/v1/verifications/${RPPS}`)).toBe(304)
  })

  test.each(['"a"', '"OURS-a"', '"OURS-gzip-a"', '"aOURS"', '"gzip"', ''])(
    'do not know If-None-Match: %s',
    async (pattern) => {
      expect(await askKnowing(pattern)).toBe(200)
    },
  )

  test('get another ETag for other data, another day, other options', async () => {
    const paths = [RPPS, '10999001018', `${RPPS}?date=2026-01-01`, `${RPPS}?usages=dmp`]
    const answers = await Promise.all(paths.map((path) => get(`/v1/verifications/${path}`)))
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(paths.length)
    const etag = answers[0]?.headers.get('etag') ?? ''
    const other = await get(`/v1/verifications/${paths[1]}`, { 'if-none-match': etag })
    expect(other.status).toBe(200)
  })
})

describe('POST /v1/verifications', () => {
  test('takes a card, and keeps nothing', async () => {
    const response = await post({ numero: CARTE })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('etag')).toBeNull()
    expect(await response.json()).toMatchObject({
      demande: { numero: CARTE, type: 'CARTE' },
      professionnel: { rpps: RPPS },
    })
  })

  test('takes every field of the contract', async () => {
    const response = await post({
      numero: '10 999 001 000',
      type: 'rpps',
      date: '2026-11-23',
      usages: ['dmp'],
      situation: '1019910001',
      contexte: {
        solutions: 2,
        instances: 3,
        systemeInformation: 'commun',
        ris: 'unique',
        groupement: false,
        certificatSouhaite: false,
      },
      identifiantEnvisage: { type: 'RPPS_RANG', valeur: '10999001000000' },
      administrateurTechnique: { carte: CARTE, nom: 'Granite', prenom: 'Basile' },
    })
    const verification = Verification.parse(await response.json())
    expect(verification.controle?.motif).toBe('conforme')
    expect(verification.administrateurTechnique?.recevable).not.toBe(undefined)
  })

  test.each([
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/json;charset=UTF8',
    'application/json; charset="utf8"',
    'application/json; Charset = "UTF-8"; profile=x',
  ])('reads %s', async (type) => {
    expect((await post({ numero: RPPS }, { 'content-type': type })).status).toBe(200)
  })

  test.each(['', ' ', 'identity', 'Identity'])('reads Content-Encoding: %j', async (encoding) => {
    expect((await post({ numero: RPPS }, { 'content-encoding': encoding })).status).toBe(200)
  })
})

describe('400: the request names its field and says what is wanted', () => {
  test.each<[body: string, pointer: string, code: string, said: string]>([
    ['{}', '/numero', 'manquant', 'numero'],
    ['null', '', 'type', 'objet'],
    ['[]', '', 'type', 'liste'],
    ['{"numero": 10999001000}', '/numero', 'type', 'nombre'],
    ['{"numero": null}', '/numero', 'type', 'null'],
    [`{"numero":"1","date":"2026-02-30"}`, '/date', 'valeur', '« 2026-02-30 » n’est pas un jour'],
    [`{"numero":"1","date":20261123}`, '/date', 'type', 'AAAA-MM-JJ'],
    [`{"numero":"1","type":"RPPS"}`, '/type', 'valeur', '« RPPS »'],
    [`{"numero":"1","type":{"toString":1}}`, '/type', 'valeur', 'un objet'],
    [`{"numero":"1","usages":"dmp"}`, '/usages', 'type', 'liste'],
    [`{"numero":"1","usages":["dmp","dpm"]}`, '/usages/1', 'valeur', '« dpm »'],
    [`{"numero":"1","situation":""}`, '/situation', 'longueur', '64'],
    [`{"numero":"1","contexte":{"solutions":0}}`, '/contexte/solutions', 'valeur', '1 à 100'],
    [`{"numero":"1","contexte":{"instances":1.5}}`, '/contexte/instances', 'type', '1.5'],
    [`{"numero":"1","contexte":{"ris":"deux"}}`, '/contexte/ris', 'valeur', 'par-site'],
    [`{"numero":"1","contexte":{"groupement":"oui"}}`, '/contexte/groupement', 'type', 'true'],
    [
      `{"numero":"1","identifiantEnvisage":{"type":"FINESS","valeur":"1"}}`,
      '/identifiantEnvisage/type',
      'valeur',
      'FINESS_EG',
    ],
    [
      `{"numero":"1","identifiantEnvisage":{"type":"SIRET"}}`,
      '/identifiantEnvisage/valeur',
      'manquant',
      'un texte',
    ],
    [
      `{"numero":"1","administrateurTechnique":{"carte":"1","nom":" ","prenom":"A"}}`,
      '/administrateurTechnique/nom',
      'longueur',
      '1 à 200',
    ],
    ['{"numero":"1","profession":"10"}', '/profession', 'champ_inconnu', '« profession »'],
    ['{"numero":"1","contexte":{"a/b":1}}', '/contexte/a~1b', 'champ_inconnu', 'contexte'],
    ['{"numero":"1","__proto__":{"type":"carte"}}', '/__proto__', 'champ_inconnu', '__proto__'],
    ['{"numero":"1","constructor":1}', '/constructor', 'champ_inconnu', 'constructor'],
  ])('%s', async (body, pointer, code, said) => {
    const { errors } = await readProbleme(await post(body), 400, 'requete_invalide')
    expect(errors).toHaveLength(1)
    expect(errors?.[0]).toMatchObject({ pointer, code })
    expect(errors?.[0]?.detail).toContain(said)
  })

  test.each<[what: string, body: string | Uint8Array, said: string]>([
    ['nothing', '', 'vide'],
    ['broken JSON', '{"numero":', 'JSON valide'],
    ['a key twice', `{"numero":"${RPPS}","numero":"10999001018"}`, 'figure deux fois'],
    ['a key twice, one escaped', `{"numero":"${RPPS}","\\u006eumero":"1"}`, 'figure deux fois'],
    ['endless nesting', `{"numero":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'imbriqué'],
    ['other bytes than UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 'UTF-8'],
  ])('%s', async (_, body, said) => {
    const response = await app.request('/v1/verifications', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body as NonNullable<RequestInit['body']>,
    })
    const { detail } = await readProbleme(response, 400, 'requete_invalide')
    expect(detail).toContain(said)
  })

  test.each<[path: string, pointer: string, code: string]>([
    [`/v1/verifications/${RPPS}?jour=2026-11-23`, '/jour', 'champ_inconnu'],
    [`/v1/verifications/${RPPS}?numero=${RPPS}`, '/numero', 'champ_inconnu'],
    [`/v1/verifications/${RPPS}?date=2026-11-23&date=2026-11-24`, '/date', 'repete'],
    [`/v1/verifications/${RPPS}?date=23/11/2026`, '/date', 'valeur'],
    [`/v1/verifications/${RPPS}?usages=dmp,`, '/usages/1', 'valeur'],
    [`/v1/verifications/${RPPS}?situation=`, '/situation', 'longueur'],
    ['/v1/regles?date=hier', '/date', 'valeur'],
    ['/v1/regles?page=2', '/page', 'champ_inconnu'],
  ])('GET %s', async (path, pointer, code) => {
    const { errors } = await readProbleme(await get(path), 400, 'requete_invalide')
    expect(errors).toMatchObject([{ pointer, code }])
  })

  test('of an address, a list may be repeated as well as written with commas', async () => {
    const once = await get(`/v1/verifications/${RPPS}?date=2026-11-20&usages=dmp,psc`)
    const twice = await get(`/v1/verifications/${RPPS}?usages=dmp&date=2026-11-20&usages=psc`)
    expect(twice.status).toBe(200)
    expect(await twice.text()).toBe(await once.text())
    const page = (query: string) =>
      get(`/verifier?rpps=${RPPS}&${query}`, { accept: 'text/html' }).then((r) => r.text())
    expect(await page('usages=dmp&usages=psc')).toBe(await page('usages=dmp,psc'))
    const wrong = await get(`/v1/verifications/${RPPS}?usages=dmp&usages=dpm`)
    expect(await readProbleme(wrong, 400, 'requete_invalide')).toMatchObject({
      errors: [{ pointer: '/usages/1' }],
    })
  })

  test('several faults are all named', async () => {
    const body = { numero: 1, date: 'x', usages: ['x'], contexte: { ris: 'x', solutions: 'x' } }
    const { errors, detail } = await readProbleme(await post(body), 400, 'requete_invalide')
    expect(errors?.map(({ pointer }) => pointer)).toEqual([
      '/numero',
      '/date',
      '/usages/0',
      '/contexte/solutions',
      '/contexte/ris',
    ])
    expect(detail).toContain('Et 2 autres')
  })
})

describe('an identifier without its type', () => {
  test.each([
    [RPPS, '10999001000000', 'conforme'],
    [RPPS, '410999001000000', 'conforme'],
    [RPPS, '="10999001000000"', 'conforme'],
    [RPPS, RPPS, 'identifiant_inconnu'],
    ['10999001190', '991000035', 'alternative_admise'],
    ['10999001190', '1991000035', 'alternative_admise'],
    ['10999001190', 'FINESS EG : 991000035', 'identifiant_inconnu'],
    ['10999001190', '10999001190', 'demande_en_liberal'],
  ])('of %s, %s is controlled: %s', async (numero, valeur, motif) => {
    const response = await post({ numero, date: '2026-11-23', identifiantEnvisage: { valeur } })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ controle: { motif } })
  })

  test('two readings are refused, and both are named', async () => {
    const body = { numero: RPPS, identifiantEnvisage: { valeur: '10999000218009' } }
    expect(await readProbleme(await post(body), 422, 'numero_invalide')).toMatchObject({
      detail: expect.stringContaining('un SIRET ou un RPPS rang ; précisez son type') as string,
      errors: [{ pointer: '/identifiantEnvisage/valeur', code: 'type' }],
    })
    const typed = { ...body.identifiantEnvisage, type: 'RPPS_RANG' }
    expect((await post({ ...body, identifiantEnvisage: typed })).status).toBe(200)
  })
})

describe('422: a number that cannot be one', () => {
  test.each<[body: unknown, pointers: string[]]>([
    [{ numero: '' }, ['/numero']],
    [{ numero: '10999001001' }, ['/numero']],
    [{ numero: '123' }, ['/numero']],
    [{ numero: '1'.repeat(300) }, ['/numero']],
    [{ numero: 'DUPONT' }, ['/numero']],
    [{ numero: RPPS, contexte: { sitePrincipal: '123' } }, ['/contexte/sitePrincipal']],
    [
      {
        numero: RPPS,
        identifiantEnvisage: { type: 'SIRET', valeur: '12345678901234' },
        administrateurTechnique: { carte: '1', nom: 'A', prenom: 'B' },
      },
      ['/identifiantEnvisage/valeur', '/administrateurTechnique/carte'],
    ],
    [
      { numero: '12', identifiantEnvisage: { valeur: '10999000218009' } },
      ['/numero', '/identifiantEnvisage/valeur'],
    ],
  ])('%j', async (body, pointers) => {
    const { errors } = await readProbleme(await post(body), 422, 'numero_invalide')
    expect(errors?.map(({ pointer }) => pointer)).toEqual(pointers)
  })

  test.each([CARTE, '319900100', '999999999999'])(
    'a card in an address (%s) is sent to POST, and does not come back',
    async (numero) => {
      const response = await get(`/v1/verifications/${numero}`)
      const probleme = await readProbleme(response, 422, 'numero_invalide')
      expect(probleme.detail).toContain('POST /v1/verifications')
      expect(JSON.stringify(probleme)).not.toContain(numero)
    },
  )
})

describe('404', () => {
  test('professionnel_inconnu, carte_inconnue, situation_inconnue', async () => {
    await readProbleme(await get('/v1/verifications/10999001992'), 404, 'professionnel_inconnu')
    await readProbleme(await post({ numero: '3199001999' }), 404, 'carte_inconnue')
    for (const numero of ['999199029', '0999199029', '999199029.0']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other reads better when it fails
      const { detail } = await readProbleme(await post({ numero }), 404, 'carte_inconnue')
      expect(detail).toContain('un numéro ADELI, que l’Annuaire a remplacé par le RPPS')
    }
    const response = await get(`/v1/verifications/${RPPS}?situation=1`)
    const { errors } = await readProbleme(response, 404, 'situation_inconnue')
    expect(errors?.[0]?.pointer).toBe('/situation')
  })

  test.each(['/nulle-part', '/v1', '/lot//', '/V1/regles', '/v1/regles/aucune-telle'])(
    '%s is route_inconnue',
    async (path) => {
      await readProbleme(await get(path), 404, 'route_inconnue')
    },
  )

  test('in a browser, is a page that says what to do and quotes the request', async () => {
    const response = await get('/<script>', {
      accept: 'text/html,*/*;q=0.8',
      'x-request-id': 'r-1',
    })
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toContain("style-src 'self'")
    const page = await response.text()
    expect(page).toContain('<html lang="fr">')
    expect(page).toContain('r-1')
    expect(page).toContain('<h1>Adresse inconnue</h1>')
    expect(page.replace(/<script src="\/script\.js\?\w+" defer=""><\/script>/, '')).not.toContain(
      '<script',
    )
  })

  test('escapes what was typed', async () => {
    const response = await get('/v1/regles/%3Cimg%20src=x%3E', { accept: 'text/html' })
    expect(await response.text()).toContain('&lt;img src=x&gt;')
  })
})

describe('a slash at the end', () => {
  test.each([
    '/v1/regles/?date=2026-11-23',
    `/v1/verifications/${RPPS}/?usages=dmp`,
    `/verifier/?rpps=${RPPS}`,
    '/lot/',
    '/regles/',
    '/docs/',
    '/style.css/',
  ])('GET %s answers as without it', async (path) => {
    const bare = await get(path.replace(/\/(?=\?|$)/, ''))
    const slashed = await get(path)
    expect([slashed.status, slashed.headers.get('location')]).toEqual([200, null])
    expect(await slashed.text()).toBe(await bare.text())
    expect((await app.request(path, { method: 'HEAD' })).status).toBe(200)
  })

  test('a body is read where it was sent', async () => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ numero: CARTE })
    const response = await app.request('/v1/verifications/', { method: 'POST', headers, body })
    expect(await response.json()).toMatchObject({ professionnel: { rpps: RPPS } })
  })

  test('the method matters as without it', async () => {
    const response = await get('/v1/verifications/')
    expect(response.headers.get('allow')).toBe('POST, OPTIONS')
    await readProbleme(response, 405, 'methode_non_permise')
    expect((await get('/')).status).toBe(200)
  })
})

describe('405, 406, 413, 415', () => {
  test.each<[method: string, path: string, allow: string]>([
    ['DELETE', `/v1/verifications/${RPPS}`, 'GET, HEAD, OPTIONS'],
    ['PUT', '/v1/verifications', 'POST, OPTIONS'],
    ['GET', '/v1/verifications', 'POST, OPTIONS'],
    ['HEAD', '/v1/verifications', 'POST, OPTIONS'],
    ['POST', '/health', 'GET, HEAD, OPTIONS'],
    ['PROPFIND', '/', 'GET, HEAD, OPTIONS'],
  ])('%s %s is told what is allowed', async (method, path, allow) => {
    const response = await app.request(path, { method })
    expect(response.headers.get('allow')).toBe(allow)
    expect(response.status).toBe(405)
    if (method !== 'HEAD') await readProbleme(response, 405, 'methode_non_permise')
  })

  test('OPTIONS says what is allowed', async () => {
    const response = await app.request('/v1/verifications', { method: 'OPTIONS' })
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'POST, OPTIONS'])
  })

  test.each([
    'image/png',
    'application/json;q=0',
    '*/*;q=0',
    'audio/*',
    'application/*;q=0, image/*',
  ])('Accept: %s is not acceptable', async (accept) => {
    for (const path of [`/v1/verifications/${RPPS}`, '/v1/regles', '/sources']) {
      // oxlint-disable-next-line no-await-in-loop -- three requests in order
      await readProbleme(await get(path, { accept }), 406, 'non_acceptable')
    }
    await readProbleme(await post({ numero: RPPS }, { accept }), 406, 'non_acceptable')
  })

  test.each(['', '*/*', 'application/*', 'image/png, */*;q=0.1', 'APPLICATION/JSON;charset=utf-8'])(
    'Accept: %s is',
    async (accept) => {
      expect((await get(`/v1/verifications/${RPPS}`, { accept })).status).toBe(200)
    },
  )

  test('a probe of /health is answered whatever it accepts', async () => {
    expect((await get('/health', { accept: 'text/plain' })).status).toBe(200)
  })

  test.each<Record<string, string>>([
    { 'content-type': 'text/plain' },
    { 'content-type': 'text/xml' },
    { 'content-type': '' },
    { 'content-type': 'application/json; charset="utf-8' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'gzip, identity' },
  ])('%j is not supported', async (headers) => {
    await readProbleme(await post({ numero: RPPS }, headers), 415, 'type_non_supporte')
  })

  const padded = (bytes: number) => `{"numero":"${RPPS}"${' '.repeat(bytes - 24)}}`.padEnd(bytes)

  test('a body of 64 KiB passes, one byte more does not', async () => {
    expect((await post(padded(65_536))).status).toBe(200)
    await readProbleme(await post(padded(65_537)), 413, 'corps_trop_grand')
  })

  test.each([undefined, '10'])('an endless body is cut (Content-Length %s)', async (length) => {
    let pulled = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(10_000).fill(32))
      },
    })
    const init = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(length === undefined ? {} : { 'content-length': length }),
      },
      body,
      duplex: 'half',
    }
    const response = await app.request('/v1/verifications', init as RequestInit)
    await readProbleme(response, 413, 'corps_trop_grand')
    expect(pulled).toBeLessThan(12)
  })
})

describe('the directory in trouble is never "nobody"', () => {
  test.each([
    ['unavailable', 503, 'annuaire_indisponible'],
    ['refused', 503, 'annuaire_indisponible'],
    ['quota', 503, 'annuaire_indisponible'],
    ['timeout', 504, 'annuaire_delai'],
    ['invalid-response', 502, 'annuaire_reponse_invalide'],
  ] as const)('%s is %i %s', async (kind, status, code) => {
    const { get: ask, logs } = createService({ annuaire: createFailing(kind, 6.2) })
    const response = await ask(`/v1/verifications/${RPPS}`)
    const probleme = await readProbleme(response, status, code)
    expect(JSON.stringify(probleme)).not.toContain('SECRET')
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '7' : null)
    expect(probleme).not.toHaveProperty('cause')
    expect(JSON.parse(logs[0] ?? '')).toMatchObject({ code, cause: `test ${kind}` })
  })

  test('a bug is 500 with a fixed text; neither answer nor log has its message', async () => {
    const message = `cannot read ${RPPS}\n    at ${CARTE} (DUPONT.ts:1:1)`
    const { get: ask, logs } = createService({ annuaire: createThrowing(message) })
    const response = await ask(`/v1/verifications/${RPPS}`, { 'x-request-id': 'bug-1' })
    const probleme = await readProbleme(response, 500, 'erreur_interne')
    expect(probleme.detail).toBe('Une erreur imprévue a empêché de répondre. Elle est enregistrée.')
    expect(JSON.parse(logs[0] ?? '')).toMatchObject({ id: 'bug-1', erreur: 'TypeError' })
    expect(logs[0]).toContain('service.ts')
    expect(logs.join()).not.toMatch(/\d{8,14}(?!-)|DUPONT|cannot read/)
  })
})

describe('the other routes', () => {
  test('GET /health', async () => {
    const response = await get('/health')
    expect(await response.json()).toEqual({
      statut: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      reglement: expect.any(String),
    })
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('GET /sources', async () => {
    const body = await (await get('/sources')).json()
    expect(body).toMatchObject({ sources: [{ nom: 'fictif', donneesDu: '2026-11-22' }] })
  })

  test('GET /v1/regles, of today and of another day, and one of them', async () => {
    type Liste = { reglement: { date: string }; regles: { id: string }[] }
    const today = (await (await get('/v1/regles')).json()) as Liste
    expect(today.reglement.date).toBe('2026-11-23')
    const before = (await (await get('/v1/regles?date=2022-12-31')).json()) as Liste
    const ids = (liste: Liste) => liste.regles.map(({ id }) => id)
    expect(ids(before)).not.toEqual(ids(today))
    const lapsed = ids(before).find((id) => !ids(today).includes(id)) ?? ''
    const regle = await (await get(`/v1/regles/${lapsed}`)).json()
    expect(regle).toMatchObject({ id: lapsed, source: { document: expect.any(String) } })
    await readProbleme(await get(`/v1/regles/${lapsed}?date=2026-11-23`), 404, 'route_inconnue')
  })

  test('the fields of an answer stand in their documented order', async () => {
    const asked = Array.from({ length: 3 }, () => get(`/v1/verifications/${RPPS}`))
    for (const response of await Promise.all(asked)) {
      // oxlint-disable-next-line no-await-in-loop -- written anew, kept, then given again
      expect(Object.keys((await response.json()) as object)).toEqual(
        Object.keys(Verification.shape),
      )
    }
  })

  test('GET /numeros-fictifs as a page and as JSON; a card is never an address', async () => {
    const asked = await get('/numeros-fictifs', { accept: 'application/json' })
    const { numeros } = (await asked.json()) as { numeros: unknown[] }
    expect(numeros).toHaveLength(numerosFictifs.length)
    const response = await get('/numeros-fictifs', { accept: '*/*' })
    const page = await response.text()
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page).toContain(`href="/verifier?rpps=${RPPS}"`)
    expect(page).not.toMatch(/href="[^"]*3199/)
  })

  test('GET / names the routes; every page has its stylesheet, and no number to call', async () => {
    expect(await (await get('/', { accept: 'application/json' })).json()).toMatchObject({
      adresses: expect.arrayContaining([
        expect.objectContaining({ methode: 'POST', adresse: '/v1/verifications' }),
      ]),
    })
    for (const path of ['/', '/lot', '/verifier', '/regles', '/docs', '/numeros-fictifs', '/x']) {
      // oxlint-disable-next-line no-await-in-loop -- in order
      const html = await (await get(path, { accept: 'text/html' })).text()
      // A number of a person is none to call.
      expect(html).toContain('<meta name="format-detection" content="telephone=no"/>')
    }
    const page = await (await get('/')).text()
    const href = /rel="stylesheet" href="([^"]+)"/.exec(page)?.[1] ?? ''
    const style = await get(href)
    expect([style.status, style.headers.get('content-type')]).toEqual([
      200,
      'text/css; charset=utf-8',
    ])
  })
})

describe('what was sent is named once, where it stands, and never sent back at length', () => {
  const { post: send } = createService()
  const numero = RPPS

  test('a key written twice, by its place', async () => {
    const body = `{"numero":"${RPPS}","contexte":{"ris":"unique","ris":"par-site"}}`
    const probleme = await readProbleme(await send(body), 400, 'requete_invalide')
    expect(probleme).toMatchObject({ errors: [{ pointer: '/contexte/ris', code: 'repete' }] })
  })

  test('a field with two faults, once', async () => {
    const response = await send({ numero, contexte: { solutions: 1e21 } })
    const { errors } = await readProbleme(response, 400, 'requete_invalide')
    expect(errors).toHaveLength(1)
  })

  test('a number in a field of its own, by that field', async () => {
    const response = await send({ numero, contexte: { sitePrincipal: '12' } })
    const { detail } = await readProbleme(response, 422, 'numero_invalide')
    expect(detail).toMatch(/^« contexte\.sitePrincipal » : /)
  })

  test('a long unknown key, shortened; half a character, made whole', async () => {
    const long = await send({ numero, ['x'.repeat(50_000)]: 1 })
    expect((await long.text()).length).toBeLessThan(1000)
    const odd = await send(
      `{"numero":"${RPPS}","\\ud800":1,"type":"${'x'.repeat(39)}\\ud83d\\ude00"}`,
    )
    expect((await odd.text()).isWellFormed()).toBe(true)
  })

  test('the same usage many times is one usage', async () => {
    const response = await send({ numero, usages: Array.from({ length: 9 }, () => 'dmp') })
    expect(await response.json()).toMatchObject({ demande: { usages: ['dmp'] } })
  })

  test('another charset is refused, with what was received', async () => {
    const type = 'application/json; charset=utf-16'
    const response = await send({ numero }, { 'content-type': type })
    const { detail } = await readProbleme(response, 415, 'type_non_supporte')
    expect(detail).toContain(type)
  })
})
