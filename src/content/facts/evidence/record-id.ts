/** Ids that shops give to their certificates and promotions. */
import { z } from 'zod'

/** They become part of fact ids, so they are short and plain. */
export const recordIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be lower case letters, digits and hyphens, at most 60')
