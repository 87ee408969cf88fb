/** Drafts as a reviewer reads them in the terminal: a list, one with findings and changes, outcomes of decisions. */
import type { ApiSchemas } from '../../client/api-client.ts'
import { wrap } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { count, counted } from '../terminal/quantities.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

type Draft = ApiSchemas['Draft']
type Diff = ApiSchemas['DraftDiff']
type Approval = ApiSchemas['BulkApproval']['items'][number]

export function describeWaiting(terminal: Terminal, drafts: readonly Draft[], state: string): string {
  if (drafts.length === 0) return `No draft is ${state}.`
  return table(terminal, drafts, [
    { head: 'Draft', cell: ({ id }) => id },
    { head: 'Product', cell: ({ product }) => product, flexible: true },
    { head: 'Locale', cell: ({ locale }) => locale },
    { head: 'Version', cell: ({ version }) => String(version), align: 'right' },
    { head: 'Findings', cell: openCodes, flexible: true },
    { head: 'Locked', cell: ({ locked }) => locked.join(', '), flexible: true },
  ])
}

function openCodes({ findings }: Draft): string {
  return [...new Set(findings.flatMap(({ code, resolution }) => (resolution === 'open' ? [code] : [])))].join(
    ' ',
  )
}

export function describeReview(terminal: Terminal, draft: Draft, diff: Diff | undefined): string {
  const { paint } = terminal
  const head = `${paint('bold', printable(draft.product))} · ${draft.locale} · ${draft.state} · version ${String(draft.version)}`
  const texts = Object.entries(draft.fields).map(([name, field]) => {
    const marks = [field.provenance, ...(draft.locked.includes(name) ? ['locked'] : [])].join(', ')
    const text = field.segments.map((segment) => printable(segment.text)).join(' ')
    return [`${paint('bold', name)} ${paint('dim', `(${marks})`)}`, ...wrap(text, terminal.width)].join('\n')
  })
  const proposals = Object.entries(draft.proposals).map(([name, field]) =>
    [
      paint('dim', `offered for ${name}, which is locked:`),
      ...wrap(field.segments.map((segment) => printable(segment.text)).join(' '), terminal.width),
    ].join('\n'),
  )
  const parts = [
    head,
    ...texts,
    ...proposals,
    findingLines(terminal, draft),
    diff === undefined ? '' : diffLines(terminal, diff),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function findingLines({ paint }: Terminal, { findings }: Draft): string {
  const open = findings.filter(({ resolution }) => resolution === 'open')
  if (open.length === 0) return paint('green', 'The gate has nothing to say.')
  return open
    .map(({ code, severity, path, text, fix }) => {
      const where = text === '' ? path : `${path} “${text}”`
      return paint(
        severity === 'block' ? 'red' : 'yellow',
        printable(`${code} ${severity}: ${where}: ${fix}`),
      )
    })
    .join('\n')
}

/** Removed words in brackets with a minus, added ones with a plus: readable without colours, too. */
function diffLines(terminal: Terminal, { from, to, fields, facts }: Diff): string {
  const { paint } = terminal
  const words = fields.map(({ field, words: changes }) => {
    const text = changes
      .map(({ kind, text: piece }) => {
        if (kind === 'same') return spaced(piece)
        return kind === 'added' ? paint('green', `[+${spaced(piece)}]`) : paint('red', `[-${spaced(piece)}]`)
      })
      .join('')
    return `${field}: ${text}`
  })
  const told = [
    ...facts.added.map(({ id }) => `+ ${id}`),
    ...facts.removed.map(({ id }) => `- ${id}`),
    ...facts.changed.map(
      ({ id, from: before, to: after }) => `${id}: ${String(before.value)} → ${String(after.value)}`,
    ),
  ]
  const head = paint('bold', `Version ${String(from)} → ${String(to)}`)
  return [head, ...words, ...(told.length === 0 ? [] : [`facts: ${printable(told.join(', '))}`])].join('\n')
}

/** Printable, with one blank where it begins or ends with white space. */
function spaced(text: string): string {
  return `${/^\s/.test(text) ? ' ' : ''}${printable(text)}${/\S\s+$/.test(text) ? ' ' : ''}`
}

export function describeDecision({ paint }: Terminal, { id, state, version, locked }: Draft): string {
  const locks = locked.length === 0 ? '' : `, locked: ${locked.join(', ')}`
  return `${id} is ${paint('bold', state)} (version ${String(version)}${locks})`
}

export function describeApprovals(terminal: Terminal, items: readonly Approval[]): string {
  const of = (outcome: Approval['outcome']) => items.filter((item) => item.outcome === outcome)
  const refused = of('refused')
  const parts = [
    `${counted(of('approved').length, 'draft')} approved`,
    ...(of('unchanged').length > 0 ? [`${count(of('unchanged').length)} approved before`] : []),
    ...(refused.length > 0 ? [terminal.paint('red', `${count(refused.length)} refused`)] : []),
  ]
  const reasons = refused
    .slice(0, 10)
    .map(({ id, code, detail }) => printable(`  ${id}: ${detail ?? ''} [${code ?? ''}]`))
  return [parts.join(' · '), ...reasons].join('\n')
}
