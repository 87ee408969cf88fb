/** How a brand speaks: person, formality, length, words it avoids and prefers. A version never changes. */
import { z } from 'zod'

export const brandVoiceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be lower case letters, digits and hyphens'),
  name: z.string().trim().min(1).max(200),
  /** "second" speaks to the reader ("you get"), "third" of the product alone. */
  person: z.enum(['second', 'third']).default('third'),
  formality: z.enum(['plain', 'formal']).default('plain'),
  spelling: z.enum(['en-GB', 'en-US']).default('en-GB'),
  contractions: z.boolean().default(false),
  /** How much a description says: about 40, 80 or 140 words where the facts reach. */
  length: z.enum(['short', 'medium', 'long']).default('medium'),
  /** Flesch–Kincaid grade, US school years; texts outside get S02. */
  gradeMin: z.number().min(0).max(20).default(4),
  gradeMax: z.number().min(0).max(20).default(12),
  /** Words or phrases never used, lower case. */
  banned: z.array(z.string().trim().min(1).max(100)).max(500).default([]),
  /** Word → what this brand says instead. */
  preferred: z.record(z.string().min(1).max(100), z.string().min(1).max(100)).default({}),
  /** Sentences in this voice: for people and for model prompts. */
  examples: z.array(z.string().trim().min(1).max(500)).max(20).default([]),
})
export type BrandVoice = z.output<typeof brandVoiceSchema>

/** What speaks when a shop has chosen no voice. */
export const neutralVoice: BrandVoice = brandVoiceSchema.parse({ id: 'neutral', name: 'Neutral' })
