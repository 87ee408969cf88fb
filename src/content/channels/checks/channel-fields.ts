/** The fields of a document beside the rules they are judged by. Without a channel, what holds everywhere holds. */
import type { CopyDocument, GateContext } from '../../check/gate-context.ts'
import type { Segment } from '../../drafts/segment.ts'
import { fieldRules, type ChannelRules, type FieldRules } from '../channel.ts'
import { pdp } from '../rules/pdp.ts'

export interface JudgedField {
  /** As the document names it. */
  readonly name: string
  readonly rules: FieldRules
  readonly segments: readonly Segment[]
}

const anyField = fieldRules({ title: 'Text' })

/** Fields that a channel does not know are left to the checks of other families. */
export function judgedFields(
  document: CopyDocument,
  { channel }: Pick<GateContext, 'channel'>,
): JudgedField[] {
  return Object.entries(document.fields).flatMap(([name, segments]) => {
    const rules = channel === null ? fieldEverywhere(name) : fieldOf(channel, name)
    return rules === undefined ? [] : [{ name, rules, segments }]
  })
}

/** "long" of the channel "pdp" is also known as "pdp.long", as drafts call it. */
export function fieldOf(channel: ChannelRules, name: string): FieldRules | undefined {
  const prefix = `${channel.id}.`
  return channel.fields[name.startsWith(prefix) ? name.slice(prefix.length) : name]
}

/** No limits without a channel; the page's allow-list of HTML for its descriptions, plain text for all else. */
function fieldEverywhere(name: string): FieldRules {
  const page: Readonly<Record<string, FieldRules>> = pdp.fields
  const known = name.startsWith('pdp.') ? page[name.slice('pdp.'.length)] : undefined
  return { ...anyField, html: known?.html ?? null, isList: known?.isList ?? false }
}
