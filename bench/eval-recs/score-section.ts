/** One data set evaluated, as a table of the scorecard: every method of the same run, with the design's bars beside. */
import type {
  EvaluationReport,
  MethodFigures,
} from '../../src/recommendations/evaluation/report/evaluation-report.ts'
import type { ScoreRow, Section } from '../eval-copy/section.ts'
import type { DataSet } from './data-sets.ts'

export function sectionOf(dataSet: DataSet, report: EvaluationReport): Section {
  const { data, source, tuning, params, seconds, seed, machine, cut } = report
  const hashes =
    source.kind === 'files'
      ? [...new Set([source.train, source.test].map(({ name, sha256 }) => `${name} SHA-256 ${sha256}`))]
      : []
  const { ranker, ...settings } = params
  return {
    id: dataSet.id,
    title: dataSet.title,
    data:
      `${data.trainVisits} visits, ${data.trainClicks} views, ${data.items} items; ${data.cases} cases from ${data.testVisits} visits, ` +
      `${percent(data.repeats)} % repeats, ${percent(data.unseenTargets)} % never seen; per cent, k = ${cut}`,
    rows: [
      ...modelRows(dataSet, report),
      ...report.baselines.flatMap((method) => plainRows(method, cut, data.cases)),
    ],
    notes: [
      ...hashes,
      `settings ${settingsText(settings)}; learnt order ${ranker === null ? 'not used' : `from ${tuning.rankerCases} cases`}`,
      `tried ${tuning.evaluations} settings on ${tuning.cases} cases of the tail, ended by ${tuning.stopped ?? 'time'}`,
      ...report.baselines.flatMap(({ title, settings: found }) =>
        found === undefined ? [] : [`${title} with ${settingsText(found)}, chosen on the same tail`],
      ),
      ...gainNotes(report),
      `p50 ${report.model.latencyMs.p50.toFixed(2)}, p90 ${report.model.latencyMs.p90.toFixed(2)}, p99 ${report.model.latencyMs.p99.toFixed(2)} ms an answer`,
      `seed ${seed}; ${seconds.total.toFixed(0)} s, ${seconds.tune.toFixed(0)} of them tuning; ${machine.cpu}, ${machine.cores} cores`,
      ...dataSet.notes,
    ],
  }
}

function settingsText(settings: Readonly<Record<string, unknown>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
}

function modelRows(
  { bars, gorseFactor }: DataSet,
  { model, baselines, cut, data }: EvaluationReport,
): ScoreRow[] {
  const bestOf = (measure: 'hr' | 'mrr') =>
    baselines.reduce((a, b) => (b[measure].value > a[measure].value ? b : a))
  const row = (measure: 'hr' | 'mrr'): ScoreRow => {
    const best = bestOf(measure)
    const least = bars === null ? best[measure].value : bars[measure] / 100
    const { value } = model[measure]
    return {
      what: `Session model ${nameOf(measure, cut)}`,
      n: data.cases,
      value: intervalText(model[measure]),
      bar: bars === null ? `> ${percent(least)} (${best.title})` : `≥ ${percent(least)}`,
      isMet: bars === null ? value > least : value >= least,
    }
  }
  const gorse = baselines.find(({ name }) => name === 'gorse')
  const beaten: ScoreRow[] =
    gorseFactor === undefined || gorse === undefined
      ? []
      : [
          {
            what: `Session model over Gorse's formula, P@${cut}`,
            n: data.cases,
            value: `${(model.hr.value / gorse.hr.value).toFixed(2)} times`,
            bar: `≥ ${gorseFactor} times`,
            isMet: model.hr.value >= gorseFactor * gorse.hr.value,
          },
        ]
  return [row('hr'), row('mrr'), ...beaten, novelRow(model)]
}

function plainRows(method: MethodFigures, cut: number, cases: number): ScoreRow[] {
  const row = (measure: 'hr' | 'mrr'): ScoreRow => ({
    what: `${method.title} ${nameOf(measure, cut)}`,
    n: cases,
    value: intervalText(method[measure]),
    bar: null,
    isMet: null,
  })
  return [row('hr'), row('mrr'), novelRow(method)]
}

function novelRow({ title, novel }: MethodFigures): ScoreRow {
  return {
    what: `${title}, novel items HR / MRR`,
    n: novel.cases,
    value: `${percent(novel.hr)} / ${percent(novel.mrr)}`,
    bar: null,
    isMet: null,
  }
}

function gainNotes({ comparisons, gate }: EvaluationReport): string[] {
  const gains = comparisons.map(
    ({ title, hr, mrr }) => `gain over ${title}: HR ${intervalText(hr)}, MRR ${intervalText(mrr)}`,
  )
  return [...gains, `gate ${gate.passed ? 'passed' : `not passed: ${gate.reasons.join(' ')}`}`]
}

function nameOf(measure: 'hr' | 'mrr', cut: number): string {
  return measure === 'hr' ? `P@${cut}` : `MRR@${cut}`
}

function intervalText({ value, low, high }: MethodFigures['hr']): string {
  return `${percent(value)} [${percent(low)}, ${percent(high)}]`
}

function percent(share: number): string {
  return (share * 100).toFixed(2)
}
