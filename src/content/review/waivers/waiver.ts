/** A waiver: a person's word that findings of one code may stand, for a product or the shop, until a day. */
import { z } from 'zod'
import { findingCodes } from '../../check/finding.ts'

const DAY_MS = 86_400_000
/** A year at most: law and catalogue change, and a waiver nobody remembers protects nobody. */
export const WAIVER_DAYS_MAX = 366

export const waiverRequestSchema = z.strictObject({
  /** G00 cannot be waived: nobody has looked at such a text. */
  code: z
    .enum(findingCodes)
    .refine((code): boolean => code !== 'G00', 'cannot be waived: the check itself failed'),
  /** The shop's own id of a product; null: every product of the shop. */
  product: z.string().min(1).max(200).nullable().default(null),
  reason: z.string().trim().min(3).max(1_000),
  expiresAt: z.iso.datetime(),
})
export type WaiverRequest = z.output<typeof waiverRequestSchema>

export const waiverSchema = z.object({
  id: z.string(),
  code: z.enum(findingCodes),
  product: z.string().nullable(),
  reason: z.string(),
  /** Id of the key of the person who granted it. */
  approver: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  revokedAt: z.date().nullable(),
  revokedBy: z.string().nullable(),
})
export type WaiverRecord = z.output<typeof waiverSchema>

/** Why the day is refused; undefined when it is fine. */
export function refusedExpiry(expiresAt: Date, now: Date): string | undefined {
  if (expiresAt <= now) return 'must be in the future'
  if (expiresAt.getTime() - now.getTime() > WAIVER_DAYS_MAX * DAY_MS)
    return `must be within ${String(WAIVER_DAYS_MAX)} days`
  return undefined
}
