import { expect, test } from 'vitest'
import { openTab } from './onglet.ts'

test('the rules of another day: asked for by the form, kept by the links', async () => {
  const page = await openTab({ javaScriptEnabled: false })
  await page.goto('/regles')
  await page.getByLabel('Règles en vigueur le').fill('2022-12-31')
  await page.getByRole('button', { name: 'Afficher' }).click()
  expect(page.url()).toMatch(/\/regles\?date=2022-12-31$/)
  expect(await page.locator('.chapeau').textContent()).toContain('31/12/2022')
  const prive = page.locator('.d-branche', { hasText: /^Privé/ })
  expect(await prive.locator('.d-issue b').allTextContents()).toEqual(['FINESS géographique'])
  await prive.getByRole('link', { name: /^règle/ }).click()
  expect(page.url()).toMatch(/hopital-prive-avant-2023\?date=2022-12-31$/)
  expect(await page.getByText('Plus en vigueur').count()).toBe(0)
  await page.getByRole('link', { name: 'Toutes les règles' }).click()
  expect(page.url()).toMatch(/\/regles\?date=2022-12-31$/)
})

test('a day that is none: the summary has the focus and leads to the field', async () => {
  const page = await openTab()
  await page.goto('/regles?date=2026-02-30')
  const summary = page.getByRole('alert')
  await expect.poll(() => summary.evaluate((e) => e === e.ownerDocument.activeElement)).toBe(true)
  await summary.getByRole('link').click()
  const champ = page.getByLabel('Règles en vigueur le')
  expect(await champ.evaluate((e) => e.matches(':focus'))).toBe(true)
  expect(await champ.getAttribute('aria-describedby')).toBe('champ-date-erreur')
})

/** What a screen reader has of the picture, from its own tree. */
test('the picture reads from the structure to the identifier', async () => {
  const page = await openTab()
  await page.goto('/regles')
  const lu = await page.locator('.decision > li').first().ariaSnapshot()
  const order = [
    'heading "Cabinet individuel, cabinet de groupe, société d’exercice, exercice déclaré en nom',
    'SA07',
    'Radiologue par le libellé de sa spécialité, radiologue, médecin nucléaire ou radiothérapeute',
    'Cabinet de groupe ou cabinet individuel',
    'Le titulaire du cabinet',
    'commande sous',
    'RPPS rang du cabinet',
    'link "règle 1 : Radiologie par son libellé, en cabinet de groupe : RPPS rang du cabinet"',
    'Rien à commander',
    'la carte CPS suffit',
    'À demander',
  ]
  const plain = lu.replaceAll(/[\u00A0\u202F]/g, ' ')
  let at = 0
  for (const words of order) {
    expect(plain.slice(at)).toContain(words)
    at = plain.indexOf(words, at)
  }
})

test('the picture stays on screen, in print and when the text is twice as large', async () => {
  const page = await openTab({ viewport: { width: 1280, height: 900 } })
  await page.goto('/regles')
  const cut = () =>
    page.evaluate<number>(`[...document.querySelectorAll('.decision *')].filter((e) => {
      const { right, left } = e.getBoundingClientRect()
      return right > document.documentElement.clientWidth || left < 0
    }).length`)
  expect(await cut()).toBe(0)
  await page.evaluate("document.documentElement.style.fontSize = '200%'")
  expect(await cut()).toBe(0)
  await page.evaluate("document.documentElement.style.fontSize = ''")
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 680, height: 900 })
  expect(await cut()).toBe(0)
  expect(await page.locator('form').first().isVisible()).toBe(false)
})

test('every rule is two clicks away by keyboard, and the page says where it is', async () => {
  const page = await openTab()
  await page.goto('/regles')
  const lien = page.getByRole('link', { name: 'Laboratoire de biologie médicale' }).first()
  await lien.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/regles\/laboratoire$/)
  expect(await page.title()).toMatch(/^Laboratoire de biologie médicale/)
  expect(await page.locator('nav [aria-current]').textContent()).toBe('Règles')
})

const NATURES = ['ecart', 'classement', 'decision', 'reserve', 'precision', 'principe']

test.each([true, false])(
  'kinds of rules are folded, and a link unfolds its own; script: %s',
  async (script) => {
    const page = await openTab({
      javaScriptEnabled: script,
      viewport: { width: 1280, height: 900 },
    })
    await page.goto('/regles')
    const shown = (): Promise<string[]> =>
      page.evaluate<string[]>(`${JSON.stringify(NATURES)}.filter((id) => {
        const pli = document.getElementById(id).closest('details')
        return pli.offsetHeight > 2 * pli.querySelector('summary').offsetHeight
      })`)
    expect(await shown()).toEqual([])
    await page.getByRole('link', { name: 'Une réserve passe avant la commande' }).click()
    await expect.poll(shown).toEqual(['reserve'])
    await page.goto('about:blank')
    await page.goto('/regles#principe')
    await expect.poll(shown).toEqual(['principe'])
    // On paper all are open: as many pages as with each unfolded by hand.
    const countPages = async (): Promise<number> => {
      const pdf = await page.pdf({ format: 'A4' })
      return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
    }
    const printed = await countPages()
    await page.evaluate(
      "document.querySelectorAll('details').forEach((pli) => { pli.open = true })",
    )
    expect(await shown()).toEqual(NATURES)
    expect(await countPages()).toBe(printed)
  },
)

test('a page that the browser kept looks the same when it is asked for again', async () => {
  const page = await openTab()
  const look = (): Promise<string> =>
    page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')
  for (const adresse of ['/regles', '/regles/officine', '/docs']) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    await page.goto(adresse)
    // oxlint-disable-next-line no-await-in-loop -- idem
    const first = await look()
    // oxlint-disable-next-line no-await-in-loop -- idem
    await page.goto('about:blank')
    // oxlint-disable-next-line no-await-in-loop -- idem
    await page.goto(adresse)
    // oxlint-disable-next-line no-await-in-loop -- idem
    expect([adresse, await look()]).toEqual([adresse, first])
  }
})

test('the page of the rules is a few screens high', async () => {
  const page = await openTab({ viewport: { width: 1280, height: 900 } })
  await page.goto('/regles')
  expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(6000)
  const ids = await page.evaluate<string[]>(
    '[...document.querySelectorAll("[id]")].map((e) => e.id)',
  )
  expect(ids.length).toBe(new Set(ids).size)
})

test('a fictitious number is one click from its answer; a card goes by POST', async () => {
  const page = await openTab({ javaScriptEnabled: false })
  await page.goto('/numeros-fictifs')
  await page.getByRole('link', { name: '10999001000', exact: true }).click()
  expect(page.url()).toMatch(/\/verifier\?rpps=10999001000$/)
  await page.goto('/numeros-fictifs')
  await page.getByRole('button', { name: 'Vérifier la carte 3199001801' }).click()
  expect(page.url()).toMatch(/\/verifier$/)
  expect(await page.locator('main').textContent()).toContain('Commande possible')
})
