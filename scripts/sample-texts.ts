/** docs/copy/sample-texts.md: what the embedded writer says of twenty products of the sample shop. */
import { z } from 'zod'
import { productSchema, type Product } from '../src/catalog/product.ts'
import { segmentsText } from '../src/content/drafts/segment.ts'
import { buildFactSheet } from '../src/content/facts/fact-sheet.ts'
import { brandVoiceSchema, neutralVoice, type BrandVoice } from '../src/content/voice/brand-voice.ts'
import { composeField } from '../src/content/writer/compose-copy.ts'

const SAMPLES = 20
/** Every so many samples are German. */
const GERMAN_EVERY = 5
const asOf = '2026-10-01T00:00:00.000Z'

/**
 * @param catalogue text of fixtures/catalog.jsonl
 * @param voices text of fixtures/brand-voices.json
 */
export function sampleTexts(catalogue: string, voices: string): string {
  const products = catalogue
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => productSchema.parse(JSON.parse(line)))
  const spoken = [neutralVoice, ...z.array(brandVoiceSchema).parse(JSON.parse(voices))]
  const step = Math.floor(products.length / SAMPLES)
  const samples = Array.from({ length: SAMPLES }, (_unused, index) => products[index * step + (index % step)])
  return [
    '# Sample texts',
    '',
    'Written by the embedded writer from the facts of `fixtures/catalog.jsonl` alone: no model, no key, no person. Made by',
    '`npm run docs:samples`; a test keeps this page and the writer together.',
    '',
    ...samples.flatMap((product, index) =>
      product === undefined ? [] : sample(product, index, spoken[index % spoken.length] ?? neutralVoice),
    ),
  ].join('\n')
}

function sample(product: Product, index: number, voice: BrandVoice): string[] {
  const isGerman = index % GERMAN_EVERY === GERMAN_EVERY - 1
  const request = { locale: isGerman ? 'de-DE' : 'en-GB', seed: 1, voice: isGerman ? neutralVoice : voice }
  const sheet = buildFactSheet(product, asOf)
  const text = (field: 'pdp.long' | 'pdp.short') => segmentsText(composeField(sheet, field, request))
  const spoken = isGerman ? 'German, neutral voice' : `voice \`${voice.id}\``
  return [
    `## ${product.title}`,
    '',
    `\`${product.id}\`, ${spoken}`,
    '',
    text('pdp.long'),
    '',
    `> ${text('pdp.short')}`,
    '',
    ...composeField(sheet, 'pdp.bullets', request).map(({ text: line }) => `- ${line}`),
    '',
  ]
}
