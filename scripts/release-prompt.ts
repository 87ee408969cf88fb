/** Adds a prompt version to prompts/released.json. A released version is refused: it must never change. */
import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { hashPrompt } from '../src/content/prompts/prompt.ts'

const [name] = process.argv.slice(2)
if (name === undefined) throw new Error('Name the version to release, such as "product-copy/v2".')
const released = z
  .record(z.string(), z.string())
  .parse(JSON.parse(await readFile('prompts/released.json', 'utf8')))
if (released[name] !== undefined) throw new Error(`${name} is released already; add a new version instead.`)
const hash = hashPrompt(await readFile(`prompts/${name}.md`, 'utf8'))
await writeFile('prompts/released.json', `${JSON.stringify({ ...released, [name]: hash }, null, 2)}\n`)
process.stdout.write(`${name} ${hash}\n`)
