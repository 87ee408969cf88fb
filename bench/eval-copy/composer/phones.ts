/** The phones of the labelled corpus as products, and how alike the texts about them are: ours and the four models'. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { productSchema, type Product } from '../../../src/catalog/product.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { brandVoiceSchema } from '../../../src/content/voice/brand-voice.ts'
import { composeField } from '../../../src/content/writer/compose-copy.ts'
import { maskedWords } from './masked-words.ts'
import { samenessOf, type Sameness } from './sameness.ts'

const rowSchema = z.object({
  product: z.object({ id: z.string(), name: z.string(), attributes: z.record(z.string(), z.string()) }),
  model: z.string(),
  text: z.string(),
})
type Row = z.output<typeof rowSchema>

export interface PhoneTexts {
  readonly writer: string
  readonly texts: number
  /** Words of the shortest text, values included. */
  readonly shortest: number
  readonly sameness: Sameness
}

const voice = brandVoiceSchema.parse({ id: 'bench', name: 'Long', length: 'long' })
const asOf = '2026-03-01T00:00:00.000Z'

/** A text of this many words at least: shorter ones are alike for want of room. */
export const WORDS_MIN = 120
/** A text that is shorter goes on with the sentences of the next seed. */
const SEEDS_MAX = 4

export async function phoneTexts(data: string): Promise<PhoneTexts[]> {
  const rows = await readRows(data)
  const models = [...new Set(rows.map((row) => row.model))]
  const theirs = models.map((model) => {
    const own = rows.filter((row) => row.model === model)
    return measured(model, own, (row) => row.text)
  })
  const phones = [...new Map(rows.map((row) => [row.product.id, row])).values()]
  return [measured('embedded', phones, describe), ...theirs]
}

function measured(writer: string, rows: readonly Row[], textOf: (row: Row) => string): PhoneTexts {
  const texts = rows.map(textOf)
  const masked = rows.map((row, index) => maskedWords(texts[index] ?? '', valuesOf(row)))
  const shortest = Math.min(...texts.map((text) => text.split(/\s+/).length))
  return { writer, texts: texts.length, shortest, sameness: samenessOf(masked) }
}

/** Whole sentences until the text is long enough to be compared. */
export function describe(row: Row): string {
  const sheet = buildFactSheet(phoneOf(row), asOf)
  const sentences: string[] = []
  let words = 0
  for (let seed = 1; seed <= SEEDS_MAX; seed += 1) {
    for (const { text } of composeField(sheet, 'pdp.long', { locale: 'en-GB', seed, voice })) {
      if (words >= WORDS_MIN) return sentences.join(' ')
      sentences.push(text)
      words += text.split(/\s+/).length
    }
  }
  return sentences.join(' ')
}

/** "Main Camera / Video" → main_camera_video; a list of short items becomes a list. */
function phoneOf({ product }: Row): Product {
  const attributes = Object.entries(product.attributes).flatMap(([label, text]) => {
    const name = label
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
    const first = text.split(/[;\n]/, 1)[0]?.trim() ?? ''
    // The table of figures at its head repeats what stands below.
    if (first === '' || name.startsWith('quick_') || name.startsWith('tests_')) return []
    return [[name, { value: valueOf(first) }] as const]
  })
  return productSchema.parse({
    id: product.id,
    title: product.name,
    category: ['Phones'],
    attributes: Object.fromEntries(attributes),
    variants: [{ id: product.id }],
  })
}

function valueOf(text: string): string | boolean | string[] {
  if (/^yes\b/i.test(text)) return true
  if (/^no$/i.test(text)) return false
  const items = text.split(', ')
  return items.length > 1 && items.length <= ITEMS_MAX ? items : text
}

const ITEMS_MAX = 6

function valuesOf({ product }: Row): string[] {
  return [product.name, ...Object.values(product.attributes)]
}

async function readRows(data: string): Promise<Row[]> {
  const text = await readFile(join(data, 'copy', 'llm-descriptions-labelled.jsonl'), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => rowSchema.parse(JSON.parse(line)))
}
