/**
 * Praise and advice. A rank in the market ("high-end", "flagship") compares the product with others, which no fact of a
 * product can prove; the rest is colour that readers discount and auditors want to see.
 */
import { createObservation, spanOf, type ProseRule } from '../observation.ts'
import { appraisalClasses } from '../words/appraisals.ts'

export const judgeAppraisals: ProseRule = (passage, index) =>
  appraisalClasses.flatMap(({ name, pattern, code, kind, fix }) =>
    [...passage.masked.matchAll(pattern)].flatMap((match) =>
      // What the catalogue itself says may be repeated.
      index.support.includes(match[0].toLowerCase())
        ? []
        : [createObservation(`appraisal:${name}`, kind, code, spanOf(match), [], fix)],
    ),
  )
