import { defineConfig } from 'vitest/config'

const ALL = 'test/domain/**/*.test.ts,test/application/*.test.ts,test/adapters/*.test.ts'

/**
 * The tests that ask the parts mutated in process: those that start one of their own see no change.
 * `TESTS` names those that are to see it, comma-separated, where one file is mutated in a hurry.
 */
export default defineConfig({
  test: {
    include: (process.env['TESTS'] ?? ALL).split(','),
    exclude: ['**/*.worker.test.ts', 'test/adapters/echange-base.test.ts'],
    testTimeout: 20_000,
  },
})
