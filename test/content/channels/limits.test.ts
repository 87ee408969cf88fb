/** Every row of the channel table: the longest legal text passes, one unit more is refused with the exact reading. */
import { describe, expect, test } from 'vitest'
import type { ChannelRules, FieldRules, Limit, MeterName } from '../../../src/content/channels/channel.ts'
import { channelDefaults, channelSettingsSchema } from '../../../src/shops/channel-settings.ts'
import { channelRules, publishedRules } from '../../../src/content/channels/channel-rules.ts'
import { measure } from '../../../src/content/channels/meters/measure.ts'
import { payloadBytes } from '../../../src/content/channels/meters/push-payload.ts'
import { judge } from './channel-rig.ts'

const unitName: Record<MeterName, string> = {
  graphemes: 'graphemes',
  utf16: 'UTF-16 units',
  bytes: 'bytes',
  septets: 'septets',
}
/** Characters of several units: letters with marks, a family, a flag, euro signs. */
const wide: Record<MeterName, readonly string[]> = {
  graphemes: ['e\u0301', '👩‍👩‍👧', '🇪🇺', 'n\u0303'],
  utf16: ['𝒳', '😀', '𠮷'],
  bytes: ['é', '€', '😀', '한'],
  septets: ['€', '[', ']', '{', '}', '~', '|', '\\', '^'],
}

/** Exactly so many units: wide characters where they go, plain letters for the rest. */
function textOf(units: number, meter: MeterName, character: string): string {
  const size = measure(character, meter)
  const fillers = Array.from({ length: Math.floor(units / 2 / size) }, () => character).join('')
  return `${fillers}${'x'.repeat(units - measure(fillers, meter))}`
}

const rows = Object.values(publishedRules).flatMap((published) => {
  const rules = channelRules(published.id, channelDefaults)
  return Object.entries(rules.fields).flatMap(([name, field]) =>
    field.limits
      .filter(({ kind }) => kind === 'hard')
      .map((limit): [string, ChannelRules, string, FieldRules, Limit] => [
        `${rules.id} ${name}`,
        rules,
        name,
        field,
        limit,
      ]),
  )
})
const lengthFixes = (rules: ChannelRules, name: string, texts: readonly string[]) =>
  judge(rules, { [name]: texts })
    .filter(({ code, field, fix }) => code === 'L01' && field === name && fix.includes(' of '))
    .map(({ fix }) => fix)

describe('hard limits', () => {
  test('the table has a row for every channel', () => {
    expect(rows.length).toBeGreaterThanOrEqual(18)
  })

  test.each(rows)('%s: the longest text passes, one unit more is L01', (_name, rules, name, field, limit) => {
    const own = limit.max - measure(limit.lead ?? '', limit.meter)
    for (const character of wide[limit.meter]) {
      const longest = textOf(own, limit.meter, character)
      const count = Math.max(1, field.counts.find(({ kind }) => kind === 'hard')?.min ?? 1)
      const others = Array.from(
        { length: field.isList ? count - 1 : 0 },
        (_, index) => `item ${String(index)}`,
      )
      expect(lengthFixes(rules, name, [longest, ...others])).toEqual([])
      const unit =
        limit.meter === 'septets' && character.charCodeAt(0) > 0x20ac ? 'UCS-2 units' : unitName[limit.meter]
      const [fix, ...more] = lengthFixes(rules, name, [`${longest}x`, ...others])
      expect(fix).toContain(`${String(limit.max + 1)} of ${String(limit.max)} ${unit}`)
      expect(more).toEqual([])
    }
  })

  test('a mail line counts the octets of its header', () => {
    const rules = channelRules('email', channelDefaults)
    expect(lengthFixes(rules, 'subject', ['x'.repeat(989)])).toEqual([])
    expect(lengthFixes(rules, 'subject', ['x'.repeat(990)])[0]).toContain('999 of 998 bytes')
  })

  test('a body breaks the limit by a line, not by its length', () => {
    const rules = channelRules('email', channelDefaults)
    expect(lengthFixes(rules, 'body', ['x'.repeat(998), 'y'.repeat(998)])).toEqual([])
    expect(lengthFixes(rules, 'body', [`${'x'.repeat(998)}\n${'y'.repeat(999)}`])[0]).toContain('in line 2')
  })

  test.each(
    rows
      .filter(([, , , , limit]) => limit.setting !== undefined)
      .map(([row, rules, name]) => [row, rules.id, name]),
  )('%s: a limit of the shop takes the place of the default', (_row, id, name) => {
    const rules = channelRules(
      id === 'amazon' ? 'amazon' : 'pdp',
      channelSettingsSchema.parse({
        limits: { 'pdp.long': 100, 'pdp.short': 100, 'pdp.bullet': 100, 'amazon.bullet': 100 },
      }),
    )
    expect(lengthFixes(rules, name, ['x'.repeat(100)])).toEqual([])
    expect(lengthFixes(rules, name, ['x'.repeat(101)])[0]).toContain('101 of 100')
  })

  test('a shop of a byte-counting Amazon category counts bytes', () => {
    const rules = channelRules('amazon', channelSettingsSchema.parse({ amazon: { meter: 'bytes' } }))
    expect(lengthFixes(rules, 'title', ['ü'.repeat(100)])).toEqual([])
    expect(lengthFixes(rules, 'title', [`${'ü'.repeat(100)}x`])[0]).toContain('201 of 200 bytes')
  })
})

