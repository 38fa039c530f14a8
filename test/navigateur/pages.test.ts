import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { bringAxe, findViolations, openTab, overflows } from './onglet.ts'

const post =
  (champs: Record<string, string>) =>
  async (page: Page): Promise<void> => {
    await page.goto('/')
    for (const [nom, valeur] of Object.entries(champs)) {
      const champ = page.locator(`[name="${nom}"]`)
      // oxlint-disable-next-line no-await-in-loop -- one field after the other
      await champ.evaluate(
        (element, v) => ((element as unknown as { value: string }).value = v),
        valeur,
      )
    }
    await page.getByRole('button', { name: 'Vérifier' }).click()
  }

const lot =
  (numeros: string, attendu = '#resultat') =>
  async (page: Page): Promise<void> => {
    await page.goto('/lot')
    await page.getByLabel('Numéros RPPS ou de carte').fill(numeros)
    await page.getByRole('button', { name: 'Vérifier le lot' }).click()
    await page.locator(attendu).waitFor()
  }

const chercher =
  (texte: string, quoi: 'professionnel' | 'structure') =>
  async (page: Page): Promise<void> => {
    await page.goto('/recherche')
    await page.getByLabel('Nom', { exact: true }).fill(texte)
    await page.locator(`[value="${quoi}"]`).check()
    await page.getByRole('button', { name: 'Chercher' }).click()
    await page.locator('#resultats, .resume-erreurs').waitFor()
  }

/** Every page in every state, one line each; an address, or how to get there. */
const PAGES: readonly [string, string | ((page: Page) => Promise<void>)][] = [
  ['accueil', '/'],
  ['formulaire seul', '/verifier'],
  ['decide', '/verifier?rpps=10999001000'],
  ['decide, avec usages et alternatives', '/verifier?rpps=10999001190&usages=dmp,insi-auto'],
  ['decide, avec situations écartées', '/verifier?rpps=10999001786'],
  ['a_choisir', '/verifier?rpps=10999001174'],
  ['a_choisir, avec un site sans certificat', '/verifier?rpps=10999001703'],
  ['a_verifier', '/verifier?rpps=10999001042'],
  ['a_verifier, site principal à choisir', '/verifier?rpps=10999001547'],
  ['a_verifier, SIRET à donner', '/verifier?rpps=10999001133'],
  [
    'réponses déjà données',
    '/verifier?rpps=10999001190&date=2026-11-20&usages=dmp&contexte.ris=unique',
  ],
  ['sans_certificat', '/verifier?rpps=10999001588'],
  ['sans_activite', '/verifier?rpps=10999001760'],
  ['sans_activite, sans situation', '/verifier?rpps=10999001794'],
  ['par carte', post({ numero: '3199001820', date: '2026-11-20' })],
  [
    'commande refusée',
    post({ numero: '10999001075', 'identifiantEnvisage.valeur': '99910002700013' }),
  ],
  [
    'identifiant employé et administrateur technique',
    post({
      numero: '10999001000',
      'identifiantEnvisage.valeur': '10999001000',
      'administrateurTechnique.nom': 'GRANITE',
      'administrateurTechnique.prenom': 'Basile',
      'administrateurTechnique.carte': '3199001000',
    }),
  ],
  ['structure', '/structure/991000043?usages=dmp'],
  ['structure, question décisive', '/structure/10999001000000'],
  ['structure, réponse donnée', '/structure/10999001000000?contexte.praticien=radiologue'],
  ['structure fermée', '/structure/991000225'],
  ['structure inconnue', '/structure/991000993'],
  ['structure, identifiant refusé', '/structure/12?type=SIREN'],
  ['un numéro, plusieurs lectures', post({ numero: '991000043' })],
  ['recherche', '/recherche'],
  ['recherche, professionnels', chercher('granite', 'professionnel')],
  ['recherche, structures', chercher('centre', 'structure')],
  ['recherche, personne', chercher('zzyzx', 'professionnel')],
  ['recherche, refusée', chercher('*', 'professionnel')],
  ['numéro inconnu', '/verifier?rpps=10999001992'],
  ['clé fausse', '/verifier?rpps=10999001001'],
  ['plusieurs erreurs', post({ numero: '', 'contexte.solutions': 'beaucoup' })],
  ['annuaire indisponible', '/verifier?rpps=10999001901'],
  ['annuaire trop lent', '/verifier?rpps=10999001919'],
  ['adresse inconnue', '/rien'],
  ['numéros fictifs', '/numeros-fictifs'],
  ['une erreur expliquée', '/problemes/numero_invalide'],
  ['règles', '/regles'],
  ['règles, un autre jour', '/regles?date=2022-12-31'],
  ['règles, jour refusé', '/regles?date=hier'],
  ['une règle', '/regles/radiologie-cabinet-de-groupe'],
  ['documentation de l’API', '/docs'],
  ['une règle, avec de longues listes', '/regles/categorie-medico-sociale'],
  ['une règle, plus en vigueur', '/regles/hopital-prive-avant-2023'],
  ['une règle, jour refusé', '/regles/officine?date=hier'],
  ['règle inconnue', '/regles/aucune-telle'],
  ['règles, recherche', '/regles?q=SA08'],
  ['règles, recherche sans résultat', '/regles?q=zut'],
  ['règles, deux jours', '/regles?date=2022-12-15&et=2026-11-28'],
  ['règles, deux jours refusés', '/regles?date=hier&et=demain'],
  ['décisions', '/decisions'],
  ['mentions', '/mentions'],
  ['accessibilité', '/accessibilite'],
  ['lot', '/lot'],
  ['lot, résultat', lot('10999001000\n10999001174\n3199001801\n10999001042\n10999001992\nzut')],
  ['lot, en cours', lot('10999001927', '.avancement:not([hidden])')],
  ['lot, vide', lot('', '.resume-erreurs')],
]

