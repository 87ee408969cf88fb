import { describe, expect, test } from 'vitest'
import { jsonLdOf } from '../../../src/content/exports/json-ld.ts'
import { isByModel, markingRecords } from '../../../src/content/exports/marking.ts'
import { merchantRows } from '../../../src/content/exports/merchant-feed.ts'
import { htmlOf, withPublishedCopy } from '../../../src/content/exports/published-product.ts'
import type { Publication, PublishedField } from '../../../src/content/publish/publication.ts'
import { kettle } from '../copy-rig.ts'

const field = (
  provenance: PublishedField['provenance'],
  change: Partial<PublishedField> = {},
): PublishedField => ({
  provenance,
  segments: [
    { text: 'The kettle holds 1.7 litres & more.', factIds: ['a_capacity'], role: 'claim' },
    { text: 'It is made of <steel>.', factIds: ['a_material'], role: 'claim' },
  ],
  draftId: 'draft_1',
  version: 2,
  writer: provenance === 'embedded' ? 'embedded' : 'openai',
  model: provenance === 'embedded' ? 'embedded-3' : 'some-model',
  promptHash: provenance === 'embedded' ? null : 'abc',
  ...change,
})
const publication = (long: PublishedField, change: Partial<Publication> = {}): Publication => ({
  id: 'pub_1',
  product: 'k1',
  locale: 'en-GB',
  draftId: 'draft_1',
  version: 2,
  kind: 'publish',
  state: 'live',
  fields: { 'pdp.long': long },
  channels: {
    merchant: {
      fields: {
        title: [{ text: 'Alder Kettle', factIds: ['p_title'], role: 'claim' }],
        description: [{ text: 'It holds 1.7 litres "cold".', factIds: ['a_capacity'], role: 'claim' }],
      },
    },
    seo: { fields: { title: [{ text: 'Alder Kettle', factIds: ['p_title'], role: 'claim' }] } },
  },
  blocked: {},
  facts: [],
  factsHash: 'h',
  stale: [],
  withdrawn: [],
  publishedBy: 'key_1',
  publishedAt: new Date('2026-03-01T12:00:00.000Z'),
  ...change,
})
const product = kettle('k1')

describe('the mark of model text', () => {
  test.each([
    ['embedded', undefined, false],
    ['human', undefined, false],
    ['model', undefined, true],
    ['mixed', undefined, true],
    ['edited', 'embedded', false],
    ['edited', 'model', true],
    ['edited', 'mixed', true],
    // An edit that has forgotten where it came from must not lose the mark.
    ['edited', undefined, true],
  ] as const)('%s (from %s): %s', (provenance, origin, expected) => {
    expect(isByModel({ provenance, ...(origin !== undefined && { origin }) })).toBe(expected)
  })

  test('a record per field names writer, model, prompt, text and who answered for it', () => {
    const [record] = markingRecords(publication(field('edited', { origin: 'model' })))
    expect(record).toMatchObject({
      field: 'pdp.long',
      provenance: 'edited',
      generatedByModel: true,
      digitalSourceType: expect.stringContaining('compositeWithTrainedAlgorithmicMedia'),
      model: 'some-model',
      promptSha256: 'abc',
      approvedBy: 'key_1',
    })
    expect(record?.['textSha256']).toMatch(/^[0-9a-f]{64}$/)
  })

  test('JSON-LD marks model text on a subjectOf CreativeWork and leaves embedded text plain', () => {
    expect(jsonLdOf(publication(field('model')), product)).toMatchObject({
      '@type': 'Product',
      description: 'The kettle holds 1.7 litres & more. It is made of <steel>.',
      subjectOf: { digitalSourceType: 'https://schema.org/TrainedAlgorithmicMediaDigitalSource' },
    })
    expect(jsonLdOf(publication(field('embedded')), product)).not.toHaveProperty('subjectOf')
  })

  test('the Merchant feed says model text as structured text, and other text plainly, for every variant', () => {
    const [row, second] = merchantRows(publication(field('model')), product)
    expect(row && Object.fromEntries(row)).toEqual({
      id: 'k1-black',
      structured_title: 'trained_algorithmic_media:"Alder Kettle"',
      structured_description: 'trained_algorithmic_media:"It holds 1.7 litres ""cold""."',
    })
    expect(second?.get('id')).toBe('k1-cream')
    const [plain] = merchantRows(publication(field('embedded')), product)
    expect(plain?.get('title')).toBe('Alder Kettle')
    expect(plain?.has('structured_title')).toBe(false)
  })
})

describe('copy in a shop system', () => {
  test('text becomes escaped HTML, and SEO texts their columns', () => {
    const copied = withPublishedCopy(product, publication(field('embedded')))
    expect(copied.description).toBe(
      '<p>The kettle holds 1.7 litres &amp; more. It is made of &lt;steel&gt;.</p>',
    )
    expect(copied.source).toMatchObject({ 'SEO Title': 'Alder Kettle' })
    expect(copied.variants).toEqual(product.variants)
  })

  test('a withdrawn field and a field that is not published leave the product as it was', () => {
    const gone = publication(field('embedded'), { withdrawn: ['copy/pdp.long/0', 'copy/pdp.long/1'] })
    expect(htmlOf(gone)).toBeNull()
    expect(withPublishedCopy({ ...product, description: 'old' }, gone).description).toBe('old')
  })
})