describe('item counts', () => {
  const counted = Object.values(publishedRules).flatMap((rules) =>
    Object.entries(rules.fields).flatMap(([name, field]) =>
      field.counts
        .filter(({ kind }) => kind === 'hard')
        .map(({ min, max }): [string, ChannelRules, string, number, number] => [
          `${rules.id} ${name}`,
          rules,
          name,
          min,
          max,
        ]),
    ),
  )
  const items = (count: number) => Array.from({ length: count }, (_, index) => `item ${String(index)}`)

  test.each(counted)('%s: the most items pass, one more is L01', (_row, rules, name, min, max) => {
    expect(lengthFixes(rules, name, items(max))).toEqual([])
    expect(lengthFixes(rules, name, items(max + 1))[0]).toContain(
      `${String(max + 1)} of ${String(max)} items`,
    )
    if (min === 0) return
    const few = judge(rules, { [name]: items(min - 1) }).filter(
      ({ code, field }) => code === 'L01' && field === name,
    )
    expect(few[0]?.fix).toContain(
      `${String(min - 1)} items; the channel takes ${String(min)} to ${String(max)}`,
    )
  })
})

describe('push payloads', () => {
  const rules = channelRules('push', channelDefaults)
  test.each([
    ['apns', 4_096],
    ['fcm', 4_000],
  ] as const)('%s: the whole JSON counts, with its escapes', (service, max) => {
    const only: ChannelRules = {
      ...rules,
      payloads: rules.payloads.filter((limit) => limit.service === service),
    }
    const title = 'Kettle "One" 😀'
    const spare = max - payloadBytes(service, { title, body: '', data: {} })
    const body = `${'€'.repeat(100)}"${'x'.repeat(spare - 302)}`
    expect(payloadBytes(service, { title, body, data: {} })).toBe(max)
    expect(
      lengthFixes(only, 'body', [body]).length +
        judge(only, { title, body }).filter(({ code }) => code === 'L01').length,
    ).toBe(0)
    const [finding] = judge(only, { title, body: `${body}x` }).filter(({ code }) => code === 'L01')
    expect(finding?.fix).toContain(
      `${String(max + 1)} of ${String(max)} bytes of the ${service.toUpperCase()} payload`,
    )
  })

  test('data of the shop that travels along counts', () => {
    const data = { link: 'x'.repeat(2_000), more: 'y'.repeat(2_000), last: 'z'.repeat(100) }
    const loaded = channelRules('push', channelSettingsSchema.parse({ push: { data } }))
    expect(judge(loaded, { title: 'Kettle', body: 'It holds water.' }).map(({ code }) => code)).toEqual([
      'L01',
      'L01',
    ])
  })
})

describe('SMS', () => {
  const sms = (partsMax: number, plan: number) =>
    channelRules('sms', channelSettingsSchema.parse({ sms: { partsMax }, limits: { 'sms.plan': plan } }))
  const fixes = (rules: ChannelRules, text: string) =>
    judge(rules, { text }).flatMap(({ code, fix }) => (code === 'L03' ? [fix] : []))

  test.each([
    ['one GSM-7 message', 1, 'x', 160, 'septets'],
    ['two GSM-7 parts', 2, 'x', 306, 'septets'],
    ['three GSM-7 parts', 3, 'x', 459, 'septets'],
    ['one UCS-2 message', 1, 'ж', 70, 'UCS-2 units'],
    ['two UCS-2 parts', 2, 'ж', 134, 'UCS-2 units'],
    ['three UCS-2 parts', 3, 'ж', 201, 'UCS-2 units'],
  ] as const)('%s: full passes, one unit more is L03', (_case, parts, letter, max, unit) => {
    const rules = sms(parts, 1_600)
    expect(fixes(rules, letter.repeat(max))).toEqual([])
    const [fix] = fixes(rules, `${letter.repeat(max)}x`)
    expect(fix).toContain(`${String(max + 1)} of ${String(max)} ${unit}`)
    expect(fix).toContain(`${String(parts + 1)} of ${String(parts)}`)
  })

  test('each euro sign costs two septets', () => {
    expect(fixes(sms(1, 1_600), '€'.repeat(80))).toEqual([])
    expect(fixes(sms(1, 1_600), `${'€'.repeat(80)}x`)[0]).toContain('161 of 160 septets')
  })

  test('a two-septet character at the end of a part moves to the next whole', () => {
    const torn = `${'x'.repeat(152)}€${'x'.repeat(152)}`
    expect(measure(torn, 'septets')).toBe(306)
    expect(fixes(sms(2, 1_600), torn)[0]).toContain('3 of 2 GSM-7 parts')
    expect(fixes(sms(2, 1_600), `${'x'.repeat(151)}€${'x'.repeat(153)}`)).toEqual([])
  })

  test('the plan is met to the septet', () => {
    expect(fixes(sms(3, 320), 'x'.repeat(320))).toEqual([])
    expect(fixes(sms(3, 320), 'x'.repeat(321))[0]).toContain('321 of 320 septets')
  })
})
