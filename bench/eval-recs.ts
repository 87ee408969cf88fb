/**
 * `npm run eval:recs [-- diginetica serenade …]`: the scorecard of recommendations on public data: the unattended session
 * model beside re-implemented baselines in the same run. Prints its tables, with `--write` also as
 * docs/evaluation/recommendations-figures.md, and exits 1 when a bar is lost. Needs the evaluation data
 * (VITRINE_DATA_DIR) and `npm run build` for the threads; no database.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../src/clock.ts'
import { baselineNames } from '../src/recommendations/evaluation/baselines/baselines.ts'
import { evaluateModel } from '../src/recommendations/evaluation/evaluate-model.ts'
import { describeMachine, threadsFor } from '../src/recommendations/evaluation/machine.ts'
import { printSection, sectionMarkdown } from './eval-copy/print-section.ts'
import type { Section } from './eval-copy/section.ts'
import { dataSets, pathsOf, type DataSet } from './eval-recs/data-sets.ts'
import { sectionOf } from './eval-recs/score-section.ts'

const words = process.argv.slice(2)
const directory = process.env['VITRINE_DATA_DIR'] ?? join(import.meta.dirname, '..', '..', 'shared', 'data')
const wanted = words.filter((word) => !word.startsWith('--'))
const unknown = wanted.filter((id) => !dataSets.some((dataSet) => dataSet.id === id))
if (unknown.length > 0) throw new Error(`There is no data set ${unknown.join(', ')}.`)

const figuresPage = fileURLToPath(new URL('../docs/evaluation/recommendations-figures.md', import.meta.url))
const day = new Date().toISOString().slice(0, 10)
const sections: Section[] = []
for (const dataSet of dataSets) {
  if (wanted.length > 0 && !wanted.includes(dataSet.id)) continue
  const missing = pathsOf(dataSet, directory).filter((path) => !existsSync(path))
  if (missing.length > 0) {
    console.log(`Not measured: ${dataSet.title} (no ${missing.join(', ')}; set VITRINE_DATA_DIR).`)
    continue
  }
  const section = await evaluate(dataSet)
  sections.push(section)
  console.log(printSection(section))
  // After each one: a run that is broken off keeps what it has measured.
  if (words.includes('--write')) writeFileSync(figuresPage, pageOf(sections, day))
}
const lost = sections.flatMap((section) =>
  section.rows.filter(({ isMet }) => isMet === false).map((row) => ({ section, row })),
)
for (const { section, row } of lost)
  console.log(`bar lost: ${section.title}: ${row.what} ${row.value}, bar ${row.bar ?? ''}`)
if (lost.length > 0) process.exitCode = 1

async function evaluate(dataSet: DataSet): Promise<Section> {
  const startMs = systemClock.monotonicMs()
  const data = await dataSet.read(pathsOf(dataSet, directory))
  const machine = describeMachine()
  const report = await evaluateModel(
    {
      ...data,
      ...{ machine, cut: 20, seed: 1, budgetMs: 200_000, baselines: baselineNames },
      threads: threadsFor(machine),
      readSeconds: (systemClock.monotonicMs() - startMs) / 1_000,
    },
    { clock: systemClock, signal: new AbortController().signal, onProgress: () => undefined },
  )
  return sectionOf(dataSet, report)
}

function pageOf(measured: readonly Section[], measuredOn: string): string {
  return [
    '# Figures of recommendations',
    '',
    `Written by \`npm run eval:recs -- --write\` on ${measuredOn}. In per cent, with 95 % intervals of a bootstrap by visit. What the`,
    'methods are and how it is measured: [evaluation of recommendations](recommendations.md). Times are those of a machine with a load',
    `of ${loadavg()[1]?.toFixed(0) ?? '?'} (mean of five minutes); under load the guard of the tuner may strike, which each table says.`,
    '',
    ...measured.flatMap(sectionMarkdown),
  ].join('\n')
}
