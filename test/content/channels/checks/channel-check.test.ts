/** What each L code finds, and what it leaves alone. */
import { describe, expect, test } from 'vitest'
import { gateContext } from '../../../../src/content/check/gate-context.ts'
import { checkCopy } from '../../../../src/content/check/gate.ts'
import { judgeAdSets } from '../../../../src/content/channels/checks/ad-set-check.ts'
import { channelDefaults, channelSettingsSchema } from '../../../../src/shops/channel-settings.ts'
import { channelRules } from '../../../../src/content/channels/channel-rules.ts'
import { buildFactSheet } from '../../../../src/content/facts/fact-sheet.ts'
import { kettle } from '../../copy-rig.ts'
import { anySheet, codesOf, judge, now, segment } from '../channel-rig.ts'

const amazon = channelRules('amazon', channelDefaults)
const ebay = channelRules('ebay', channelDefaults)
const rsa = channelRules('google-rsa', channelDefaults)
const sms = channelRules('sms', channelDefaults)
const email = channelRules('email', channelDefaults)
const pdp = channelRules('pdp', channelDefaults)
const found = (findings: ReturnType<typeof judge>, code: string) =>
  findings.filter((finding) => finding.code === code)

describe('L03, the encoding of a message', () => {
  test.each([
    ['a typographic apostrophe', 'It’s here', "'"],
    ['a dash', 'Kettle – 1.7 l', '-'],
    ['an ellipsis', 'And more…', '...'],
    ['a non-breaking space', 'Now 39\u00a0€', ' '],
    ['a multiplication sign', '22 × 16 cm', 'x'],
    ['a zero-width space', 'Ket\u200btle', ''],
  ])('%s is named with what may stand for it', (_case, text, instead) => {
    const [finding] = found(judge(sms, { text }), 'L03')
    expect(finding?.replacement).toBe(instead)
    expect(finding?.fix).toContain('UCS-2')
  })

  test('an emoji has no equivalent: it is to be left out', () => {
    const [finding] = found(judge(sms, { text: 'New kettle 😀' }), 'L03')
    expect(finding).toMatchObject({ text: '😀', replacement: null, span: { start: 11, end: 13 } })
    expect(finding?.fix).toContain('70 units instead of 160 septets')
  })

  test('letters of another script are sent as UCS-2, unless the shop plans GSM-7', () => {
    expect(found(judge(sms, { text: 'Чайник' }), 'L03')).toEqual([])
    const strict = channelRules('sms', channelSettingsSchema.parse({ sms: { encoding: 'gsm-7' } }))
    expect(found(judge(strict, { text: 'Чайник' }), 'L03').length).toBeGreaterThan(0)
  })

  test('the whole GSM alphabet stays GSM', () => {
    expect(judge(sms, { text: '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤§¿¡ÄÖÑÜäöñüà^€|~' })).toEqual([])
  })
})

