/** The builds of a shop's image, for those who watch it. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { listStoredImages } from './image-queries.ts'

export const builtImageSchema = z.object({
  epoch: z.int(),
  /** The last entry of the visit log it was built from. */
  seq: z.int(),
  countedUntil: z.date(),
  builtAt: z.date(),
  /** SHA-256 of the file. */
  checksum: z.string(),
  bytes: z.int(),
  buildMs: z.int(),
  modelHash: z.string(),
  /** True when the session model had passed the promotion gate. */
  promoted: z.boolean(),
  counts: z.record(z.string(), z.int()),
})
export type BuiltImage = z.output<typeof builtImageSchema>

/** Newest first; two at most are kept. */
export async function listImages(db: Db, shopId: string): Promise<BuiltImage[]> {
  return z.array(builtImageSchema).parse(await listStoredImages(db, shopId, 10))
}
