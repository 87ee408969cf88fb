import { describe, expect, test } from 'vitest'
import type { Product } from '../../../../src/catalog/product.ts'
import { checkMustSay } from '../../../../src/content/check/facts/check-must-say.ts'
import { checkFacts } from '../../../../src/content/check/facts/check-facts.ts'
import { gateContext } from '../../../../src/content/check/gate-context.ts'
import type { Segment } from '../../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../../src/content/facts/fact-sheet.ts'
import { kettle } from '../../copy-rig.ts'

const asOf = '2026-03-01T00:00:00.000Z'
const attribute = (value: string | number | boolean, unit: string | null = null) => ({ value, unit })
const bag = kettle('b', {
  title: 'Hallam Weekender Bag',
  brand: 'Hallam',
  category: ['Luggage', 'Bags'],
  attributes: {
    capacity: attribute(1.7, 'l'),
    weight: attribute(850, 'g'),
    width: attribute(22, 'cm'),
    depth: attribute(16, 'cm'),
    height: attribute(24, 'cm'),
    material: attribute('stainless steel'),
    lining: attribute('80% wool, 20% nylon'),
    compatibility: attribute('Nikon Z5, Z6'),
    hood: attribute(true),
    waterproof: attribute(false),
    lid_included: attribute(false),
    pockets: attribute(6),
    doors: attribute(2),
  },
})

function findings(
  product: Product,
  text: string,
  factIds: readonly string[],
  role: Segment['role'] = 'claim',
) {
  const sheet = buildFactSheet(product, asOf)
  const segment = { text, factIds: [...factIds], role }
  return checkFacts({ locale: 'en-GB', fields: { 'pdp.long': [segment] } }, gateContext(sheet, { now: asOf }))
}
const codes = (text: string, factIds: readonly string[], role?: Segment['role']) =>
  findings(bag, text, factIds, role).map(({ code }) => code)

describe('a faithful sentence raises nothing', () => {
  test.each<[string, string[]]>([
    ['It holds 1.7 litres.', ['a_capacity']],
    ['It holds 1.7 l.', ['a_capacity']],
    ['A 1.7-liter bag.', ['a_capacity', 'p_title']],
    ['There is room for 1,700 ml.', ['a_capacity']],
    [
      'At 850 g, it weighs little more than its 6 pockets.'.replace(' little more than its 6 pockets', ''),
      ['a_weight'],
    ],
    ['It weighs 0.85 kg.', ['a_weight']],
    ['It is crafted from stainless steel.', ['a_material']],
    ['The lining is 80% wool and 20% nylon.', ['a_lining']],
    ['It measures 22 × 16 × 24 cm (W × D × H).', ['a_width', 'a_depth', 'a_height']],
    ['It is 24 cm high, 16 cm deep and 22 cm wide.', ['a_width', 'a_depth', 'a_height']],
    ['It works with the Nikon Z5 and Z6.', ['a_compatibility']],
    ['You get a hood, but it is not waterproof.', ['a_hood', 'a_waterproof']],
    ["It isn't waterproof.", ['a_waterproof']],
    ['It comes without a lid.', ['a_lid_included']],
    ['The lid is not included.', ['a_lid_included']],
    ['It has six pockets and two doors.', ['a_pockets', 'a_doors']],
    ['Not only does it have a hood, it also offers 6 pockets.', ['a_hood', 'a_pockets']],
    ['The Hallam Weekender Bag has 6 pockets.', ['p_title', 'a_pockets']],
    ['From Hallam comes a bag with a hood.', ['p_title', 'p_brand', 'a_hood']],
    ['Good to know: it has a hood.', ['a_hood']],
  ])('%s', (text, factIds) => {
    expect(findings(bag, text, factIds)).toEqual([])
  })

  test('a sentence that states nothing needs no citation', () => {
    expect(codes('Take a look.', [], 'cta')).toEqual([])
    expect(codes('Reply STOP to opt out.', [], 'legal')).toEqual([])
  })
})

