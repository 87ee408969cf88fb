/** Builds of the models of behaviour as the terminal shows them. */
import type { ApiSchemas } from '../../client/api-client.ts'
import { bytes, count } from '../terminal/quantities.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

type BuiltModel = ApiSchemas['BuiltModel']

export function describeModels(terminal: Terminal, models: readonly BuiltModel[]): string {
  if (models.length === 0) return 'Nothing has been built yet. Ask for a build: vitrine model build'
  const counted = (name: string) => (model: BuiltModel) => count(model.counts[name] ?? 0)
  return table(terminal, models, [
    { head: 'Build', cell: ({ epoch }) => String(epoch), align: 'right' },
    { head: 'Built', cell: ({ builtAt }) => moment(builtAt) },
    { head: 'Visits', cell: counted('visits'), align: 'right' },
    { head: 'Substitutes', cell: counted('substitutes'), align: 'right' },
    { head: 'Complements', cell: counted('complements'), align: 'right' },
    { head: 'Size', cell: (model) => bytes(model.bytes), align: 'right' },
    { head: 'Took', cell: ({ buildMs }) => seconds(buildMs), align: 'right' },
    { head: 'Session model', cell: ({ promoted }) => (promoted ? 'serves' : 'not promoted') },
  ])
}

export function describeModel(model: BuiltModel): string {
  const { epoch, builtAt, buildMs, seq, countedUntil, promoted, modelHash, checksum } = model
  const names = Object.keys(model.counts)
  const width = Math.max(0, ...names.map((name) => name.length))
  return [
    `Build ${String(epoch)}, ${moment(builtAt)}, ${bytes(model.bytes)} in ${seconds(buildMs)}`,
    `From visits up to number ${count(seq)}, baskets received before ${moment(countedUntil)}`,
    promoted
      ? 'The session model serves: its settings passed the promotion gate.'
      : 'The session model does not serve: no settings have passed the promotion gate (vitrine evaluate).',
    ...names.map((name) => `  ${name.padEnd(width)}  ${count(model.counts[name] ?? 0)}`),
    `Hash of the visits: ${modelHash}`,
    `SHA-256 of the file: ${checksum}`,
  ].join('\n')
}

function moment(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ')
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
