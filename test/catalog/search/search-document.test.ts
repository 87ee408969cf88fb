import { describe, expect, it } from 'vitest'
import { productSchema } from '../../../src/catalog/product.ts'
import { createBm25Index } from '../../../src/catalog/search/bm25-index.ts'
import { searchFields } from '../../../src/catalog/search/search-document.ts'

const kettle = productSchema.parse({
  id: 'k1',
  title: 'Gooseneck kettle',
  brand: 'Fellow',
  category: ['Kitchen', 'Kettles'],
  description: '<p>Pours <b>slowly</b></p><script>alert(1)</script>',
  tags: ['barista'],
  attributes: {
    volume: { value: 0.9, unit: 'l' },
    keep_warm: { value: true },
    whistle: { value: false },
    colours: { value: ['Black', 'Copper'] },
  },
  variants: [{ id: 'k1' }],
})

describe('searchFields', () => {
  const index = createBm25Index()
  index.upsert(kettle.id, searchFields(kettle))
  const finds = (query: string) => index.search(query, { limit: 1 }).length === 1

  it.each(['gooseneck', 'fellow', 'kitchen', 'slowly', 'barista', '0.9', 'keep warm', 'copper'])(
    'makes a product found by "%s"',
    (query) => {
      expect(finds(query)).toBe(true)
    },
  )

  it.each(['whistle', 'script', 'alert', 'true'])(
    'does not make it found by "%s", which it is not',
    (query) => {
      expect(finds(query)).toBe(false)
    },
  )

  it('prefers the short description to the long one', () => {
    const fields = searchFields({ ...kettle, shortDescription: 'Precise' })
    expect(fields.some(({ text }) => text === 'Precise')).toBe(true)
    expect(fields.some(({ text }) => text.includes('slowly'))).toBe(false)
  })
})
