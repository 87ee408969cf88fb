/** L01: a hard limit broken, too many or too few items, a field missing that the channel needs. */
import type { Check } from '../../check/gate-context.ts'
import { createFinding, type Finding } from '../../check/finding.ts'
import type { ChannelRules, FieldRules } from '../channel.ts'
import { readField, readingText, readWhole, type Reading } from '../meters/reading.ts'
import { fieldOf, judgedFields, type JudgedField } from './channel-fields.ts'

export const checkLengths: Check = (document, { channel }) => {
  if (channel === null) return []
  const fields = judgedFields(document, { channel })
  if (fields.length === 0) return []
  return [
    ...fields.flatMap(fieldFindings),
    ...payloadFindings(channel, fields),
    ...missingFields(channel, Object.keys(document.fields)),
  ]
}

/** Readings above a hard limit. */
function brokenLimits(name: string, rules: FieldRules, texts: readonly string[]): Reading[] {
  return readField(name, rules, texts).filter(({ kind, value, max }) => kind === 'hard' && value > max)
}

function fieldFindings({ name, rules, segments }: JudgedField): Finding[] {
  const texts = segments.map((segment) => segment.text)
  const broken = brokenLimits(name, rules, texts).map((reading) => {
    const isSegment = rules.isList && reading.item !== null
    return createFinding('L01', {
      field: name,
      ...(isSegment && reading.item !== null ? { segment: reading.item } : {}),
      text: isSegment && reading.item !== null ? (texts[reading.item] ?? '') : '',
      evidence: isSegment && reading.item !== null ? (segments[reading.item]?.factIds ?? []) : [],
      fix: `${readingText(reading)}: ${cureOf(reading, rules)}`,
    })
  })
  const few = rules.counts.filter(({ kind, min }) => kind === 'hard' && segments.length < min)
  return [
    ...broken,
    ...few.map(({ min, max }) =>
      createFinding('L01', {
        field: name,
        fix: `${String(segments.length)} items; the channel takes ${String(min)} to ${String(max)}: add some.`,
      }),
    ),
  ]
}

function cureOf({ meter, item }: Reading, rules: FieldRules): string {
  if (meter === 'items') return 'leave some out.'
  if (item !== null && !rules.isList) return `say less in line ${String(item + 1)}, or break it.`
  return 'say fewer facts; nothing is cut off.'
}

/** The whole JSON of a push; reported at its body, which can be shortened. */
function payloadFindings(channel: ChannelRules, fields: readonly JudgedField[]): Finding[] {
  const texts = Object.fromEntries(
    fields.map(({ name, segments }): [string, string[]] => [name, segments.map(({ text }) => text)]),
  )
  return readWhole(channel, texts)
    .filter(({ kind, value, max }) => kind === 'hard' && value > max)
    .map((reading) =>
      createFinding('L01', {
        field: fields.some(({ name }) => name === reading.field) ? reading.field : (fields[0]?.name ?? ''),
        fix: `${readingText(reading)}: say less, or send less data along.`,
      }),
    )
}

function missingFields(channel: ChannelRules, present: readonly string[]): Finding[] {
  const known = new Set(present.flatMap((name) => fieldOf(channel, name) ?? []))
  return Object.entries(channel.fields).flatMap(([name, rules]) =>
    !rules.required || known.has(rules) || present.some((field) => field.includes('.'))
      ? []
      : [
          createFinding('L01', {
            field: name,
            fix: `The channel "${channel.title}" needs the field "${name}": write it.`,
          }),
        ],
  )
}
