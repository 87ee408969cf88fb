/** A merchandising rule as people write it and as it is kept: what it does, to which products, where, when, for whom. */
import { z } from 'zod'
import { productFilterSchema } from '../../catalog/filter.ts'
import { consentLevels } from '../../events/consent.ts'
import { placements } from '../recommendation.ts'
import { ruleActions } from './rule.ts'
import { isTimeZone, weekdays } from './schedule.ts'

const priorityMax = 1_000
const positionMax = 99
const factorMax = 100
const wordsMax = 50

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "09:30"')

const scheduleSchema = z
  .strictObject({
    timeZone: z.string().refine(isTimeZone, 'must be a time zone such as "Europe/Berlin"').default('UTC'),
    from: z.iso.datetime({ offset: true }).optional().describe('From this moment on'),
    until: z.iso.datetime({ offset: true }).optional().describe('Up to and without this moment'),
    days: z.array(z.enum(weekdays)).min(1).max(7).optional().describe('Days of the week in the time zone'),
    hours: z
      .array(z.strictObject({ from: timeOfDay, until: timeOfDay }))
      .min(1)
      .max(10)
      .optional()
      .describe('By the clock of the time zone; "22:00" until "02:00" belongs to the day it begins on'),
  })
  .superRefine((schedule, context) => {
    const { from, until, hours = [] } = schedule
    if (from !== undefined && until !== undefined && Date.parse(until) <= Date.parse(from)) {
      context.addIssue({ code: 'custom', path: ['until'], message: 'must be later than from' })
    }
    hours.forEach((window, place) => {
      if (window.from !== window.until) return
      context.addIssue({ code: 'custom', path: ['hours', place], message: 'is empty: from equals until' })
    })
  })

const contextSchema = z
  .strictObject({
    category: z
      .string()
      .min(1)
      .max(1_000)
      .optional()
      .describe('The page’s category is this path or below: "Home > Kitchen"'),
    item: productFilterSchema.optional().describe('The page’s product is one of these'),
    query: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(wordsMax)
      .optional()
      .describe('The search holds all words of one of these texts'),
    cart: productFilterSchema.optional().describe('Some product of the cart is one of these'),
    consent: z.enum(consentLevels).optional().describe('The shopper has agreed to this much or more'),
  })
  .describe('All that are given must hold; none: every request')

const fields = {
  name: z.string().trim().min(1).max(200),
  note: z.string().max(2_000),
  action: z.enum(ruleActions),
  filter: productFilterSchema,
  placements: z.array(z.enum(placements)).max(placements.length).describe('Empty: all'),
  context: contextSchema,
  schedule: scheduleSchema.nullable().describe('null: always'),
  priority: z.int().min(-priorityMax).max(priorityMax),
  position: z.int().min(0).max(positionMax).describe('pin: place from 0; left out: the first'),
  factor: z.number().positive().max(factorMax).describe('boost: above 1 (2); bury: below 1 (0.5)'),
}
const wordingSchema = z.strictObject({
  ...fields,
  note: fields.note.default(''),
  placements: fields.placements.default([]),
  context: contextSchema.prefault({}),
  schedule: fields.schedule.default(null),
  priority: fields.priority.default(0),
  position: fields.position.optional(),
  factor: fields.factor.optional(),
})
type Wording = z.output<typeof wordingSchema>

/** Factor and position belong to one action each, and a boost goes up. */
function checkAction({ action, position, factor }: Wording, context: z.RefinementCtx<Wording>): void {
  const complain = (path: string, message: string) => {
    context.addIssue({ code: 'custom', path: [path], message })
  }
  if (position !== undefined && action !== 'pin') complain('position', 'is for pins only')
  if (factor === undefined) return
  if (action === 'boost' && factor <= 1) complain('factor', 'must be above 1 in a boost')
  if (action === 'bury' && factor >= 1) complain('factor', 'must be below 1 in a bury')
  if (action === 'pin' || action === 'hide') complain('factor', 'is for boosts and buries only')
}

export const ruleWordingSchema = wordingSchema.superRefine(checkAction)
export type RuleWording = z.output<typeof ruleWordingSchema>

const openStates = ['draft', 'enabled'] as const
export const ruleStates = [...openStates, 'archived'] as const
export type RuleState = (typeof ruleStates)[number]

export const newRuleSchema = wordingSchema
  .extend({ state: z.enum(openStates).default('draft') })
  .superRefine(checkAction)
export type NewRule = z.output<typeof newRuleSchema>

export const replacedRuleSchema = wordingSchema
  .extend({
    state: z.enum(openStates),
    version: z.int().min(1).describe('Version that was read; another one by now: 409'),
  })
  .superRefine(checkAction)
export type ReplacedRule = z.output<typeof replacedRuleSchema>

/** What is left out stays; null takes position and factor away. Filter, context and schedule are replaced whole. */
export const patchedRuleSchema = z.strictObject({
  ...z.strictObject(fields).partial().shape,
  position: fields.position.nullable().optional(),
  factor: fields.factor.nullable().optional(),
  state: z.enum(openStates).optional(),
  version: z.int().min(1).optional().describe('Version that was read; another one by now: 409'),
})
export type PatchedRule = z.output<typeof patchedRuleSchema>

/** As answered: a filter in its normal form. */
const plainFilterSchema = z.record(z.string(), z.unknown())

export const storedRuleSchema = wordingSchema.extend({
  filter: plainFilterSchema,
  context: contextSchema.extend({ item: plainFilterSchema.optional(), cart: plainFilterSchema.optional() }),
  id: z.string(),
  number: z.int().describe('Short name in the arms of slates: "12+" applied, "12-" withheld'),
  version: z.int(),
  state: z.enum(ruleStates),
  createdAt: z.date(),
  createdBy: z.string().describe('Id of the key'),
  changedAt: z.date(),
  changedBy: z.string().describe('Id of the key'),
  effectiveAt: z.date().describe('Since when it has done what it does now'),
})
export type StoredRule = RuleWording & Omit<z.output<typeof storedRuleSchema>, keyof RuleWording>

const wholeSchema = z.object({ state: z.string(), wording: z.record(z.string(), z.unknown()) })

export const ruleChangeSchema = z.object({
  version: z.int(),
  at: z.date(),
  by: z.string().describe('Id of the key'),
  before: wholeSchema.nullable().describe('Null for a new rule'),
  after: wholeSchema,
})
export type RuleChange = z.output<typeof ruleChangeSchema>
