import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import { FICHIERS_PUBLICS } from '../../src/extraction/fichiers-publics.ts'
import { importFichiers } from '../../src/extraction/importer.ts'
import { Avancement, createProgression } from '../../src/extraction/progression.ts'
import {
  type FichierOptions,
  telechargerFichier,
} from '../../src/extraction/telecharger/fichier.ts'
import { readHorodatage } from '../../src/extraction/telecharger/partiel.ts'
import { COMPILED } from '../support/compile.ts'
import { carteOf, generateExtraction, rppsOf } from '../bench/generer-extraction.ts'
import { carte, personOf, rpps } from '../support/contrat-annuaire.ts'
import { serve, startServeurFichiers } from '../support/serveur-fichiers.ts'
import { findOne } from '../../src/application/find-one.ts'

const ENTREE = fileURLToPath(new URL('../../src/telecharger.ts', import.meta.url))
const LIGNE = `${'x|'.repeat(57)}\n`
const JOUR_1 = Buffer.from(`A|B|C|\n${LIGNE.repeat(3000)}`)
const JOUR_2 = Buffer.from(`A|B|D|\n${LIGNE.repeat(4000)}`)

/** What waits for another process, on a machine that is busy. */
const PATIENCE = { timeout: 20_000 }

let dossier = ''
let closes: (() => unknown)[] = []
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'telecharger-'))
})
afterEach(async () => {
  await Promise.all(closes.splice(0).map((close) => close()))
  rmSync(dossier, { recursive: true, force: true })
})

const start = async (handle: (req: IncomingMessage, res: ServerResponse) => void) => {
  const serveur = await startServeurFichiers(handle)
  closes.push(serveur.close)
  return serveur
}

/** One file fetched into `f.txt`; the waits are short. */
const fetchOne = (adresse: string, options: Partial<FichierOptions> = {}) =>
  telechargerFichier({
    fetch: (url, init) => fetch(url, init),
    adresse,
    path: join(dossier, 'f.txt'),
    format: 'texte',
    octetsMin: 10,
    octetsMax: 1_000_000,
    onProgress: (recus) => {
      reached = recus
    },
    onEvent: () => {},
    waitMs: () => 1,
    ...options,
  })

const ressourceOf = (nom: string): string =>
  FICHIERS_PUBLICS.find((one) => one.nom === nom)?.ressource ?? '?'

const fichier = () => readFileSync(join(dossier, 'f.txt'))
const leftovers = () => readdirSync(dossier).filter((name) => name.includes('.partiel'))

/** Size that the file under way has reached. */
let reached = 0

/** Cuts the connection once all of that has been written down: what is cut earlier may be lost. */
const cutAfter = (
  res: ServerResponse,
  status: number,
  headers: Record<string, string | number>,
  body: Buffer,
  size = body.length,
) => {
  reached = 0
  res.writeHead(status, headers)
  res.write(body)
  const timer = setInterval(() => {
    if (reached < size) return
    clearInterval(timer)
    res.destroy()
  }, 5)
  closes.push(() => clearInterval(timer))
}

describe('a file', () => {
  test('comes through redirects, and is not fetched again while it is the same', async () => {
    const serveur = await start((req, res) => {
      if (req.url === '/r/1') res.writeHead(302, { location: '/jour/f.txt' }).end()
      else serve(req, res, { contenu: JOUR_1 })
    })
    const seen: (number | null)[][] = []
    const options = { onProgress: (...args: (number | null)[]) => seen.push(args) }
    expect(await fetchOne(`${serveur.base}/r/1`, options)).toBe('nouveau')
    expect(fichier().equals(JOUR_1)).toBe(true)
    expect(seen.at(-1)).toEqual([JOUR_1.length, JOUR_1.length])
    expect(leftovers()).toEqual([])

    expect(await fetchOne(`${serveur.base}/r/1`)).toBe('inchange')
    expect(serveur.requetes.map(({ cond }) => cond)).toEqual([false, false, true, true])
  })

  test('is known as the same even by a server that minds no condition', async () => {
    const serveur = await start((req, res) => {
      delete req.headers['if-none-match']
      serve(req, res, { contenu: JOUR_1 })
    })
    await fetchOne(serveur.base)
    expect(await fetchOne(serveur.base)).toBe('inchange')
  })

  test('that has changed takes the place of the other', async () => {
    let contenu = JOUR_1
    const serveur = await start((req, res) => serve(req, res, { contenu }))
    await fetchOne(serveur.base)
    contenu = JOUR_2
    expect(await fetchOne(serveur.base)).toBe('nouveau')
    expect(fichier().equals(JOUR_2)).toBe(true)
  })

  test('changed by somebody else on disk is fetched again', async () => {
    const serveur = await start((req, res) => serve(req, res, { contenu: JOUR_1 }))
    await fetchOne(serveur.base)
    writeFileSync(join(dossier, 'f.txt'), 'cut')
    expect(await fetchOne(serveur.base)).toBe('nouveau')
    expect(fichier().equals(JOUR_1)).toBe(true)
  })
})

