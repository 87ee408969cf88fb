/** What a meter shows: the value, the limit, and the unit in which both are counted. */
import { z } from 'zod'
import { joinField, meterNames, type ChannelRules, type FieldRules, type Limit } from '../channel.ts'
import { charactersOutsideGsm7 } from './gsm7.ts'
import { measure } from './measure.ts'
import { payloadBytes } from './push-payload.ts'
import { measureSms, unitsOfParts } from './sms-parts.ts'

export const readingSchema = z.object({
  field: z.string(),
  /** Index of the item or line; null: the whole field, or the whole payload. */
  item: z.int().min(0).nullable(),
  kind: z.enum(['hard', 'plan', 'visible']),
  meter: z.enum([...meterNames, 'items', 'parts']),
  value: z.int().min(0),
  max: z.int(),
  /** As it is read aloud: "septets", "UCS-2 units", "bytes of the APNS payload". */
  unit: z.string(),
})
export type Reading = z.output<typeof readingSchema>

/** "161 of 160 septets" */
export function readingText({ value, max, unit }: Pick<Reading, 'value' | 'max' | 'unit'>): string {
  return `${String(value)} of ${String(max)} ${unit}`
}

const unitNames = {
  graphemes: 'graphemes',
  utf16: 'UTF-16 units',
  bytes: 'bytes',
  septets: 'septets',
} as const

/** Every limit of a field against its texts, one per segment. */
export function readField(name: string, rules: FieldRules, texts: readonly string[]): Reading[] {
  const whole = joinField(rules, texts)
  const counts = rules.counts.map(({ kind, max }): Reading => ({
    field: name,
    item: null,
    kind,
    meter: 'items',
    value: texts.length,
    max,
    unit: 'items',
  }))
  const lengths = rules.limits.flatMap((limit): Reading[] => {
    if (limit.per === 'text') return [readLimit(name, null, limit, whole)]
    const parts = limit.per === 'line' ? whole.split(/\r\n|\n|\r/) : texts
    return parts.map((part, index) => readLimit(name, index, limit, part))
  })
  return [...counts, ...lengths]
}

/** Whether any reading of this kind is above its limit; asked for every candidate text, so it makes nothing. */
export function isBeyond(rules: FieldRules, texts: readonly string[], kind: Limit['kind']): boolean {
  if (rules.counts.some((count) => count.kind === kind && texts.length > count.max)) return true
  const whole = joinField(rules, texts)
  return rules.limits.some((limit) => {
    if (limit.kind !== kind) return false
    const isOver = (text: string) => measure(`${limit.lead ?? ''}${text}`, limit.meter) > limit.max
    if (limit.per === 'text') return isOver(whole)
    return (limit.per === 'line' ? whole.split(/\r\n|\n|\r/) : texts).some(isOver)
  })
}

/** The limits that reach over fields: the payload of a push, the parts of an SMS. */
export function readWhole(
  rules: ChannelRules,
  texts: Readonly<Record<string, readonly string[]>>,
): Reading[] {
  const textOf = (name: string) => {
    const field = rules.fields[name]
    return field === undefined ? '' : joinField(field, texts[name] ?? [])
  }
  const payloads = rules.payloads.map(({ service, maxBytes }): Reading => {
    const value = payloadBytes(service, { title: textOf('title'), body: textOf('body'), data: rules.data })
    const unit = `bytes of the ${service.toUpperCase()} payload`
    return { field: 'body', item: null, kind: 'hard', meter: 'bytes', value, max: maxBytes, unit }
  })
  if (rules.sms === null || texts['text'] === undefined) return payloads
  const { encoding, parts } = measureSms(textOf('text'), rules.sms)
  return [
    ...payloads,
    {
      field: 'text',
      item: null,
      kind: 'plan',
      meter: 'parts',
      value: parts,
      max: rules.sms.partsMax,
      unit: `${encoding} parts`,
    },
  ]
}

/** Units against those of the parts a shop pays for: "161 of 160 septets". */
export function readParts(text: string, rules: NonNullable<ChannelRules['sms']>): Reading {
  const { encoding, units } = measureSms(text, rules)
  const isGsm7 = encoding === 'GSM-7'
  return {
    field: 'text',
    item: null,
    kind: 'plan',
    meter: isGsm7 ? 'septets' : 'utf16',
    value: units,
    max: unitsOfParts(rules.partsMax, isGsm7 ? rules.gsm7 : rules.ucs2),
    unit: isGsm7 ? 'septets' : 'UCS-2 units',
  }
}

function readLimit(field: string, item: number | null, limit: Limit, text: string): Reading {
  const value = measure(`${limit.lead ?? ''}${text}`, limit.meter)
  const isUcs2 = limit.meter === 'septets' && charactersOutsideGsm7(text).length > 0
  return {
    field,
    item,
    kind: limit.kind,
    meter: isUcs2 ? 'utf16' : limit.meter,
    value,
    max: limit.max,
    unit: isUcs2 ? 'UCS-2 units' : unitNames[limit.meter],
  }
}
