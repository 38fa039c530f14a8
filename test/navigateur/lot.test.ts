import type { Download, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openTab } from './onglet.ts'

const RPPS = '10999001000'
const CARTE = '3199001801'
/** Takes a second and a half to answer. */
const LENT = '10999001927'

const ZONE = 'Numéros RPPS ou de carte'
const FICHIER = 'Ou un fichier texte ou CSV'

const openLot = async (javaScriptEnabled = true): Promise<Page> => {
  const page = await openTab({ javaScriptEnabled, acceptDownloads: true })
  await page.goto('/lot')
  return page
}

const run = (page: Page) => page.getByRole('button', { name: 'Vérifier le lot' }).click()

const hasFocus = async (page: Page, selector: string): Promise<void> => {
  const locator = page.locator(selector)
  await expect.poll(() => locator.evaluate((e) => e.matches(':focus'))).toBe(true)
}

const textOf = async (download: Download): Promise<string> =>
  Buffer.concat(await (await download.createReadStream()).toArray()).toString('utf8')

const words = async (page: Page, selector: string): Promise<string> =>
  ((await page.locator(selector).textContent()) ?? '').replaceAll(/[\u00A0\u202F]/g, ' ')

/** Addresses asked for while the page lives. */
const watchAddresses = (page: Page): string[] => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  return asked
}

test('pasted numbers: progress, then the result, which has the focus', async () => {
  const page = await openLot()
  const asked = watchAddresses(page)
  await page.getByLabel(ZONE).fill(`${RPPS}\n10 999 001 307;\n${LENT}\n${CARTE}\nzut`)
  await run(page)
  await page.locator('.avancement:not([hidden])').waitFor()
  expect(await page.getByRole('progressbar', { name: 'Numéros vérifiés' }).count()).toBe(1)
  expect(await words(page, '.avancement [role=status]')).toBe('Vérification en cours…')
  await hasFocus(page, '#resultat')
  expect(await words(page, '#resultat')).toMatch(/^4 praticiens → \d commandes, 1 en erreur$/)
  expect(await page.title()).toMatch(/^Résultat du lot/)
  expect(await page.getByRole('row').count()).toBe(6)
  expect(asked.join()).not.toMatch(new RegExp(`${CARTE}|${RPPS}`))
  // The list is still there, to be changed and run again.
  await page.getByLabel(ZONE).fill(RPPS)
  await run(page)
  await expect.poll(() => words(page, '#resultat')).toBe('1 praticien → 1 commande')
})

test('the identifier of an order is copied', async () => {
  const page = await openLot()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByLabel(ZONE).fill(RPPS)
  await run(page)
  await page.getByRole('button', { name: /^Copier le RPPS rang/ }).click()
  await page.getByText('Copié.').waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('10999001000000')
})

test.each([true, false])('a file, its CSV and a card’s detail (script: %s)', async (script) => {
  const page = await openLot(script)
  const asked = watchAddresses(page)
  const buffer = Buffer.from(`numéro;service\n${RPPS};radio\n${CARTE};pédiatrie\n`, 'latin1')
  const fichier = { name: 'liste.csv', mimeType: 'text/csv', buffer }
  await page.getByLabel(FICHIER).setInputFiles(fichier)
  await run(page)
  await page.locator('#resultat').waitFor()
  expect(await words(page, '#resultat')).toBe('2 praticiens → 2 commandes')

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Télécharger en CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^lot-\d{4}-\d\d-\d\d\.csv$/)
  const csv = await textOf(download)
  expect(csv).toMatch(/ligne;service;numero;/)
  expect(csv).toMatch(/3;pédiatrie;3199001801;/)
  expect(await words(page, '#resultat')).toBe('2 praticiens → 2 commandes')

  await page.getByRole('button', { name: /^Détail/ }).click()
  await page.waitForURL(/\/verifier$/)
  expect(await page.locator('main').textContent()).toContain('Réponse claire')
  expect(asked.join()).not.toContain(CARTE)
})

test('« Back » from a detail shows the result again, without script', async () => {
  const page = await openLot(false)
  await page.getByLabel(ZONE).fill(RPPS)
  await run(page)
  await page.getByRole('link', { name: /^Détail/ }).click()
  await page.waitForURL(/\/verifier\?rpps=/)
  await page.goBack()
  expect(await words(page, '#resultat')).toBe('1 praticien → 1 commande')
})

test('the CSV comes straight from the form, without the page of the results', async () => {
  const page = await openLot()
  await page.getByLabel(ZONE).fill(RPPS)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Télécharger le résultat en CSV' }).click()
  expect(await textOf(await downloading)).toContain('10999001000000')
})

test.each([true, false])('errors lead to their field (script: %s)', async (script) => {
  const page = await openLot(script)
  await run(page)
  await page.locator('.resume-erreurs').waitFor()
  if (script) await hasFocus(page, '.resume-erreurs')
  await page.locator('.resume-erreurs a').click()
  await hasFocus(page, '#champ-numeros')
  expect(await page.getByLabel(ZONE).getAttribute('aria-invalid')).toBe('true')

  await page.getByLabel(ZONE).fill(`${RPPS}\n`.repeat(501))
  await run(page)
  await expect.poll(() => words(page, '.resume-erreurs')).toContain('501 lignes : 500 au plus')
  expect((await page.getByLabel(ZONE).inputValue()).trim().split('\n')).toHaveLength(501)
})

test.each([true, false])(
  'a file over 1 MiB is refused on the page (script: %s)',
  async (script) => {
    const page = await openLot(script)
    const buffer = Buffer.from(`${RPPS}\n`.repeat(110_000))
    await page.getByLabel(FICHIER).setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer })
    await run(page)
    await page.locator('.resume-erreurs').waitFor()
    expect(await words(page, '.resume-erreurs')).toContain('dépasse 1 Mio')
    expect(await page.getByLabel(ZONE).count()).toBe(1)
  },
)

test('a lot is stopped by keyboard, and the list is intact', async () => {
  const page = await openLot()
  await page.getByLabel(ZONE).fill(LENT)
  await page.getByLabel(ZONE).press('Tab')
  await page.getByRole('button', { name: 'Vérifier le lot' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Arrêter' }).press('Enter')
  await page.getByText('Vérification arrêtée.').waitFor()
  expect(await page.locator('.avancement').isHidden()).toBe(true)
  expect(await page.getByLabel(ZONE).inputValue()).toBe(LENT)
})

test('a connection that breaks says so, and the list is intact', async () => {
  const page = await openLot()
  await page.getByLabel(ZONE).fill(RPPS)
  await page.route('**/lot', (route) => route.abort('connectionreset'))
  await run(page)
  await page.getByText('La connexion a été coupée').waitFor()
  expect(await page.getByLabel(ZONE).inputValue()).toBe(RPPS)
  await page.unroute('**/lot')
  await run(page)
  await page.locator('#resultat').waitFor()
})
