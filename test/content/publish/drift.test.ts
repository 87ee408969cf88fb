import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { citedFacts } from '../../../src/content/drafts/cited-facts.ts'
import { driftOf } from '../../../src/content/publish/drift.ts'
import { placeKey, placesOf, type Publication } from '../../../src/content/publish/publication.ts'
import { composeCopy } from '../../../src/content/writer/compose-copy.ts'
import type { Product } from '../../../src/catalog/product.ts'
import { kettle } from '../copy-rig.ts'

const asOf = '2026-03-01T12:00:00.000Z'
const sheetOf = (product: Product) => buildFactSheet(product, asOf)

/** Published copy of a product, with two channels made of the same sentences. */
function published(product: Product): Pick<Publication, 'fields' | 'channels' | 'facts'> {
  const sheet = sheetOf(product)
  const copy = composeCopy(sheet, { fields: ['pdp.long', 'pdp.short', 'promo'], locale: 'en-GB', seed: 0 })
  const origin = { draftId: 'd', version: 1, writer: 'embedded', model: null, promptHash: null } as const
  const fields = Object.fromEntries(
    Object.entries(copy).map(([name, field]) => [name, { ...field, ...origin }]),
  )
  return {
    fields,
    channels: {
      sms: { fields: { text: [...(copy.promo?.segments ?? [])] } },
      ebay: { fields: { description: [...(copy['pdp.long']?.segments ?? [])] } },
    },
    facts: citedFacts(copy, sheet).map((fact) => ({ ...fact })),
  }
}

const changes = {
  price: kettle('k1', {
    variants: [
      {
        id: 'k1-black',
        options: { Colour: 'black' },
        priceMinor: 3490,
        compareAtPriceMinor: 4990,
        stockUnits: 3,
      },
      {
        id: 'k1-cream',
        options: { Colour: 'cream' },
        priceMinor: 3990,
        compareAtPriceMinor: 4990,
        stockUnits: 0,
      },
    ],
  }),
  material: kettle('k1', {
    attributes: { ...kettle('k1').attributes, material: { value: 'glass', unit: null } },
  }),
  'a unit': kettle('k1', {
    attributes: { ...kettle('k1').attributes, capacity: { value: 1.7, unit: 'cl' } },
  }),
  'a fact that is no longer stated': kettle('k1', {
    attributes: Object.fromEntries(
      Object.entries(kettle('k1').attributes).filter(([name]) => name !== 'warranty'),
    ),
  }),
}

describe('drift', () => {
  test('an unchanged product has none, in any channel', () => {
    expect(driftOf(published(kettle('k1')), sheetOf(kettle('k1')), asOf)).toEqual([])
  })

  test.each(Object.entries(changes))(
    'a change of %s marks exactly the sentences that cite a changed fact, in every channel',
    (_name, after) => {
      const publication = published(kettle('k1'))
      const sheet = sheetOf(after)
      const changed = new Set(
        publication.facts.flatMap((fact) => {
          const is = sheet.byId.get(fact.id)
          return is !== undefined && is.value === fact.value && is.unit === fact.unit ? [] : [fact.id]
        }),
      )
      const expected = placesOf(publication).filter(({ factIds }) => factIds.some((id) => changed.has(id)))
      const found = driftOf(publication, sheet, asOf)
      expect(expected.length).toBeGreaterThan(0)
      expect(expected.length).toBeLessThan(placesOf(publication).length)
      expect(found.map(placeKey)).toEqual(expected.map(placeKey))
      expect(found.some(({ channel }) => channel !== 'copy')).toBe(true)
    },
  )

  test('a reason says what the fact was and what it is now', () => {
    const found = driftOf(published(kettle('k1')), sheetOf(changes.material), asOf)
    expect(found.flatMap(({ reasons }) => reasons)).toContainEqual({
      factId: 'a_material',
      attribute: 'material',
      kind: 'changed',
      was: { value: 'stainless steel', unit: null },
      is: { value: 'glass', unit: null },
    })
  })

  test('a certificate that has ended marks the sentences that cite it, from that moment on', () => {
    const publication = published(kettle('k1'))
    const certificate = {
      id: 'e_1',
      subject: 'product:k1',
      attribute: 'certificate',
      value: 'EU Ecolabel',
      unit: null,
      source: 'certificate' as const,
      asOf,
      parents: [],
      expiresAt: '2026-04-01T00:00:00.000Z',
    }
    const [long] = publication.fields['pdp.long']?.segments ?? []
    if (long === undefined) throw new Error('no sentence')
    const cited = {
      ...publication,
      facts: [...publication.facts, certificate],
      channels: { seo: { fields: { meta: [{ ...long, text: 'Certified.', factIds: ['e_1'] }] } } },
    }
    const sheet = sheetOf(kettle('k1'))
    const now = { ...sheet, byId: new Map([...sheet.byId, ['e_1', certificate]]) }
    expect(driftOf(cited, now, '2026-03-31T23:59:59.999Z')).toEqual([])
    const ended = driftOf(cited, now, '2026-04-01T00:00:00.000Z')
    expect(ended.map(placeKey)).toEqual(['seo/meta/0'])
    expect(ended[0]?.reasons).toMatchObject([{ kind: 'ended', is: null }])
  })

  test('whichever attribute changes, only sentences that cite it are marked', () => {
    const names = Object.keys(kettle('k1').attributes)
    fc.assert(
      fc.property(fc.subarray(names), (changed) => {
        const attributes = Object.fromEntries(
          Object.entries(kettle('k1').attributes).map(([name, attribute]) => [
            name,
            changed.includes(name) ? { value: 'something else', unit: null } : attribute,
          ]),
        )
        const found = driftOf(published(kettle('k1')), sheetOf(kettle('k1', { attributes })), asOf)
        const cause = new Set(found.flatMap(({ reasons }) => reasons.map(({ attribute }) => attribute)))
        expect([...cause].filter((name) => !changed.includes(name))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})
