/** The sample page is what the writer writes. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sampleTexts } from '../../scripts/sample-texts.ts'

const read = (path: string) => readFileSync(path, 'utf8')

test('docs/copy/sample-texts.md shows today’s texts: run `npm run docs:samples` after a change of wording', () => {
  expect(read('docs/copy/sample-texts.md')).toBe(
    sampleTexts(read('fixtures/catalog.jsonl'), read('fixtures/brand-voices.json')),
  )
})
