/** Prompts are released files, not code: loaded once, validated, and identified by their hash in every draft. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { readJson } from '../../inference/chat-answer.ts'

export interface Prompt {
  readonly id: string
  readonly version: string
  /** SHA-256 of the file, hex. */
  readonly hash: string
  readonly inputs: readonly string[]
  /** Static; endpoints can cache it. */
  readonly system: string
  /** How to answer, by the form of the answer; a version without the part says it in `system`. */
  readonly forms: Readonly<Record<'json' | 'delimited', string>>
  readonly user: string
}

/** The versions that write copy today: the labels of prompts/labels.json. */
export interface CopyPrompts {
  readonly write: Prompt
  readonly repair: Prompt
}

const frontMatterSchema = z.object({
  id: z.string(),
  version: z.string(),
  inputs: z.string().transform((text, context): string[] => {
    const parsed = z.array(z.string().regex(/^\w+$/)).safeParse(readJson(text))
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', message: 'must be a JSON array of names' })
    return z.NEVER
  }),
  /** Name of the schema of the answer; `output` in the first versions. */
  schema: z.string().optional(),
  output: z.string().optional(),
  /** Language the instructions are written in; the language of the answer is an input. */
  locale: z.string().default('en'),
  /** Parameters that belong to the wording, as JSON; those of a model are the operator's. */
  params: z
    .string()
    .default('{}')
    .refine((text) => z.record(z.string(), z.unknown()).safeParse(readJson(text)).success),
})

const labelsSchema = z.object({ write: z.string(), repair: z.string() })

/** @throws AppError content.prompt-missing */
export async function loadCopyPrompts(directory: string = promptsDirectory()): Promise<CopyPrompts> {
  const labels = labelsSchema.parse(JSON.parse(await readFile(join(directory, 'labels.json'), 'utf8')))
  const [write, repair] = await Promise.all([labels.write, labels.repair].map((label) => {
    const [id = '', version = ''] = label.split('/')
    return loadPrompt(directory, id, version)
  }))
  if (write === undefined || repair === undefined) throw new AppError('content.prompt-missing', 'A label names no prompt.')
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
  const [, head, fixed, user] = /^---\n([\s\S]*?)\n---\n\[system\]\n([\s\S]*?)\n\[user\]\n([\s\S]*)$/.exec(text) ?? []
  const [system, json = '', delimited = ''] = fixed?.split(/\n\[(?:json|delimited)\]\n/) ?? []
  if (head === undefined || system === undefined || user === undefined) throw wrong('it needs front matter, [system] and [user]')
  const lines = head.split('\n').map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
  })
  const front = frontMatterSchema.safeParse(Object.fromEntries(lines))
  if (!front.success) throw wrong('its front matter is not valid')
  const { id, version, inputs } = front.data
  if (`${id}/${version}` !== name) throw wrong('its id and version differ from its path')
  if (/\{\{/.test(fixed ?? '')) throw wrong('its system part must be static')
  const used = new Set([...user.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))
  const undeclared = [...used].filter((input) => !inputs.includes(input))
  const unused = inputs.filter((input) => !used.has(input))
  if (undeclared.length > 0) throw wrong(`it uses undeclared inputs: ${undeclared.join(', ')}`)
  if (unused.length > 0) throw wrong(`it declares inputs it does not use: ${unused.join(', ')}`)
  return { id, version, hash: hashPrompt(text), inputs, system: system.trim(), forms: { json: json.trim(), delimited: delimited.trim() }, user: user.trim() }
}

export function hashPrompt(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Puts the inputs in, once: a value that contains "{{facts}}" stays those letters. The form of the answer is appended
 * to the static part, so that the prefix is the same for every product.
 */
export function renderPrompt(
  prompt: Prompt,
  inputs: Readonly<Record<string, string>>,
  form: 'json' | 'delimited' = 'json',
): { readonly system: string; readonly user: string } {
  const user = prompt.user.replace(/\{\{(\w+)\}\}/g, (_slot, name: string) => {
    const value = inputs[name]
    if (value === undefined) throw new AppError('content.prompt-missing', `The prompt ${prompt.id} was not given its input ${name}.`)
    return value
  })
  return { system: [prompt.system, prompt.forms[form]].filter((part) => part !== '').join('\n\n'), user }
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
