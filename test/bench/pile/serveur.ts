import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { readFileSync } from 'node:fs'
import { createPile } from './pile.ts'

/** The standard stack on Node: `serveur.ts <file of the answer>`. */
const pile = createPile({
  body: readFileSync(process.argv[2] ?? '', 'utf8'),
  addressOf: (c) => getConnInfo(c).remote.address ?? '',
  log: (line) => process.stdout.write(`${line}\n`),
})
serve({ fetch: pile.fetch, port: Number(process.env['PORT']) })
