import { expect, test } from 'vitest'
import type { Verification } from '../../src/domain/verification.ts'
import { createService, RPPS } from '../support/service.ts'

const CARTE_AT = '3199001000'
const AT = { carte: CARTE_AT, nom: 'Granite', prenom: 'Basile' }

const carteOf = async (response: Response): Promise<string | null | undefined> => {
  const { commandes } = (await response.json()) as Verification
  return commandes[0]?.fiche.champs.find(({ code }) => code === 'at-carte')?.valeur
}

test('the administrateur technique is in the sheet of who named him, and nobody else’s', async () => {
  const { post, get, logs } = createService()
  const named = await post({ numero: RPPS, administrateurTechnique: AT })
  expect(named.headers.get('cache-control')).toBe('no-store')
  expect(await carteOf(named)).toBe(CARTE_AT)
  expect(await carteOf(await post({ numero: RPPS }))).toBe(null)
  const read = await get(`/v1/verifications/${RPPS}`)
  expect(await carteOf(read)).toBe(null)
  expect(logs.join('\n')).not.toMatch(/3199001000|Granite|GRANITE|Basile/)
})

test('on the page, his card is in its field alone: no address, no text to paste', async () => {
  const { app } = createService()
  const body = new URLSearchParams({
    numero: RPPS,
    'administrateurTechnique.carte': CARTE_AT,
    'administrateurTechnique.nom': AT.nom,
    'administrateurTechnique.prenom': AT.prenom,
  })
  const response = await app.request('/verifier', { method: 'POST', body })
  expect(response.headers.get('cache-control')).toBe('private, no-cache')
  const page = await response.text()
  expect(page).toMatch(new RegExp(`id="fiche-c1-at-carte"[^>]*>${CARTE_AT}<`))
  const adresses = page.match(/(?:href|action|src)="[^"]*"/g) ?? []
  expect(adresses.filter((adresse) => adresse.includes(CARTE_AT))).toEqual([])
  const textes = page.match(/data-valeur="[^"]*Dénomination[^"]*"|<pre[^]*?<\/pre>/g) ?? []
  expect(textes).toHaveLength(2)
  expect(textes.filter((texte) => texte.includes(CARTE_AT))).toEqual([])
})

test('the ticket carries the sheet', async () => {
  const { get } = createService()
  const page = await (await get(`/verifier?rpps=${RPPS}`, { accept: 'text/html' })).text()
  const [ticket = ''] = page.match(/<pre id="resume-texte">[^]*?<\/pre>/) ?? []
  expect(ticket).toContain('Fiche, formulaire F413 (mars 2024)')
  expect(ticket).toMatch(/RPPS rang, ligne 1.: 10999001000000/)
})

test('as XML, a list of fields is elements « champ »', async () => {
  const { get } = createService()
  const xml = await (await get(`/v1/verifications/${RPPS}`, { accept: 'application/xml' })).text()
  expect(xml).toContain(
    '<fiche><formulaire>F413</formulaire><champs><champ><code>denomination</code><section>3.1</section>',
  )
  expect(xml).toContain('<consignes><consigne><code>VERSION</code>')
})
