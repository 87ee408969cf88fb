/** A product filter in a query string: JSON text, read by the one filter language of the catalogue. */
import { z } from 'zod'
import { productFilterSchema } from '../catalog/filter.ts'

export const filterQuerySchema = z
  .string()
  .min(2)
  .max(6_000)
  .transform((text, context): unknown => {
    try {
      const value: unknown = JSON.parse(text)
      return value
    } catch {
      context.addIssue('must be JSON such as {"price":{"lte":80}}, percent-encoded')
      return z.NEVER
    }
  })
  .pipe(productFilterSchema)
  .optional()
  .meta({
    description:
      'Filter as JSON: all, any, not over price, stock, category, brand, tag, status, locale, id, attr.<name>',
    examples: ['{"all":[{"price":{"lte":80}},{"stock":{"in":true}}]}'],
  })
