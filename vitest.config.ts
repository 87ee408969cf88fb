/** One run holds every suite; those on real servers join when `npm run servers` runs (test/support/servers.ts). */
import { defineConfig } from 'vitest/config'

/** .ci/run counts from this JSON file. */
const reportFile = process.env['VITRINE_TEST_REPORT']

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/migrated-template.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A file whose only suite needs absent servers registers nothing; .ci/run refuses a run without tests.
    passWithNoTests: true,
    reporters: reportFile === undefined ? ['default'] : ['default', ['json', { outputFile: reportFile }]],
  },
})
