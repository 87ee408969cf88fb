/** What an evaluation found, as the terminal shows it and as scripts read it. */
import type {
  EvaluationReport,
  MethodFigures,
} from '../../recommendations/evaluation/report/evaluation-report.ts'
import { count, counted } from '../terminal/quantities.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** Shares are fractions, 0 to 1. The first four keys and their order are promised (docs/cli.md). */
export function evaluationJson(report: EvaluationReport): Record<string, unknown> {
  const { model, baselines, cut, data, comparisons, gate, seconds, ...rest } = report
  return {
    cases: data.cases,
    ...measures(model, cut),
    baselines: Object.fromEntries(baselines.map((method) => [method.name, measures(method, cut)])),
    gate,
    intervals: { [`hr@${cut}`]: model.hr, [`mrr@${cut}`]: model.mrr },
    gains: Object.fromEntries(
      comparisons.map(({ against, hr, mrr }) => [against, { [`hr@${cut}`]: hr, [`mrr@${cut}`]: mrr }]),
    ),
    k: cut,
    seconds: seconds.total,
    learning_seconds: seconds.tune,
    data,
    ...rest,
    figures: { model, baselines },
  }
}

function measures({ hr, mrr, ndcg, novel }: MethodFigures, cut: number): Record<string, number> {
  return {
    [`hr@${cut}`]: hr.value,
    [`mrr@${cut}`]: mrr.value,
    [`ndcg@${cut}`]: ndcg,
    [`novel_hr@${cut}`]: novel.hr,
    [`novel_mrr@${cut}`]: novel.mrr,
  }
}

export function describeEvaluation(terminal: Terminal, report: EvaluationReport): string {
  const { paint } = terminal
  const { data, gate, model, baselines, cut, seconds, seed, machine } = report
  return [
    paint(
      'dim',
      `${counted(data.cases, 'case')} from ${counted(data.testVisits, 'visit')}; learnt from ${counted(data.trainVisits, 'visit')} of ${counted(data.items, 'item')}`,
    ),
    '',
    figures(terminal, [model, ...baselines], cut),
    '',
    gate.passed
      ? paint(
          'green',
          `Gate passed: better than each of the others, in HR@${cut} and MRR@${cut} (95 %, paired by visit).`,
        )
      : paint('yellow', 'Gate not passed:'),
    ...gate.reasons.map((reason) => `  ${reason}`),
    '',
    paint(
      'dim',
      `Seed ${count(seed)}, ${seconds.total.toFixed(0)} s on ${machine.cpu}, ${counted(machine.cores, 'core')}.`,
    ),
    ...sources(report).map((line) => paint('dim', line)),
  ].join('\n')
}

function sources({ source }: EvaluationReport): string[] {
  if (source.kind === 'shop')
    return [`Visits up to number ${count(source.lastSeq)}: SHA-256 ${source.sha256}`]
  return [source.train, source.test].map(({ name, sha256 }) => `${name}: SHA-256 ${sha256}`)
}

function figures(terminal: Terminal, methods: readonly MethodFigures[], cut: number): string {
  const share = (value: number) => (value * 100).toFixed(2)
  const interval = ({ value, low, high }: MethodFigures['hr']) =>
    `${share(value)} [${share(low)}, ${share(high)}]`
  return table(terminal, methods, [
    { head: 'Method (per cent)', cell: ({ title }) => title, flexible: true },
    { head: `HR@${cut}`, cell: ({ hr }) => interval(hr), align: 'right' },
    { head: `MRR@${cut}`, cell: ({ mrr }) => interval(mrr), align: 'right' },
    { head: 'novel HR', cell: ({ novel }) => share(novel.hr), align: 'right' },
    { head: 'coverage', cell: ({ coverage }) => share(coverage), align: 'right' },
    { head: 'p90 ms', cell: ({ latencyMs }) => latencyMs.p90.toFixed(2), align: 'right' },
  ])
}
