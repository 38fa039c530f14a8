import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { openTab, overflows } from './onglet.ts'

/** Ten answers as they come on the phone. */
const TYPIQUES: readonly [quoi: string, numero: string][] = [
  ['a cabinet', '10999001000'],
  ['an hospital of two sites', '10999001307'],
  ['three situations', '10999001174'],
  ['a profession without a rule', '10999001604'],
  ['a SCM', '10999001075'],
  ['a société', '10999001125'],
  ['an officine', '10999001505'],
  ['nothing to order', '10999001588'],
  ['no activity', '10999001760'],
  ['an old card', '3199001800'],
]

const TOUS = 'dmp,insi-auto,insi-manu,mssante-bal,mssante-operateur,psc,ror'

const open = async (page: Page, numero: string, usages = ''): Promise<void> => {
  if (numero.length === 11) await page.goto(`/verifier?rpps=${numero}&usages=${usages}`)
  else {
    await page.goto('/')
    await page.locator('#champ-numero').fill(numero)
    await page.keyboard.press('Enter')
    await page.locator('.qui').waitFor()
  }
}

/** The lowest edge of what is found first, in pixels of the window; nothing where it is not there. */
const measure = (page: Page, parts: Record<string, string>): Promise<Record<string, number>> =>
  page.evaluate((selectors) => {
    type Found = { getBoundingClientRect(): { bottom: number } } | null
    const { document } = globalThis as unknown as {
      document: { querySelector(selector: string): Found }
    }
    return Object.fromEntries(
      Object.entries(selectors).flatMap(([nom, selector]) => {
        const found = document.querySelector(selector)
        return found === null ? [] : [[nom, Math.round(found.getBoundingClientRect().bottom)]]
      }),
    )
  }, parts)

const ESSENTIEL = {
  phrase: 'h1',
  numero: '.identifiant-valeur',
  copier: '.identifiant-valeur button',
  question: 'main > .question, .choisir',
  etape: '.etapes > li',
}

describe('all that is said on the phone is in sight', () => {
  test.each(TYPIQUES)('%s', async (_, numero) => {
    const page = await openTab({ viewport: { width: 1280, height: 800 } })
    await open(page, numero)
    const seen = await measure(page, ESSENTIEL)
    expect(Object.entries(seen).filter(([, bottom]) => bottom > 800)).toEqual([])
    const hauteur = await page.evaluate<number>('document.documentElement.scrollHeight')
    expect(hauteur).toBeLessThanOrEqual(1800)
    await page.setViewportSize({ width: 375, height: 667 })
    const { phrase, numero: nombre = 0, copier = 0 } = await measure(page, ESSENTIEL)
    expect(Math.max(phrase ?? Infinity, nombre, copier)).toBeLessThanOrEqual(667)
  })

  test.each([
    '/verifier?rpps=10999001000',
    '/verifier?rpps=10999001307',
    '/verifier?rpps=10999001505',
    // A radiologue in an hospital, and that hospital asked for itself.
    '/verifier?rpps=10999001190',
    '/structure/991000043?date=',
  ])('%s, usages given', async (adresse) => {
    const page = await openTab({ viewport: { width: 1280, height: 800 } })
    for (const usages of ['dmp', TOUS]) {
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      await page.goto(`${adresse}&usages=${usages}`)
      // oxlint-disable-next-line no-await-in-loop -- idem
      const seen = await measure(page, ESSENTIEL)
      expect(seen).toHaveProperty('etape')
      expect(Object.entries(seen).filter(([, bottom]) => bottom > 800)).toEqual([])
    }
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(1800)
  })

  test('on a phone the longest number stands on one line', async () => {
    const page = await openTab({ viewport: { width: 375, height: 667 } })
    await open(page, '10999001000')
    const lines = await page.evaluate<number>(
      "new Set([...document.querySelectorAll('.identifiant-valeur .numero span')].map((part) => Math.round(part.getBoundingClientRect().top))).size",
    )
    expect(lines).toBe(1)
  })

  test('the parts that are measured are those of an hospital, all of them', async () => {
    const page = await openTab()
    await open(page, '10999001307')
    expect(Object.keys(await measure(page, ESSENTIEL))).toEqual(Object.keys(ESSENTIEL))
  })
})

