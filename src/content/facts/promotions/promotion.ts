/** A promotion of the shop: what it gives, on which products, from when to when. Texts say it only while it runs. */
import { z } from 'zod'
import { productSelectionSchema } from '../../../catalog/product-selection.ts'

const text = (max: number) => z.string().trim().min(1).max(max)
const money = z.int().min(1).max(Number.MAX_SAFE_INTEGER)

const termsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percent: z.int().min(1).max(99) }),
  /** So much less per piece, minor units. */
  z.strictObject({ kind: z.literal('amount'), amountMinor: money }),
  /** "3 for 2": who takes `buy` pays `pay`. */
  z
    .strictObject({ kind: z.literal('bundle'), buy: z.int().min(2).max(100), pay: z.int().min(1).max(99) })
    .refine(({ buy, pay }) => pay < buy, { path: ['pay'], error: 'must be less than "buy"' }),
  z.strictObject({ kind: z.literal('free-gift'), gift: text(200) }),
  z.strictObject({ kind: z.literal('free-shipping') }),
  /** An occasion without terms of its own: "Winter sale"; the prices say the rest. */
  z.strictObject({ kind: z.literal('campaign') }),
])
export type PromotionTerms = z.output<typeof termsSchema>

export const promotionContentSchema = z
  .strictObject({
    /** As shoppers read it: "Winter sale". */
    name: text(120),
    covers: productSelectionSchema,
    terms: termsSchema,
    startsAt: z.iso.datetime({ offset: true }),
    /** The moment from which it holds no more. */
    endsAt: z.iso.datetime({ offset: true }),
    /** IANA name of the zone in which its dates are told: "Europe/Berlin". */
    timeZone: z.string().max(60).refine(isTimeZone, 'must be an IANA time zone such as "Europe/Berlin"'),
    /** True when the catalogue's prices have the reduction in them already. */
    includedInPrices: z.boolean().default(false),
    /** What must be spent, minor units of `currency`, and the code to be entered, where there are such conditions. */
    minimumSpendMinor: money.nullable().default(null),
    code: text(60).nullable().default(null),
    /** ISO 4217 of its amounts; products of another currency do not mention them. Null where it has no amounts. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "EUR"')
      .nullable()
      .default(null),
  })
  .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
    path: ['endsAt'],
    error: 'must be after "startsAt"',
  })
  .refine(
    ({ terms, minimumSpendMinor, currency }) =>
      currency !== null || (terms.kind !== 'amount' && minimumSpendMinor === null),
    { path: ['currency'], error: 'must be given: the promotion names an amount of money' },
  )
export type PromotionContent = z.output<typeof promotionContentSchema>

export interface Promotion extends PromotionContent {
  readonly id: string
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