describe('L04, characters and capitals', () => {
  test.each(Array.from('!$?_{}^¬¦'))('Amazon takes no %s', (character) => {
    expect(codesOf(judge(amazon, { title: `Kettle ${character} steel` }))).toContain('L04')
  })

  test.each([
    ['a word three times', 'Kettle steel kettle lid KETTLE', true],
    ['a word twice', 'Kettle with kettle lid', false],
    ['a small word often', 'Kettle of steel of wood of glass', false],
  ])('Amazon titles: %s', (_case, title, isRefused) => {
    expect(found(judge(amazon, { title }), 'L04').length > 0).toBe(isRefused)
  })

  test.each([
    ['shouting', 'AMAZING kettle', true],
    ['a cry', 'Kettle: BUY IT NOW', true],
    ['a short cry', 'FREE kettle', true],
    ['acronyms', 'USB, HDMI and LED kettle', false],
    ['model codes', 'Kettle XJ-900AB DDR4-3200', false],
    ['look-alike letters', 'Kettle 𝗯𝗼𝗹𝗱', true],
    ['an emoji', 'Kettle 🔥', true],
    ['a trade mark', 'Kettle® Pro™', false],
    ['repeated marks', 'Kettle?? Yes', true],
  ])('eBay titles: %s', (_case, title, isRefused) => {
    expect(found(judge(ebay, { title }), 'L04').length > 0).toBe(isRefused)
  })

  test('a name that the catalogue writes in capitals is no shouting; a title all in capitals is', () => {
    const sheet = (title: string) => buildFactSheet(kettle('k', { title, brand: 'SAMSONITE' }), now)
    const name = 'SAMSONITE Kettle THINKPAD edition'
    expect(found(judge(ebay, { title: name }, sheet(name)), 'L04')).toEqual([])
    const loud = 'GREAT KETTLE WITH HANDLE'
    expect(found(judge(ebay, { title: loud }, sheet(loud)), 'L04').length).toBeGreaterThan(0)
  })

  test('headlines of a search ad end without an exclamation mark, descriptions may have one', () => {
    const findings = judge(rsa, {
      headlines: ['Steel kettle!', 'Oak handle', 'Keep warm'],
      descriptions: ['See it online!', 'Two colours to choose from.'],
    })
    expect(found(findings, 'L04').map(({ field }) => field)).toEqual(['headlines'])
  })

  test('a mail that answers nothing says no "Re:"', () => {
    for (const subject of ['Re: your kettle', 'FWD: kettle', 'AW: Kessel', 'RE[2]: kettle'])
      expect(codesOf(judge(email, { subject, body: 'Hello there.' }))).toContain('L04')
    expect(codesOf(judge(email, { subject: 'Reliable: a kettle', body: 'Hello there.' }))).toEqual([])
  })
})

describe('L05, the sets of a search ad', () => {
  const sheet = buildFactSheet(kettle('k'), now)
  const words =
    'oak elm ash fir yew bay fig pear plum lime teak pine palm kiwi rose iris lily moss fern'.split(' ')
  const headlines = words.slice(0, 15).map((word) => segment(`Headline of ${word} and ${word}wood`))
  const descriptions = words.slice(15).map((word) => segment(`A text on ${word} by ${word}hill`))

  test('fifteen headlines and four descriptions make 2,730 sets', () => {
    expect(judgeAdSets(headlines, descriptions, sheet)).toEqual({ sets: 2_730, broken: 0, conflicts: [] })
  })

  test('one conflicting pair breaks exactly the sets that show both', () => {
    const same = [segment('Holds 1.7 litres', ['a_capacity']), segment('Room for 1.7 l', ['a_capacity'])]
    const { broken, conflicts } = judgeAdSets([...same, ...headlines.slice(2)], descriptions, sheet)
    // Two of three headlines are given: 13 thirds × 6 pairs of descriptions.
    expect(broken).toBe(78)
    expect(conflicts).toMatchObject([{ first: 0, second: 1, sets: 78 }])
  })

  test.each([
    [
      'the same fact',
      segment('Holds 1.7 litres', ['a_capacity']),
      segment('A 1.7-litre jug', ['a_capacity']),
      true,
    ],
    ['nearly the same words', segment('Kettle of steel'), segment('Steel kettle'), true],
    [
      'the same with another number',
      segment('Boils 1.7 litres water'),
      segment('Boils 1.5 litres water'),
      true,
    ],
    [
      'different facts',
      segment('Holds 1.7 litres', ['a_capacity']),
      segment('Stainless steel', ['a_material']),
      false,
    ],
  ])('%s', (_case, one, two, isRefused) => {
    const { conflicts } = judgeAdSets(
      [one, two, segment('See more online', [])],
      [segment('Choose today', [])],
      sheet,
    )
    expect(conflicts.length > 0).toBe(isRefused)
  })

  test('two values of one attribute contradict each other', () => {
    const variants = ['black', 'cream'].map((colour) => ({ id: colour, options: { Colour: colour } }))
    const two = buildFactSheet(kettle('k', { variants }), now)
    const [black, cream] = two.facts.filter((fact) => fact.attribute === 'option.colour')
    const { conflicts } = judgeAdSets(
      [segment('In black', [black?.id ?? '']), segment('Cream finish', [cream?.id ?? ''])],
      [segment('Choose today', [])],
      two,
    )
    expect(conflicts[0]?.reason).toContain('another value')
  })
})

