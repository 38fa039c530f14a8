import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { readFileSync } from 'node:fs'

/** The baseline: a bare Hono route that returns the same JSON, made from an object each time. */
const value: unknown = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const app = new Hono()
app.get('/v1/verifications/:rpps', (c) => c.json(value))
serve({ fetch: app.fetch, port: Number(process.env['PORT']) })
