/** Outcomes of all methods on the same cases as figures, with intervals from one paired bootstrap. */
import { isRepeat, type CaseSet } from '../case-set.ts'
import type { Comparison, MethodFigures } from '../report/evaluation-report.ts'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { accuracyOf } from './accuracy.ts'
import { bootstrap, quantile, type Resampled } from './bootstrap.ts'
import type { Outcome } from './outcome.ts'
import { accuracyBySlice, byPrefixLength, byTargetPopularity, type Slicing } from './slices.ts'
import { varietyOf, visitsPerItem } from './variety.ts'

export interface NamedOutcome {
  readonly name: string
  readonly title: string
  readonly outcome: Outcome
}

export interface Compared {
  readonly figures: MethodFigures[]
  /** Of the first method with each other one. */
  readonly comparisons: Comparison[]
  /** Of what is served now with each baseline; empty when nothing is. */
  readonly incumbent: Comparison[]
}

export interface CompareInput {
  /** The session model first. */
  readonly methods: readonly NamedOutcome[]
  readonly log: VisitLog
  readonly cases: CaseSet
  readonly seed: number
}

export function compareMethods({ methods, log, cases, seed }: CompareInput): Compared {
  const facts = factsOf(log, cases)
  const resampled = bootstrap({
    columns: methods.flatMap(({ outcome: { ranks } }) => [hitsOf(ranks), reciprocalsOf(ranks)]),
    visits: cases.visits,
    visitCount: cases.visitCount,
    seed,
  })
  const gains = (of: number) =>
    methods.flatMap(({ name, title }, other) =>
      other === 0 || other === of
        ? []
        : {
            against: name,
            title,
            hr: resampled.difference(of * 2, other * 2),
            mrr: resampled.difference(of * 2 + 1, other * 2 + 1),
          },
    )
  const incumbent = methods.findIndex(({ name }) => name === 'incumbent')
  return {
    figures: methods.map((method, at) => figuresOf(method, at, resampled, facts)),
    comparisons: gains(0),
    incumbent: incumbent < 0 ? [] : gains(incumbent),
  }
}

interface CaseFacts {
  readonly visits: number
  readonly visitsOf: Uint32Array
  readonly wanted: Uint32Array
  readonly isNovel: Uint8Array
  readonly prefixes: Slicing
  readonly popularity: Slicing
}

function factsOf(log: VisitLog, cases: CaseSet): CaseFacts {
  const visitsOf = visitsPerItem(log, log.items.length)
  const wanted = new Uint32Array(log.items.length)
  for (const target of cases.targets) {
    const item = cases.clicks[target] ?? 0
    if (item < wanted.length) wanted[item] = (wanted[item] ?? 0) + 1
  }
  return {
    visits: log.offsets.length - 1,
    visitsOf,
    wanted,
    isNovel: Uint8Array.from(cases.targets, (_, at) => (isRepeat(cases, at) ? 0 : 1)),
    prefixes: byPrefixLength(cases),
    popularity: byTargetPopularity(cases, visitsOf),
  }
}

function figuresOf(
  { name, title, outcome }: NamedOutcome,
  at: number,
  resampled: Resampled,
  facts: CaseFacts,
): MethodFigures {
  const { ranks, novelRanks, shown, latencies, buildMs, settings } = outcome
  const novel = accuracyOf(novelRanks, (place) => facts.isNovel[place] === 1)
  const slices = (slicing: Slicing) =>
    accuracyBySlice(ranks, slicing).map(({ label, cases, hr, mrr }) => ({ label, cases, hr, mrr }))
  const sorted = latencies.slice().sort()
  return {
    name,
    title,
    hr: resampled.mean(at * 2),
    mrr: resampled.mean(at * 2 + 1),
    ndcg: accuracyOf(ranks).ndcg,
    novel: { cases: novel.cases, hr: novel.hr, mrr: novel.mrr },
    ...varietyOf(shown, facts.visitsOf, facts.visits, facts.wanted),
    buildMs,
    ...(settings === undefined ? {} : { settings }),
    latencyMs: { p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), p99: quantile(sorted, 0.99) },
    byPrefixLength: slices(facts.prefixes),
    byPopularity: slices(facts.popularity),
  }
}

function hitsOf(ranks: Uint8Array): Float64Array {
  return Float64Array.from(ranks, (rank) => (rank > 0 ? 1 : 0))
}

function reciprocalsOf(ranks: Uint8Array): Float64Array {
  return Float64Array.from(ranks, (rank) => (rank > 0 ? 1 / rank : 0))
}
