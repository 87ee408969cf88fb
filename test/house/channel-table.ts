/** The table of docs/copy/channels.md as the data of src/content/channels/rules would have it. */
import type { ChannelRules, FieldRules, Limit } from '../../src/content/channels/channel.ts'
import { publishedRules } from '../../src/content/channels/channel-rules.ts'

const meters = { graphemes: 'graphemes', utf16: 'UTF-16 units', bytes: 'bytes', septets: 'septets' }

export function channelTable(): string[] {
  const rules: readonly ChannelRules[] = Object.values(publishedRules)
  return [
    '| Channel | Field | Hard limit | Plan for | Visible | Items | Not allowed |',
    '|---|---|---|---|---|---|---|',
    ...rules.flatMap((channel) =>
      Object.entries(channel.fields).map(([name, field]) => rowOf(channel, name, field)),
    ),
  ]
}

/** Who says so, and when it was read. */
export function sourceTable(): string[] {
  const rules: readonly ChannelRules[] = Object.values(publishedRules)
  return [
    '| Channel | Source | Checked on | Also |',
    '|---|---|---|---|',
    ...rules.map(({ title, source, checkedOn, note }) =>
      row([title, source, checkedOn ?? 'not yet', (note ?? '').replaceAll('|', '\\|')]),
    ),
  ]
}

function rowOf(channel: ChannelRules, name: string, field: FieldRules): string {
  const of = (kind: Limit['kind']) =>
    field.limits.filter((limit) => limit.kind === kind).map((limit) => limitText(limit))
  const payloads = channel.payloads.map(
    ({ service, maxBytes, unverified }) =>
      `${String(maxBytes)} bytes of the ${service.toUpperCase()} payload${mark(unverified)}`,
  )
  const { sms } = channel
  const parts =
    sms === null
      ? []
      : [
          `${String(sms.partsMax)} parts (shop): GSM-7 ${String(sms.gsm7.single)}, ${String(sms.gsm7.part)} per part; UCS-2 ${String(sms.ucs2.single)}, ${String(sms.ucs2.part)} per part`,
        ]
  return row([
    channel.title,
    `\`${name}\``,
    [...of('hard'), ...payloads].join('; ') || '–',
    [...of('plan'), ...parts].join('; ') || '–',
    of('visible').join('; ') || '–',
    field.counts
      .map(
        ({ kind, min, max, setting, unverified }) =>
          `${kind === 'plan' ? 'plan ' : ''}${String(min)}–${String(max)}${setting === undefined ? '' : ' (shop)'}${mark(unverified)}`,
      )
      .join('; ') || '–',
    bansText(field) || '–',
  ])
}

function limitText({ meter, min, max, per, lead, setting, unverified }: Limit): string {
  const range = min === undefined ? String(max) : `${String(min)}–${String(max)}`
  const where = per === 'text' ? '' : ` per ${per}`
  const including = lead === undefined ? '' : `, "${lead.trim()}" included`
  return `${range} ${meters[meter]}${where}${including}${setting === undefined ? '' : ' (shop)'}${mark(unverified)}`
}

function bansText({ bans, forbidden, wordUses, html }: FieldRules): string {
  const visible = forbidden.replace(/\s/g, '')
  return [
    ...bans,
    ...(visible === '' ? [] : [`\`${visible.replaceAll('|', '\\|')}\``]),
    ...(wordUses === null ? [] : [`a word more than ${String(wordUses)} times`]),
    html === null ? 'HTML' : `HTML other than ${html.join(', ')}`,
  ].join(', ')
}

function mark(unverified: true | undefined): string {
  return unverified === true ? ' (unverified)' : ''
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
