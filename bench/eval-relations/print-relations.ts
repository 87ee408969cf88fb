/** The lists as Markdown, which is read in a terminal as well. */
import type { ShownKind, ShownPair } from './choose-pairs.ts'
import type { EmptyList, SupportCheck } from './check-support.ts'
import type { HeldOutRow } from './held-out.ts'
import type { PlainCounts } from './recount.ts'

export type NameOf = (item: number) => string

export interface Recount {
  readonly kind: ShownKind
  readonly pair: string
  readonly learnt: PlainCounts
  readonly found: PlainCounts
  readonly isEqual: boolean
}

export function pairTable(kind: ShownKind, pairs: readonly ShownPair[], nameOf: NameOf): string[] {
  const interval = kind === 'complement' ? 'lift [95 %]' : 'ab/a [95 %]'
  const value = ({ ab, a, lift, lo, hi }: ShownPair) =>
    kind === 'complement'
      ? `${short(lift)} [${short(lo)}, ${short(hi)}]`
      : `${share(ab / a)} [${share(lo)}, ${share(hi)}]`
  return [
    `| | product | ${kind} | n = ab | a | b | score | ${interval} |`,
    '|-|-|-|-|-|-|-|-|',
    ...pairs.map((pair, at) =>
      row([
        String(at + 1),
        ...[nameOf(pair.source), nameOf(pair.item)],
        ...[pair.ab, pair.a, pair.b].map(String),
        ...[pair.score.toFixed(3), value(pair)],
      ]),
    ),
  ]
}

export function supportLines(
  { relations, below, fewBuyers, fewTogether }: SupportCheck,
  nameOf: NameOf,
): string[] {
  const line = ({ item, a, most, length }: EmptyList) =>
    row([nameOf(item), String(a), String(most), length === 0 ? 'empty' : `${String(length)} (WRONG)`])
  return [
    `Complements in all lists: ${String(relations)}; below the support: ${String(below)}.`,
    '',
    '| product | a | most voters with one other | list |',
    '|-|-|-|-|',
    ...fewBuyers.map(line),
    ...fewTogether.map(line),
  ]
}

export function heldOutTable(rows: readonly HeldOutRow[]): string[] {
  return [
    '| ten complements | hit | cases |',
    '|-|-|-|',
    ...rows.map(({ what, hits, cases }) => row([what, share(hits), String(cases)])),
  ]
}

export function recountTable(recounts: readonly Recount[]): string[] {
  const counts = ({ ab, a, b, total }: PlainCounts) => [ab, a, b, total].join(' / ')
  return [
    '| pair | ab / a / b / voters, learnt | by plain code over the file | |',
    '|-|-|-|-|',
    ...recounts.map(({ kind, pair, learnt, found, isEqual }) =>
      row([`${kind}: ${pair}`, counts(learnt), counts(found), isEqual ? 'equal' : 'DIFFERENT']),
    ),
  ]
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)} %`
}

function short(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0)
}
