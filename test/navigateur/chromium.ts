import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { type BrowserServer, chromium, type LaunchOptions } from 'playwright-core'

/** The npm package that a browser for Linux x64 travels in. */
const PACKAGE = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../..')

/** Beside the archives: npm takes it away with them. */
const UNPACKED = join(PACKAGE, 'unpacked')

/** Its own fonts and no other: the pages look the same on a machine that has none. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(UNPACKED, 'fonts')}</dir>
  <cachedir>${join(UNPACKED, 'fonts-cache')}</cachedir>
</fontconfig>
`

/** Unpacks into a folder of its own, so that a run cut short leaves nothing half done. */
const unpack = async (): Promise<void> => {
  const folder = mkdtempSync(`${UNPACKED}-`)
  const { TMPDIR } = process.env
  // The package unpacks to the folder of temporary files, read when it is called.
  process.env['TMPDIR'] = folder
  const archives = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'].map((name) =>
    inflate(join(PACKAGE, 'bin', name)),
  )
  if (TMPDIR === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = TMPDIR
  try {
    await Promise.all(archives)
    writeFileSync(join(folder, 'fonts.conf'), FONTS)
    renameSync(folder, UNPACKED)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    // Another run may have been first.
    if (!existsSync(UNPACKED)) throw error
  }
}

const findPackaged = async (): Promise<LaunchOptions> => {
  if (!existsSync(UNPACKED)) await unpack()
  return {
    executablePath: join(UNPACKED, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(UNPACKED, 'al2023/lib'),
      FONTCONFIG_FILE: join(UNPACKED, 'fonts.conf'),
    },
  }
}

/** Where Chrome, Edge and Chromium install themselves. */
const INSTALLED: readonly LaunchOptions[] = [
  { channel: 'chrome' },
  { channel: 'msedge' },
  ...[
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ].map((executablePath) => ({ executablePath })),
]

/** The browsers to try, in this order: the one that CHROMIUM names is the only one. */
const findBrowsers = async (): Promise<readonly LaunchOptions[]> => {
  const named = process.env['CHROMIUM']
  if (named !== undefined) return [{ executablePath: named }]
  const isPackaged = process.platform === 'linux' && process.arch === 'x64'
  return isPackaged ? [await findPackaged()] : INSTALLED
}

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--lang=fr-FR',
]

/**
 * Starts the browser of the tests: the one that `CHROMIUM` names; else, on Linux x64, the one that
 * npm installed; elsewhere the Chrome, Edge or Chromium of the machine.
 *
 * @throws Error when none starts, saying what to do.
 */
export const startChromium = async (): Promise<BrowserServer> => {
  const failures: string[] = []
  for (const options of await findBrowsers()) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the first that starts is the one
      return await chromium.launchServer({ ...options, args: ARGS })
    } catch (error) {
      failures.push(`${options.channel ?? options.executablePath}: ${String(error)}`)
    }
  }
  throw new Error(
    'No browser starts, and the tests of the pages need one: install Chrome, Edge or Chromium, ' +
      `or set CHROMIUM to the path of one.\n${failures.join('\n')}`,
  )
}