/** A name as long as a directory can hold, without a place to break. */
const LONG = 'STRUCTURE'.repeat(60)

/** Where the pages write what a directory says, and more. */
const NOMMES = 'h1, h2, h3, p, strong, dd, td, li, legend, .option span, .lot-praticiens a, pre'

/** One tab for all: to open one takes longer than a page. */
let onglet: Page | undefined
const openPage = async (): Promise<Page> => {
  if (onglet === undefined) {
    onglet = await openTab({}, 'file')
    await bringAxe(onglet)
  }
  await onglet.setViewportSize({ width: 1280, height: 720 })
  return onglet
}

describe('nothing that axe-core blames, no wider than 320 px, long names or not', () => {
  test.each(PAGES)('%s', async (_, chemin) => {
    const page = await openPage()
    if (typeof chemin === 'string') await page.goto(chemin)
    else await chemin(page)
    // What is folded counts too.
    await page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    expect(await findViolations(page, 'light')).toEqual([])
    expect(await findViolations(page, 'dark')).toEqual([])
    for (const width of [640, 320]) {
      // oxlint-disable-next-line no-await-in-loop -- one window, one width after the other
      await page.setViewportSize({ width, height: 640 })
      // oxlint-disable-next-line no-await-in-loop -- idem
      expect(await overflows(page), `${width} px`).toBe(false)
    }
    await page.evaluate(
      `document.querySelectorAll('${NOMMES}').forEach((e) => { e.append('${LONG}') })`,
    )
    expect(await overflows(page), 'long names').toBe(false)
  })
})

test('the checks see what they are for', async () => {
  const page = await openPage()
  await page.goto('/')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate(`
    const faute = document.createElement('img')
    faute.src = 'data:,'
    const pale = document.createElement('p')
    pale.textContent = 'trop pâle, trop large'
    pale.style.cssText = 'color: #ddd; background: #fff; width: 400px'
    document.querySelector('main').append(faute, pale)`)
  const found = (await findViolations(page, 'light')).map((line) => line.split(':')[0])
  expect(found).toEqual(expect.arrayContaining(['image-alt', 'color-contrast']))
  expect(await overflows(page)).toBe(true)
})
