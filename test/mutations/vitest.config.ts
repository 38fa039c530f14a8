import { defineConfig } from 'vitest/config'

/** The tests that ask the parts mutated in process: those that start one of their own see no change. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts', 'test/application/*.test.ts', 'test/adapters/*.test.ts'],
    exclude: ['**/*.worker.test.ts'],
    testTimeout: 20_000,
  },
})
