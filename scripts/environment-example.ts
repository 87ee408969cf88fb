/** The text of .env.example: every variable with its meaning, commented out and showing its default. */
import type { z } from 'zod'

const header = [
  '# Every variable Vitrine reads, with its default. All are optional: without any, one process does everything.',
  '# Written by "npm run docs:env" from src/config.ts; a test compares the two.',
]

export function renderEnvironmentExample(schema: z.ZodObject<Readonly<Record<string, z.ZodType>>>): string {
  const variables = Object.entries(schema.shape).map(([name, field]) => variableLines(name, field))
  return `${[header, ...variables].map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function variableLines(name: string, field: z.ZodType): string[] {
  const description = field.description
  if (description === undefined) throw new Error(`Describe ${name} in src/config.ts.`)
  return [`# ${description}`, `#${name}=${defaultText(field.safeParse(undefined).data)}`]
}

function defaultText(value: unknown): string {
  if (value === undefined) return ''
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  if (Array.isArray(value)) return value.join(',')
  throw new Error('A default is text, a number, a boolean or a list.')
}
