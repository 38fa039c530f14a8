import type { Page } from 'playwright-core'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { CARTE, RPPS } from '../support/service.ts'
import { openTab } from './onglet.ts'
import { startService } from './service-reel.ts'

const PLUSIEURS_SITES = '10999001174'
const RADIOLOGUE_HOPITAL = '10999001190'

const numero = (page: Page) => page.getByLabel('Numéro ou nom', { exact: true })
const phrase = (page: Page) => page.getByRole('heading', { level: 1 })

const verify = async (page: Page, saisie: string): Promise<void> => {
  await page.goto('/')
  await numero(page).fill(saisie)
  await page.getByRole('button', { name: 'Vérifier' }).click()
}

/** The focus as a person sees it: the element that has it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate("document.activeElement.className + ' ' + document.activeElement.id")

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, javaScriptEnabled) => {
  test('the field has the focus: typed, Enter, the sentence to say', async () => {
    const page = await openTab({ javaScriptEnabled })
    await page.goto('/')
    await page.locator('#champ-numero:focus').waitFor()
    await page.keyboard.type('10 999 001 000')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/verifier?rpps=10999001000')
    expect(await phrase(page).textContent()).toContain('C’est Basile GRANITE')
  })

  test('by keyboard alone: a name, Enter, the result, Enter, the answer', async () => {
    const page = await openTab({ javaScriptEnabled })
    await page.goto('/')
    await page.locator('#champ-numero:focus').waitFor()
    await page.keyboard.type('granite')
    await page.keyboard.press('Enter')
    await page.locator('#resultats:focus').waitFor()
    expect(page.url()).not.toContain('granite')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/verifier?rpps=10999001000')
    expect(await phrase(page).textContent()).toContain('C’est Basile GRANITE')
  })

  test('nine digits are asked about, then answered', async () => {
    const page = await openTab({ javaScriptEnabled })
    await verify(page, '991000043')
    await page.getByRole('link', { name: 'Un FINESS' }).click()
    await page.waitForURL('**/structure/991000043')
    expect(await phrase(page).textContent()).toContain('FINESS juridique 991000035')
  })

  test('an open question makes the answer more precise, and keeps what was given', async () => {
    const page = await openTab({ javaScriptEnabled })
    await page.goto(`/verifier?rpps=${RADIOLOGUE_HOPITAL}&usages=dmp`)
    expect(await phrase(page).textContent()).toContain('FINESS géographique')
    await page
      .getByRole('link', { name: 'Un seul RIS : C’est l’entité juridique CENTRE HOSPITALIER' })
      .click()
    await page.waitForURL('**&contexte.ris=unique')
    expect(await phrase(page).textContent()).toContain('sous le FINESS juridique')
    await page.getByText('Certificats à commander : 1 ORG AUTH_CLI, 1 ORG SIGN').click()
    expect(await page.getByRole('rowheader', { name: 'ORG SIGN' }).count()).toBe(1)
    await page.getByRole('link', { name: 'Retirer RIS' }).click()
    await page.waitForURL(`**/verifier?rpps=${RADIOLOGUE_HOPITAL}&usages=dmp`)
    expect(await phrase(page).textContent()).toContain('sous le FINESS géographique')
  })

  test('several orders: choosing the site gives the one that counts', async () => {
    const page = await openTab({ javaScriptEnabled })
    await verify(page, PLUSIEURS_SITES)
    await page
      .getByRole('link', { name: 'Le logiciel est ici : SELARL IMAGERIE DE LA HOUILLE' })
      .click()
    await page.locator('.qui').getByText('Commande possible').waitFor()
    expect(await phrase(page).textContent()).toContain('sous le SIRET 99910004300010')
  })

  test('a card number is posted, and stays out of every address', async () => {
    const page = await openTab({ javaScriptEnabled })
    const adresses: string[] = []
    page.on('request', (request) => adresses.push(request.url()))
    await verify(page, CARTE)
    await page.getByText('Préciser : usages').click()
    await page.locator('#question-usages').getByLabel('Alimenter le DMP').check()
    await page.getByRole('button', { name: 'Compter les certificats' }).click()
    await page.getByText('Certificats à commander : 1 ORG AUTH_CLI, 1 ORG SIGN').waitFor()
    expect(page.url()).toBe(`${inject('adresse')}/verifier`)
    expect(adresses.filter((adresse) => adresse.includes(CARTE))).toEqual([])
    const referents = await page.evaluate<string[]>(
      "[...document.querySelectorAll('[href], [action]')].map((e) => e.href ?? e.action)",
    )
    expect(referents.filter((adresse) => adresse.includes(CARTE))).toEqual([])
  })

  test.each([
    ['12', 'Numéro invalide', '2 chiffres compris'],
    ['10999001001', 'Numéro invalide', 'la clé de contrôle'],
    ['10999001992', 'Professionnel inconnu', 'ne connaît pas ce numéro'],
  ])('%s: the errors have the focus and lead to the field', async (saisie, titre, detail) => {
    const page = await openTab({ javaScriptEnabled })
    await verify(page, saisie)
    await page.getByRole('heading', { name: titre }).waitFor()
    expect(await focused(page)).toContain('resume-erreurs')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await focused(page)).toContain('champ-numero')
    expect(await numero(page).inputValue()).toBe(saisie)
    expect(await numero(page).getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('#champ-numero-erreur').textContent()).toContain(detail)
  })

  test('a directory that is down is named, says nothing of the person, and can be retried', async () => {
    const page = await openTab({ javaScriptEnabled })
    await verify(page, '10999001901')
    const alerte = page.getByRole('alert')
    expect(await alerte.textContent()).toContain('Cela ne dit rien du professionnel')
    const [reponse] = await Promise.all([
      page.waitForResponse('**/verifier?rpps=*'),
      page.getByRole('button', { name: 'Réessayer' }).click(),
    ])
    expect(reponse.status()).toBe(503)
    expect(await numero(page).inputValue()).toBe('10999001901')
  })
})