describe('the day of a file', () => {
  const fetchAt = async (jour: string, lastModified: string | null = null) => {
    const serveur = await start((req, res) => {
      if (req.url === '/r') res.writeHead(302, { location: jour }).end()
      else serve(req, res, { contenu: JOUR_1, lastModified })
    })
    await fetchOne(`${serveur.base}/r`)
    return readHorodatage(join(dossier, 'f.txt'))
  }

  test('is in the address that served it, else when it was last modified', async () => {
    const httpDate = 'Mon, 23 Nov 2026 07:31:00 GMT'
    expect(await fetchAt('/resources/ps/20261122-084859/f.txt', httpDate)).toBe('202611220848')
    rmSync(join(dossier, 'f.txt'))
    expect(await fetchAt('/autre/f.txt', httpDate)).toBe('202611230731')
    rmSync(join(dossier, 'f.txt'))
    expect(await fetchAt('/autre/f.txt')).toBeNull()
  })

  test('is unknown for a file that came otherwise', async () => {
    await fetchAt('/resources/ps/20261122-084859/f.txt')
    writeFileSync(join(dossier, 'f.txt'), 'another')
    expect(await readHorodatage(join(dossier, 'f.txt'))).toBeNull()
    expect(await readHorodatage(join(dossier, 'autre.txt'))).toBeNull()
  })
})

describe('a connection that breaks', () => {
  test('is gone on with where it broke, each time it breaks', async () => {
    const etag = '"v1"'
    let count = 0
    const serveur = await start((req, res) => {
      count += 1
      if (count === 1) {
        cutAfter(res, 200, { 'content-length': JOUR_1.length, etag }, JOUR_1.subarray(0, 50_000))
      } else if (count === 2) {
        const headers = {
          etag,
          'content-length': JOUR_1.length - 50_000,
          'content-range': `bytes 50000-${JOUR_1.length - 1}/${JOUR_1.length}`,
        }
        cutAfter(res, 206, headers, JOUR_1.subarray(50_000, 90_000), 90_000)
      } else serve(req, res, { contenu: JOUR_1, etag })
    })
    const events: string[] = []
    expect(await fetchOne(serveur.base, { onEvent: (texte) => events.push(texte) })).toBe('nouveau')
    expect(fichier().equals(JOUR_1)).toBe(true)
    expect(serveur.requetes.map(({ range }) => range)).toEqual([
      null,
      'bytes=50000-',
      'bytes=90000-',
    ])
    expect(serveur.requetes[1]?.ifRange).toBe(etag)
    expect(events.join('\n')).toMatch(/coupé.*Nouvel essai[\s\S]*reprise à 50\s000 octets/u)
  })

  test('on a file that changes meanwhile starts anew', async () => {
    let count = 0
    const serveur = await start((req, res) => {
      count += 1
      if (count === 1) {
        cutAfter(
          res,
          200,
          { 'content-length': JOUR_1.length, etag: '"v1"' },
          JOUR_1.subarray(0, 50_000),
        )
      } else serve(req, res, { contenu: JOUR_2, etag: '"v2"' })
    })
    expect(await fetchOne(serveur.base)).toBe('nouveau')
    expect(fichier().equals(JOUR_2)).toBe(true)
  })

  test('never mixes two versions, whatever the server makes of If-Range', async () => {
    let count = 0
    const serveur = await start((req, res) => {
      count += 1
      delete req.headers['if-range']
      if (count === 1) {
        cutAfter(
          res,
          200,
          { 'content-length': JOUR_1.length, etag: '"v1"' },
          JOUR_1.subarray(0, 50_000),
        )
      } else serve(req, res, { contenu: JOUR_2, etag: '"v2"' })
    })
    expect(await fetchOne(serveur.base)).toBe('nouveau')
    expect(fichier().equals(JOUR_2)).toBe(true)
    expect(serveur.requetes.map(({ range }) => range)).toEqual([null, 'bytes=50000-', null])
  })

  test('without a way to tell versions apart starts anew', async () => {
    let count = 0
    const serveur = await start((req, res) => {
      count += 1
      if (count === 1) {
        cutAfter(res, 200, { 'content-length': JOUR_1.length }, JOUR_1.subarray(0, 50_000))
      } else serve(req, res, { contenu: JOUR_1, etag: null })
    })
    expect(await fetchOne(serveur.base)).toBe('nouveau')
    expect(serveur.requetes.map(({ range }) => range)).toEqual([null, null])
  })

  test('after the very last byte only puts the file in its place', async () => {
    const etag = '"v1"'
    writeFileSync(join(dossier, 'f.txt.partiel'), JOUR_1)
    writeFileSync(
      join(dossier, 'f.txt.partiel.origine'),
      JSON.stringify({ adresse: 'x', etag, lastModified: null, octets: JOUR_1.length }),
    )
    const serveur = await start((req, res) => serve(req, res, { contenu: JOUR_1, etag }))
    expect(await fetchOne(serveur.base)).toBe('nouveau')
    expect(fichier().equals(JOUR_1)).toBe(true)
    expect(serveur.requetes).toHaveLength(1)
  })

  test('that says nothing any more is given up and gone on with', async () => {
    let count = 0
    const serveur = await start((req, res) => {
      count += 1
      if (count > 1) serve(req, res, { contenu: JOUR_1, etag: '"v1"' })
      else {
        res.writeHead(200, { 'content-length': JOUR_1.length, etag: '"v1"' })
        res.write(JOUR_1.subarray(0, 60_000))
      }
    })
    expect(await fetchOne(serveur.base, { silenceMs: 1500 })).toBe('nouveau')
    expect(fichier().equals(JOUR_1)).toBe(true)
    expect(serveur.requetes[1]?.range).toMatch(/^bytes=\d+-$/)
  })
})

