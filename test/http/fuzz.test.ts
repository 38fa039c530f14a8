import { XMLValidator } from 'fast-xml-parser'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROUTES } from '../../src/http/routes.ts'
import { abimer, geste, json, runsOf, texte } from '../support/au-sort.ts'
import { classeurOf, XLSX } from '../support/classeur.ts'
import { createService, RPPS } from '../support/service.ts'

/** Any request at all, over the fictitious directory. `FUZZ=20000` runs that many of each. */

const TYPES = [
  'application/json',
  'application/x-ndjson',
  'text/csv',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  XLSX,
]
const ACCEPTS = [
  ...TYPES,
  'text/html',
  '*/*',
  'text/*;q=0.1, */*;q=0',
  'application/*',
  'text/calendar',
]

const VERIFICATION = {
  numero: RPPS,
  type: 'rpps',
  date: '2026-11-23',
  usages: ['dmp'],
  situation: '1',
  contexte: { solutions: 1, statut: 'public', groupement: true, siret: '99910028200014' },
  identifiantEnvisage: { type: 'FINESS_EG', valeur: '991000043' },
  administrateurTechnique: { carte: '3199001000', nom: 'GRANITE', prenom: 'Basile' },
}
const CORPS_JSON = [
  VERIFICATION,
  { numeros: [RPPS, '3199001000'], date: '2026-11-23', usages: ['dmp'] },
  { identifiant: { type: 'FINESS_EG', valeur: '991000043' }, contexte: { praticien: 'autre' } },
  { texte: 'basile granite', lieu: '01000', quoi: 'professionnel' },
]
const CHAMPS = [
  'numero',
  'numeros',
  'fichier',
  'date',
  'usages',
  'type',
  'format',
  'contexte.statut',
]
const COLONNES = ['numero', 'N° RPPS', 'service', 'date', '__proto__']

const encoder = new TextEncoder()

const corpsJson = fc
  .tuple(fc.constantFrom<unknown>(...CORPS_JSON), fc.array(geste, { maxLength: 3 }))
  .map(([corps, gestes]) => JSON.stringify(abimer(corps, gestes)))

const formulaire = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...CHAMPS), texte), texte))
  .map((pairs) => new URLSearchParams(pairs.map(([a, b]) => [a, b])).toString())

const multipart = fc
  .array(fc.tuple(fc.constantFrom(...CHAMPS), fc.option(texte), texte, fc.constantFrom(...TYPES)))
  .map(
    (parts) =>
      parts
        .map(
          ([nom, fichier, contenu, type]) =>
            `--x\r\nContent-Disposition: form-data; name="${nom}"${
              fichier === null ? '' : `; filename="${fichier}"\r\nContent-Type: ${type}`
            }\r\n\r\n${contenu}\r\n`,
        )
        .join('') + '--x--\r\n',
  )

const tableau = fc
  .array(fc.array(fc.oneof(texte, fc.constantFrom(...COLONNES)), { maxLength: 5 }), {
    maxLength: 8,
  })
  .chain((rows) =>
    fc
      .constantFrom(';', ',', '\t', '|')
      .map((mark) => [COLONNES, ...rows].map((row) => row.join(mark)).join('\n')),
  )

/** A workbook some bytes of which are others. */
const classeur = fc
  .tuple(
    fc.array(fc.array(fc.constantFrom(RPPS, 'numero', 'a', '1e5'), { maxLength: 4 }), {
      maxLength: 6,
    }),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
  )
  .map(([rows, changes]) => {
    const bytes = classeurOf([['numero'], ...rows])
    for (const [at, value] of changes) bytes[at % bytes.length] = value
    return bytes
  })

const corps: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  fc
    .oneof(
      corpsJson,
      fc.array(corpsJson, { maxLength: 4 }).map((lines) => lines.join('\n')),
      json.map((value) => JSON.stringify(value)),
      formulaire,
      multipart,
      tableau,
      texte,
      fc.constantFrom(
        '[',
        '{"a":'.repeat(3000),
        '['.repeat(20_000),
        '<a><b/></a>',
        '{"numero":1,"numero":2}',
      ),
    )
    .map((text) => encoder.encode(text)),
  classeur,
  fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
)

const parametres = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom('date', 'usages', 'type', 'situation', 'fin', 'q', 'jour'), texte),
    fc.oneof(texte, fc.constantFrom('2026-11-23', 'dmp,psc', 'rpps')),
  ),
  { maxLength: 4 },
)

const adresse = fc
  .tuple(
    fc.constantFrom(...ROUTES.map(({ adresse }) => adresse), '/x', '//', '/v1/verifications/'),
    texte,
    fc.boolean(),
    fc.oneof(
      parametres.map((all) => new URLSearchParams(all).toString()),
      texte,
    ),
  )
  .map(([motif, valeur, raw, query]) => {
    const encoded = raw ? valeur : encodeURIComponent(valeur.toWellFormed())
    return `${motif.replace(/\{\w+\}/g, () => encoded)}${query === '' ? '' : `?${query}`}`
  })

const entete = (...likely: string[]) =>
  fc.option(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...likely) }, { weight: 1, arbitrary: texte }),
  )

