import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { COMPILED } from './test/support/compile.ts'
import { answerOutside } from './test/support/exterieur.ts'

const TESTS = 'test/**/*.test.{ts,tsx}'
const WORKER_ONLY = 'test/**/*.worker.test.ts'
const NAVIGATEUR = 'test/navigateur/*.test.ts'

/** Tests of the service as it is asked over HTTP run in both runtimes, unless they need Node. */
const isShared = (path: string): boolean => {
  const code = readFileSync(path, 'utf8')
  return /from '\.\.\/support\/service\.ts'/.test(code) && !/from 'node:|from 'undici'/.test(code)
}

export default defineConfig({
  test: {
    // Much of the time goes by waiting for sockets, processes and the browser: two a processor.
    maxWorkers: 2 * availableParallelism(),
    coverage: {
      provider: 'istanbul',
      include: ['src/domain/**/*.ts'],
      reporter: ['text-summary', 'html'],
      thresholds: { 'src/domain/**/*.ts': { branches: 95 } },
    },
    projects: [
      {
        test: {
          name: 'node',
          // Many start a process of their own: a busy machine is no failure.
          testTimeout: 20_000,
          env: COMPILED,
          include: [TESTS],
          exclude: [WORKER_ONLY, NAVIGATEUR],
        },
      },
      {
        test: {
          name: 'navigateur',
          include: [NAVIGATEUR],
          globalSetup: 'test/navigateur/preparer.ts',
          // A machine with much to do is slow, and no test says how fast a page is.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              cf: false,
              bindings: { ANNUAIRE_TIMEOUT_MS: '2000' },
              outboundService: answerOutside,
            },
          }),
        ],
        test: {
          name: 'workers',
          testTimeout: 20_000,
          include: [WORKER_ONLY, ...globSync(TESTS, { exclude: [NAVIGATEUR] }).filter(isShared)],
        },
      },
    ],
  },
})