describe('by keyboard alone', () => {
  test('the first Tab leads to the content, and all that acts shows its focus', async () => {
    const page = await openTab()
    await page.goto(`/verifier?rpps=${PLUSIEURS_SITES}`)
    await page.keyboard.press('Tab')
    expect(await focused(page)).toContain('evitement')
    await page.keyboard.press('Enter')
    expect(await focused(page)).toContain('contenu')
    const unseen = await page.evaluate<string[]>(`
      [...document.querySelectorAll('a, button:not([hidden]), input:not([type=hidden]), select, summary')]
        .filter((element) => element.checkVisibility())
        .filter((element) => {
          element.focus({ focusVisible: true })
          const { outlineStyle, outlineWidth } = getComputedStyle(element)
          return outlineStyle === 'none' || parseFloat(outlineWidth) < 2
        })
        .map((element) => element.outerHTML)`)
    expect(unseen).toEqual([])
  })
})

describe('handing the answer over', () => {
  const readClipboard = (page: Page): Promise<string> =>
    page.evaluate<string>('navigator.clipboard.readText()')

  test('copies the identifier without spaces, and says so', async () => {
    const page = await openTab({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.goto(`/verifier?rpps=${RPPS}`)
    await page.getByRole('button', { name: 'Copier le RPPS rang' }).click()
    await page.getByRole('status').filter({ hasText: 'Copié.' }).waitFor()
    expect(await readClipboard(page)).toBe('10999001000000')
  })

  test('copies the summary as text, with the address of the answer', async () => {
    const page = await openTab({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.goto(`/verifier?rpps=${RPPS}`)
    await page.getByRole('button', { name: 'Copier le résumé' }).click()
    await page.getByRole('status').filter({ hasText: 'Copié.' }).waitFor()
    const texte = await readClipboard(page)
    expect(texte).toContain('Basile GRANITE (exemple fictif), RPPS 10999001000\nJugé pour le')
    expect(texte).toContain(`${inject('adresse')}/verifier?rpps=${RPPS}`)
  })

  test('a refused copy leaves the text selected', async () => {
    const page = await openTab()
    await page.goto(`/verifier?rpps=${RPPS}`)
    await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error())')
    await page.getByRole('button', { name: 'Copier le RPPS rang' }).click()
    await page.getByText('La copie a été refusée').waitFor()
    expect(await page.evaluate('getSelection().toString()')).toBe('10999001000000')
  })

  test('without JavaScript, no button promises what it cannot do', async () => {
    const page = await openTab({ javaScriptEnabled: false })
    await page.goto(`/verifier?rpps=${RPPS}`)
    expect(await page.getByRole('button', { name: /Copier|Imprimer/ }).count()).toBe(0)
    await page.getByText('Résumé en texte').click()
    expect(await page.locator('#resume-texte').isVisible()).toBe(true)
  })

  test.each([true, false])(
    'on paper: no form, the reasons, the steps, the address (JavaScript: %s)',
    async (js) => {
      const page = await openTab({ javaScriptEnabled: js })
      await page.goto(`/verifier?rpps=${RPPS}`)
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('button').count()).toBe(0)
      expect(await page.getByRole('navigation').count()).toBe(0)
      expect(await page.locator('form:visible').count()).toBe(0)
      const adresse = page.getByText(`/verifier?rpps=${RPPS}`).first()
      expect(await adresse.isVisible()).toBe(true)
      expect((await adresse.textContent())?.includes(inject('adresse'))).toBe(js)
      expect(await page.getByText('Règles appliquées', { exact: true }).isVisible()).toBe(true)
      expect(await page.getByText('Désignez l’administrateur').first().isVisible()).toBe(true)
    },
  )

  test('on paper, what was unfolded is printed too', async () => {
    const page = await openTab()
    await page.goto(`/verifier?rpps=${RPPS}`)
    const fait = page.getByText('Identifiant d’activité')
    await page.emulateMedia({ media: 'print' })
    expect(await fait.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.getByText('Ce que l’Annuaire montre').click()
    await page.emulateMedia({ media: 'print' })
    expect(await fait.isVisible()).toBe(true)
  })
})

test('a slow directory: the page says that it is being asked', async () => {
  const page = await openTab()
  await page.goto('/')
  await page.evaluate(`
    const statut = document.querySelector('[role=status]')
    new MutationObserver(() => {
      sessionStorage.dit = (sessionStorage.dit ?? '') + statut.textContent
    }).observe(statut, { childList: true })`)
  await numero(page).fill('10999001927')
  await numero(page).press('Enter')
  await page.waitForURL('**/verifier?rpps=*')
  expect(await page.evaluate('sessionStorage.dit')).toContain('Annuaire interrogé')
})

test('over the limit, the form comes back filled in', async () => {
  const service = await startService({ LIMITE_PAR_MINUTE: '1' })
  onTestFinished(service.stop)
  const page = await openTab({ baseURL: service.adresse })
  await verify(page, CARTE)
  expect(await page.getByRole('alert').textContent()).toContain('limite de demandes par minute')
  expect(await numero(page).inputValue()).toBe(CARTE)
})

test('nothing is refused by the security policy, and nothing comes from elsewhere', async () => {
  const page = await openTab()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(inject('adresse'))) faults.push(request.url())
  })
  await page.goto(`/verifier?rpps=${RPPS}`)
  await page.goto('/')
  expect(faults.filter((fault) => !fault.startsWith('data:'))).toEqual([])
})
