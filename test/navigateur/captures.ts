/** Writes the pictures of the main states of the pages to `docs/captures/`. */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { startChromium } from './chromium.ts'
import { startService } from './service-reel.ts'

const DOSSIER = fileURLToPath(new URL('../../docs/captures/', import.meta.url))

type Capture = {
  nom: string
  chemin: string
  /** Of the window, in pixels; 1280 × 900 unless said. */
  fenetre?: { width: number; height: number }
  sombre?: true
  papier?: true
  /** What somebody does there before the picture is taken. */
  geste?: (page: Page) => Promise<void>
}

const verifier =
  (numero: string) =>
  async (page: Page): Promise<void> => {
    await page.getByLabel('Numéro ou nom', { exact: true }).fill(numero)
    await page.getByRole('button', { name: 'Vérifier' }).click()
    await page.getByRole('alert').waitFor()
  }

/** What leads to no answer yet: a list, or a question. */
const chercher =
  (saisie: string) =>
  async (page: Page): Promise<void> => {
    await page.getByLabel('Numéro ou nom', { exact: true }).fill(saisie)
    await page.keyboard.press('Enter')
    await page.locator('.resultats, .options').waitFor()
  }

const refusee =
  (employe: string) =>
  async (page: Page): Promise<void> => {
    await page.getByLabel('Commande refusée').fill(employe)
    await page.getByRole('button', { name: 'Contrôler' }).click()
    await page.locator('.refus').waitFor()
  }

const verifierLot =
  (...numeros: string[]) =>
  async (page: Page): Promise<void> => {
    await page.getByLabel('Numéros RPPS ou de carte').fill(numeros.join('\n'))
    await page.getByRole('button', { name: 'Vérifier le lot' }).click()
    await page.locator('#resultat').waitFor()
    await page.evaluate('scrollTo(0, 0)')
  }

const LOT = verifierLot(
  '10999001000',
  '10999001026',
  '10999001307',
  '10999001315',
  '10999001174',
  '10999001588',
  '10999001042',
  '3199001801',
  '10999001992',
)

const CAPTURES: readonly Capture[] = [
  { nom: 'accueil', chemin: '/' },
  { nom: 'decide', chemin: '/verifier?rpps=10999001307' },
  {
    nom: 'decide-375',
    chemin: '/verifier?rpps=10999001307',
    fenetre: { width: 375, height: 667 },
  },
  {
    nom: 'commande-refusee',
    chemin: '/verifier?rpps=10999001075',
    geste: refusee('99910002700013'),
  },
  { nom: 'decide-sombre', chemin: '/verifier?rpps=10999001190&usages=dmp', sombre: true },
  { nom: 'a-choisir', chemin: '/verifier?rpps=10999001174' },
  { nom: 'a-verifier', chemin: '/verifier?rpps=10999001547' },
  { nom: 'sans-certificat', chemin: '/verifier?rpps=10999001596' },
  { nom: 'structure', chemin: '/structure/991000043' },
  {
    nom: 'structure-375',
    chemin: '/structure/10999001000000',
    fenetre: { width: 375, height: 667 },
  },
  { nom: 'numero-a-deux-sens', chemin: '/', geste: chercher('991000043') },
  { nom: 'recherche', chemin: '/', geste: chercher('granite') },
  { nom: 'sans-activite', chemin: '/verifier?rpps=10999001760' },
  { nom: 'erreur-numero', chemin: '/', geste: verifier('10 999 001 001') },
  { nom: 'erreur-annuaire', chemin: '/', geste: verifier('10999001901') },
  {
    nom: 'decide-320',
    chemin: '/verifier?rpps=10999001117',
    fenetre: { width: 320, height: 1100 },
  },
  {
    nom: 'decide-papier',
    chemin: '/verifier?rpps=10999001307',
    fenetre: { width: 794, height: 1123 },
    papier: true,
  },
  { nom: 'regles', chemin: '/regles', fenetre: { width: 1280, height: 3000 } },
  { nom: 'regles-sombre', chemin: '/regles', fenetre: { width: 1280, height: 1200 }, sombre: true },
  { nom: 'regles-320', chemin: '/regles', fenetre: { width: 320, height: 1600 } },
  {
    nom: 'regle',
    chemin: '/regles/radiologie-cabinet-de-groupe',
    fenetre: { width: 1280, height: 1500 },
  },
  { nom: 'lot', chemin: '/lot', geste: LOT, fenetre: { width: 1280, height: 1650 } },
  { nom: 'lot-320', chemin: '/lot', geste: LOT, fenetre: { width: 320, height: 1600 } },
  { nom: 'numeros-fictifs', chemin: '/numeros-fictifs' },
  { nom: 'accessibilite', chemin: '/accessibilite' },
]

const capture = async (page: Page, { nom, chemin, geste, papier }: Capture): Promise<void> => {
  await page.goto(chemin)
  await geste?.(page)
  if (papier === true) {
    await page.emulateMedia({ media: 'print' })
    // A screen has no page margins.
    await page.evaluate("document.querySelector('main').style.padding = '12mm'")
  }
  await page.screenshot({ path: `${DOSSIER}${nom}.png` })
}

mkdirSync(DOSSIER, { recursive: true })
const [serveur, service] = await Promise.all([startChromium(), startService()])
const navigateur = await chromium.connect(serveur.wsEndpoint())
try {
  for (const une of CAPTURES) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, on a machine of any size
    const page = await navigateur.newPage({
      baseURL: service.adresse,
      locale: 'fr-FR',
      viewport: une.fenetre ?? { width: 1280, height: 900 },
      colorScheme: une.sombre === true ? 'dark' : 'light',
    })
    // oxlint-disable-next-line no-await-in-loop -- idem
    await capture(page, une)
    // oxlint-disable-next-line no-await-in-loop -- idem
    await page.close()
    console.log(`docs/captures/${une.nom}.png`)
  }
} finally {
  await Promise.all([serveur.close(), service.stop()])
}