describe('a server that refuses', () => {
  test('for now is asked again, as late as it says', async () => {
    let count = 0
    const serveur = await start((req, res) => {
      count += 1
      if (count === 1) res.writeHead(429, { 'retry-after': '1' }).end('no')
      else if (count === 2) res.writeHead(503).end('no')
      else serve(req, res, { contenu: JOUR_1 })
    })
    const startMs = performance.now()
    const events: string[] = []
    expect(await fetchOne(serveur.base, { onEvent: (texte) => events.push(texte) })).toBe('nouveau')
    expect(performance.now() - startMs).toBeGreaterThan(950)
    expect(events[0]).toMatch(/patienter \(429\)\. Nouvel essai dans 1 s/)
  })

  test.each<[name: string, status: number, requests: number, message: RegExp]>([
    ['for good', 404, 1, /n’est plus publié/],
    ['access', 403, 1, /refuse le téléchargement \(403\)/],
    ['for too long', 503, 6, /refuse le téléchargement \(503\)/],
  ])('%s is a failure that leaves the file of before', async (_, status, requests, message) => {
    writeFileSync(join(dossier, 'f.txt'), JOUR_1)
    const serveur = await start((_req, res) => res.writeHead(status).end('x'))
    await expect(fetchOne(serveur.base)).rejects.toThrow(message)
    expect(serveur.requetes).toHaveLength(requests)
    expect(fichier().equals(JOUR_1)).toBe(true)
  })

  test('for hours is a failure at once', async () => {
    const serveur = await start((_req, res) => res.writeHead(429, { 'retry-after': '7200' }).end())
    await expect(fetchOne(serveur.base)).rejects.toThrow('patienter')
    expect(serveur.requetes).toHaveLength(1)
  })

  test('or is not there is a failure in words', async () => {
    const serveur = await start((_req, res) => res.end())
    await serveur.close()
    await expect(fetchOne(serveur.base)).rejects.toThrow('le serveur refuse la connexion')
  })
})

