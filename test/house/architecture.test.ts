/** docs/architecture.md draws the house as it stands: its tables are compared with the rules and definitions. */
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { jobs } from '../../src/queue/jobs.ts'
import { readRepositoryFile, repositoryRoot } from './repository-files.ts'

const page = readRepositoryFile('docs/architecture.md')

const cruiserSchema = z.object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string() })) })
const load = createRequire(import.meta.url)
const { forbidden } = cruiserSchema.parse(load(`${repositoryRoot}.dependency-cruiser.cjs`))

test('the table of domains and infrastructure names the allowed edges, and no others', () => {
  const rules = forbidden.flatMap(({ name, comment }) => {
    const [, part, allowed = ''] = /^([a-z]+) may (?:call|use) (.+)\.$/.exec(comment) ?? []
    const isEdgeRule = part !== undefined && (name === `domain-${part}` || name === `infrastructure-${part}`)
    return isEdgeRule ? [[part, allowed.startsWith('no other') ? '–' : allowed]] : []
  })
  expect(rules.length).toBeGreaterThan(5)
  expect(Object.fromEntries(rowsOf('Domain or infrastructure'))).toEqual(Object.fromEntries(rules))
})

test('the table of fences has every fence', () => {
  const fences = forbidden.flatMap(({ name }) =>
    name.startsWith('fence-') ? name.slice('fence-'.length) : [],
  )
  expect(fences.length).toBeGreaterThan(0)
  expect(rowsOf('Fence').map(([name]) => name)).toEqual(fences)
})

test('the table of jobs has every kind with its lane and the limit of a run', () => {
  const described = rowsOf('Kind').map(([kind, lane = '', , limit]) => ({
    kind: kind?.replaceAll('`', ''),
    lane: lane.split(',')[0],
    limit,
  }))
  const defined = Object.values(jobs).map(({ kind, lane, timeoutMs }) => ({
    kind,
    lane,
    limit: inWords(timeoutMs),
  }))
  expect(described.toSorted(byKind)).toEqual(defined.toSorted(byKind))
})

/** The cells of the rows of the table whose first column has this title. */
function rowsOf(title: string): string[][] {
  const [, body = ''] = page.split(new RegExp(`^\\| ${title}\\b.*\\n\\|[-|]+\\n`, 'm'))
  const lines = body.split('\n')
  return lines.slice(0, lines.indexOf('')).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

function inWords(ms: number): string {
  const minutes = ms / 60_000
  return minutes >= 60 ? `${String(minutes / 60)} h` : `${String(minutes)} min`
}

function byKind(a: { readonly kind: string | undefined }, z: { readonly kind: string | undefined }): number {
  return (a.kind ?? '').localeCompare(z.kind ?? '')
}
