/**
 * `npm run mutations`: small changes of the domain, the use cases and the readers of the directories,
 * one at a time; a test must fail for each. The whole takes a night:
 * `npm run mutations -- --mutate src/domain/reponse/controle.ts` for one file.
 */
export default {
  mutate: ['src/domain/**/*.ts', 'src/application/**/*.ts', 'src/adapters/annuaires/**/*.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutations/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // TypeScript 7 has no compiler API, which the rewriting of a tsconfig.json would call.
  tsconfigFile: 'none.json',
  incremental: true,
  incrementalFile: 'coverage/mutations.json',
  tempDirName: 'coverage/mutations',
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: 'coverage/mutations-rapport.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
}
