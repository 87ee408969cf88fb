/** The figures as tables, and what they rest on: data, settings, machine. */
import type { EvaluationReport, MethodFigures } from './evaluation-report.ts'
import { countText, durationText, escapeHtml, percentText } from './html-text.ts'

export function figuresTable({ model, baselines, cut }: EvaluationReport): string {
  const heads = [
    `HR@${cut}`,
    `MRR@${cut}`,
    `nDCG@${cut}`,
    'novel HR',
    'novel MRR',
    'coverage',
    'novelty, bits',
    'popularity bias',
    'p50 / p90 / p99',
    'learning',
  ]
  return (
    '<div class="scroll"><table><thead><tr><th>Method</th>' +
    heads.map((head) => `<th class="num">${head}</th>`).join('') +
    `</tr></thead><tbody>${[model, ...baselines].map((method) => figuresRow(method, method === model)).join('')}</tbody></table></div>`
  )
}

function figuresRow(method: MethodFigures, isOurs: boolean): string {
  const { hr, mrr, ndcg, novel, coverage, novelty, popularityBias, latencyMs, buildMs } = method
  const withInterval = ({ value, low, high }: MethodFigures['hr']) =>
    `${percentText(value)}<small>${percentText(low)}–${percentText(high)}</small>`
  const cells = [
    withInterval(hr),
    withInterval(mrr),
    percentText(ndcg),
    percentText(novel.hr),
    percentText(novel.mrr),
    `${percentText(coverage, 1)} %`,
    novelty.toFixed(2),
    `${popularityBias.toFixed(2)} ×`,
    [latencyMs.p50, latencyMs.p90, latencyMs.p99].map((ms) => ms.toFixed(2)).join(' / ') + ' ms',
    durationText(buildMs),
  ]
  return (
    `<tr${isOurs ? ' class="ours"' : ''}><th>${escapeHtml(method.title)}</th>` +
    cells.map((cell) => `<td class="num">${cell}</td>`).join('') +
    '</tr>'
  )
}

/** Where the figures come from, so that somebody else can get the same ones. */
export function provenance(report: EvaluationReport): string {
  const { source, data, seed, machine, seconds, tuning, params, cut } = report
  const sources =
    source.kind === 'files'
      ? [source.train, source.test].map((file, at): [string, string] => [
          at === 0 ? 'Learnt from' : 'Measured on',
          `${escapeHtml(file.name)}, ${countText(file.bytes)} bytes, ${escapeHtml(file.format)}<br><code>SHA-256 ${escapeHtml(file.sha256)}</code>`,
        ])
      : [
          [
            'Data',
            `closed visits of the shop up to number ${countText(source.lastSeq)}; those that ended after ${escapeHtml(source.splitAt)} are the test<br><code>SHA-256 ${escapeHtml(source.sha256)}</code>`,
          ] satisfies [string, string],
        ]
  const { ranker, ...settings } = params
  const settingWords = Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`)
  const rows: readonly (readonly [string, string])[] = [
    ...sources,
    [
      'Learning',
      `${countText(data.trainVisits)} visits, ${countText(data.trainClicks)} views of ${countText(data.items)} items`,
    ],
    [
      'Test',
      `${countText(data.cases)} cases from ${countText(data.testVisits)} visits; in ${percentText(data.repeats, 1)} % the visit had viewed the next item before, ` +
        `in ${percentText(data.unseenTargets, 1)} % training had never seen it (always a miss)`,
    ],
    [
      'Settings',
      `<code>${escapeHtml(settingWords.join(' · '))}</code>, learnt order: ${ranker === null || ranker === undefined ? 'no clear gain, not used' : 'used'}`,
    ],
    [
      'Tuner',
      `${countText(tuning.evaluations)} settings on ${countText(tuning.cases)} cases from the tail of the learning data ` +
        `(HR ${percentText(tuning.hr)}, MRR ${percentText(tuning.mrr)} there); order learnt from ${countText(tuning.rankerCases)} cases`,
    ],
    ['Chance', `seed ${seed}; 1,000 draws of visits with replacement, 95 % percentile intervals, k = ${cut}`],
    [
      'Machine',
      escapeHtml(`${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}`),
    ],
    [
      'Time',
      `${seconds.total.toFixed(0)} s in all, ${seconds.read.toFixed(0)} s of it reading, ${seconds.tune.toFixed(0)} s learning settings`,
    ],
  ]
  return `<dl>${rows.map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`).join('')}</dl>`
}