const octets = (text: fc.Arbitrary<string>) => text.map((one) => encoder.encode(one))
const lignes = fc.array(corpsJson, { maxLength: 4 }).map((all) => all.join('\n'))

/** What a route that takes a body expects, in about the right form. */
const VISEES: [adresse: string, type: string, corps: fc.Arbitrary<Uint8Array<ArrayBuffer>>][] = [
  ['/v1/verifications', 'application/json', octets(corpsJson)],
  ['/v1/structures', 'application/json', octets(corpsJson)],
  ['/v1/recherches', 'application/json', octets(corpsJson)],
  ['/v1/verifications/lot', 'application/json', octets(corpsJson)],
  ['/v1/verifications/lot', 'application/x-ndjson', octets(lignes)],
  ['/v1/verifications/lot', 'text/csv', octets(tableau)],
  ['/v1/verifications/lot', 'text/plain', octets(tableau)],
  ['/v1/verifications/lot', XLSX, classeur],
  ['/lot', 'application/x-www-form-urlencoded', octets(formulaire)],
  ['/lot', 'multipart/form-data; boundary=x', octets(multipart)],
  ['/verifier', 'application/x-www-form-urlencoded', octets(formulaire)],
]
const visee = fc.constantFrom(...VISEES).chain(([adresse, type, corps]) =>
  fc.record({
    methode: fc.constant('POST'),
    adresse: fc.constant(adresse),
    entetes: fc.record({ accept: entete(...ACCEPTS), 'content-type': fc.constant(type) }),
    corps,
  }),
)

const quelconque = fc.record({
  methode: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'),
  adresse,
  entetes: fc.record({
    accept: entete(...ACCEPTS),
    'content-type': entete(...TYPES, 'application/json; charset=latin1', 'application/json;;='),
    'if-none-match': entete('*', 'W/"x"', '"', '"a", W/"b"'),
    'x-request-id': entete('abc', RPPS, 'a'.repeat(65)),
    'content-length': fc.option(fc.constantFrom('0', '-1', 'x', '99999999999'), { freq: 9 }),
    'accept-encoding': entete('gzip', 'identity;q=0', '*'),
    authorization: entete('Bearer x', 'Basic ='),
    origin: entete('null', 'https://exemple.invalid'),
  }),
  corps,
})

type Demande = {
  methode: string
  adresse: string
  entetes: Record<string, string | null>
  corps: Uint8Array<ArrayBuffer>
}
const demande: fc.Arbitrary<Demande> = fc.oneof(quelconque, visee)

/** Null where no client could send it so. */
const toRequest = ({ methode, adresse, entetes, corps }: Demande): Request | null => {
  try {
    const headers = new Headers()
    for (const [nom, valeur] of Object.entries(entetes))
      if (valeur !== null) headers.set(nom, valeur)
    const bare = methode === 'GET' || methode === 'HEAD'
    return new Request(new URL(`http://service.invalid${adresse}`), {
      method: methode,
      headers,
      ...(bare ? {} : { body: corps }),
    })
  } catch {
    return null
  }
}

const codeOf = (text: string): unknown => (JSON.parse(text) as { code?: unknown }).code

const expectForm = (type: string, text: string): void => {
  if (/json$|json;/.test(type) && !type.includes('ndjson')) JSON.parse(text)
  else if (type.includes('ndjson'))
    text
      .split('\n')
      .filter(Boolean)
      .forEach((line) => void JSON.parse(line))
  else if (type.includes('xml') && !type.includes('sheet'))
    expect(XMLValidator.validate(text)).toBe(true)
  else if (type.startsWith('text/html')) expect(text.trimEnd()).toMatch(/<\/html>$/)
}

const { numRuns, timeout } = runsOf(300)

test(
  'whatever is asked, the answer says what it is, never a fault of ours',
  { timeout },
  async () => {
    await fc.assert(
      fc.asyncProperty(demande, async (one) => {
        const request = toRequest(one)
        fc.pre(request !== null)
        const { app, logs } = service
        logs.length = 0
        const response = await app.request(request)
        const text = await response.text()
        const type = response.headers.get('content-type')
        expect(response.headers.get('x-request-id')).toMatch(/^[\w.-]{1,64}$/)
        expect(response.headers.get('x-content-type-options')).toBe('nosniff')
        if (text !== '') expect(type).not.toBeNull()
        if (response.status >= 500) expect(codeOf(text)).toBe('recherche_indisponible')
        if (one.methode !== 'HEAD' && type !== null) expectForm(type, text)
        // Probes that find all well would fill the log.
        const { pathname } = new URL(request?.url ?? '')
        const isProbe = response.status === 200 && /^\/(?:health|ready)\/?$/.test(pathname)
        expect(logs).toHaveLength(isProbe ? 0 : 1)
        expect(Object.keys(JSON.parse(logs[0] ?? '{}') as object)).not.toContain('pile')
        expect(logs.join('\n')).not.toMatch(/10999001|3199001000|991000043/)
      }),
      { numRuns },
    )
  },
)

const service = createService({ env: { LIMITE_PAR_MINUTE: '1000000000', LOT_MAX: '20' } })
