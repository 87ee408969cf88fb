/** Prompts are released files, not code: loaded once, validated, and identified by their hash in every draft. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { AppError } from '../../errors.ts'

export interface Prompt {
  readonly id: string
  readonly version: string
  /** SHA-256 of the file, hex. */
  readonly hash: string
  readonly inputs: readonly string[]
  readonly system: string
  readonly user: string
}

/** The versions that write copy today. */
export interface CopyPrompts {
  readonly write: Prompt
  readonly repair: Prompt
}

const frontMatterSchema = z.object({
  id: z.string(),
  version: z.string(),
  inputs: z.string().transform((text, context): string[] => {
    const parsed = z.array(z.string().regex(/^\w+$/)).safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', message: 'must be a JSON array of names' })
    return z.NEVER
  }),
  output: z.string(),
})

/** @throws AppError content.prompt-missing */
export async function loadCopyPrompts(directory: string = promptsDirectory()): Promise<CopyPrompts> {
  const [write, repair] = await Promise.all([loadPrompt(directory, 'product-copy', 'v1'), loadPrompt(directory, 'repair-copy', 'v1')])
  return { write, repair }
}

/** @throws AppError content.prompt-missing when the file is absent or does not declare what it uses */
export async function loadPrompt(directory: string, id: string, version: string): Promise<Prompt> {
  const path = join(directory, id, `${version}.md`)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new AppError('content.prompt-missing', `The prompt ${id}/${version} is not installed.`, { cause: error })
  })
  return parsePrompt(text, `${id}/${version}`)
}

/** @throws AppError content.prompt-missing, naming what is wrong with the file */
export function parsePrompt(text: string, name: string): Prompt {
  const wrong = (reason: string) => new AppError('content.prompt-missing', `The prompt ${name} cannot be used: ${reason}.`)
  const [, head, system, user] = /^---\n([\s\S]*?)\n---\n\[system\]\n([\s\S]*?)\n\[user\]\n([\s\S]*)$/.exec(text) ?? []
  if (head === undefined || system === undefined || user === undefined) throw wrong('it needs front matter, [system] and [user]')
  const lines = head.split('\n').map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
  })
  const front = frontMatterSchema.safeParse(Object.fromEntries(lines))
  if (!front.success) throw wrong('its front matter is not valid')
  const { id, version, inputs } = front.data
  if (`${id}/${version}` !== name) throw wrong('its id and version differ from its path')
  if (/\{\{/.test(system)) throw wrong('its system part must be static')
  const used = new Set([...user.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))
  const undeclared = [...used].filter((input) => !inputs.includes(input))
  const unused = inputs.filter((input) => !used.has(input))
  if (undeclared.length > 0) throw wrong(`it uses undeclared inputs: ${undeclared.join(', ')}`)
  if (unused.length > 0) throw wrong(`it declares inputs it does not use: ${unused.join(', ')}`)
  return { id, version, hash: hashPrompt(text), inputs, system: system.trim(), user: user.trim() }
}

export function hashPrompt(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Puts the inputs in, once: a value that contains "{{facts}}" stays those letters. */
export function renderPrompt(prompt: Prompt, inputs: Readonly<Record<string, string>>): { readonly system: string; readonly user: string } {
  const user = prompt.user.replace(/\{\{(\w+)\}\}/g, (_slot, name: string) => {
    const value = inputs[name]
    if (value === undefined) throw new AppError('content.prompt-missing', `The prompt ${prompt.id} was not given its input ${name}.`)
    return value
  })
  return { system: prompt.system, user }
}

/** The folder prompts/ of this installation, seen from the sources and from dist alike. */
export function promptsDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(directory, 'prompts', 'released.json'))) {
    const parent = dirname(directory)
    if (parent === directory) throw new AppError('content.prompt-missing', 'The folder prompts/ is not installed.')
    directory = parent
  }
  return join(directory, 'prompts')
}
