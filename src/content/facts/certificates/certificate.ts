/**
 * An evidence slot: a certificate the shop holds, and the phrase it unlocks for the products it covers, where and until
 * when. Without a live one such a phrase is a claim nobody can support (C01, F10).
 */
import { z } from 'zod'
import { productSelectionSchema } from '../../../catalog/product-selection.ts'
import { jurisdictions, type Fact } from '../fact.ts'
import { instantOf } from '../instant.ts'

const text = (max: number) => z.string().trim().min(1).max(max)

export const certificateContentSchema = z
  .strictObject({
    /** Products it covers: `{"products": [ids]}` or `{"filter": …}`. */
    covers: productSelectionSchema,
    /** The words it allows, as they may stand in a text: "organic cotton certified to GOTS 7.0". */
    phrase: text(300),
    /** Name of the scheme or standard: "GOTS". */
    scheme: text(120),
    issuer: text(200),
    /** Number or address by which anybody can look it up. */
    reference: text(300),
    /** Where it counts; empty: everywhere. */
    jurisdictions: z.array(z.enum(jurisdictions)).max(jurisdictions.length).default([]),
    validFrom: z.iso.datetime({ offset: true }).nullable().default(null),
    /** The moment from which it counts no more. */
    expiresAt: z.iso.datetime({ offset: true }),
  })
  .refine(({ validFrom, expiresAt }) => validFrom === null || Date.parse(validFrom) < Date.parse(expiresAt), {
    path: ['expiresAt'],
    error: 'must be after "validFrom"',
  })
export type CertificateContent = z.output<typeof certificateContentSchema>

export interface Certificate extends CertificateContent {
  readonly id: string
}

/** The phrase, and the particulars that name it as their parent. */
export function certificateFacts(certificate: Certificate, subject: string): Fact[] {
  const { id, phrase, scheme, issuer, reference, validFrom, expiresAt } = certificate
  const slot: Fact = {
    id: `e_${id}`,
    subject,
    attribute: 'certificate',
    value: phrase,
    unit: null,
    source: 'certificate',
    asOf: validFrom ?? expiresAt,
    parents: [],
    ...(validFrom === null ? {} : { startsAt: instantOf(validFrom) }),
    expiresAt: instantOf(expiresAt),
    ...(certificate.jurisdictions.length === 0 ? {} : { jurisdictions: certificate.jurisdictions }),
  }
  const particular = (name: string, value: string): Fact => ({
    ...slot,
    id: `e_${id}_${name}`,
    attribute: `certificate_${name}`,
    value,
    parents: [slot.id],
  })
  return [
    slot,
    particular('scheme', scheme),
    particular('issuer', issuer),
    particular('reference', reference),
    particular('expires', instantOf(expiresAt).slice(0, 10)),
  ]
}
