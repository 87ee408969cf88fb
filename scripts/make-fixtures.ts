/** Writes the synthetic shop into fixtures/: `npm run fixtures`. */
import { writeFile } from 'node:fs/promises'
import { makeFixtureFiles } from './fixtures/fixture-files.ts'

for (const [name, content] of makeFixtureFiles()) {
  await writeFile(new URL(`../fixtures/${name}`, import.meta.url), content)
  process.stdout.write(`fixtures/${name}: ${String(Buffer.byteLength(content))} bytes\n`)
}
