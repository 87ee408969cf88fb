/** The query parameters and the envelope of every list. */
import { z } from 'zod'

export const pageQuerySchema = z.strictObject({
  cursor: z
    .string()
    .min(1)
    .max(4_000)
    .optional()
    .describe('`next` of the page before; leave it out for the first page'),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Items per page'),
})

/** A page of `item`, named in the OpenAPI document by the item's own schema. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item).readonly(),
    next: z.string().nullable().describe('Cursor of the next page; null on the last one'),
  })
}

/** An id in a path; ours are prefixed ULIDs, and an id of any other form simply does not exist. */
export const idParamsSchema = z.strictObject({ id: z.string().min(1).max(200) })
