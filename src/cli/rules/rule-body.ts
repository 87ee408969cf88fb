/** A merchandising rule from a file and options. Only its outline is looked at: the server knows what a rule may say. */
import { z } from 'zod'
import type { ApiSchemas } from '../../client/api-client.ts'
import { AppError } from '../../errors.ts'
import { readJsonFile, readObject } from '../option-values.ts'

export type Rule = ApiSchemas['MerchandisingRule']
export type NewRule = ApiSchemas['NewMerchandisingRuleInput']
export type ReplacedRule = ApiSchemas['ReplacedMerchandisingRuleInput']

export interface RuleOptions {
  readonly file?: string
  readonly name?: string
  readonly note?: string
  readonly action?: string
  readonly filter?: string
  readonly placement?: readonly string[]
  readonly context?: string
  readonly schedule?: string
  readonly priority?: number
  readonly position?: number
  readonly factor?: number
  readonly state?: string
}

const isObject = (value: unknown) => z.record(z.string(), z.unknown()).safeParse(value).success
const newRuleSchema = z.custom<NewRule>(isObject)
const replacedRuleSchema = z.custom<ReplacedRule>(isObject)

/** @throws AppError cli.usage */
export async function toNewRule(options: RuleOptions): Promise<NewRule> {
  const fields = await fieldsOf(options)
  const missing = ['name', 'action', 'filter'].filter((name) => fields[name] === undefined)
  if (missing.length > 0) {
    throw new AppError(
      'cli.usage',
      `A rule needs a name, an --action and a --filter; there is no ${missing.join(', no ')}. A --file may hold them.`,
    )
  }
  return newRuleSchema.parse(fields)
}

/** What the rule says now with the changes on top; of another action, without the factor and position of the old one. */
export async function toReplacedRule(rule: Rule, options: RuleOptions): Promise<ReplacedRule> {
  const changes = await fieldsOf(options)
  if (Object.keys(changes).length === 0)
    throw new AppError('cli.usage', 'Say what is to change, by options or a --file.')
  const { name, note, action, filter, placements, context, schedule, priority, state, version } = rule
  const isSameAction = changes['action'] === undefined || changes['action'] === action
  const { position, factor } = rule
  const kept = isSameAction ? defined({ position, factor }) : {}
  const wording = { name, note, action, filter, placements, context, schedule, priority, state }
  return replacedRuleSchema.parse({ ...wording, ...kept, ...changes, version })
}

/** A stored rule as one that is to be tried. */
export function toTriedRule(rule: Rule): NewRule {
  const { name, action, filter, placements, context, schedule, priority, position, factor } = rule
  return newRuleSchema.parse(
    defined({ name, action, filter, placements, context, schedule, priority, position, factor }),
  )
}

/** Rules to be tried: files that hold one each, or a list of them. */
export async function readRuleFiles(paths: readonly string[]): Promise<NewRule[]> {
  const rules: NewRule[] = []
  for (const path of paths) {
    const parsed = z
      .union([newRuleSchema.array(), newRuleSchema])
      .safeParse(await readJsonFile(path, 'rule file'))
    if (!parsed.success) throw new AppError('cli.usage', `The rule file ${path} holds no rule.`)
    rules.push(...[parsed.data].flat())
  }
  return rules
}

async function fieldsOf({ file, ...options }: RuleOptions): Promise<Record<string, unknown>> {
  const { filter, placement: placements, context, schedule, ...plain } = options
  const read = (text: string | undefined) => (text === undefined ? undefined : readObject(text))
  const given = {
    ...plain,
    placements,
    filter: read(filter),
    context: read(context),
    schedule: read(schedule),
  }
  return { ...(file === undefined ? {} : await readRuleFile(file)), ...defined(given) }
}

async function readRuleFile(path: string): Promise<Record<string, unknown>> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(await readJsonFile(path, 'rule file'))
  if (parsed.success) return parsed.data
  throw new AppError('cli.usage', `The rule file ${path} must hold one JSON object.`)
}

function defined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
