/** A rule of wording: learnt from edits, decided on by a person, and from then on part of the shop's voice. */
import { z } from 'zod'
import type { BrandVoice } from '../voice/brand-voice.ts'
import { applyRule, holdsWords } from './mine-rules.ts'

export const ruleStates = ['proposed', 'enabled', 'dismissed'] as const
export const ruleStateSchema = z.enum(ruleStates)
export type RuleState = z.output<typeof ruleStateSchema>

export const ruleSupportSchema = z.object({
  drafts: z.int(),
  products: z.int(),
  authors: z.int(),
  /** Edited texts that kept the words. */
  kept: z.int(),
})

export const copyRuleSchema = z.object({
  id: z.string(),
  /** Language of the texts it was learnt from, such as "en". */
  language: z.string(),
  said: z.string(),
  /** Empty: the words are not said at all. */
  instead: z.string(),
  state: ruleStateSchema,
  support: ruleSupportSchema,
  examples: z.array(z.object({ before: z.string(), after: z.string() })),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  createdAt: z.date(),
})
export type CopyRule = z.output<typeof copyRuleSchema>

/** The voice with the shop's enabled rules: writers follow it, and the gate's style checks know it. */
export function withRules(
  voice: BrandVoice,
  rules: readonly Pick<CopyRule, 'said' | 'instead'>[],
): BrandVoice {
  if (rules.length === 0) return voice
  const key = JSON.stringify(rules)
  const [known, same] = extended.get(voice) ?? []
  if (known === key && same !== undefined) return same
  const replaced = rules.filter((rule) => rule.instead !== '')
  const struck = rules.filter((rule) => rule.instead === '').map((rule) => rule.said)
  const both = {
    ...voice,
    preferred: {
      ...Object.fromEntries(replaced.map(({ said, instead }) => [said, instead])),
      ...voice.preferred,
    },
    banned: [...new Set([...voice.banned, ...struck])],
  }
  extended.set(voice, [key, both])
  return both
}

/** Writers work out the words of a voice once per object: the same voice and rules must be the same object. */
const extended = new WeakMap<BrandVoice, readonly [rules: string, voice: BrandVoice]>()

/** What a rule would do to a text; null when it does not touch it. */
export function preview(text: string, rule: Pick<CopyRule, 'said' | 'instead'>): string | null {
  return holdsWords(text, rule.said) ? applyRule(text, rule) : null
}
