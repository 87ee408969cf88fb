/**
 * Settings of VS-KNN for one log, chosen as ours are: on the tail of training, by hit rate plus MRR at 20. A baseline with
 * fixed settings would be weak on data that its authors did not tune it to, and a gain over it would say little.
 */
import { createChance } from '../../../chance.ts'
import type { SessionModel } from '../../session-knn/session-model.ts'
import { headOf, sampleCases, tailOf, type NextItemCase } from '../../session-knn/tuning/held-out-cases.ts'
import { measureCases, objective } from '../../session-knn/tuning/measure-cases.ts'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { visitsPerItem } from '../measures/variety.ts'
import { buildVsKnn, publishedVsKnn, type VsKnnSettings } from './vs-knn.ts'

const grid: readonly Partial<VsKnnSettings>[] = [
  { keepsLast: false },
  ...[1, 5, 10].map((idf) => ({ idf })),
  ...[50, 200, 500, 1_500].map((k) => ({ k })),
  ...[500, 2_000, 5_000].map((sample) => ({ sample })),
  // Back to where it began, should the others have moved on.
  { keepsLast: true },
  { idf: 0 },
  { k: 100 },
  { sample: 1_000 },
]
const passes = 2
const [casesMin, casesMax] = [200, 2_000]
/** Visits looked at, all settings together: some minute of one core. */
const workMax = 1e9
/** What a question costs before any visit is looked at, in visits. */
const workOfCall = 2_000

export interface ChosenVsKnn extends SessionModel {
  readonly settings: VsKnnSettings
}

/** VS-KNN over the whole log with the settings found on its tail; the published ones when the tail asks nothing. */
export function buildChosenVsKnn(log: VisitLog): ChosenVsKnn {
  const settings = chooseVsKnn(log)
  return { ...buildVsKnn(log, settings), settings }
}

function chooseVsKnn(log: VisitLog): VsKnnSettings {
  const tail = tailOf(log)
  if (tail === undefined) return publishedVsKnn
  const head = headOf(log, tail.headVisits)
  const chance = createChance(1)
  const probe = sampleCases(tail.cases, casesMin, chance)
  const affordable = Math.floor(workMax / (passes * grid.length) / costOf(head, probe))
  const cases = sampleCases(tail.cases, Math.min(casesMax, Math.max(casesMin, affordable)), chance)
  const valueOf = (settings: VsKnnSettings) => objective(measureCases(buildVsKnn(head, settings), cases))
  let best = { settings: publishedVsKnn, value: valueOf(publishedVsKnn) }
  for (let pass = 0; pass < passes; pass++) {
    for (const change of grid) {
      const settings = { ...best.settings, ...change }
      if (isSame(settings, best.settings)) continue
      const value = valueOf(settings)
      if (value > best.value) best = { settings, value }
    }
  }
  return best.settings
}

function isSame(a: VsKnnSettings, b: VsKnnSettings): boolean {
  return a.k === b.k && a.sample === b.sample && a.idf === b.idf && a.keepsLast === b.keepsLast
}

/** Mean number of visits that hold an item of the query, counted once an item. */
function costOf(log: VisitLog, cases: readonly NextItemCase[]): number {
  const visitsOf = visitsPerItem(log, log.items.length)
  let sum = 0
  for (const { query } of cases) for (const item of new Set(query)) sum += visitsOf[item] ?? 0
  return workOfCall + sum / cases.length
}
