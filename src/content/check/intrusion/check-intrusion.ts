/**
 * I01 and I02 of finished text: whatever way they took, instructions and hidden characters do not go out. Ordinary copy
 * speaks to readers, so only what speaks to a machine counts here.
 */
import { createFinding, type Finding } from '../finding.ts'
import type { Check } from '../gate-context.ts'
import { readDocument, type Reading } from '../text/reading.ts'
import { hiddenSigns, type HiddenSign } from './hidden-characters.ts'
import { QUARANTINE_SCORE, signsIn } from './instruction-signs.ts'

export const checkIntrusion: Check = (document, context) => readDocument(document, context).flatMap(inspect)

function inspect(reading: Reading): Finding[] {
  const { field, index: segment, text, words } = reading
  const hidden = hiddenSigns(text).map(({ what, start, end }) =>
    createFinding('I02', {
      field,
      segment,
      span: { start, end },
      text: text.slice(start, end),
      evidence: reading.segment.factIds,
      fix: hiddenFixes[what],
      replacement: what === 'direction' || what === 'zero-width' ? '' : null,
    }),
  )
  const signs = signsIn(text, beyondLatin.test(text), words)
  const score = [...signs.values()].reduce((sum, weight) => sum + weight, 0)
  if (score < QUARANTINE_SCORE) return hidden
  return [
    ...hidden,
    createFinding('I01', {
      field,
      segment,
      text: text.slice(0, 200),
      evidence: reading.segment.factIds,
      fix: 'This reads like an instruction to a machine: take it out, and look at the data it came from.',
    }),
  ]
}

const beyondLatin = /[\u0400-\u1CFF\u2E80-\uFAFF]/

const hiddenFixes: Readonly<Record<HiddenSign['what'], string>> = {
  direction: 'Take the invisible direction mark out.',
  'zero-width': 'Take the invisible character out.',
  lookalike: 'Write the word in the letters of one script.',
  template: 'Take the template token out.',
}
