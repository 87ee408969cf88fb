/**
 * The report as one file to read, print and pass on: no script, nothing loaded, light and dark. The same page for files
 * and for a shop.
 */
import { barChart, gainChart, type ChartRow } from './bar-chart.ts'
import type { EvaluationReport, MethodFigures } from './evaluation-report.ts'
import { reportStyle } from './html-style.ts'
import { figuresTable, provenance } from './html-tables.ts'
import { countText, escapeHtml, gainText, percentText } from './html-text.ts'
import { lineChart, type Series } from './line-chart.ts'

export function htmlReport(report: EvaluationReport): string {
  return [
    head(report),
    verdict(report),
    tiles(report),
    accuracy(report),
    gains(report),
    slices(report),
    '<section><h2>All figures</h2><p class="note">In per cent where no unit stands. “Novel” counts only cases whose next item the ' +
      'visit had not viewed yet, ranked among such items. Coverage: share of the items that were shown at least once. Popularity bias: how popular what was ' +
      'shown is, beside what shoppers went on to.</p>',
    figuresTable(report),
    '</section><section><h2>What this rests on</h2>',
    provenance(report),
    methods(),
    '</section></main></body></html>\n',
  ].join('')
}

function head({ source, evaluatedAt }: EvaluationReport): string {
  const about = source.kind === 'files' ? `${source.train.name} → ${source.test.name}` : 'Visits of the shop'
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">' +
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` +
    `<title>Session model report: ${escapeHtml(about)}</title><style>${reportStyle}</style></head><body><main>` +
    `<header><p class="brand">Vitrine</p><h1>How good is the session model?</h1><p class="source">${escapeHtml(about)}</p>` +
    `<p class="note">Evaluated ${escapeHtml(evaluatedAt.slice(0, 16).replace('T', ' '))} UTC. Every method was given the beginning of a visit and asked ` +
    'which items come next, among all items; the data it was asked about was read once, after all settings were fixed.</p></header>'
  )
}

function verdict({ gate, comparisons, cut }: EvaluationReport): string {
  if (gate.passed) {
    const closest = (measure: 'hr' | 'mrr') => {
      const least = comparisons.reduce((a, b) => (b[measure].value < a[measure].value ? b : a))
      return `${gainText(least[measure].value)} points over ${escapeHtml(least.title)}`
    }
    return (
      '<section class="verdict passed"><p><b>The gate is passed: the session model is better than everything it was compared with.</b></p>' +
      `<p>Over each of the ${comparisons.length} other methods the 95 % interval of its gain lies above zero, in HR@${cut} and in MRR@${cut}. ` +
      `The smallest gains are ${closest('hr')} in HR@${cut} and ${closest('mrr')} in MRR@${cut}.</p></section>`
    )
  }
  return (
    '<section class="verdict refused"><p><b>The gate is not passed: nothing new is served.</b></p>' +
    '<p>A session model is served only when the 95 % interval of its gain over each compared method lies above zero, in both measures. That is not shown for:</p><ul>' +
    gate.reasons.map((reason) => `<li>${escapeHtml(reason)}</li>`).join('') +
    '</ul><p>More visits make the intervals narrower; a real difference shows then.</p></section>'
  )
}

function tiles({ model, cut, data }: EvaluationReport): string {
  const tile = (value: string, words: string) =>
    `<div class="tile"><b>${value}</b><span>${words}</span></div>`
  return (
    '<section class="tiles">' +
    tile(`${percentText(model.hr.value)} %`, `HR@${cut}: the next item is among the ${cut} shown`) +
    tile(percentText(model.mrr.value), `MRR@${cut}, in per cent: how far up it stands`) +
    tile(`${percentText(model.coverage, 1)} %`, 'coverage: items shown at least once') +
    tile(`${model.latencyMs.p90.toFixed(2)} ms`, 'p90 of one answer, on one core') +
    tile(countText(data.cases), `cases from ${countText(data.testVisits)} visits`) +
    '</section>'
  )
}

function accuracy({ model, baselines, cut }: EvaluationReport): string {
  const rows = (measure: 'hr' | 'mrr'): ChartRow[] =>
    [model, ...baselines]
      .map((method) => ({ label: method.title, ...method[measure], isOurs: method === model }))
      .sort((a, b) => b.value - a.value)
  return (
    '<section><h2>Accuracy</h2><p class="note">Whiskers are 95 % intervals: where they end, another sample of visits of the same kind might have put the bar.</p>' +
    `<div class="pair">${figure(`HR@${cut}`, 'per cent', barChart(rows('hr'), `HR at ${cut} by method`, percentText))}` +
    `${figure(`MRR@${cut}`, 'per cent', barChart(rows('mrr'), `MRR at ${cut} by method`, percentText))}</div></section>`
  )
}

function gains({ comparisons, cut }: EvaluationReport): string {
  const rows = (measure: 'hr' | 'mrr'): ChartRow[] =>
    comparisons.map((comparison) => ({ label: comparison.title, ...comparison[measure] }))
  return (
    '<section><h2>Gain over each method</h2><p class="note">Points of per cent, on the same visits for both: pairing makes these intervals narrower than ' +
    'the whiskers above suggest. Amber: the interval reaches zero, so the gain is not shown.</p>' +
    `<div class="pair">${figure(`Gain in HR@${cut}`, 'points', gainChart(rows('hr'), 'Gain in HR', gainText))}` +
    `${figure(`Gain in MRR@${cut}`, 'points', gainChart(rows('mrr'), 'Gain in MRR', gainText))}</div></section>`
  )
}

/** Lines that would lie on each other say less than a few. */
const drawn = ['vs-knn', 'item-knn', 'gorse', 'popularity', 'incumbent']

function slices({ model, baselines, cut }: EvaluationReport): string {
  const methods = [model, ...baselines.filter(({ name }) => drawn.includes(name))].slice(0, 5)
  const legend = methods.map(
    ({ title }, colour) => `<li><i style="background:var(--s${colour})"></i>${escapeHtml(title)}</li>`,
  )
  const chart = (slicing: 'byPrefixLength' | 'byPopularity', measure: 'hr' | 'mrr', axis: string) => {
    const groups = model[slicing].map(({ label }) => label)
    return lineChart(
      groups,
      methods.map((method, colour) => seriesOf(method, slicing, measure, groups, colour)),
      axis,
      (value) => percentText(value, 1),
    )
  }
  const pair = (slicing: 'byPrefixLength' | 'byPopularity', axis: string) =>
    `<div class="pair">${figure(`HR@${cut}`, 'per cent', chart(slicing, 'hr', axis))}${figure(`MRR@${cut}`, 'per cent', chart(slicing, 'mrr', axis))}</div>`
  return (
    `<section><h2>By how much of the visit was seen</h2><ul class="legend">${legend.join('')}</ul>` +
    pair('byPrefixLength', 'items viewed before the question') +
    '</section><section><h2>By how popular the next item is</h2><p class="note">Tenths of the cases by how many visits of the learning data hold the item; ' +
    `1 the rarest, 10 the most popular.</p><ul class="legend">${legend.join('')}</ul>` +
    pair('byPopularity', 'tenth by popularity of the next item') +
    '</section>'
  )
}

function seriesOf(
  method: MethodFigures,
  slicing: 'byPrefixLength' | 'byPopularity',
  measure: 'hr' | 'mrr',
  groups: readonly string[],
  colour: number,
): Series {
  const byLabel = new Map(method[slicing].map((slice) => [slice.label, slice[measure]]))
  return { label: method.title, colour, values: groups.map((group) => byLabel.get(group)) }
}

function methods(): string {
  return (
    '<p class="note">Protocol: each prefix of a test visit is a case and the item after it the target; one target a case, ranked among all items of training; ' +
    'items that training never saw are left out of queries and are misses as targets. Popularity: most viewed items. Item-kNN: cosine of sessions, as in ' +
    'GRU4Rec, from the last item. Sequential rules: session-rec’s SR. VS-KNN: session-rec. Gorse’s formula: neighbours by weighted cosine, summed over the visit, ' +
    'its items left out as Gorse does, and kept for comparison.</p>'
  )
}

function figure(title: string, unit: string, chart: string): string {
  return `<figure><figcaption>${title} <small>${unit}</small></figcaption>${chart}</figure>`
}