/** What one acts on and another part of the page covers, once it is brought in sight. */
const COUVERTS = `[...document.querySelectorAll('a, button, input, summary')].filter((e) => {
  if (!e.checkVisibility() || e.matches('.evitement')) return false
  e.scrollIntoView({ block: 'center', behavior: 'instant' })
  const { left, right, top, bottom } = e.getClientRects()[0]
  if (left < 0 || right > innerWidth) return true
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  return !e.contains(there) && !there?.closest('label')?.contains(e)
}).map((e) => e.textContent || e.name)`

describe('on a tablet', () => {
  test.each([
    '/verifier?rpps=10999001307',
    `/verifier?rpps=10999001190&usages=${TOUS}`,
    '/verifier?rpps=10999001174',
    '/verifier?rpps=10999001547',
    '/structure/991000043',
    '/recherche',
    '/lot',
    '/regles',
  ])('%s fits, and nothing covers what one acts on', async (adresse) => {
    const page = await openTab({ viewport: { width: 768, height: 1024 } })
    await page.goto(adresse)
    expect(await overflows(page)).toBe(false)
    expect(await page.evaluate(COUVERTS)).toEqual([])
  })
})

describe('from number to number by keyboard', () => {
  test('three tabs lead to the field, which stays in sight', async () => {
    const page = await openTab()
    await open(page, '10999001000')
    for (let tab = 0; tab < 3; tab++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await page.keyboard.press('Tab')
    }
    await page.locator('#suivant:focus').waitFor()
    await page.keyboard.type('10999001117')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/verifier?rpps=10999001117')
    await page.evaluate('scrollTo(0, 1e6)')
    expect(await page.locator('#suivant').isVisible()).toBe(true)
    const { champ = 0 } = await measure(page, { champ: '#suivant' })
    expect(champ).toBeGreaterThan(0)
    expect(champ).toBeLessThan(120)
  })

  test('« / » leads there too, is a character in a field, and can be turned off', async () => {
    const page = await openTab()
    await open(page, '10999001000')
    await page.keyboard.press('/')
    await page.locator('#suivant:focus').waitFor()
    await page.keyboard.press('/')
    expect(await page.locator('#suivant').inputValue()).toBe('/')
    await page.getByText('Options', { exact: true }).click()
    await page.getByLabel('La touche / ne mène pas au champ').check()
    await page.reload()
    await page.keyboard.press('/')
    expect(await page.locator('#suivant:focus').count()).toBe(0)
  })
})

describe('on paper', () => {
  const countPages = async (page: Page): Promise<number> => {
    const pdf = await page.pdf({ format: 'A4' })
    return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
  }

  const CLAIRS = numerosFictifs
    .filter(({ numero, issue }) => issue === 'decide' && numero.length === 11)
    .map(({ numero }) => numero)

  test.each([
    ['every clear answer', '', CLAIRS],
    // Of each kind of orderer one: a cabinet, a société, an officine, an hospital, a radiologue in one.
    [
      'with an usage given too, it',
      'dmp',
      ['10999001000', '10999001125', '10999001505', '10999001307', '10999001190'],
    ],
  ])('%s is one A4 page', async (_, usages, numeros) => {
    const page = await openTab()
    const longer: string[] = []
    for (const numero of numeros) {
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      await open(page, numero, usages)
      // oxlint-disable-next-line no-await-in-loop -- idem
      if ((await countPages(page)) !== 1) longer.push(numero)
    }
    expect(longer).toEqual([])
  })

  test('three situations are two pages', async () => {
    const page = await openTab()
    await open(page, '10999001174')
    expect(await countPages(page)).toBe(2)
  })
})
