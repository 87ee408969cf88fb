import { describe, expect, test } from 'vitest'
import { dictionaryEntrySchema } from '../../../src/content/facts/dictionary/dictionary-entry.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { missingMustSay, mustSay } from '../../../src/content/facts/must-say.ts'
import { kettle } from '../copy-rig.ts'

const asOf = '2026-03-01T00:00:00.000Z'
const dictionaryOf = (...entries: Parameters<typeof dictionaryEntrySchema.parse>[0][]) =>
  new Map(entries.map((entry) => dictionaryEntrySchema.parse(entry)).map((entry) => [entry.attribute, entry]))
const names = (sheet: ReturnType<typeof buildFactSheet>) => mustSay(sheet).map(({ attribute }) => attribute)

describe('must-say facts', () => {
  test('without a dictionary they are what shoppers decide by, heaviest first', () => {
    expect(names(buildFactSheet(kettle('k'), asOf))).toEqual(['capacity', 'material', 'power'])
  })

  test('the dictionary adds, removes and weighs', () => {
    const dictionary = dictionaryOf(
      { attribute: 'warranty', mustSay: true, weight: 9 },
      { attribute: 'power', mustSay: false },
    )
    expect(names(buildFactSheet(kettle('k'), asOf, { dictionary }))).toEqual([
      'warranty',
      'capacity',
      'material',
    ])
  })

  test('what cannot be said is not demanded until the dictionary gives its unit', () => {
    expect(names(buildFactSheet(kettle('k'), asOf))).not.toContain('depth')
    const sheet = buildFactSheet(kettle('k'), asOf, {
      dictionary: dictionaryOf({ attribute: 'depth', unit: 'mm' }),
    })
    expect(names(sheet)).toContain('depth')
    expect(sheet.byId.get('a_depth')).toMatchObject({ value: 850, unit: 'mm' })
  })

  test('a derived fact speaks for its parents', () => {
    const sheet = buildFactSheet(
      kettle('k', { attributes: { net_weight: { value: 1250, unit: 'g' } } }),
      asOf,
    )
    expect(missingMustSay(sheet, [])).toHaveLength(1)
    expect(missingMustSay(sheet, ['c_net_weight'])).toEqual([])
  })
})

describe('the dictionary on a sheet', () => {
  test('ranges and sides become words with their unit, stated units stay', () => {
    const dictionary = dictionaryOf(
      { attribute: 'storage_temperature', unit: '°C' },
      { attribute: 'capacity', unit: 'ml' },
    )
    const product = kettle('k', {
      attributes: { storage_temperature: { value: '-20 - 60' }, capacity: { value: 1.7, unit: 'l' } },
    })
    const sheet = buildFactSheet(product, asOf, { dictionary })
    expect(sheet.byId.get('a_storage_temperature')?.value).toBe('-20 - 60 °C')
    expect(sheet.byId.get('a_capacity')?.unit).toBe('l')
    expect(sheet.unsayable.size).toBe(0)
  })

  test('it hides, unhides, translates yes and no, and joins names of one meaning', () => {
    const dictionary = dictionaryOf(
      { attribute: 'material', sayable: false },
      { attribute: 'spülmaschinenfest', sameAs: 'dishwasher_safe', noWords: ['nein'] },
      { attribute: 'depth', sayable: true },
    )
    const product = kettle('k', {
      attributes: {
        material: { value: 'steel' },
        spülmaschinenfest: { value: 'Nein' },
        depth: { value: 850 },
      },
    })
    const sheet = buildFactSheet(product, asOf, { dictionary })
    expect(sheet.unsayable).toEqual(new Map([['a_material', 'hidden']]))
    expect(sheet.byId.get('a_spülmaschinenfest')).toMatchObject({
      attribute: 'dishwasher_safe',
      value: false,
    })
  })

  test('what it says of attributes of this product changes the facts hash, anything else does not', () => {
    const hash = (...entries: Parameters<typeof dictionaryOf>) =>
      buildFactSheet(kettle('k'), asOf, { dictionary: dictionaryOf(...entries) }).hash
    expect(hash({ attribute: 'depth', unit: 'mm' })).not.toBe(hash())
    expect(hash({ attribute: 'page_count', unit: 'mm' })).toBe(hash())
    expect(buildFactSheet(kettle('k'), '2027-01-01T00:00:00.000Z').hash).toBe(hash())
  })
})
