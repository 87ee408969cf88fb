import { expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { json, startFakeApi } from '../fake-api.ts'

const reading = {
  field: 'text',
  item: null,
  kind: 'hard',
  meter: 'septets',
  value: 46,
  max: 1_600,
  unit: 'septets',
}
const compiled = {
  channel: 'sms',
  locale: 'en-GB',
  fields: {
    text: [
      { text: 'Steel kettle, €39.90.', factIds: ['p_title'], role: 'claim' },
      { text: 'Reply STOP to opt out.', factIds: [], role: 'legal' },
    ],
  },
  variants: [],
  readings: [reading, { ...reading, kind: 'plan', meter: 'parts', value: 1, max: 3, unit: 'GSM-7 parts' }],
  dropped: ['a_material', 'a_power'],
  verdict: 'pass',
  findings: [],
  waived: [],
}
const drafts = (items: readonly object[]) => json({ items, next: null })

test('a product shows its newest draft as the channel would, with readings', async () => {
  await using api = await startFakeApi({
    'GET /v1/copy/drafts': drafts([{ id: 'draft_1' }]),
    'POST /v1/copy/channels/sms/compile': json(compiled),
  })
  const { code, stdout } = await vitrine(['channels', 'k1', '--channel', 'sms'], { env: api.env })
  expect(code).toBe(0)
  expect(stdout).toContain('sms · passes · 2 facts left out')
  expect(stdout).toContain('Steel kettle, €39.90. Reply STOP to opt out.')
  expect(stdout).toContain('46 of 1600 septets, 1 of 3 GSM-7 parts planned')
  expect(JSON.parse(api.asked.find(({ method }) => method === 'POST')?.body ?? '')).toEqual({
    draft: 'draft_1',
    seed: 0,
  })
})

test('what the gate refuses is said, and ends with status 3', async () => {
  const finding = {
    ...{ code: 'L01', severity: 'block', path: 'text', field: 'text', segment: -1, span: null, text: '' },
    ...{ evidence: [], fix: '1601 of 1600 septets: say fewer facts.', replacement: null },
  }
  await using api = await startFakeApi({
    'GET /v1/copy/drafts': drafts([]),
    'POST /v1/copy/channels/sms/compile': json({ ...compiled, verdict: 'block', findings: [finding] }),
  })
  const { code, stdout } = await vitrine(['channels', 'draft_7', '--channel', 'sms'], { env: api.env })
  expect(code).toBe(3)
  expect(stdout).toContain('text: L01, 1601 of 1600 septets')
  expect(api.asked.at(-1)?.body).toContain('draft_7')
})
