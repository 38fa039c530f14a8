import { Hono } from 'hono'

/** The baseline: a bare Hono route that returns the same JSON, made from an object each time. */
let value: unknown
const app = new Hono<{ Bindings: { ANSWER: string } }>()
app.get('/v1/verifications/:rpps', (c) => {
  value ??= JSON.parse(c.env.ANSWER)
  return c.json(value)
})

// oxlint-disable-next-line import/no-default-export -- what a Worker is
export default app
