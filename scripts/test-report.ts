/** What vitest's JSON reports say, in numbers that .ci/run can trust. */
import { z } from 'zod'

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly complaints: readonly string[]
}

/** What one report says. A file that fails outside its tests and a report without tests are failures too. */
export function tallyReport(label: string, text: string | undefined): Tally {
  if (text === undefined) return failure(`${label}: no report was written`)
  const files = reportSchema.parse(JSON.parse(text)).testResults
  const tests = files.flatMap((file) => file.assertionResults)
  if (tests.length === 0) return failure(`${label}: no test ran`)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const failed = tests.filter(({ status }) => status === 'failed')
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  )
  return {
    passed,
    failed: failed.length + brokenFiles.length,
    skipped: skipped.length,
    complaints: [
      ...failed.map(({ fullName }) => `${label}: failed: ${fullName}`),
      ...brokenFiles.map(({ name }) => `${label}: failed outside its tests: ${name}`),
      ...skipped.map(({ fullName }) => `${label}: skipped: ${fullName}`),
    ],
  }
}

/** Steps that failed without a failed test (checks, build, an unhandled error) count one each. */
export function addUp(failedSteps: number, tallies: readonly Tally[]): Tally {
  const sum = (pick: (tally: Tally) => number): number =>
    tallies.reduce((total, tally) => total + pick(tally), 0)
  const failedTests = sum(({ failed }) => failed)
  return {
    passed: sum(({ passed }) => passed),
    failed: Math.max(failedTests, failedSteps),
    skipped: sum(({ skipped }) => skipped),
    complaints: tallies.flatMap(({ complaints }) => complaints),
  }
}

function failure(complaint: string): Tally {
  return { passed: 0, failed: 1, skipped: 0, complaints: [complaint] }
}