describe('L06, HTML and contact data', () => {
  test.each([
    ['a link', 'See https://example.com/x for more'],
    ['a bare address', 'See www.example.com now'],
    ['a domain', 'Visit example.com/shop today'],
    ['a mail address', 'Write to shop@example.org'],
    ['a telephone number', 'Call +49 30 1234567'],
    ['a bold tag', 'A <b>steel</b> kettle'],
    ['an entity', 'Salt &amp; pepper'],
  ])('plain fields take no %s', (_case, title) => {
    expect(codesOf(judge(ebay, { title }))).toContain('L06')
  })

  test.each([
    ['measures', 'Kettle 22 x 16 x 24 cm, 100-240 V, 0.75 l'],
    ['codes', 'Toner 006R90321, EAN 0095205603217, 802.11b/g'],
    ['a comparison', 'Weighs < 3 kg'],
  ])('%s are no contact data and no HTML', (_case, title) => {
    expect(found(judge(ebay, { title }), 'L06')).toEqual([])
  })

  test.each([
    ['allowed elements', '<p>A <strong>steel</strong> kettle.</p><ul><li>Lid</li></ul>', 0],
    ['a script', '<p>Kettle</p><script>alert(1)</script>', 2],
    ['an attribute', '<p onclick="x()">Kettle</p>', 1],
    ['a comment', '<p>Kettle<!-- hidden --></p>', 1],
    ['an image', '<img src=x>Kettle', 1],
  ])('a page takes its allow-list only: %s', (_case, long, count) => {
    expect(found(judge(pdp, { long, short: 'Kettle.' }), 'L06')).toHaveLength(count)
    expect(found(judge(null, { 'pdp.long': long }), 'L06')).toHaveLength(count)
  })
})

describe('L07, residue', () => {
  test.each([
    ...[
      '',
      '  ',
      'Lorem ipsum dolor',
      'Colour: TBD',
      'The {name} kettle',
      'Holds undefined litres',
      'Weight: null',
    ],
    ...[
      'Made by [object Object]',
      'Hello {{ customer.name }}',
      '**Strong** kettle',
      '# Kettle',
      '- a lid',
      '[more](x)',
    ],
    ...['Use `code`', 'Dear [insert name]', 'About ${price} less'],
  ])('%j is no finished text', (text) => {
    expect(codesOf(judge(null, { 'pdp.long': text }))).toContain('L07')
  })

  test.each(['A 5-star * rating scale.', 'Snake_case_name', 'Size 3 - 5', 'Nullable: a null-modem cable'])(
    '%j is one',
    (text) => {
      expect(codesOf(judge(null, { 'pdp.long': text }))).toEqual([])
    },
  )
})

describe('L02, the visible cut', () => {
  const sheet = buildFactSheet(kettle('k'), now)
  const seo = channelRules('seo', channelDefaults)
  const meta = (text: string) =>
    checkCopy(
      {
        locale: 'en-GB',
        fields: { meta: [segment(text, ['p_title', 'a_capacity'])], title: [segment('Kettle')] },
      },
      gateContext(sheet, { channel: seo, now }),
    ).findings.filter(({ code }) => code === 'L02')

  test('a key fact before the cut passes, beyond it is found', () => {
    const padding = 'and so on '.repeat(16)
    expect(meta(`It holds 1.7 litres ${padding}`)).toEqual([])
    expect(meta(`${padding} it holds 1.7 litres.`)[0]).toMatchObject({
      evidence: ['a_capacity'],
      severity: 'warn',
    })
  })
})

test('without a channel no limit is checked', () => {
  expect(judge(null, { 'pdp.long': 'x'.repeat(50_000) }, anySheet)).toEqual([])
})
