import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type FichierServi = {
  contenu: Buffer
  etag?: string | null
  lastModified?: string | null
  type?: string
}

export type Requete = { path: string; range: string | null; ifRange: string | null; cond: boolean }
type Gestion = (req: IncomingMessage, res: ServerResponse) => void

const sha = (bytes: Buffer) => `"${createHash('sha1').update(bytes).digest('hex')}"`

/** Answers as a file server does: 200, 206 under If-Range, 304, 416. */
export const serve = (req: IncomingMessage, res: ServerResponse, file: FichierServi): void => {
  const { contenu } = file
  const etag = file.etag === undefined ? sha(contenu) : file.etag
  const headers: Record<string, string> = {
    'content-type': file.type ?? 'application/octet-stream',
    ...(etag === null ? {} : { etag }),
    ...(file.lastModified ? { 'last-modified': file.lastModified } : {}),
  }
  const validators = [etag, file.lastModified]
  const ifNoneMatch = req.headers['if-none-match']
  if (ifNoneMatch !== undefined && ifNoneMatch === etag) {
    res.writeHead(304, headers).end()
    return
  }
  const range = /^bytes=(\d+)-$/.exec(req.headers.range ?? '')
  const ifRange = req.headers['if-range']
  if (range && (ifRange === undefined || validators.includes(String(ifRange)))) {
    const debut = Number(range[1])
    if (debut >= contenu.length) {
      res.writeHead(416, { 'content-range': `bytes */${contenu.length}` }).end()
      return
    }
    res.writeHead(206, {
      ...headers,
      'content-length': contenu.length - debut,
      'content-range': `bytes ${debut}-${contenu.length - 1}/${contenu.length}`,
    })
    res.end(contenu.subarray(debut))
    return
  }
  res.writeHead(200, { ...headers, 'content-length': contenu.length }).end(contenu)
}

/** A server of files on a real socket; `handle` answers what a path asks for, redirects come first. */
export const startServeurFichiers = async (handle: Gestion) => {
  const requetes: Requete[] = []
  const server = createServer((req, res) => {
    requetes.push({
      path: req.url ?? '',
      range: req.headers.range ?? null,
      ifRange: (req.headers['if-range'] as string | undefined) ?? null,
      cond: 'if-none-match' in req.headers || 'if-modified-since' in req.headers,
    })
    handle(req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requetes,
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
