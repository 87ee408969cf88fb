/** Judges a text that is given, for a product of the shop or one described in the request. */
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { getShop } from '../../shops/find-shop.ts'
import { channelRules } from '../channels/channel-rules.ts'
import { channelIds } from '../channels/channel.ts'
import { findingSchema, type Finding } from '../check/finding.ts'
import { checkCopy } from '../check/gate.ts'
import { gateContext, type GateContext } from '../check/gate-context.ts'
import { segmentSchema, segmentsText, type Segment } from '../drafts/segment.ts'
import { jurisdictions, type FactSheet } from '../facts/fact.ts'
import { buildFactSheet } from '../facts/fact-sheet.ts'
import { loadFactSheets } from '../facts/load-fact-sheets.ts'
import { brandVoiceSchema } from '../voice/brand-voice.ts'
import { lintText, type LintOptions } from './lint-product.ts'
import { lintProfileSchema } from './report/lint-report.ts'
import { inlineFactsSchema, inlineProduct } from './text/inline-product.ts'
import { readingGrade } from './text/reading-grade.ts'

const charsMax = 20_000
const textSchema = z.string().min(1).max(charsMax)

export const checkRequestSchema = z
  .strictObject({
    product: z.string().min(1).max(200).optional().describe('A product of the shop, by the shop’s own id'),
    facts: inlineFactsSchema.optional().describe('Or the facts themselves'),
    text: textSchema.optional().describe('Plain text or HTML that cites nothing'),
    fields: z
      .record(z.string().min(1).max(60), z.union([textSchema, z.array(segmentSchema).min(1).max(200)]))
      .refine((fields) => Object.keys(fields).length <= 20, 'at most 20 fields')
      .optional()
      .describe('Or texts by field; a list of segments with `factIds` is judged by what each cites'),
    locale: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as "en-GB"')
      .optional()
      .describe('Language of the text; left out: that of the product'),
    channel: z.enum(channelIds).nullable().default(null).describe('Its limits and rules hold too'),
    profile: lintProfileSchema.default('block').describe('For text that cites nothing'),
    jurisdictions: z.array(z.enum(jurisdictions)).max(3).default(['eu']),
    voice: brandVoiceSchema.optional(),
  })
  .refine(({ product, facts }) => (product === undefined) !== (facts === undefined), {
    path: ['product'],
    error: 'name a product, or give its facts: one of the two',
  })
  .refine(({ text, fields }) => (text === undefined) !== (fields === undefined), {
    path: ['text'],
    error: 'give a text, or texts by field: one of the two',
  })
export type CheckRequest = z.output<typeof checkRequestSchema>

export const checkedTextSchema = z.object({
  verdict: z.enum(['pass', 'block']),
  findings: z.array(findingSchema).readonly(),
  /** Text by field as a reader sees it; spans of findings about whole fields point into it. */
  texts: z.record(z.string(), z.string()),
  metrics: z.object({
    words: z.int(),
    /** Flesch–Kincaid; null for a very short text. */
    grade: z.number().nullable(),
    /** Of text that cites nothing: claims that were recognised, and those the data supports. */
    claims: z.object({ found: z.int(), supported: z.int() }),
  }),
})
export type CheckedText = z.output<typeof checkedTextSchema>

/** @throws AppError catalog.product-not-found */
export async function checkText(
  db: Db,
  clock: Clock,
  shopId: string,
  request: CheckRequest,
): Promise<CheckedText> {
  const now = clock.now().toISOString()
  const known = await sheetFor(db, clock, shopId, request, now)
  const sheet = request.locale === undefined ? known : { ...known, locale: request.locale }
  const { channel, voice, profile } = request
  const context = gateContext(sheet, {
    now,
    jurisdictions: request.jurisdictions,
    ...(channel === null
      ? {}
      : { channel: channelRules(channel, (await getShop(db, shopId)).settings.channels) }),
    ...(voice === undefined ? {} : { voice }),
  })
  const options: LintOptions = { profile, jurisdictions: request.jurisdictions, now }
  return judge(request.fields ?? { text: request.text ?? '' }, context, options)
}

async function sheetFor(
  db: Db,
  clock: Clock,
  shopId: string,
  { product, facts, locale = 'en' }: CheckRequest,
  now: string,
): Promise<FactSheet> {
  if (facts !== undefined) return buildFactSheet(inlineProduct(facts, locale), now)
  const id = product ?? ''
  const sheet = (await loadFactSheets(db, clock, shopId, [id])).get(id)
  if (sheet === undefined)
    throw new AppError('catalog.product-not-found', 'The shop has no product with this id.')
  return sheet
}

function judge(
  given: Readonly<Record<string, string | readonly Segment[]>>,
  context: GateContext,
  options: LintOptions,
): CheckedText {
  const cited: Record<string, readonly Segment[]> = {}
  const texts: Record<string, string> = {}
  const findings: Finding[] = []
  const claims = { found: 0, supported: 0 }
  for (const [field, content] of Object.entries(given)) {
    if (typeof content !== 'string') {
      cited[field] = content
      texts[field] = segmentsText(content)
      continue
    }
    const linted = lintText(field, content, context, options)
    texts[field] = linted.text
    findings.push(...linted.findings.map((finding) => findingSchema.parse(finding)))
    claims.found += linted.claims.found
    claims.supported += linted.claims.supported
  }
  if (Object.keys(cited).length > 0)
    findings.push(...checkCopy({ locale: context.sheet.locale, fields: cited }, context).findings)
  const whole = Object.values(texts).join('\n')
  return {
    verdict: findings.some(({ severity }) => severity === 'block') ? 'block' : 'pass',
    findings,
    texts,
    metrics: {
      words: whole.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0,
      grade: readingGrade(whole),
      claims,
    },
  }
}
