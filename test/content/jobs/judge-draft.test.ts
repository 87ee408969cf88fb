import { expect, test } from 'vitest'
import { judgeDraft } from '../../../src/content/jobs/judge-draft.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { kettle } from '../copy-rig.ts'

const sheet = buildFactSheet(kettle('k1'), '2026-03-01T12:00:00.000Z')
const segments = [{ text: 'Jetzt entdecken.', factIds: [], role: 'cta' as const }]

test.each([
  ['model', 0],
  ['mixed', 1],
  ['embedded', 1],
] as const)('French copy of provenance %s has %i findings about its language', (provenance, wrong) => {
  const verdict = judgeDraft({ promo: { provenance, segments } }, sheet, 'fr-FR', {
    now: sheet.facts[0]?.asOf ?? '',
  })
  expect(verdict.findings.filter(({ code }) => code === 'M03')).toHaveLength(wrong)
})
