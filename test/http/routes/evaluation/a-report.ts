/** A report of an evaluation as small as one may be. */
import type {
  EvaluationReport,
  MethodFigures,
} from '../../../../src/recommendations/evaluation/report/evaluation-report.ts'

const interval = { value: 0.2, low: 0.1, high: 0.3 }

const figures: MethodFigures = {
  name: 'session-knn',
  title: 'Session model',
  hr: interval,
  mrr: interval,
  ndcg: 0.2,
  novel: { cases: 1, hr: 0, mrr: 0 },
  coverage: 0.5,
  novelty: 3,
  popularityBias: 1,
  buildMs: 1,
  latencyMs: { p50: 0.1, p90: 0.2, p99: 0.3 },
  byPrefixLength: [{ label: '1', cases: 2, hr: 0.5, mrr: 0.5 }],
  byPopularity: [{ label: '1', cases: 2, hr: 0.5, mrr: 0.5 }],
}

export const aReport: EvaluationReport = {
  source: { kind: 'shop', sha256: 'ab', splitAt: '2026-01-01T00:00:00.000Z', lastSeq: 9 },
  data: {
    trainVisits: 8,
    trainClicks: 20,
    items: 5,
    testVisits: 1,
    cases: 2,
    repeats: 0.5,
    unseenTargets: 0,
  },
  cut: 20,
  seed: 1,
  evaluatedAt: '2026-01-02T00:00:00.000Z',
  params: { k: 100, ranker: null },
  tuning: { cases: 2, hr: 0.5, mrr: 0.5, evaluations: 1, rankerCases: 0, stopped: 'finished' },
  model: figures,
  baselines: [{ ...figures, name: 'popularity', title: 'Popularity' }],
  comparisons: [{ against: 'popularity', title: 'Popularity', hr: interval, mrr: interval }],
  incumbent: [],
  gate: { passed: false, reasons: ['MRR@20 over Popularity: too close to tell.'] },
  machine: { cpu: 'test', cores: 1, memoryGb: 1, node: 'v20' },
  seconds: { read: 0, tune: 1, total: 1 },
}
