/**
 * `npm run eval:copy [-- A C …]`: the scorecard of copy. Prints its tables, with `--write` also as
 * docs/evaluation/copy.md, and exits 1 when a bar is lost. Needs the evaluation data (VITRINE_DATA_DIR), no database.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sections } from './eval-copy/all-sections.ts'
import { markdownOf, printSection } from './eval-copy/print-section.ts'
import type { Section } from './eval-copy/section.ts'
import { evaluationDirectory } from './search/evaluation-data.ts'

const directory = evaluationDirectory(process.env)
if (directory === undefined)
  console.log('No evaluation data here: set VITRINE_DATA_DIR. Nothing was measured.')
else await main(directory, process.argv.slice(2))

async function main(data: string, words: readonly string[]): Promise<void> {
  const wanted = words.filter((word) => !word.startsWith('--'))
  const unknown = wanted.filter((id) => !sections.some((section) => section.id === id))
  if (unknown.length > 0) throw new Error(`There is no section ${unknown.join(', ')}.`)
  const measured: Section[] = []
  for (const { id, evaluate } of sections) {
    if (wanted.length > 0 && !wanted.includes(id)) continue
    const section = await evaluate(data)
    measured.push(section)
    console.log(printSection(section))
  }
  if (words.includes('--write')) {
    writeFileSync(
      fileURLToPath(new URL('../docs/evaluation/copy.md', import.meta.url)),
      markdownOf(measured, new Date().toISOString().slice(0, 10)),
    )
  }
  const lost = measured.flatMap((section) => section.rows.filter((row) => row.isMet === false))
  for (const row of lost) console.log(`bar lost: ${row.what}: ${row.value}, bar ${row.bar ?? ''}`)
  if (lost.length > 0) process.exitCode = 1
}
