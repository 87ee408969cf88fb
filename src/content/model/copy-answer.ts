/** What a model is asked for and how its answer becomes fields: flat, every field required (strict endpoints). */
import { z } from 'zod'
import type { FactSheet } from '../facts/fact.ts'
import { mustSay } from '../facts/must-say.ts'
import { copyFieldSchema, type CopyField, type Segment } from '../drafts/segment.ts'
import { formatMoney } from '../writer/words/money.ts'

export const copyAnswerSchema = z.object({
  /** Echoed, so that an answer about another product is noticed before any sentence is. */
  product: z.string(),
  segments: z.array(
    z.object({
      field: copyFieldSchema,
      text: z.string(),
      factIds: z.array(z.string()),
      role: z.enum(['claim', 'connective', 'cta', 'legal']),
    }),
  ),
})
export type CopyAnswer = z.output<typeof copyAnswerSchema>

/** Bounds of what one product may put into a prompt, so that a call's worst case stays small. */
const FACTS_MAX = 120
const VALUE_CHARS_MAX = 300

interface FieldBrief {
  /** Room for the answer, citations and JSON included; the worst case of the budget rests on it. */
  readonly tokens: number
  /** What the field is, in words for a model. */
  readonly brief: string
}

const fieldBriefs: Readonly<Record<CopyField, FieldBrief>> = {
  'pdp.long': {
    tokens: 1_600,
    brief: 'a description of five to ten sentences that reads as one text; weightiest facts first',
  },
  'pdp.short': { tokens: 500, brief: 'one or two sentences with the facts that matter most' },
  'pdp.bullets': {
    tokens: 900,
    brief: 'three to ten bullet points, each a segment of its own with one idea, no closing full stop needed',
  },
  promo: { tokens: 400, brief: 'one or two sentences about price and availability' },
}

export function outputTokensFor(fields: readonly CopyField[]): number {
  return fields.reduce((sum, field) => sum + fieldBriefs[field].tokens, 200)
}

/** One line per requested field. */
export function briefsFor(fields: readonly CopyField[]): string {
  return fields.map((field) => `- ${field}: ${fieldBriefs[field].brief}`).join('\n')
}

/** The facts as delimited JSON data: "<" is escaped, so no value can close the delimiter. */
export function factsForPrompt(sheet: FactSheet, locale: string): string {
  const facts = sheet.facts
    .filter((fact) => !sheet.unsayable.has(fact.id) && String(fact.value).length <= VALUE_CHARS_MAX)
    .slice(0, FACTS_MAX)
    .map((fact) => {
      const isMoney = typeof fact.value === 'number' && fact.unit === sheet.currency
      return {
        id: fact.id,
        about: fact.subject.startsWith('variant:') ? fact.subject : 'product',
        name: fact.attribute,
        ...(isMoney
          ? { money: formatMoney(fact.value, sheet.currency, locale) }
          : { value: fact.value, unit: fact.unit }),
      }
    })
  return asData(facts)
}

/** Ids of the facts the shop wants said. */
export function mustSayOf(sheet: FactSheet): string[] {
  return mustSay(sheet).flatMap(({ facts }) => facts.slice(0, 1).map((fact) => fact.id))
}

/** JSON that cannot leave its delimiters. */
export function asData(value: unknown): string {
  return JSON.stringify(value, null, 1).replaceAll('<', '\\u003c')
}

export function segmentsOf(answer: CopyAnswer, field: CopyField): Segment[] {
  return answer.segments.flatMap((segment) =>
    segment.field === field
      ? [{ text: segment.text.trim(), factIds: segment.factIds, role: segment.role }]
      : [],
  )
}
