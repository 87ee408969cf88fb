import { describe, expect, test } from 'vitest'
import { checkClaims } from '../../../../src/content/check/claims/check-claims.ts'
import { codesOf, fact, findingsOf } from '../text-rig.ts'

describe('claims that law restricts are found', () => {
  test.each([
    ['C01', 'It is eco-friendly and good for the planet.'],
    ['C01', 'A sustainable choice.'],
    ['C01', 'The bag is biodegradable.'],
    ['C02', 'Shipped carbon neutral.'],
    ['C02', 'We offset its emissions, so it is climate neutral.'],
    ['C03', 'It is made from recycled plastic.'],
    ['C04', 'It relieves back pain.'],
    ['C04', 'The antibacterial surface kills germs.'],
    ['C05', 'The paint is non-toxic.'],
    ['C05', 'It is completely safe for children.'],
    ['C06', 'The best kettle on the market.'],
    ['C06', 'It is faster than others.'],
    ['C06', 'An award-winning design that customers love.'],
    ['C07', 'Hurry, only 3 left!'],
    ['C07', 'For a limited time.'],
  ])('%s: %s', (code, text) => {
    expect(codesOf(checkClaims, text)).toContain(code)
  })

  test.each([
    ['C01', 'Ein umweltfreundliches Produkt.'],
    ['C02', 'Klimaneutral hergestellt.'],
    ['C03', 'Aus recyceltem Kunststoff.'],
    ['C04', 'Es lindert Schmerzen.'],
    ['C05', 'Die Farbe ist ungiftig.'],
    ['C06', 'Der beste Wasserkocher.'],
    ['C07', 'Nur noch wenige, solange der Vorrat reicht.'],
  ])('in German, %s: %s', (code, text) => {
    expect(codesOf(checkClaims, text, { locale: 'de-DE' })).toContain(code)
  })
})

test.each([
  'A greenhouse thermometer in green.',
  'Best before: see the lid.',
  'Most dishwashers take it, at most 12 plates.',
  'The cable ends in a plug and is 2 m long.',
  'Bluetooth Low Energy and energy-efficient Ethernet.',
  'It has a child lock and a childproof lock.',
  'The battery runs low after ten hours.',
  'Free of BPA, says the maker.',
])('ordinary words are no claims: %s', (text) => {
  expect(codesOf(checkClaims, text)).toEqual([])
})

describe('what is data', () => {
  test('a superlative inside a name or a cited value is no claim', () => {
    const title = fact('title', 'Best Friend Dog Bed', { id: 'p_title' })
    expect(codesOf(checkClaims, 'The Best Friend Dog Bed is soft.', { facts: [title] })).toEqual([])
    const award = fact('award', 'Red Dot winner of the year')
    expect(codesOf(checkClaims, 'It is a Red Dot winner of the year.', { facts: [award] })).toEqual([])
  })

  test('a green claim stays one when a supplier value says it', () => {
    const feature = fact('feature', 'eco-friendly')
    expect(codesOf(checkClaims, 'It is eco-friendly.', { facts: [feature] })).toEqual(['C01'])
  })

  test('a green claim in the title is a warning, for no writer can change it', () => {
    const title = fact('title', 'Eco-Friendly Tote', { id: 'p_title' })
    const [finding] = findingsOf(checkClaims, 'The Eco-Friendly Tote is large.', { facts: [title] })
    expect(finding).toMatchObject({ code: 'C01', severity: 'warn' })
  })
})

describe('evidence', () => {
  const certificate = fact('certificate', 'eco-friendly', {
    id: 'e_1',
    source: 'certificate',
    expiresAt: '2027-01-01T00:00:00Z',
    jurisdictions: ['eu'],
  })
  const text = 'It is eco-friendly.'

  test('a cited certificate unlocks its own phrase', () => {
    expect(codesOf(checkClaims, text, { facts: [certificate] })).toEqual([])
    expect(codesOf(checkClaims, 'It is sustainable.', { facts: [certificate] })).toEqual(['C01'])
  })

  test('it unlocks nothing after its last day, elsewhere, or uncited', () => {
    const expired = { ...certificate, expiresAt: '2026-09-30T00:00:00Z' }
    expect(codesOf(checkClaims, text, { facts: [expired] })).toEqual(['C01'])
    expect(codesOf(checkClaims, text, { facts: [certificate], context: { jurisdictions: ['us'] } })).toEqual([
      'C01',
    ])
    expect(codesOf(checkClaims, text)).toEqual(['C01'])
  })

  test('no certificate makes an offset product neutral in the EU', () => {
    const neutral = { ...certificate, value: 'climate neutral' }
    expect(codesOf(checkClaims, 'It is climate neutral.', { facts: [neutral] })).toEqual(['C02'])
  })

  test('a part is said of the part, a whole of the whole', () => {
    const lining = fact('lining', 'recycled polyester')
    const material = fact('material', 'recycled polyester')
    expect(codesOf(checkClaims, 'It is made of recycled polyester.', { facts: [lining] })).toEqual(['C03'])
    expect(codesOf(checkClaims, 'It is made of recycled polyester.', { facts: [material] })).toEqual([])
    expect(codesOf(checkClaims, 'The lining is made of recycled polyester.', { facts: [lining] })).toEqual([])
  })

  test('stock may be told when the stock fact is cited', () => {
    const stock = fact('stock', 3)
    expect(codesOf(checkClaims, 'Only 3 left.', { facts: [stock] })).toEqual([])
  })
})
