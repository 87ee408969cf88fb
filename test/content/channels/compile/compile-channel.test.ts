import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { productSchema, type Product } from '../../../../src/catalog/product.ts'
import { channelIds } from '../../../../src/content/channels/channel.ts'
import { channelSettingsSchema } from '../../../../src/shops/channel-settings.ts'
import { channelRules, publishedRules } from '../../../../src/content/channels/channel-rules.ts'
import { judgeAdSets } from '../../../../src/content/channels/checks/ad-set-check.ts'
import {
  compileAllChannels,
  type CheckedChannel,
} from '../../../../src/content/channels/compile/compile-checked.ts'
import { compileChannel } from '../../../../src/content/channels/compile/compile-channel.ts'
import type { ChannelSource } from '../../../../src/content/channels/compile/material.ts'
import { measureSms } from '../../../../src/content/channels/meters/sms-parts.ts'
import { kettle } from '../../copy-rig.ts'
import { now } from '../channel-rig.ts'
import { compileOne, sourceOf, textOf } from './compile-rig.ts'

const fixtures: Product[] = readFileSync('fixtures/catalog.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => productSchema.parse(JSON.parse(line)))
const every = (step: number) => fixtures.filter((_product, index) => index % step === 0)

function expectWithinLimits(compiled: CheckedChannel) {
  const broken = compiled.readings.filter(({ kind, value, max }) => kind === 'hard' && value > max)
  expect({ channel: compiled.channel, broken }).toEqual({ channel: compiled.channel, broken: [] })
}

/** What the draft cites, names, prices, and the options that tell variants apart. */
function mayCite(source: ChannelSource): ReadonlySet<string> {
  const cited = Object.values(source.draft).flatMap((segments) => segments.flatMap(({ factIds }) => factIds))
  const given = source.sheet.facts.filter(
    ({ id, attribute }) => id.startsWith('p_') || id === 'd_price_min' || attribute.startsWith('option.'),
  )
  return new Set([...cited, ...given.map(({ id }) => id)])
}

describe('the channels of a product', () => {
  test('of the sample shop pass the gate, are whole and within every hard limit', () => {
    for (const product of every(5)) {
      const source = sourceOf(product)
      const allowed = mayCite(source)
      for (const compiled of compileAllChannels(source, { now })) {
        const blocks = compiled.findings.filter(({ severity }) => severity === 'block')
        expect({ product: product.id, blocks }).toEqual({ product: product.id, blocks: [] })
        expectWithinLimits(compiled)
        const required = Object.entries(publishedRules[compiled.channel].fields).filter(
          ([, rules]) => rules.required,
        )
        for (const [name] of required) expect(compiled.fields[name]?.length).toBeGreaterThan(0)
        for (const { factIds, role } of Object.values(compiled.fields).flat()) {
          expect(role === 'claim' ? factIds.length : 1).toBeGreaterThan(0)
          expect(factIds.filter((id) => !allowed.has(id))).toEqual([])
        }
      }
    }
  })

  test('read alone as they read among all', () => {
    const source = sourceOf(kettle('k'))
    for (const compiled of compileAllChannels(source, { now })) {
      const alone = compileChannel({ ...source, channel: compiled.channel })
      expect([alone.fields, alone.readings, alone.dropped]).toEqual([
        compiled.fields,
        compiled.readings,
        compiled.dropped,
      ])
    }
  })

  test('are the same for the same facts, locale and seed', () => {
    for (const product of every(60))
      expect(compileAllChannels(sourceOf(product), { now })).toEqual(
        compileAllChannels(sourceOf(product), { now }),
      )
  })

  test('stay within hard limits, tear no word and leave no field silently empty, whatever the product is', () => {
    // Letters that no wording has together, so that a torn word cannot be mistaken for one of ours.
    const word = fc.stringMatching(/^[qxzjvkw]{3,40}$/)
    const odd = fc.constantFrom(
      'Чайник',
      '電気ケトル',
      'غلاية',
      '😀',
      'Zoë',
      'e\u0301clair',
      'x'.repeat(90),
      'A&B',
      '5-in-1',
    )
    const title = fc
      .array(fc.oneof(word, odd), { minLength: 1, maxLength: 9 })
      .map((words) => words.join(' '))
    const attribute = fc.record({
      value: fc.oneof(word, fc.integer({ min: 0, max: 5_000 }), fc.boolean()),
      unit: fc.constantFrom(null, 'cm', 'W', 'l'),
    })
    const names = fc.constantFrom(
      'capacity',
      'power',
      'material',
      'width',
      'cordless',
      'weight',
      'colour',
      'grade',
    )
    const products = fc.record({
      title,
      brand: fc.option(word),
      category: fc.array(word, { maxLength: 2 }),
      attributes: fc.dictionary(names, attribute, { maxKeys: 8 }),
      variants: fc
        .uniqueArray(word, { minLength: 1, maxLength: 3 })
        .map((options) =>
          options.map((option) => ({ id: option, options: { Colour: option }, priceMinor: 1_999 })),
        ),
    })
    fc.assert(
      fc.property(products, fc.nat(50), (given, seed) => {
        const product = productSchema.parse({ id: 'x', ...given })
        const values = [
          given.title,
          given.brand ?? '',
          ...given.category,
          ...given.variants.map(({ id }) => id),
        ]
        const whole = values.flatMap((value) => value.toLowerCase().split(/[\s-]+/))
        const wholeWords = new Set(whole)
        for (const compiled of compileAllChannels(sourceOf(product, { seed }), { now })) {
          expectWithinLimits(compiled)
          const text = Object.values(compiled.fields)
            .flat()
            .map((segment) => segment.text)
            .join(' ')
          const torn = [...text.toLowerCase().matchAll(/[qxzjvkw]{3,}/g)].filter(
            ([found]) => !wholeWords.has(found) && whole.some((value) => value.startsWith(found)),
          )
          expect(torn.map(([found]) => found)).toEqual([])
          for (const [name, rules] of Object.entries(publishedRules[compiled.channel].fields)) {
            if (!rules.required || compiled.fields[name] !== undefined) continue
            expect(compiled.findings.map(({ field, code }) => [field, code])).toContainEqual([name, 'L01'])
          }
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

describe('names', () => {
  const seoTitle = (product: Product, settings = {}) =>
    compileOne(product, 'seo', { settings: channelSettingsSchema.parse(settings) })

  test('an SEO title is name, key fact and store', () => {
    const compiled = seoTitle(kettle('k', { title: 'Corvane Kettle', brand: 'Corvane' }), {
      storeName: 'Maison',
    })
    const [line, store] = compiled.fields['title'] ?? []
    expect(line?.text).toMatch(/^Corvane Kettle – \S/)
    expect(line?.factIds.length).toBeGreaterThan(1)
    expect(store).toEqual({ text: '| Maison', factIds: [], role: 'legal' })
    expect(textOf(compiled, 'title').length).toBeLessThanOrEqual(60)
  })

  test('a title too long is planned anew from brand, noun and what tells it apart, in whole words', () => {
    const title = `Corvane ${'Extraordinarily Wonderful '.repeat(4)}Kettle with many words that go on and on`
    const compiled = seoTitle(kettle('k', { title, brand: 'Corvane' }))
    const [line] = compiled.fields['title'] ?? []
    expect(line?.text).toMatch(/^Corvane .*Kettle/)
    expect(line?.factIds).toContain('p_brand')
    expect(compiled.verdict).toBe('pass')
  })

  test('one endless word without a brand is a finding, and nothing is cut', () => {
    const compiled = seoTitle(
      productSchema.parse({ id: 'x', title: 'q'.repeat(400), variants: [{ id: 'v' }] }),
    )
    expect(compiled.fields['title']).toBeUndefined()
    expect(compiled.verdict).toBe('block')
    expect(compiled.findings.find(({ field }) => field === 'title')).toMatchObject({ code: 'L01' })
    expect(compiled.findings.find(({ field }) => field === 'title')?.fix).toContain(
      'write this field by hand',
    )
  })

  test.each(['Чайник электрический', '電気ケトル', 'غلاية كهربائية', 'Kettle 😀 Deluxe'])(
    '%s has texts in every channel',
    (title) => {
      const compiled = compileAllChannels(sourceOf(kettle('k', { title })), { now })
      for (const one of compiled) expectWithinLimits(one)
      expect(compiled.map(({ channel }) => channel)).toEqual(channelIds)
    },
  )

  test('a name that the feed shouts is written in small letters', () => {
    const compiled = compileOne(kettle('k', { title: 'GREAT STEEL KETTLE', brand: 'Corvane' }), 'ebay')
    expect(textOf(compiled, 'title')).toContain('Great Steel Kettle')
  })
})

describe('messages', () => {
  test('an SMS closes with the opt-out line and stays GSM-7', () => {
    const compiled = compileOne(kettle('k', { title: 'Corvane “Quiet” Kettle – Steel' }), 'sms')
    const text = (compiled.fields['text'] ?? []).map((segment) => segment.text).join(' ')
    expect(text).toMatch(/Reply STOP to opt out\.$/)
    expect(compiled.fields['text']?.at(-1)?.role).toBe('legal')
    const { sms } = channelRules('sms', channelSettingsSchema.parse({}))
    expect(sms === null ? '' : measureSms(text, sms).encoding).toBe('GSM-7')
  })

  test('the opt-out line of the shop counts and closes', () => {
    const optOut = 'Text QUIT to 12345.'
    const settings = channelSettingsSchema.parse({ sms: { partsMax: 1, optOut } })
    const compiled = compileOne(kettle('k'), 'sms', { settings })
    const text = (compiled.fields['text'] ?? []).map((segment) => segment.text).join(' ')
    expect(text.endsWith(optOut)).toBe(true)
    expect(text.length).toBeLessThanOrEqual(160)
  })

  test('push and mail say the price; no word of a push is beyond the cut', () => {
    const push = compileOne(kettle('k'), 'push')
    expect(textOf(push, 'body')).toContain('€')
    expect(textOf(push, 'body').length).toBeLessThanOrEqual(100)
    expect(push.findings.map(({ code }) => code)).not.toContain('L02')
  })
})

describe('search ads', () => {
  test('no set that can be shown repeats or contradicts itself', () => {
    for (const product of every(9)) {
      const { fields } = compileOne(product, 'google-rsa')
      const { sets, broken } = judgeAdSets(
        fields['headlines'] ?? [],
        fields['descriptions'] ?? [],
        sourceOf(product).sheet,
      )
      expect(sets).toBeGreaterThan(0)
      expect(broken).toBe(0)
    }
  })

  test('a product of nothing but a name has three headlines and two descriptions', () => {
    const { fields, verdict } = compileOne(
      productSchema.parse({ id: 'x', title: 'Thing', variants: [{ id: 'v' }] }),
      'google-rsa',
    )
    expect(fields['headlines']).toHaveLength(3)
    expect(fields['descriptions']).toHaveLength(2)
    expect(verdict).toBe('pass')
  })
})

describe('marketplaces', () => {
  const variants = Array.from({ length: 60 }, (_, index) => ({
    id: `v${String(index)}`,
    options: { Colour: `shade ${String(index)}`, Size: String(36 + (index % 10)) },
    priceMinor: 1_999,
  }))

  test('sixty variants have sixty titles, each with its options and its id', () => {
    const compiled = compileOne(kettle('k', { variants }), 'merchant')
    const titles = compiled.fields['variants'] ?? []
    expect(new Set(titles.map(({ text }) => text)).size).toBe(60)
    expect(compiled.variants).toEqual(variants.map(({ id }) => id))
    expect(titles[3]?.text).toContain('shade 3')
    expect(titles[3]?.text).toContain('39')
  })

  test('Amazon and Merchant say no price, Amazon none of its refused characters', () => {
    for (const product of every(20)) {
      for (const channel of ['amazon', 'merchant'] as const) {
        const text = Object.values(compileOne(product, channel).fields)
          .flat()
          .map((segment) => segment.text)
          .join(' ')
        expect(text).not.toMatch(/€|\$|\d+ ?%/)
        if (channel === 'amazon') expect(text).not.toMatch(/[!$?_{}^¬¦]/)
      }
    }
  })
})

describe('what may be said', () => {
  test('a fact that the approved draft does not cite appears in no channel', () => {
    const source = sourceOf(kettle('k'))
    const draft = {
      'pdp.long': [{ text: 'The kettle holds 1.7 litres.', factIds: ['a_capacity'], role: 'claim' as const }],
    }
    for (const compiled of compileAllChannels({ ...source, draft }, { now })) {
      const ids = Object.values(compiled.fields)
        .flat()
        .flatMap(({ factIds }) => factIds)
      expect(ids.filter((id) => id.startsWith('a_') && id !== 'a_capacity')).toEqual([])
    }
  })

  test('approved sentences stand on the page as they were approved, and dropped facts are named', () => {
    const source = sourceOf(kettle('k'))
    const [pdp, seo] = compileAllChannels(source, { now })
    expect(pdp?.fields['long']).toEqual(source.draft['pdp.long'])
    expect(seo?.dropped.length).toBeGreaterThan(0)
  })

  test('a word that the voice bans is in no channel', () => {
    const source = sourceOf(kettle('k'))
    const voice = { ...source.voice, banned: ['steel'] }
    for (const compiled of compileAllChannels({ ...source, voice }, { now })) {
      const written = Object.entries(compiled.fields).filter(([name]) => name !== 'long' && name !== 'body')
      expect(written.flatMap(([, segments]) => segments.map(({ text }) => text)).join(' ')).not.toMatch(
        /\bsteel\b/i,
      )
    }
  })
})
