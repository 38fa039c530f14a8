import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { RPPS } from '../support/service.ts'
import { openTab } from './onglet.ts'

const TOUS = 'dmp,insi-auto,insi-manu,mssante-bal,mssante-operateur,psc,ror'
const OFFICINE = '10999001505'
const HOPITAL = '10999001190'

const readClipboard = (page: Page): Promise<string> =>
  page.evaluate<string>('navigator.clipboard.readText()')

const open = async (page: Page, query: string): Promise<void> => {
  await page.goto(`/verifier?${query}`)
  await page.getByText('Fiche à recopier').click()
}

/** Pages of a PDF as Chromium writes it. */
const countPages = (pdf: Buffer): number =>
  pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0

describe('with JavaScript', () => {
  const permissions = ['clipboard-read', 'clipboard-write']

  test('a row is copied as the field wants it', async () => {
    const page = await openTab({ permissions })
    await open(page, `rpps=${RPPS}&usages=dmp`)
    await page.getByRole('button', { name: 'Copier RPPS rang, ligne 1' }).click()
    await page.getByRole('status').filter({ hasText: 'Copié.' }).waitFor()
    expect(await readClipboard(page)).toBe('10999001000000')
  })

  test('the whole is copied as text, field by field', async () => {
    const page = await openTab({ permissions })
    await open(page, `rpps=${RPPS}&usages=dmp`)
    await page.getByRole('button', { name: 'Tout copier' }).click()
    await page.getByRole('status').filter({ hasText: 'Copié.' }).waitFor()
    const texte = await readClipboard(page)
    expect(texte).toContain(
      '3.1, Dénomination de la structure : CABINET DE RADIOLOGIE DES ROCHES\n',
    )
    expect(texte).toContain('3.1, RPPS rang, ligne 1 : 10999001000000\n')
    expect(texte).toContain('3.2, Téléphone : à compléter\n')
    expect(texte).toContain('monserviceclient.certificats@esante.gouv.fr')
  })

  test('the link prints the sheet, the button of the answer the answer', async () => {
    const page = await openTab()
    const imprimes: string[] = []
    await page.exposeFunction('noter', (adresse: string) => imprimes.push(adresse))
    await page.addInitScript('globalThis.print = () => noter(location.hash)')
    await open(page, `rpps=${RPPS}`)
    await page.getByRole('link', { name: 'Imprimer la fiche seule' }).click()
    await expect.poll(() => imprimes).toEqual(['#fiche-c1'])
    await page.getByRole('button', { name: 'Imprimer' }).click()
    await expect.poll(() => imprimes).toEqual(['#fiche-c1', ''])
  })
})

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('on paper, %s', (_, javaScriptEnabled) => {
  test.each([
    ['a cabinet', `rpps=${RPPS}&usages=dmp`],
    ['a hospital, every usage', `rpps=${HOPITAL}&usages=${TOUS}`],
    ['an officine', `rpps=${OFFICINE}&usages=dmp`],
  ])('the sheet of %s is one page, alone', async (__, query) => {
    const page = await openTab({ javaScriptEnabled })
    await open(page, query)
    await page.getByRole('link', { name: 'Imprimer la fiche seule' }).click()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('rowheader', { name: 'Dénomination' }).isVisible()).toBe(true)
    expect(await page.getByText('(exemple fictif), jugé pour').isVisible()).toBe(true)
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(false)
    expect(await page.getByText('Copier', { exact: true }).first().isVisible()).toBe(false)
    expect(countPages(await page.pdf({ format: 'A4' }))).toBe(1)
  })
})

test('without JavaScript the sheet is whole, and no button promises a copy', async () => {
  const page = await openTab({ javaScriptEnabled: false })
  await open(page, `rpps=${RPPS}`)
  expect(await page.getByRole('cell', { name: '10999001000000' }).isVisible()).toBe(true)
  expect(await page.getByRole('button', { name: /Copier|copier/ }).count()).toBe(0)
})

test.each([true, false])('the step hands the reminders over (JavaScript: %s)', async (js) => {
  const page = await openTab({ javaScriptEnabled: js })
  await page.goto(`/verifier?rpps=${RPPS}&date=2024-02-29`)
  await page.getByText('Mettre des rappels dans l’agenda').click()
  await page.getByLabel('Fin du certificat').fill('2029-02-28')
  const [fichier] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Rappels pour l’agenda' }).click(),
  ])
  expect(fichier.suggestedFilename()).toBe('certificat-fin-2029-02-28.ics')
})
