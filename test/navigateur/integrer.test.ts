import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bringAxe, findViolations, openTab } from './onglet.ts'
import { startService, type ServiceReel } from './service-reel.ts'

/** A page of an editor: the component as its path asks, and what it hands over in the title. */
const toPage = (service: string, attributs: string): string => `<!doctype html><html lang="fr">
<title>Éditeur</title><main><h1>Éditeur</h1><script src="${service}/integrer.js"></script>
<qui-commande ${attributs}></qui-commande></main>
<script>
document.addEventListener('commande', ({ detail }) => {
  document.title = detail.identifiant.type + ' ' + detail.identifiant.valeur
})
</script>`

let service: ServiceReel
let port = 0
const site = createServer(({ url = '' }, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  const plain = `<iframe src="${service.adresse}/integrer" title="cadre"></iframe>`
  const attributs = decodeURIComponent(url.slice(2))
  response.end(attributs === 'nu' ? plain : toPage(service.adresse, attributs))
})
beforeAll(async () => {
  site.listen(0)
  await once(site, 'listening')
  port = (site.address() as AddressInfo).port
  service = await startService({ INTEGRATION_ORIGINES: `http://localhost:${port}` })
})
afterAll(async () => {
  await service.stop()
  site.close()
})

const open = async (attributs: string, host = 'localhost'): Promise<[Page, FrameLocator]> => {
  const page = await openTab({ colorScheme: 'dark' })
  await bringAxe(page)
  await page.goto(`http://${host}:${port}/?${encodeURIComponent(attributs)}`)
  return [page, page.frameLocator('iframe')]
}

