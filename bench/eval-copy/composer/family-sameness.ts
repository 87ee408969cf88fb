/** How alike the texts of a thousand products of one kind are: where sameness shows first. */
import { segmentsText } from '../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { composeField } from '../../../src/content/writer/compose-copy.ts'
import { readCatalogue } from './catalogues.ts'
import { maskedWords } from './masked-words.ts'
import { samenessOf, type Sameness } from './sameness.ts'

export interface FamilySameness {
  readonly noun: string
  readonly texts: number
  readonly sameness: Sameness
}

/** The noun that names the most products of the catalogue. */
const NOUN = 'cable'
const TEXTS = 1_000
const asOf = '2026-03-01T00:00:00.000Z'

export async function familySameness(data: string): Promise<FamilySameness> {
  const { products } = await readCatalogue(data, 'icecat', 1)
  const family = products.filter(({ title }) => new RegExp(`\\b${NOUN}\\b`, 'i').test(title)).slice(0, TEXTS)
  const texts = family.map((product) => {
    const sheet = buildFactSheet(product, asOf)
    const text = segmentsText(composeField(sheet, 'pdp.long', { locale: 'en-GB', seed: 1 }))
    return maskedWords(
      text,
      sheet.facts.map(({ value }) => String(value)),
    )
  })
  return { noun: NOUN, texts: texts.length, sameness: samenessOf(texts) }
}