describe('each atom must be licensed', () => {
  test.each<[string, string, string[], string[]]>([
    ['an unknown id', 'It holds 1.7 litres.', ['a_capacity', 'a_volume'], ['F01']],
    ['no citation', 'It is made of steel.', [], ['F02']],
    ['a wrong number', 'It holds 1.8 litres.', ['a_capacity'], ['F03']],
    ['a number in words', 'It has seven pockets.', ['a_pockets'], ['F03']],
    ['a wrong unit', 'It holds 1.7 kg.', ['a_capacity'], ['F04']],
    ['a wrong conversion', 'It holds 1,800 ml.', ['a_capacity'], ['F04']],
    ['a number without its unit', 'It holds 1.7.', ['a_capacity'], ['F04']],
    ['a unit the fact has not', 'It has 6 kg pockets.', ['a_pockets'], ['F04']],
    ['the value of another attribute', 'It holds 22 cm.', ['a_capacity'], ['F05']],
    ['the word of another attribute', 'It has 6 pockets and a hood.', ['a_pockets'], ['F05']],
    ['two values that changed places', 'It is 24 cm wide and 22 cm high.', ['a_width', 'a_height'], ['F05']],
    ['counts that changed places', 'It has 2 pockets and 6 doors.', ['a_pockets', 'a_doors'], ['F05']],
    [
      'sides in the wrong order',
      'It measures 16 × 22 × 24 cm (W × D × H).',
      ['a_width', 'a_depth', 'a_height'],
      ['F05'],
    ],
    ['part of a composition as the whole', 'The lining is wool.', ['a_lining'], ['F05']],
    ['a No that is asserted', 'It is waterproof.', ['a_waterproof'], ['F07']],
    ['a No of an uncited fact', 'It has a hood and is waterproof.', ['a_hood'], ['F07']],
    ['a denial without a No', 'It has no hood.', ['a_hood'], ['F07']],
    ['a denied value', 'It is not made of stainless steel.', ['a_material'], ['F07']],
    [
      'a No asserted beside another',
      'It is not waterproof and comes with a lid.',
      ['a_waterproof', 'a_lid_included'],
      ['F07'],
    ],
    ['a material', 'It is made of stainless steel and oak.', ['a_material'], ['F08']],
    ['a colour', 'It is made of red stainless steel.', ['a_material'], ['F08']],
    ['a competitor', 'It works with the Nikon Z5 and Z6, and Canon.', ['a_compatibility'], ['F09']],
    ['an origin', 'It has 6 pockets and is made in Germany.', ['a_pockets'], ['F10']],
    ['a standard', 'It has 6 pockets and meets ISO 9001.', ['a_pockets'], ['F03', 'F10']],
    ['a compatible thing', 'It has 6 pockets and works with iPhone.', ['a_pockets'], ['F11']],
    ['a guarantee', 'It has 6 pockets and a guarantee.', ['a_pockets'], ['F12']],
    ['newness', 'It has 6 new pockets.', ['a_pockets'], ['F12']],
    ['a benefit', 'It has 6 roomy pockets.', ['a_pockets'], ['F13']],
    ['an invented quotation', 'Makers call it “the quiet one” with a hood.', ['a_hood'], ['F13']],
    ['a citation nothing speaks of', 'It has a hood.', ['a_hood', 'a_pockets'], ['F01']],
    ['nothing at all', ' ', ['a_material'], ['L07']],
  ])('%s', (_case, text, factIds, expected) => {
    expect(codes(text, factIds).sort()).toEqual(expected)
  })

  test('a connective that states something is a claim', () => {
    expect(codes('And 5 more reasons.', [], 'connective')).toEqual(['F02'])
    expect(codes('Wonderfully soft.', [], 'connective')).toEqual(['F02'])
  })

  test('a finding tells the words, the place and the facts that were looked at', () => {
    expect(findings(bag, 'It is made of oak.', ['a_material'])).toMatchObject([
      { path: 'pdp.long.0', text: 'oak', span: { start: 14, end: 17 }, evidence: ['a_material'] },
    ])
  })
})

