import { existsSync } from 'node:fs'
import { type BrowserServer, chromium } from 'playwright-core'

const CHEMINS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const findChromium = (): string => {
  const chemins = process.env['CHROMIUM'] === undefined ? CHEMINS : [process.env['CHROMIUM']]
  const found = chemins.find((chemin) => existsSync(chemin))
  if (found !== undefined) return found
  throw new Error(
    `Chromium was not found (${chemins.join(', ')}). The tests of the pages need it: ` +
      'install it (Debian: apt-get install chromium), or set CHROMIUM to its path.',
  )
}

/**
 * Starts the system's Chromium.
 *
 * @throws Error when there is none, saying how to get it.
 */
export const startChromium = (): Promise<BrowserServer> =>
  chromium.launchServer({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--lang=fr-FR',
    ],
  })
