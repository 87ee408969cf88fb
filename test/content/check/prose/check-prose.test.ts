/** Text that cites nothing is judged by all facts of its product. */
import { describe, expect, it } from 'vitest'
import { checkProse, observeProse } from '../../../../src/content/check/prose/check-prose.ts'
import { buildFactSheet } from '../../../../src/content/facts/fact-sheet.ts'
import { inlineFactsSchema, inlineProduct } from '../../../../src/content/lint/text/inline-product.ts'

const sheet = sheetOf('Tindelow T4', {
  'Display size': '6.5 inches',
  'Display type': 'IPS LCD, 90Hz',
  'Display resolution': '720 x 1600 pixels, 20:9 ratio',
  'Memory internal': '128GB 6GB RAM, 256GB 8GB RAM',
  'Card slot': 'No',
  NFC: 'No',
  Bluetooth: '5.3, A2DP, LE',
  'Main camera triple': '50 MP, (wide), AF 2 MP, (macro) 2 MP, (depth)',
  'Selfie camera single': '8 MP',
  Sensors: 'Fingerprint, accelerometer, compass',
  'Battery type': 'Li-Po 5000 mAh, non-removable',
  Weight: '203 g',
  Announced: '2022, November. Released 2023, February',
  Status: 'Available',
  Chipset: 'Mediatek Helio G85 (12nm)',
  Colors: 'Black',
  Price: 'About 180 EUR',
  'Talk time': 'Up to 17 h',
  'Stand-by': 'Up to 504 h',
})

describe('a faithful text passes profile block', () => {
  it.each([
    'It has a 6.5-inch IPS LCD display with 90 Hz and 720x1600 pixels.',
    'It comes with 6 or 8 GB of RAM and 128GB or 256GB of internal storage.',
    'The phone has no NFC, memory card slot or radio, but it does have Bluetooth 5.3.',
    'The triple rear camera takes 50 MP pictures; the front camera has 8MP.',
    'It weighs 0.203 kg (7.16 oz) and lasts up to 17 hours of talk time and up to 504 hours of standby time.',
    'Announced in November 2022, it was released in February 2023.',
    'Its 5,000 mAh battery is non-removable. It costs around €180.',
    'A fingerprint sensor and a compass are built in. Available in black.',
    'NFC (absent) and a card slot are not available.',
  ])('%s', (text) => {
    expect(checkProse(text, sheet, { profile: 'block' })).toEqual([])
  })
})

describe('a text that the data contradicts is flagged at the words that do', () => {
  it.each([
    ['It has a 6.7-inch display.', '6.7-inch', 'F03'],
    ['An AMOLED display shows it all.', 'AMOLED', 'F13'],
    ['The Full HD display is bright.', 'Full HD', 'F13'],
    ['Pay by NFC.', 'NFC', 'F07'],
    ['Storage grows by microSD.', 'microSD', 'F07'],
    ['It does not have Bluetooth.', 'Bluetooth', 'F07'],
    ['Bluetooth 4.2 is on board.', 'Bluetooth 4.2', 'F03'],
    ['A dual-camera looks back.', 'dual-camera', 'F11'],
    ['A gyroscope is built in.', 'gyroscope', 'F11'],
    ['It has a 50 MP front camera.', '50 MP', 'F05'],
    ['It has 128 GB of RAM.', '128 GB', 'F05'],
    ['It runs for 17 hours of standby.', '17 hours', 'F05'],
    ['It was released in 2022.', '2022', 'F12'],
    ['It was discontinued in 2023.', '2023', 'F12'],
    ['Powered by a Helio G99.', 'G99', 'F09'],
    ['Powered by a Snapdragon chip.', 'Snapdragon', 'F09'],
    ['It is available in red.', 'red', 'F08'],
    ['It comes in various colours.', 'various colours', 'F08'],
    ['It costs about $180.', '180', 'P01'],
    ['The battery is removable.', 'removable', 'F11'],
    ['A high-end phone.', 'high-end', 'C06'],
  ])('%s', (text, words, code) => {
    const findings = checkProse(text, sheet, { profile: 'block' })
    expect(findings.map((finding) => [finding.text, finding.code])).toContainEqual([words, code])
    for (const { span, text: found } of findings)
      expect(text.slice(span?.start ?? 0, span?.end ?? 0)).toBe(found)
  })
})

it('what the data is silent about is reported by profile audit only', () => {
  const text = 'Its stereo speakers sound stunning, and it has wireless charging.'
  expect(checkProse(text, sheet, { profile: 'block' })).toEqual([])
  const audit = checkProse(text, sheet, { profile: 'audit' })
  expect(audit.map((finding) => [finding.text, finding.severity])).toEqual([
    ['stereo speakers', 'warn'],
    ['speakers', 'warn'],
    ['stunning', 'warn'],
    ['wireless charging', 'warn'],
  ])
})

it('a denial ends where the sentence turns', () => {
  const text = 'It lacks Bluetooth, but it does have NFC.'
  expect(checkProse(text, sheet, { profile: 'block' }).map((finding) => finding.text)).toEqual([
    'Bluetooth',
    'NFC',
  ])
})

it('the name of the product claims nothing', () => {
  const orange = sheetOf('Orange S6', { Colours: 'Black', Weight: '100 g' })
  expect(checkProse('The Orange S6 is available in black.', orange, { profile: 'audit' })).toEqual([])
})

it('goods of other kinds are judged by their materials, measures and colours', () => {
  const jacket = sheetOf('Marlow jacket', {
    Material: 'cotton',
    Colour: 'navy',
    Length: '72 cm',
    Weight: '1.2 kg',
  })
  const text = 'A wool jacket in navy colour, 720 mm long and 1,200 g heavy.'
  expect(checkProse(text, jacket, { profile: 'block' }).map((finding) => finding.text)).toEqual(['wool'])
})

it('every claim is counted, the supported ones too', () => {
  const claims = observeProse('It weighs 203 g and has NFC.', sheet)
  expect(claims.map(({ text, kind }) => [text, kind])).toEqual([
    ['203 g', 'supported'],
    ['NFC', 'contradiction'],
  ])
})

it('a text of one endless sentence is judged to its end', () => {
  const unit = 'It has no 12-34 aa-bb Wi-Fi 802.11, (((( 1,2,3 or "various of the of the" colours and '
  const text = `${unit.repeat(1_000)}, but it has a gyroscope.`
  expect(checkProse(text, sheet, { profile: 'block' }).at(-1)?.text).toBe('gyroscope')
})

function sheetOf(title: string, attributes: Record<string, string>) {
  const product = inlineProduct(inlineFactsSchema.parse({ title, attributes }), 'en')
  return buildFactSheet(product, '2026-01-01T00:00:00.000Z')
}
