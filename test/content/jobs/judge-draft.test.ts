import { expect, test } from 'vitest'
import { judgeDraft } from '../../../src/content/jobs/judge-draft.ts'
import { judgedState } from '../../../src/content/review/draft-state.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { kettle } from '../copy-rig.ts'

const sheet = buildFactSheet(kettle('k1'), '2026-03-01T12:00:00.000Z')
const segments = [{ text: 'Jetzt entdecken.', factIds: [], role: 'cta' as const }]

test.each([
  ['model', 'ready', []],
  ['mixed', 'needs-review', ['M03']],
  ['embedded', 'needs-review', ['M03']],
] as const)('French copy of provenance %s is %s', (provenance, state, codes) => {
  const verdict = judgeDraft({ promo: { provenance, segments } }, sheet, 'fr-FR', {
    now: sheet.facts[0]?.asOf ?? '',
  })
  expect(judgedState('queued', 'write', verdict.isBlocked)).toBe(state)
  expect(verdict.findings.map(({ code }) => code)).toEqual(codes)
})
