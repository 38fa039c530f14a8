import { describe, expect, test } from 'vitest'
import { createService, RPPS } from '../support/service.ts'

const ORIGINES = 'https://a.exemple,https://b.exemple'
const { app, get } = createService({ env: { INTEGRATION_ORIGINES: ORIGINES } })
const closed = createService()

const post = (fields: Record<string, string>): Response | Promise<Response> =>
  app.request('/integrer', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: new URLSearchParams(fields).toString(),
  })

const ancestors = (response: Response): string | undefined =>
  /frame-ancestors ([^;]*)/.exec(response.headers.get('content-security-policy') ?? '')?.[1]

describe('the frame', () => {
  test('is held by the origins allowed, in every answer, and no other page is', async () => {
    const allowed = 'https://a.exemple https://b.exemple'
    const html = { accept: 'text/html' }
    expect(ancestors(await get('/integrer', html))).toBe(allowed)
    expect(ancestors(await get('/integrer?inconnu=1', html))).toBe(allowed)
    expect(ancestors(await post({ numero: RPPS }))).toBe(allowed)
    expect(ancestors(await post({ numero: '1' }))).toBe(allowed)
    expect(ancestors(await get('/verifier', html))).toBe("'none'")
    expect(ancestors(await closed.get('/integrer', html))).toBe("'none'")
  })

  test('takes usages, date and theme, and never a number, in its address', async () => {
    const html = { accept: 'text/html' }
    const page = await (await get('/integrer?usages=dmp&date=2026-11-23&theme=sombre', html)).text()
    expect(page).toContain('data-theme="sombre"')
    expect(page).toContain('name="usages" value="dmp"')
    expect(page).toContain('name="date" value="2026-11-23"')
    for (const query of [`numero=${RPPS}`, 'usages=dpm', 'date=hier', 'theme=rose']) {
      // oxlint-disable-next-line no-await-in-loop -- in order
      const response = await get(`/integrer?${query}`, html)
      expect([query, response.status]).toEqual([query, 400])
      // oxlint-disable-next-line no-await-in-loop
      expect(await response.text()).not.toContain(RPPS)
    }
  })

  test('answers with the order, and says what is wrong beside the field', async () => {
    const page = await (await post({ numero: RPPS, date: '2026-11-23', theme: 'clair' })).text()
    expect(page).toContain('C’est Basile GRANITE')
    expect(page).toContain('data-commande="{&quot;id&quot;:&quot;c1&quot;')
    expect(page).not.toContain('name="theme" value="auto"')
    const wrong = await post({ numero: '10999001001' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('aria-describedby="erreur"')
  })

  test('its component is a few KB, and no origin is a wildcard', async () => {
    const script = await (await get('/integrer.js')).text()
    expect(script.length).toBeLessThan(4096)
    const page = await (await get('/integrer-page.js')).text()
    expect(script + page).not.toContain("'*'")
  })
})
