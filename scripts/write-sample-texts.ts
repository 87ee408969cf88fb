/** `npm run docs:samples`: writes docs/copy/sample-texts.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { sampleTexts } from './sample-texts.ts'

writeFileSync(
  'docs/copy/sample-texts.md',
  sampleTexts(
    readFileSync('fixtures/catalog.jsonl', 'utf8'),
    readFileSync('fixtures/brand-voices.json', 'utf8'),
  ),
)