describe('what is not the file', () => {
  const refuse = async (
    handle: (req: IncomingMessage, res: ServerResponse) => void,
    message: RegExp,
    options: Partial<FichierOptions> = {},
  ) => {
    writeFileSync(join(dossier, 'f.txt'), JOUR_1)
    const serveur = await start(handle)
    await expect(fetchOne(serveur.base, options)).rejects.toThrow(message)
    expect(fichier().equals(JOUR_1)).toBe(true)
    return serveur
  }

  test('a page, whether it says so or not', async () => {
    const page = Buffer.from(`<!DOCTYPE html><title>Maintenance</title>${'|'.repeat(1000)}`)
    const said = await refuse(
      (req, res) => serve(req, res, { contenu: page, type: 'text/html; charset=utf-8' }),
      /page web/,
    )
    const unsaid = await refuse((req, res) => serve(req, res, { contenu: page }), /page web/)
    expect([said, unsaid].map(({ requetes }) => requetes.length)).toEqual([1, 1])
  })

  test('a length that is a lie: more is announced than ever comes', async () => {
    const part = JOUR_1.subarray(0, 1000)
    const serveur = await refuse(
      (_req, res) => cutAfter(res, 200, { 'content-length': 2000, etag: '"v1"' }, part),
      /coupé la connexion/,
    )
    expect(serveur.requetes).toHaveLength(6)
  })

  test('a total that changes between two parts', async () => {
    let count = 0
    await refuse((req, res) => {
      count += 1
      if (count === 1) {
        cutAfter(res, 200, { 'content-length': 400_000, etag: '"v1"' }, JOUR_1.subarray(0, 50_000))
      } else if (req.headers.range) {
        res.writeHead(206, { etag: '"v1"', 'content-range': 'bytes 50000-60000/300000' })
        res.end(JOUR_1.subarray(50_000, 60_001))
      } else res.writeHead(404).end()
    }, /n’est plus publié|coupé/)
  })

  test('a file that ends within a line, one that is too small, one without columns', async () => {
    await refuse(
      (req, res) => serve(req, res, { contenu: JOUR_1.subarray(0, -1) }),
      /milieu d’une ligne/,
    )
    await refuse(
      (req, res) => serve(req, res, { contenu: JOUR_1 }),
      /trop petit.*345\s007 octets, au moins 900\s000 attendus/,
      { octetsMin: 900_000 },
    )
    await refuse((req, res) => serve(req, res, { contenu: Buffer.alloc(5000, 'x') }), /colonnes/)
    expect(leftovers()).toEqual([])
  })

  test('a gzip that is none, cut or spoilt', async () => {
    const gzip = gzipSync(Buffer.from(JSON.stringify({ pmej: [...JOUR_1.subarray(0, 20_000)] })))
    const spoilt = Buffer.from(gzip)
    spoilt[gzip.length >> 1]! ^= 0xff
    const options = { format: 'gzip' } as const
    await refuse((req, res) => serve(req, res, { contenu: JOUR_1 }), /gzip/, options)
    await refuse((req, res) => serve(req, res, { contenu: spoilt }), /abîmé/, options)
    await refuse(
      (req, res) => serve(req, res, { contenu: gzip.subarray(0, -9) }),
      /abîmé ou incomplet/,
      options,
    )
    const serveur = await start((req, res) => serve(req, res, { contenu: gzip }))
    expect(await fetchOne(serveur.base, options)).toBe('nouveau')
  })

  test.each(['gzip', 'identity, gzip'])(
    'what is compressed on the way (%s), since its size proves nothing',
    async (encoding) => {
      await refuse(
        (_req, res) => res.writeHead(200, { 'content-encoding': encoding }).end(gzipSync(JOUR_1)),
        /compresse/,
      )
    },
  )

  test.each(['', 'identity', 'Identity'])(
    'an encoding that is none (« %s ») is taken',
    async (encoding) => {
      const serveur = await start((req, res) => {
        res.setHeader('content-encoding', encoding)
        serve(req, res, { contenu: JOUR_1 })
      })
      expect(await fetchOne(serveur.base)).toBe('nouveau')
      expect(fichier().equals(JOUR_1)).toBe(true)
    },
  )

  test('lines that end with CR alone', async () => {
    const contenu = Buffer.from(JOUR_1.toString().replaceAll('\n', '\r'))
    await refuse((req, res) => serve(req, res, { contenu }), /finissent par CR seul/)
    expect(leftovers()).toEqual([])
  })

  test('an address in clear, or redirects without end', async () => {
    await refuse(
      (_req, res) => res.writeHead(302, { location: 'http://exemple.test/f.txt' }).end(),
      /http:\/\/exemple\.test n’est pas une adresse https/,
    )
    const serveur = await refuse(
      (_req, res) => res.writeHead(302, { location: '/encore' }).end(),
      /Plus de 5 redirections/,
    )
    expect(serveur.requetes).toHaveLength(6)
  })
})