test('a number typed in the frame, by keyboard alone: the order goes to the page', async () => {
  const [page, cadre] = await open('usages="dmp" date="2026-11-23" theme="clair"')
  await cadre.getByLabel('N° RPPS ou n° de carte').press('1')
  await cadre.getByLabel('N° RPPS ou n° de carte').fill('10 999 001 000')
  await page.keyboard.press('Enter')
  await cadre.getByRole('heading', { level: 1, name: /C’est Basile GRANITE/ }).waitFor()
  expect(await cadre.locator('h1:focus').count()).toBe(1)
  expect(await cadre.locator('html').getAttribute('data-theme')).toBe('clair')
  await cadre.getByRole('button', { name: 'Reprendre cette commande' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction("document.title !== 'Éditeur'")
  expect(await page.title()).toBe('RPPS_RANG 10999001000000')
  expect(await findViolations(page, 'light')).toEqual([])
})

test('a number of the page, a question answered, and a frame as high as what it shows', async () => {
  const [page, cadre] = await open('numero="10999001174" date="2026-11-23"')
  await cadre.getByRole('button', { name: /SELARL IMAGERIE DE LA HOUILLE/ }).click()
  await cadre.getByRole('button', { name: 'Reprendre cette commande' }).click()
  await page.waitForFunction("document.title !== 'Éditeur'")
  expect(await page.title()).toBe('SIRET 99910004300010')
  await page.waitForFunction("parseFloat(document.querySelector('iframe').style.height) !== 256")
  // No number stands in an address.
  const urls = page
    .frames()
    .slice(1)
    .map((frame) => frame.url())
  expect(urls.filter((url) => /\d{8}/.test(url))).toEqual([])
})

test('a card that the page hands over, and a number that is wrong', async () => {
  const [page, cadre] = await open('date="2026-11-23"')
  await cadre.getByLabel('N° RPPS ou n° de carte').waitFor()
  await page.evaluate("document.querySelector('qui-commande').numero = '3199001000'")
  await cadre.getByRole('heading', { name: /C’est Basile GRANITE/ }).waitFor()
  await page.evaluate("document.querySelector('qui-commande').numero = '10999001001'")
  const field = cadre.locator('#numero[aria-invalid=true]')
  await field.waitFor()
  expect(await field.getAttribute('aria-describedby')).toBe('erreur')
})

test('a number set while the frame is on its way is verified once it is there', async () => {
  const [page, cadre] = await open('date="2026-11-23"')
  await cadre.getByLabel('N° RPPS ou n° de carte').waitFor()
  // The next page of the frame is shown, and its script is not there yet.
  const { promise: hold, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/integrer-page.js*', async (route) => {
    await hold
    await route.continue()
  })
  await page.evaluate("document.querySelector('qui-commande').numero = '10999001174'")
  await cadre.getByRole('button', { name: /SELARL IMAGERIE DE LA HOUILLE/ }).waitFor()
  await page.evaluate("document.querySelector('qui-commande').numero = '3199001000'")
  release()
  await cadre.getByRole('heading', { name: /C’est Basile GRANITE/ }).waitFor()
})

test('a number set before the component is there is verified', async () => {
  const [page, cadre] = await open('date="2026-11-23"')
  await page.evaluate(`{
    const composant = document.createElement('qui-commande')
    Object.defineProperty(composant, 'numero', { value: '10999001000', configurable: true, writable: true })
    composant.setAttribute('date', '2026-11-23')
    document.querySelector('qui-commande').replaceWith(composant)
  }`)
  await cadre.getByRole('heading', { name: /C’est Basile GRANITE/ }).waitFor()
})

test('without a number any more, the order of the last one is gone', async () => {
  const [page, cadre] = await open('numero="10999001000" date="2026-11-23"')
  await cadre.getByRole('button', { name: 'Reprendre cette commande' }).waitFor()
  await page.evaluate("document.querySelector('qui-commande').numero = null")
  await cadre.getByRole('heading', { name: 'Qui commande le certificat logiciel ?' }).waitFor()
  expect(await cadre.locator('[data-commande]').count()).toBe(0)
  expect(await cadre.locator('#numero').inputValue()).toBe('')
})

test('while the next number is asked, the order of the last one is not handed over', async () => {
  const [page, cadre] = await open('numero="10999001000" date="2026-11-23"')
  await cadre.getByRole('button', { name: 'Reprendre cette commande' }).waitFor()
  // Its directory answers late.
  await page.evaluate("document.querySelector('qui-commande').numero = '10999001927'")
  await cadre.getByRole('button', { name: 'Reprendre cette commande' }).waitFor({ state: 'hidden' })
  expect(await cadre.getByRole('heading', { level: 1 }).textContent()).toMatch(/GRANITE/)
})

test('a number set after Back, on a page that the browser does not show again, is verified', async () => {
  const [page, cadre] = await open('date="2026-11-23"')
  await cadre.getByLabel('N° RPPS ou n° de carte').waitFor()
  for (const [numero, nom] of [
    ['10999001000', /Basile GRANITE/],
    ['10999001018', /Odile FELDSPATH/],
  ] as const) {
    await page.evaluate(`document.querySelector('qui-commande').numero = '${numero}'`)
    await cadre.getByRole('heading', { name: nom }).waitFor()
  }
  await page.evaluate('history.back()')
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/)
  await page.evaluate("document.querySelector('qui-commande').numero = '10999001026'")
  await cadre.getByRole('heading', { name: /dont le RPPS est 10999001000/ }).waitFor()
})

test('a plain frame is whole, without anything to hand over', async () => {
  const [, cadre] = await open('nu')
  await cadre.getByLabel('N° RPPS ou n° de carte').fill('10999001000')
  await cadre.getByRole('button', { name: 'Vérifier' }).click()
  await cadre.getByRole('heading', { name: /C’est Basile GRANITE/ }).waitFor()
  expect(await cadre.getByRole('button', { name: 'Reprendre cette commande' }).count()).toBe(0)
})

test('a page of another origin has no frame, and hears nothing', async () => {
  const refused: string[] = []
  const page = await openTab()
  page.on('console', (message) => refused.push(message.text()))
  const query = encodeURIComponent('numero="10999001000"')
  await page.goto(`http://127.0.0.1:${port}/?${query}`)
  await expect.poll(() => refused.join(' ')).toMatch(/frame-ancestors/)
  expect(await page.frameLocator('iframe').locator('#numero').count()).toBe(0)
  expect(await page.title()).toBe('Éditeur')
})
