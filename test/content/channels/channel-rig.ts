/** Judges texts as a channel does, for tests: fields of plain texts in, codes and fixes out. */
import { productSchema } from '../../../src/catalog/product.ts'
import { gateContext, type CopyDocument } from '../../../src/content/check/gate-context.ts'
import type { Finding } from '../../../src/content/check/finding.ts'
import { checkChannel } from '../../../src/content/channels/checks/channel-check.ts'
import type { ChannelRules } from '../../../src/content/channels/channel.ts'
import type { Segment } from '../../../src/content/drafts/segment.ts'
import type { FactSheet } from '../../../src/content/facts/fact.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'

export const now = '2026-03-01T00:00:00.000Z'

export const anySheet: FactSheet = buildFactSheet(
  productSchema.parse({ id: 'x', title: 'Thing', brand: 'Acme', variants: [{ id: 'v' }] }),
  now,
)

export function segment(text: string, factIds: readonly string[] = ['p_title']): Segment {
  return { text, factIds: [...factIds], role: 'claim' }
}

/** What the channel says of the texts; an array is a list field. */
export function judge(
  channel: ChannelRules | null,
  fields: Readonly<Record<string, string | readonly string[]>>,
  sheet: FactSheet = anySheet,
): readonly Finding[] {
  const document: CopyDocument = {
    locale: 'en-GB',
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, texts]): [string, Segment[]] => [
        name,
        (typeof texts === 'string' ? [texts] : texts).map((text) => segment(text)),
      ]),
    ),
  }
  return checkChannel(document, gateContext(sheet, { channel, now }))
}

export function codesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ code }) => code)
}
