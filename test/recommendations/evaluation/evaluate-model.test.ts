/** The whole evaluation, unattended, on shops that never were; and how it stops. */
import { describe, expect, test } from 'vitest'
import { fixedClock, systemClock } from '../../../src/clock.ts'
import { baselineNames } from '../../../src/recommendations/evaluation/baselines/baselines.ts'
import {
  evaluateModel,
  type EvaluationInput,
} from '../../../src/recommendations/evaluation/evaluate-model.ts'
import { htmlReport } from '../../../src/recommendations/evaluation/report/html-report.ts'
import { evaluationReportSchema } from '../../../src/recommendations/evaluation/report/evaluation-report.ts'
import { splitVisits } from '../../../src/recommendations/evaluation/split-visits.ts'
import { syntheticVisits, type SyntheticShop } from './synthetic-visits.ts'

function inputOf(shop: SyntheticShop, more: Partial<EvaluationInput> = {}): EvaluationInput {
  const { log, cases } = splitVisits(syntheticVisits(shop))
  const file = { name: 'a<b>.txt', format: 'sessions', bytes: 1, sha256: 'ab' }
  return {
    ...{ log, cases, cut: 20, seed: 1, baselines: baselineNames, budgetMs: 4_000, threads: 2 },
    source: { kind: 'files', train: file, test: file },
    machine: { cpu: 'test', cores: 2, memoryGb: 1, node: 'v20' },
    readSeconds: 0,
    ...more,
  }
}

const quietly = { clock: systemClock, signal: new AbortController().signal, onProgress: () => undefined }

describe.each(['static', 'drifting'] as const)('a %s shop', (kind) => {
  test(
    'the unattended tuner beats every baseline on visits it never saw, in both measures',
    { timeout: 120_000 },
    async () => {
      const report = await evaluateModel(inputOf({ kind, visits: 6_000, seed: 11 }), quietly)
      for (const { name, hr, mrr } of report.baselines) {
        expect(report.model.hr.value, `HR over ${name}`).toBeGreaterThan(hr.value)
        expect(report.model.mrr.value, `MRR over ${name}`).toBeGreaterThan(mrr.value)
      }
      expect(report.baselines.map(({ name }) => name)).toEqual(baselineNames)
      expect(report.data.cases).toBe(report.model.byPrefixLength.reduce((sum, { cases }) => sum + cases, 0))
      expect(report.data.cases).toBe(report.model.byPopularity.reduce((sum, { cases }) => sum + cases, 0))
      expect(evaluationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
    },
  )
})

test(
  'the same seed gives the same figures; what is served now is compared like a baseline',
  { timeout: 60_000 },
  async () => {
    // A clock that stands still gives the tuner all the time it wants, on few cases.
    const small = inputOf({ kind: 'static', visits: 700, seed: 5 }, { baselines: ['popularity'] })
    const first = await evaluateModel(small, { ...quietly, clock: fixedClock('2026-01-01T00:00:00Z') })
    const { params } = first
    const second = await evaluateModel(small, quietly)
    expect(second.params).toEqual(params)
    expect(second.model.hr).toEqual(first.model.hr)
    const { sessionKnnParamsSchema } =
      await import('../../../src/recommendations/session-knn/session-knn-params.ts')
    const again = await evaluateModel({ ...small, incumbent: sessionKnnParamsSchema.parse(params) }, quietly)
    expect(again.comparisons.at(-1)).toMatchObject({
      against: 'incumbent',
      hr: { value: 0, low: 0, high: 0 },
    })
    expect(again.gate.passed).toBe(false)
  },
)

test('an aborted evaluation ends at once with the reason', { timeout: 30_000 }, async () => {
  const controller = new AbortController()
  const running = evaluateModel(inputOf({ kind: 'static', visits: 6_000, seed: 2 }, { budgetMs: 600_000 }), {
    ...quietly,
    signal: controller.signal,
    onProgress: () => {
      controller.abort(new Error('stopped by hand'))
    },
  })
  await expect(running).rejects.toThrow('stopped by hand')
})

test(
  'the page loads nothing, runs nothing and escapes what files are called',
  { timeout: 60_000 },
  async () => {
    const page = htmlReport(
      await evaluateModel(inputOf({ kind: 'static', visits: 700, seed: 5 }, { budgetMs: 500 }), quietly),
    )
    expect(page).not.toMatch(/<script|<img|<link|url\(|https?:\/\//i)
    expect(page).not.toContain('a<b>')
    expect(page).toContain('a&#60;b&#62;.txt')
    expect(page.match(/<svg/g)).toHaveLength(8)
    expect(page).not.toMatch(/NaN|undefined|Infinity/)
  },
)
