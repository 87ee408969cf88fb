/** The last line of CI is computed; here is proof that nothing bad can hide in it. */
import { describe, expect, test } from 'vitest'
import { addUp, tallyReport } from '../../scripts/test-report.ts'

const report = (...files: readonly (readonly [string, ...string[]])[]): string =>
  JSON.stringify({
    testResults: files.map(([status, ...tests], at) => ({
      name: `file ${at}`,
      status,
      assertionResults: tests.map((result, index) => ({ fullName: `test ${index}`, status: result })),
    })),
  })

describe('the sum of test reports', () => {
  test('passed, failed and every kind of skipped test are told apart', () => {
    const tally = tallyReport(
      'leg',
      report(['passed', 'passed', 'passed'], ['failed', 'failed', 'skipped', 'todo', 'pending']),
    )
    expect(tally).toMatchObject({ passed: 2, failed: 1, skipped: 3 })
  })

  test('a file that fails before its tests run is a failure', () => {
    expect(tallyReport('leg', report(['passed', 'passed'], ['failed']))).toMatchObject({
      passed: 1,
      failed: 1,
    })
  })

  test('a missing report and a report without tests are failures', () => {
    expect(tallyReport('leg', undefined)).toMatchObject({ passed: 0, failed: 1 })
    expect(tallyReport('leg', report(['passed']))).toMatchObject({ passed: 0, failed: 1 })
  })

  test('a failed step without a failed test is a failure, and is not counted again when tests failed', () => {
    const good = tallyReport('leg', report(['passed', 'passed']))
    const bad = tallyReport('leg', report(['failed', 'failed', 'failed']))
    expect(addUp(1, [good, good])).toMatchObject({ passed: 2, failed: 1 })
    expect(addUp(1, [good, bad])).toMatchObject({ passed: 1, failed: 2 })
  })
})
