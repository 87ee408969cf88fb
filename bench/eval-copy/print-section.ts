/** A section as a table for the terminal, and all of them as the page docs/evaluation/copy.md. */
import type { ScoreRow, Section } from './section.ts'

export function printSection(section: Section): string {
  const rows = section.rows.map((row) => [row.what, String(row.n), row.value, row.bar ?? '', verdictOf(row)])
  const table = [['', 'n', 'value', 'bar', ''], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)))
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [
    '',
    `${section.id}. ${section.title}`,
    `   ${section.data}`,
    ...lines,
    ...section.notes.map((note) => `  ${note}`),
  ].join('\n')
}

/** @param day of the measurement, ISO */
export function markdownOf(sections: readonly Section[], day: string): string {
  const head = [
    '# Evaluation of copy',
    '',
    `Written by \`npm run eval:copy -- --write\` on ${day}. Intervals are Wilson's at 95 %. Times depend on the machine`,
    '(two shared x86-64 cores here) and keep nobody from landing a change; every other bar does. What the sections',
    'mean: the finding codes are in [findings](../findings.md), the reasons in',
    '[decision 11](../decisions/0011-copy-evidence.md).',
    '',
  ]
  return [...head, ...sections.flatMap(sectionMarkdown)].join('\n')
}

export function sectionMarkdown({ id, title, data, rows, notes }: Section): string[] {
  return [
    `## ${id}. ${title}`,
    '',
    data,
    '',
    '| | n | value | bar | |',
    '|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${[row.what, String(row.n), row.value, row.bar ?? '', verdictOf(row)].map(cell).join(' | ')} |`,
    ),
    '',
    ...notes.flatMap((note) => [`- ${note}`]),
    ...(notes.length > 0 ? [''] : []),
  ]
}

function verdictOf({ isMet }: ScoreRow): string {
  return isMet === null ? '' : isMet ? 'met' : 'LOST'
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
