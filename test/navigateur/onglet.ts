import axe from 'axe-core'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'

let navigateur: Browser
const ofTest: BrowserContext[] = []
beforeAll(async () => {
  navigateur = await chromium.connect(inject('navigateur'))
})
afterEach(async () => {
  await Promise.all(ofTest.splice(0).map((contexte) => contexte.close()))
})
afterAll(async () => {
  await navigateur.close()
})

/** A fresh tab, as a person in France has it; closed after the test, or with its file. */
export const openTab = async (
  options: BrowserContextOptions = {},
  until: 'test' | 'file' = 'test',
): Promise<Page> => {
  const contexte = await navigateur.newContext({
    baseURL: inject('adresse'),
    locale: 'fr-FR',
    ...options,
  })
  if (until === 'test') ofTest.push(contexte)
  contexte.setDefaultTimeout(30_000)
  return contexte.newPage()
}

const AXE_OPTIONS: axe.RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
}

/** Colours are all that changes from one scheme to the other. */
const AXE_COULEURS: axe.RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } }

/** Brings axe-core to every page that the tab will show. */
export const bringAxe = (page: Page): Promise<unknown> => page.addInitScript(axe.source)

/**
 * What axe-core finds wrong in the page as it is now, one line each: everything in light colours,
 * the contrasts in dark ones. `bringAxe` comes before the page.
 */
export const findViolations = async (page: Page, scheme: 'light' | 'dark'): Promise<string[]> => {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  const options = scheme === 'light' ? AXE_OPTIONS : AXE_COULEURS
  return page.evaluate(async (given) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(given)
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`),
    )
  }, options)
}

/** True when the page is wider than its window. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(
    '((racine) => racine.scrollWidth > racine.clientWidth)(document.documentElement)',
  )
