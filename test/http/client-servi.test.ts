import { expect, test } from 'vitest'
import { createService } from '../support/service.ts'

const { get } = createService()

test('the service gives its client and the types, with a validator', async () => {
  const script = await get('/client.js')
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(await script.text()).toMatch(/export \{[^}]*createClient[^}]*repondre[^}]*\}/)
  const types = await get('/client.d.ts')
  expect(await types.text()).toContain('export declare const repondre')
  const etag = types.headers.get('etag') ?? ''
  expect((await get('/client.d.ts', { 'if-none-match': etag })).status).toBe(304)
})