describe('a file without end', () => {
  const MORE = Buffer.from(LIGNE.repeat(1000))
  const TROP = /trop gros.*au plus 200\s000 attendus.*--taille-max/u
  /** Sends for as long as somebody reads, as a server in a loop does. */
  const sendOn = (res: ServerResponse): void => {
    const send = () => {
      while (!res.destroyed && res.write(MORE));
    }
    res.on('drain', send)
    send()
  }
  let most = 0
  const options = {
    octetsMax: 200_000,
    onProgress: (recus: number) => (most = Math.max(most, recus)),
  }
  beforeEach(() => {
    most = 0
    writeFileSync(join(dossier, 'f.txt'), JOUR_1)
  })

  test('is left at the bound, and nothing of it stays', async () => {
    const serveur = await start((_req, res) => {
      res.writeHead(200, { etag: '"v1"' })
      sendOn(res)
    })
    await expect(fetchOne(serveur.base, options)).rejects.toThrow(TROP)
    expect(serveur.requetes).toHaveLength(1)
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThanOrEqual(options.octetsMax)
    expect(leftovers()).toEqual([])
    expect(fichier().equals(JOUR_1)).toBe(true)
  })

  test('is left at the bound by a part of it that is gone on with', async () => {
    let count = 0
    const serveur = await start((_req, res) => {
      count += 1
      if (count === 1) {
        const headers = { 'content-length': 150_000, etag: '"v1"' }
        cutAfter(res, 200, headers, JOUR_1.subarray(0, 50_000))
        return
      }
      res.writeHead(206, { etag: '"v1"', 'content-range': 'bytes 50000-9999999/*' })
      sendOn(res)
    })
    await expect(
      fetchOne(serveur.base, {
        octetsMax: 200_000,
        onProgress: (recus) => {
          reached = recus
        },
      }),
    ).rejects.toThrow(TROP)
    expect(leftovers()).toEqual([])
    expect(fichier().equals(JOUR_1)).toBe(true)
  })

  test('that says so is refused before a byte of it is written', async () => {
    const serveur = await start((_req, res) => {
      res.writeHead(200, { 'content-length': 200_001, etag: '"v1"' })
      sendOn(res)
    })
    await expect(fetchOne(serveur.base, options)).rejects.toThrow(
      /trop gros.*200\s001 octets, au plus 200\s000 attendus/u,
    )
    expect(most).toBe(0)
    expect(serveur.requetes).toHaveLength(1)
    expect(leftovers()).toEqual([])
  })

  test('of which a part has come before is not gone on with', async () => {
    writeFileSync(join(dossier, 'f.txt.partiel'), Buffer.alloc(300_000, '|'))
    writeFileSync(
      join(dossier, 'f.txt.partiel.origine'),
      JSON.stringify({ adresse: 'x', etag: '"v1"', lastModified: null, octets: null }),
    )
    const contenu = Buffer.concat([JOUR_1, JOUR_1])
    const serveur = await start((req, res) => serve(req, res, { contenu, etag: '"v1"' }))
    await expect(fetchOne(serveur.base, options)).rejects.toThrow(TROP)
    expect(leftovers()).toEqual([])
  })

  test('once unpacked: a gzip of nothing but spaces', async () => {
    const contenu = gzipSync(Buffer.alloc(30 * 1024 * 1024, 0x20))
    const serveur = await start((req, res) => serve(req, res, { contenu }))
    await expect(fetchOne(serveur.base, { ...options, format: 'gzip' })).rejects.toThrow(
      'taille décompressée anormale',
    )
    expect(leftovers()).toEqual([])
  })

  test('has a bound well above the size of each published file', () => {
    // Of autumn 2026; the file of cards has a million rows of some 170 bytes.
    const sizes = { personnes: 821e6, 'savoir-faire': 51e6, cartes: 170e6, finess: 50e6 }
    for (const { nom, octetsMax } of FICHIERS_PUBLICS) {
      expect(octetsMax / sizes[nom]).toBeGreaterThan(4)
      expect(octetsMax / sizes[nom]).toBeLessThan(10)
    }
  })
})

