import { expect, test } from 'vitest'
import { PROBLEME_CODES } from '../../src/application/probleme.ts'
import { PROBLEMES } from '../../src/http/reply/problem.ts'
import { SENS } from '../../src/http/reply/sens.ts'
import { createService } from '../support/service.ts'

const { get } = createService({ env: { LIMITE_PAR_MINUTE: '1000' } })

test.each(PROBLEME_CODES)('/problemes/%s says what it means and what to do', async (code) => {
  const { status, titre, conseil } = PROBLEMES[code]
  const json = await get(`/problemes/${code}`, { accept: 'application/json' })
  expect([json.status, await json.json()]).toEqual([
    200,
    { code, status, titre, sens: SENS[code], conseil },
  ])
  const page = await get(`/problemes/${code}`, { accept: 'text/html' })
  // Spaces that no line ends at are the page's own.
  const html = (await page.text()).replaceAll(/[\u00A0\u202F]/g, ' ')
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  for (const text of [titre, conseil, SENS[code], code]) expect(html).toContain(text)
})

test('the type of a problem leads there', async () => {
  const problem = await get('/v1/verifications/10999001001')
  const { type, code } = (await problem.json()) as { type: string; code: string }
  expect(await (await get(type, { accept: 'application/json' })).json()).toMatchObject({ code })
})

test('an unknown code is a problem itself', async () => {
  const response = await get('/problemes/constructor', { accept: 'application/json' })
  expect([response.status, await response.json()]).toMatchObject([
    404,
    { code: 'route_inconnue', detail: 'Aucune erreur ne porte le code « constructor ».' },
  ])
})

test('no two problems mean the same', () => {
  expect(new Set(Object.values(SENS)).size).toBe(PROBLEME_CODES.length)
})
