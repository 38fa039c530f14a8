import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'

const ALL = 'test/domain/**/*.test.ts,test/application/*.test.ts,test/adapters/*.test.ts'

/** The quickest tests first: most changes are noticed by them, and the first failure ends a run. */
class ShortFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- not of an array
    return (await super.sort(files)).toReversed()
  }
}

/**
 * The tests that ask the parts mutated in process: those that start one of their own see no change.
 * `TESTS` names those that are to see it, comma-separated, where one file is mutated in a hurry.
 */
export default defineConfig({
  test: {
    include: (process.env['TESTS'] ?? ALL).split(','),
    exclude: ['**/*.worker.test.ts', 'test/adapters/echange-base.test.ts'],
    sequence: { sequencer: ShortFirst },
    testTimeout: 20_000,
  },
})