describe('variants and prices', () => {
  const priced = kettle('k')
  test.each<[string, string, string[], string[]]>([
    ['an amount off by a cent', 'It costs €39.91.', ['d_price_min'], ['P01']],
    ['the right amount', 'It costs €39.90.', ['d_price_min'], []],
    ['a percentage off by one', 'Save 21%.', ['d_percent_off_max'], ['F03']],
    ['a number of choices', 'It comes in seven colours.', ['d_count_colour'], ['F03']],
  ])('%s', (_case, text, factIds, expected) => {
    expect(findings(priced, text, factIds).map(({ code }) => code)).toEqual(expected)
  })
})

describe('what must not be said', () => {
  test('a fact without its unit, expired or not begun is a stale citation', () => {
    const sheet = buildFactSheet(kettle('k'), asOf)
    const power = sheet.byId.get('a_power')
    if (power === undefined) throw new Error('The kettle has lost its power.')
    const judged = (change: Partial<typeof power>, now = asOf) => {
      const changed = { ...power, ...change }
      const facts = sheet.facts.map((fact) => (fact.id === power.id ? changed : fact))
      const own = { ...sheet, facts, byId: new Map(facts.map((fact) => [fact.id, fact])) }
      const segment: Segment = { text: 'It is rated at 2,200 W.', factIds: ['a_power'], role: 'claim' }
      return checkFacts({ locale: 'en', fields: { promo: [segment] } }, gateContext(own, { now })).map(
        ({ code }) => code,
      )
    }
    expect(judged({ expiresAt: '2026-03-01T00:00:01.000Z', startsAt: asOf })).toEqual([])
    expect(judged({ expiresAt: asOf })).toEqual(['F01'])
    expect(judged({ startsAt: '2026-03-01T00:00:01.000Z' })).toEqual(['F01'])
    expect(findings(kettle('k'), 'It is 850 deep.', ['a_depth']).map(({ code }) => code)).toEqual(['F01'])
  })

  test('a long description that leaves out what must be said is warned of it; a short one is not', () => {
    const sheet = buildFactSheet(kettle('k'), asOf)
    const segment: Segment = { text: 'It is rated at 2,200 W.', factIds: ['a_power'], role: 'claim' }
    const judged = (field: string) =>
      checkMustSay({ locale: 'en', fields: { [field]: [segment] } }, gateContext(sheet, { now: asOf }))
    expect(judged('pdp.long')).toMatchObject([
      { code: 'F14', severity: 'warn', fix: expect.stringContaining('capacity') },
    ])
    expect(judged('pdp.short')).toEqual([])
  })
})

describe('languages', () => {
  test('German copy passes and is checked like English', () => {
    const product = kettle('k', {
      locale: 'de',
      title: 'Tindelow Wasserkocher',
      attributes: {
        material: attribute('Edelstahl'),
        capacity: attribute(1.7, 'l'),
        hood: attribute(false),
        colour: attribute('schwarz'),
      },
    })
    const sheet = buildFactSheet(product, asOf)
    const german = (text: string, factIds: string[]) =>
      checkFacts(
        { locale: 'de-DE', fields: { promo: [{ text, factIds, role: 'claim' }] } },
        gateContext(sheet, { now: asOf }),
      ).map(({ code }) => code)
    expect(
      german('Der Wasserkocher fasst 1,7 Liter und besteht aus Edelstahl.', [
        'p_title',
        'a_capacity',
        'a_material',
      ]),
    ).toEqual([])
    expect(german('Der Wasserkocher fasst 1,8 Liter.', ['p_title', 'a_capacity'])).toEqual(['F03'])
    expect(german('Er besteht aus Holz.', ['a_material'])).toContain('F08')
    expect(german('Er besteht nicht aus Edelstahl.', ['a_material'])).toEqual(['F07'])
  })

  test('a text in a language without a lexicon waits for a person, once per field', () => {
    const sheet = buildFactSheet(bag, asOf)
    const segment: Segment = { text: 'See pole kott.', factIds: ['a_hood'], role: 'claim' }
    const document = { locale: 'et-EE', fields: { 'pdp.long': [segment, segment], 'pdp.short': [segment] } }
    const found = checkFacts(document, gateContext(sheet, { now: asOf }))
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ['F13', 'pdp.long'],
      ['F13', 'pdp.short'],
    ])
  })
})