describe('the command', { timeout: 60_000 }, () => {
  const run = (args: string[]) => {
    const child = spawn(process.execPath, [ENTREE, ...args], {
      env: { ...process.env, ...COMPILED },
    })
    closes.push(() => child.kill('SIGKILL'))
    const output = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
    const ended = once(child, 'close').then(([code]) => ({
      code: code as number | null,
      ...output,
    }))
    return { child, output, ended }
  }
  const gzip = gzipSync('{"pmej":[]}')
  const contenuOf = (url: string | undefined): Buffer =>
    url?.includes(ressourceOf('finess')) ? gzip : JOUR_1

  test('fetches the four files, then has nothing to do', async () => {
    const serveur = await start((req, res) => serve(req, res, { contenu: contenuOf(req.url) }))
    const args = ['--dossier', dossier, '--taille-min', '10', '--adresse', serveur.base]
    const first = await run(args).ended
    expect(first).toMatchObject({ code: 0, err: '' })
    for (const { nom } of FICHIERS_PUBLICS) {
      expect(first.out).toContain(`${nom} : servi par 127.0.0.1`)
      expect(first.out).toContain(`${nom} : téléchargé`)
    }
    expect(readdirSync(dossier).toSorted()).toEqual(
      [
        '.telechargement.verrou',
        ...FICHIERS_PUBLICS.flatMap(({ fichier }) => [fichier, `${fichier}.origine`]),
      ].toSorted(),
    )
    const second = await run(args).ended
    expect(second.code).toBe(0)
    expect(second.out.match(/inchangé/g)).toHaveLength(4)
  })

  test('says which file failed, keeps the others, and ends with 2', async () => {
    const cartes = ressourceOf('cartes')
    const serveur = await start((req, res) =>
      req.url?.includes(cartes)
        ? res.writeHead(404).end()
        : serve(req, res, { contenu: contenuOf(req.url) }),
    )
    const args = ['--dossier', dossier, '--taille-min', '10', '--adresse', serveur.base]
    const { code, out, err } = await run(args).ended
    expect(code).toBe(2)
    expect(err).toMatch(/^cartes : le fichier des cartes CPS et CPF n’a pas été téléchargé\. .*404/)
    expect(out.match(/téléchargé,/g)).toHaveLength(3)
  })

  test('leaves files that the import takes, with their day, and that the service judges', async () => {
    const sources = join(dossier, 'publies')
    await generateExtraction(sources, 0.00005)
    const published: Record<string, string> = {
      personnes: 'PS_LibreAcces_Personne_activite_202611230831.txt',
      'savoir-faire': 'PS_LibreAcces_SavoirFaire_202611230831.txt',
      cartes: 'Porteurs_CPS_CPF_202611230831.txt',
      finess: 'finess-structures-journalier.json',
    }
    const serveur = await start((req, res) => {
      const [, jour, ressource = ''] =
        /^\/(?:(d\/20261123-084800)\/)?([\w-]+)$/.exec(req.url ?? '') ?? []
      if (jour === undefined)
        res.writeHead(302, { location: `/d/20261123-084800/${ressource}` }).end()
      else {
        const nom = FICHIERS_PUBLICS.find((one) => one.ressource === ressource)?.nom ?? ''
        const bytes = readFileSync(join(sources, published[nom] ?? ''))
        serve(req, res, { contenu: nom === 'finess' ? gzipSync(bytes) : bytes })
      }
    })
    const recus = join(dossier, 'recus')
    const args = ['--dossier', recus, '--taille-min', '10', '--adresse', serveur.base]
    expect(await run(args).ended).toMatchObject({ code: 0, err: '' })

    const db = join(dossier, 'annuaire.sqlite')
    const { signal } = new AbortController()
    const made = await importFichiers({
      chemins: [recus],
      db,
      force: false,
      avancement: new Avancement({ write: () => {} }, signal),
      now: () => new Date(),
    })
    expect(made).toMatchObject({ fait: true, ignores: [] })
    const clock = { now: () => new Date('2026-11-23T09:00:00Z') }
    const base = openBaseSqlite({ path: db, clock, log: () => {} })
    closes.push(() => base.close())
    const annuaire = createExtraction(base, clock)
    for (const cle of [rpps(rppsOf(0)), carte(carteOf(0))]) {
      // oxlint-disable-next-line no-await-in-loop -- by RPPS, then by card
      const result = await findOne(annuaire, cle)
      expect(personOf(result).rpps).toBe(rppsOf(0))
      expect(result).toMatchObject({ value: { provenance: [{ donneesDu: '2026-11-23' }] } })
    }
  })

  test('killed half-way, goes on where it was', async () => {
    let count = 0
    const serveur = await start((req, res) => {
      count += 1
      if (count > 1) serve(req, res, { contenu: JOUR_1, etag: '"v1"' })
      else {
        res.writeHead(200, { 'content-length': JOUR_1.length, etag: '"v1"' })
        res.write(JOUR_1.subarray(0, 70_000))
      }
    })
    const args = ['--dossier', dossier, '--fichiers', 'personnes', '--taille-min', '10']
    args.push('--adresse', serveur.base)
    const partiel = join(dossier, `${FICHIERS_PUBLICS[0]?.fichier}.partiel`)
    const first = run(args)
    await expect
      .poll(() => existsSync(partiel) && readFileSync(partiel).length, PATIENCE)
      .toBe(70_000)
    const other = await run(args).ended
    expect(other).toMatchObject({ code: 2 })
    expect(other.err).toMatch(/Un autre téléchargement est en cours/)
    first.child.kill('SIGKILL')
    await first.ended

    const second = await run(args).ended
    expect(second).toMatchObject({ code: 0, err: '' })
    expect(second.out).toMatch(/reprise à 70\s000 octets/u)
    expect(readFileSync(partiel.replace('.partiel', '')).equals(JOUR_1)).toBe(true)
  })

  test('interrupted, says that it can go on, and ends with 130', async () => {
    const serveur = await start((_req, res) => {
      res.writeHead(200, { 'content-length': JOUR_1.length, etag: '"v1"' })
      res.write(JOUR_1.subarray(0, 70_000))
    })
    const args = ['--dossier', dossier, '--taille-min', '10', '--adresse', serveur.base]
    const { child, output, ended } = run(args)
    await expect.poll(() => output.out, PATIENCE).toContain('servi par')
    child.kill('SIGINT')
    const { code, out, err } = await ended
    expect({ code, err }).toEqual({ code: 130, err: '' })
    expect(out).toContain('reprendra où elle en était')
    expect(serveur.requetes).toHaveLength(1)
  })

  test.each([
    [['--aide'], 0, ''],
    [['--dosier', 'x'], 2, 'Option inconnue'],
    [['--fichiers', 'personnes,chats'], 2, '--fichiers attend'],
    [['--taille-min', 'x'], 2, '--taille-min attend'],
    [['--taille-max', '1 Go'], 2, '--taille-max attend'],
    [['--adresse', 'ftp://exemple.test'], 2, '--adresse attend'],
    [['--dossier', `${ENTREE}/x`], 2, 'on ne peut pas y écrire'],
  ])('with %j ends with %i', async (args, code, err) => {
    const ended = await run(args).ended
    expect(ended.code).toBe(code)
    expect(ended.err).toContain(err)
  })
})

describe('progress', () => {
  const draw = (isTTY: boolean) => {
    const written: string[] = []
    let now = 0
    const out = { isTTY, columns: 80, write: (text: string) => written.push(text) }
    const progression = createProgression(out, () => now)
    for (let i = 0; i <= 100; i++) {
      now = i * 200
      progression.progress('personnes', i * 8_210_000, 821_000_000)
    }
    progression.event('fini')
    return written
  }

  test('is a bar on a terminal, within its width', () => {
    const written = draw(true)
    expect(written.at(-3)).toMatch(/^\rpersonnes █{24} 100 % \(821 sur 821 Mo\), 41 Mo\/s/)
    expect(written.slice(-2)).toEqual(['\r\u001b[K', 'fini\n'])
    // oxlint-disable-next-line no-control-regex -- what moves the cursor takes no place
    const seen = written.map((text) => text.replace(/^\r|\u001b\[K$/g, ''))
    expect(seen.every((text) => text.length < 80)).toBe(true)
  })

  test('is a line every few seconds elsewhere', () => {
    const written = draw(false)
    expect(written).toHaveLength(4)
    expect(written[0]).toBe('personnes : 25 % (205 sur 821 Mo), 41 Mo/s, encore 15 s\n')
  })
})
