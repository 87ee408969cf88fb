/**
 * `npx tsx bench/eval-copy/judge-pairs.ts [pairs] [seed] [key file]`: pairs of texts about one product for people who do
 * not know which is which: ours, and the catalogue's own description. Prints the pairs; the key goes to a file.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { productSchema, type Product } from '../../src/catalog/product.ts'
import { cleanText } from '../../src/content/facts/clean-text.ts'
import { segmentsText } from '../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../src/content/facts/fact-sheet.ts'
import { composeField } from '../../src/content/writer/compose-copy.ts'
import { createChooser } from '../../src/content/writer/words/random.ts'
import { evaluationDirectory } from '../search/evaluation-data.ts'
import { readCatalogue } from './composer/catalogues.ts'

/** A description shorter than this says too little to be judged beside ours. */
const DESCRIPTION_CHARS_MIN = 120

const [pairsWanted = '20', seed = '1', keyFile = 'judge-pairs.key.json'] = process.argv.slice(2)
const chooser = createChooser(`judge ${seed}`)
const products = shuffled((await sources()).filter(isComparable)).slice(0, Number(pairsWanted))
const key = products.map((product, index) => {
  const ours = segmentsText(
    composeField(buildFactSheet(product, '2026-03-01T00:00:00.000Z'), 'pdp.long', {
      locale: 'en-GB',
      seed: Number(seed),
    }),
  )
  const theirs = cleanText(product.description ?? product.shortDescription ?? '')
  const isOursFirst = chooser.below(2) === 0
  const [a, b] = isOursFirst ? [ours, theirs] : [theirs, ours]
  console.log(`\n### Pair ${String(index + 1)}: ${product.title}\n\nA: ${a}\n\nB: ${b}`)
  return { pair: index + 1, product: product.id, composed: isOursFirst ? 'A' : 'B' }
})
writeFileSync(keyFile, `${JSON.stringify(key, null, 2)}\n`)
console.log(`\nThe key of ${String(key.length)} pairs is in ${keyFile}.`)

/** The sample shop, and the evaluation catalogue where it is at hand. */
async function sources(): Promise<Product[]> {
  const fixtures = readFileSync('fixtures/catalog.jsonl', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => productSchema.parse(JSON.parse(line)))
  const data = evaluationDirectory(process.env)
  return data === undefined ? fixtures : [...fixtures, ...(await readCatalogue(data, 'icecat', 40)).products]
}

function isComparable({ description, shortDescription }: Product): boolean {
  return cleanText(description ?? shortDescription ?? '').length >= DESCRIPTION_CHARS_MIN
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: chooser.below(1_000_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
