/** A draft in answers. */
import { draftSchema } from '../../../content/drafts/draft.ts'

export const draftResponseSchema = draftSchema.meta({
  id: 'Draft',
  description:
    'Text by field; every sentence cites the facts it rests on, kept here as they were when it was written. `version` is the one shown; `locked` fields are a person’s.',
})
