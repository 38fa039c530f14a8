import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Download, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { readClasseur } from '../../src/http/classeur/read-classeur.ts'
import { classeurOf, XLSX } from '../support/classeur.ts'
import { openTab } from './onglet.ts'

const RPPS = '10999001000'
const CARTE = '3199001801'
/** Takes a second and a half to answer. */
const LENT = '10999001927'

const ZONE = 'Numéros RPPS ou de carte'
const FICHIER = 'Ou un fichier XLSX, CSV ou texte'

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
  expect(await words(page, '#resultat')).toMatch(
    /^4 praticiens → \d commandes ; 1 ligne en erreur$/,
  )
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
  expect(await page.locator('main').textContent()).toContain('Commande possible')
  expect(asked.join()).not.toContain(CARTE)
})

test.each([true, false])('a workbook in, a workbook out (script: %s)', async (script) => {
  const page = await openLot(script)
  const buffer = Buffer.from(
    classeurOf([
      ['service', 'N° RPPS'],
      ['radio', RPPS],
    ]),
  )
  const mimeType = XLSX
  await page.getByLabel(FICHIER).setInputFiles({ name: 'liste.xlsx', mimeType, buffer })
  await run(page)
  await page.locator('#resultat').waitFor()
  const boutons = await page.locator('main .actions').first().getByRole('button').allTextContents()
  expect(boutons[0]).toBe('Télécharger en XLSX')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Télécharger en XLSX' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^lot-\d{4}-\d\d-\d\d\.xlsx$/)
  const bytes = Buffer.concat(await (await download.createReadStream()).toArray())
  const read = readClasseur(bytes, 10)
  expect(read.ok && read.rangees[1]?.cellules.slice(0, 3)).toEqual(['2', 'radio', RPPS])
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

describe('behind a server that answers in its own way', () => {
  const html = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>'
  const probleme = { type: 'about:blank', title: 'Bad Gateway', detail: 'upstream' }

  const CAS: [status: number, contentType: string, body: string, said: string][] = [
    [413, 'text/html', html, 'trop grand pour un serveur placé devant ce service (erreur 413)'],
    [502, 'text/html', html, 'Le service est indisponible (erreur 502) : la liste est intacte'],
    [503, 'application/problem+json', JSON.stringify(probleme), 'indisponible (erreur 503)'],
    [500, 'application/json', 'null', 'indisponible (erreur 500)'],
    [504, 'text/html', '', 'La réponse n’est pas venue à temps (erreur 504)'],
    [429, 'text/plain', 'slow down', 'relancez la vérification dans une minute'],
    [403, 'text/html', html, 'La demande a été refusée (erreur 403)'],
    [200, 'text/html', html, 'La réponse n’est pas celle de ce service'],
    [200, 'application/x-ndjson', `{"faits":1,"total":2}\n${html}\n`, 'connexion a été coupée'],
  ]

  test('a sentence by status, and the list is intact', async () => {
    const page = await openLot()
    await page.getByLabel(ZONE).fill(RPPS)
    for (const [status, contentType, body, said] of CAS) {
      // oxlint-disable-next-line no-await-in-loop -- in one tab, which takes long to open
      await page.route('**/lot', (route) => route.fulfill({ status, contentType, body }))
      // oxlint-disable-next-line no-await-in-loop
      await run(page)
      // oxlint-disable-next-line no-await-in-loop
      await expect.poll(() => words(page, '.statut')).toContain(said)
      // oxlint-disable-next-line no-await-in-loop
      const seen = await words(page, 'body')
      expect(seen).not.toMatch(/nginx|Gateway|upstream|slow|JSON|Unexpected|SyntaxError|</)
      // oxlint-disable-next-line no-await-in-loop
      expect(await page.locator('.avancement').isHidden()).toBe(true)
      // oxlint-disable-next-line no-await-in-loop
      expect(await page.getByLabel(ZONE).inputValue()).toBe(RPPS)
      // oxlint-disable-next-line no-await-in-loop
      await page.unroute('**/lot')
    }
    // What was said goes with the next try, and the list passes.
    await run(page)
    await page.locator('#resultat').waitFor()
    expect(await words(page, '.statut')).toBe('')
  })

  test('a problem of ours is said in its own words', async () => {
    const page = await openLot()
    await page.getByLabel(ZONE).fill(RPPS)
    const body = JSON.stringify({ type: '/problemes/trop_de_requetes', detail: 'Revenez à midi.' })
    const contentType = 'application/problem+json'
    await page.route('**/lot', (route) => route.fulfill({ status: 429, contentType, body }))
    await run(page)
    await page.getByText('Revenez à midi.').waitFor()
  })
})

describe('a file that is no longer what was chosen', () => {
  const dossier = mkdtempSync(join(tmpdir(), 'qui-commande-'))
  afterAll(() => rmSync(dossier, { recursive: true }))

  const TROUBLES: Record<string, (chemin: string) => void> = {
    gone: (chemin) => rmSync(chemin),
    changed: (chemin) => {
      writeFileSync(chemin, `${RPPS}\n${LENT}\n`)
      // Another second, by which the browser tells versions of a file apart.
      utimesSync(chemin, 1, 1)
    },
  }

  test.each(['gone', 'changed'].flatMap((t) => ['run', 'csv'].map((how) => [t, how] as const)))(
    '%s (%s): a sentence, on the page that stays',
    async (trouble, how) => {
      const page = await openLot()
      const chemin = join(dossier, `${trouble}-${how}.txt`)
      writeFileSync(chemin, RPPS)
      // As a person chooses it: the browser reads the file itself, when it sends it.
      const cdp = await page.context().newCDPSession(page)
      const { result } = await cdp.send('Runtime.evaluate', {
        expression: 'document.querySelector("[type=file]")',
      })
      const { objectId = '' } = result
      await cdp.send('DOM.setFileInputFiles', { files: [chemin], objectId })
      // Has the browser note which version was chosen, before it changes.
      await page.evaluate('document.querySelector("[type=file]").files[0].lastModified')
      TROUBLES[trouble]?.(chemin)
      const button = how === 'run' ? 'Vérifier le lot' : 'Télécharger le résultat en CSV'
      await page.getByRole('button', { name: button }).click()
      await expect.poll(() => words(page, '.statut')).toMatch(/^Le fichier ne peut plus être lu/)
      expect(page.url()).toMatch(/\/lot$/)

      writeFileSync(chemin, RPPS)
      await cdp.send('DOM.setFileInputFiles', { files: [chemin], objectId })
      await run(page)
      await expect.poll(() => words(page, '#resultat')).toBe('1 praticien → 1 commande')
    },
  )
})

describe('the list stays in its tab', () => {
  const LISTE = `${RPPS}\n${CARTE}`

  const openFilled = async (): Promise<Page> => {
    const page = await openLot()
    await page.getByText('Préciser pour tout le lot').click()
    await page.getByLabel(ZONE).fill(LISTE)
    await page.getByLabel('Jour de la commande').fill('2026-11-20')
    await page.locator('[name=usages]').first().check()
    return page
  }

  const expectFilled = async (page: Page): Promise<void> => {
    expect(await page.getByLabel(ZONE).inputValue()).toBe(LISTE)
    expect(await page.getByLabel('Jour de la commande').inputValue()).toBe('2026-11-20')
    expect(await page.getByLabel('Jour de la commande').isVisible()).toBe(true)
    expect(await page.locator('[name=usages]').first().isChecked()).toBe(true)
    expect(await page.locator('[name=usages]:checked').count()).toBe(1)
  }

  test('over a reload, another page and « Back », and nothing leaves with it', async () => {
    const page = await openFilled()
    const asked = watchAddresses(page)
    await page.reload()
    await expectFilled(page)
    await page.getByRole('link', { name: 'Règles' }).click()
    await page.waitForURL(/\/regles$/)
    await page.goBack()
    await expectFilled(page)
    // Where the browser itself remembers nothing.
    await page.goto('/accessibilite')
    await page.getByRole('link', { name: 'Lot' }).click()
    await page.waitForURL(/\/lot$/)
    await expectFilled(page)
    expect(asked.join()).not.toMatch(new RegExp(`${CARTE}|${RPPS}`))
  })

  test('over « Back » from a detail, and over a refusal', async () => {
    const page = await openLot()
    await page.getByLabel(ZONE).fill(RPPS)
    await run(page)
    await page.getByRole('link', { name: /^Détail/ }).click()
    await page.waitForURL(/\/verifier\?rpps=/)
    await page.goBack()
    expect((await page.getByLabel(ZONE).inputValue()).trim()).toBe(RPPS)

    const long = `${`${RPPS} `.repeat(100)}\n`.repeat(1000)
    const zone = page.getByLabel(ZONE)
    await zone.evaluate((e, text) => ((e as unknown as { value: string }).value = text), long)
    await run(page)
    await expect.poll(() => words(page, '.resume-erreurs')).toContain('dépasse 1 Mio')
    expect((await zone.inputValue()) === long).toBe(true)
  })

  test('its result too, over a reload and « Back », until it is erased', async () => {
    const page = await openLot()
    const asked = watchAddresses(page)
    await page.getByLabel(ZONE).fill(`${RPPS}\n${CARTE}`)
    await run(page)
    await page.locator('#resultat').waitFor()
    const expectResultat = async (): Promise<void> => {
      await page.locator('#resultat').waitFor()
      expect(await words(page, '#resultat')).toBe('2 praticiens → 2 commandes')
      expect(await words(page, '[data-quand]')).toMatch(/^Résultat du .*, gardé dans cet onglet/)
    }
    asked.length = 0
    await page.reload()
    await expectResultat()
    await page.getByRole('link', { name: 'Règles' }).click()
    await page.waitForURL(/\/regles$/)
    await page.goBack()
    await expectResultat()
    // A list that was changed after its result stays changed.
    await page.getByLabel(ZONE).fill(RPPS)
    await page.goto('/accessibilite')
    await page.goto('/lot')
    await expectResultat()
    expect(await page.getByLabel(ZONE).inputValue()).toBe(RPPS)
    expect(
      asked.filter((url) => !/\/(?:lot|regles|accessibilite)$|\.(?:js|css)\?/.test(url)),
    ).toEqual([])

    await page.getByRole('button', { name: 'Tout effacer' }).click()
    await page.locator('#resultat').waitFor({ state: 'detached' })
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
    const other = await openLot()
    expect(await other.locator('#resultat').count()).toBe(0)
  })

  test('a file’s list too, once it was read', async () => {
    const page = await openLot()
    const buffer = Buffer.from(LISTE)
    await page.getByLabel(FICHIER).setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer })
    await run(page)
    await page.locator('#resultat').waitFor()
    await page.reload()
    expect((await page.getByLabel(ZONE).inputValue()).trim()).toBe(LISTE)
  })

  test('until it is erased, with the results', async () => {
    const page = await openFilled()
    await run(page)
    await page.locator('#resultat').waitFor()
    await page.getByRole('button', { name: 'Effacer la liste' }).click()
    await page.locator('#resultat').waitFor({ state: 'detached' })
    for (const step of ['at once', 'after a reload', 'from another page']) {
      // oxlint-disable-next-line no-await-in-loop -- one step after the other
      await page.waitForLoadState()
      // oxlint-disable-next-line no-await-in-loop
      expect([step, await page.getByLabel(ZONE).inputValue()]).toEqual([step, ''])
      // oxlint-disable-next-line no-await-in-loop
      expect(await page.locator('[name=usages]:checked').count()).toBe(0)
      // oxlint-disable-next-line no-await-in-loop
      if (step === 'at once') await page.reload()
      // oxlint-disable-next-line no-await-in-loop
      else await page.goto('/regles').then(() => page.goto('/lot'))
    }
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
  })

  test('and no other tab has it; without script nothing offers to erase', async () => {
    await openFilled()
    const other = await openLot()
    expect(await other.getByLabel(ZONE).inputValue()).toBe('')
    const bare = await openLot(false)
    expect(await bare.getByRole('button', { name: 'Effacer la liste' }).count()).toBe(0)
  })

  test('a browser that keeps nothing runs the lot all the same', async () => {
    const page = await openTab()
    await page.addInitScript(
      `Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('refused') } })`,
    )
    await page.goto('/lot')
    await page.getByLabel(ZONE).fill(RPPS)
    await run(page)
    await page.locator('#resultat').waitFor()
    await page.reload()
    await page.getByLabel(ZONE).waitFor()
  })
})
