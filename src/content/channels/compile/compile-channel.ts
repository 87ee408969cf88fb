/**
 * Makes the texts of a channel from one approved draft: facts are dropped in the order of their weight and the rest is
 * planned anew, until every field is within its limits. Text is never cut. What cannot be said in a place is a finding.
 */
import type { Segment } from '../../drafts/segment.ts'
import { createFinding, type Finding } from '../../check/finding.ts'
import type { ChannelId, ChannelRules } from '../channel.ts'
import { channelRules } from '../channel-rules.ts'
import { readField, readWhole, type Reading } from '../meters/reading.ts'
import { compileGoogleRsa, compileMeta } from '../families/ads.ts'
import type { FieldTexts, Place, PlaceOf } from './fit.ts'
import { compileAmazon, compileEbay, compileMerchant } from '../families/marketplaces.ts'
import { materialOf, type ChannelSource, type Material } from './material.ts'
import { compileEmail, compilePush, compileSms } from '../families/messages.ts'
import { compilePdp, compileSeo } from '../families/pages.ts'

export interface CompiledChannel {
  readonly channel: ChannelId
  readonly locale: string
  readonly fields: Readonly<Record<string, readonly Segment[]>>
  /** Ids of the variants whose titles "variants" holds, in its order. */
  readonly variants: readonly string[]
  /** Every limit of every field, as its meter reads. */
  readonly readings: readonly Reading[]
  /** Facts of the draft that no text of the channel says. */
  readonly dropped: readonly string[]
  /** Fields that no wording fits. */
  readonly findings: readonly Finding[]
}

export interface CompileInput extends ChannelSource {
  readonly channel: ChannelId
}

export function compileChannel(input: CompileInput): CompiledChannel {
  return compileMaterial(materialOf(input), input.channel, new Set())
}

const compilers: Readonly<Record<ChannelId, (material: Material, placeOf: PlaceOf) => FieldTexts>> = {
  pdp: compilePdp,
  seo: compileSeo,
  email: compileEmail,
  sms: compileSms,
  push: compilePush,
  'google-rsa': compileGoogleRsa,
  merchant: compileMerchant,
  meta: compileMeta,
  amazon: compileAmazon,
  ebay: compileEbay,
}

/** @param rejected texts that the gate has refused, so that others are tried */
export function compileMaterial(
  material: Material,
  id: ChannelId,
  rejected: ReadonlySet<string>,
): CompiledChannel {
  const channel = channelRules(id, material.settings)
  const made = compilers[id](material, (field) => placeIn(channel, field, material, rejected))
  const fields = Object.fromEntries(
    Object.entries(made).flatMap(([name, segments]): [string, readonly Segment[]][] =>
      segments === undefined || segments.length === 0 ? [] : [[name, segments]],
    ),
  )
  const said = new Set(
    Object.values(fields).flatMap((segments) => segments.flatMap(({ factIds }) => factIds)),
  )
  return {
    channel: id,
    locale: material.locale,
    fields,
    variants: (fields['variants'] ?? []).map((title) => variantOf(title, material)),
    readings: readingsOf(channel, fields),
    dropped: [...material.cited].filter((factId) => !said.has(factId)),
    findings: unfilled(channel, fields, material),
  }
}

/** The variant whose options a title carries. */
function variantOf({ factIds }: Segment, { sheet }: Material): string {
  const subjects = factIds.flatMap((id) => sheet.byId.get(id)?.subject ?? [])
  return subjects.find((subject) => subject.startsWith('variant:'))?.slice('variant:'.length) ?? ''
}

function placeIn(
  channel: ChannelRules,
  field: string,
  { sheet, locale, voice }: Material,
  rejected: ReadonlySet<string>,
): Place {
  const rules = channel.fields[field]
  if (rules === undefined) throw new Error(`The channel ${channel.id} has no field "${field}".`)
  return { channel, field, rules, sheet, locale, voice, rejected, judged: new Map() }
}

function readingsOf(channel: ChannelRules, fields: CompiledChannel['fields']): Reading[] {
  const texts = Object.entries(fields).map(([name, segments]): [string, string[]] => [
    name,
    segments.map(({ text }) => text),
  ])
  const single = texts.flatMap(([name, lines]) => {
    const rules = channel.fields[name]
    return rules === undefined ? [] : readField(name, rules, lines)
  })
  return [...single, ...readWhole(channel, Object.fromEntries(texts))]
}

/** A place that needs a text and gets none is said so, with the room there was. */
function unfilled(channel: ChannelRules, fields: CompiledChannel['fields'], { names }: Material): Finding[] {
  const shortest = names.reduce(
    (least, { text }) => (text.length < least.length ? text : least),
    names[0]?.text ?? '',
  )
  return Object.entries(channel.fields).flatMap(([name, rules]) => {
    if (!rules.required || fields[name] !== undefined) return []
    const hard = rules.limits.find(({ kind }) => kind === 'hard')
    const room = hard === undefined ? '' : ` within ${String(hard.max)} ${hard.meter}`
    const fix = `No wording of the facts fits${room}, and nothing is cut; the shortest name is "${shortest}": write this field by hand.`
    return [createFinding('L01', { field: name, fix })]
  })
}
