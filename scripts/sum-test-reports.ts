/**
 * Sums vitest's JSON reports for .ci/run: sum-test-reports.ts <failed steps> <report…>. The last line printed is
 * "N passed, N failed", with the skipped ones if there are any; the exit code is 1 unless everything ran and passed.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { addUp, tallyReport } from './test-report.ts'

const [failedSteps = '0', ...paths] = process.argv.slice(2)
const tallies = paths.map((path) =>
  tallyReport(basename(path, '.json'), existsSync(path) ? readFileSync(path, 'utf8') : undefined),
)
const total = addUp(Number(failedSteps), tallies)
for (const complaint of total.complaints) console.log(complaint)
const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed === 0 && total.skipped === 0 ? 0 : 1
