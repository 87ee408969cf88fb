/** What a rule would do to the texts of today, before anybody enables it: how many it touches, and what the gate says then. */
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { fieldEntries } from '../drafts/draft-metrics.ts'
import { draftFieldsSchema, segmentsText, type DraftFields } from '../drafts/segment.ts'
import { loadSubjects, subjectKey } from '../drafts/subject-queries.ts'
import { loadFactSheets } from '../facts/load-fact-sheets.ts'
import { judgeDraft } from '../jobs/judge-draft.ts'
import { getRule } from './learn-rules.ts'
import { preview, type CopyRule } from './rule.ts'
import { selectTextsHolding, type HeldText } from './rule-queries.ts'

/** Texts judged by the gate before and after; more would keep the caller waiting. */
const TEXTS_JUDGED = 200
const EXAMPLES_MAX = 10

export interface RuleTrial {
  /** Current texts of the language, and those of them that hold the words. */
  readonly texts: number
  readonly touched: number
  /** Of the touched ones judged (at most 200): those that pass the gate now and would not with the rule. */
  readonly judged: number
  readonly newlyBlocked: number
  readonly examples: readonly {
    readonly product: string
    readonly field: string
    readonly before: string
    readonly after: string
    readonly isNewlyBlocked: boolean
  }[]
}

/** Changes nothing. @throws AppError content.rule-not-found */
export async function tryRule(
  db: Db,
  { clock }: { readonly clock: Clock },
  shopId: string,
  id: string,
): Promise<RuleTrial> {
  const rule = await getRule(db, shopId, id)
  const { texts, held } = await selectTextsHolding(db, shopId, rule.language, rule.said)
  const touched = held.filter((text) => changedBy(text, rule).length > 0)
  const judged = touched.slice(0, TEXTS_JUDGED)
  const subjects = await loadSubjects(
    db,
    shopId,
    judged.map(({ productId, locale }) => ({ productId, locale })),
  )
  const sheets = await loadFactSheets(db, clock, shopId, [...new Set(judged.map(({ product }) => product))])
  const now = clock.now().toISOString()
  const results = judged.flatMap((text) => {
    const subject = subjects.get(subjectKey(text.productId, text.locale))
    const sheet = sheets.get(text.product)
    if (subject === undefined || sheet === undefined) return []
    const { jurisdictions, waivers } = subject
    const isBlocked = (fields: DraftFields) =>
      judgeDraft(fields, sheet, text.locale, { now, jurisdictions, waivers }).isBlocked
    const isNewlyBlocked = !isBlocked(text.fields) && isBlocked(withRule(text.fields, rule))
    return changedBy(text, rule).map((change) => ({ ...change, product: text.product, isNewlyBlocked }))
  })
  const products = new Set(
    results.flatMap(({ product, isNewlyBlocked }) => (isNewlyBlocked ? [product] : [])),
  )
  return {
    texts,
    touched: touched.length,
    judged: judged.length,
    newlyBlocked: products.size,
    // What would break comes first: that is what decides.
    examples: results
      .toSorted((a, b) => Number(b.isNewlyBlocked) - Number(a.isNewlyBlocked))
      .slice(0, EXAMPLES_MAX),
  }
}

type Wording = Pick<CopyRule, 'said' | 'instead'>

/** Fields that the rule changes; a person's text is none of them. */
function changedBy(
  { fields }: Pick<HeldText, 'fields'>,
  rule: Wording,
): { readonly field: string; readonly before: string; readonly after: string }[] {
  return fieldEntries(fields).flatMap(([field, copy]) => {
    if (copy.provenance === 'human' || copy.provenance === 'edited') return []
    const before = segmentsText(copy.segments)
    const after = preview(before, rule)
    return after === null || after === before ? [] : [{ field, before, after }]
  })
}

function withRule(fields: DraftFields, rule: Wording): DraftFields {
  const changed = fieldEntries(fields).map(([field, copy]) => [
    field,
    {
      ...copy,
      segments: copy.segments.map((segment) => ({
        ...segment,
        text: preview(segment.text, rule) ?? segment.text,
      })),
    },
  ])
  return draftFieldsSchema.parse(Object.fromEntries(changed))
}

export const ruleTrialSchema = z.object({
  texts: z.int(),
  touched: z.int(),
  judged: z.int(),
  newlyBlocked: z.int(),
  examples: z
    .array(
      z.object({
        product: z.string(),
        field: z.string(),
        before: z.string(),
        after: z.string(),
        isNewlyBlocked: z.boolean(),
      }),
    )
    .readonly(),
})
