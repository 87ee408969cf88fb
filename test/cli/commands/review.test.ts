import { expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { json, problem, startFakeApi } from '../fake-api.ts'

const finding = {
  code: 'F03',
  severity: 'block',
  path: 'promo.0',
  field: 'promo',
  segment: 0,
  span: null,
  text: '9 litres',
  evidence: [],
  fix: 'The cited facts say 1.7 l.',
  replacement: null,
  resolution: 'open',
}
const draft = {
  id: 'draft_1',
  product: 'k1',
  locale: 'en-GB',
  state: 'needs-review',
  version: 2,
  locked: ['promo'],
  findings: [finding],
  fields: {
    promo: { provenance: 'human', segments: [{ text: 'It holds 9 litres.', factIds: [], role: 'claim' }] },
  },
  proposals: {
    promo: {
      provenance: 'embedded',
      segments: [{ text: 'It holds 1.7 litres.', factIds: [], role: 'claim' }],
    },
  },
}
const diff = {
  draftId: 'draft_1',
  from: 1,
  to: 2,
  fields: [
    {
      field: 'promo',
      provenance: { from: 'embedded', to: 'human' },
      words: [
        { kind: 'same', text: 'It holds ' },
        { kind: 'removed', text: '1.7' },
        { kind: 'added', text: '9' },
        { kind: 'same', text: ' litres.' },
      ],
    },
  ],
  facts: { added: [], removed: [], changed: [] },
}

test('what waits is listed with its findings', async () => {
  await using api = await startFakeApi({ 'GET /v1/copy/drafts': json({ items: [draft], next: null }) })
  const { code, stdout } = await vitrine(['review', 'list', '--locale', 'en-GB'], { env: api.env })
  expect(code).toBe(0)
  expect(stdout).toMatch(/draft_1 +k1 +en-GB +2 +F03 +promo/)
  expect(api.asked[0]?.query).toMatchObject({ state: 'needs-review', locale: 'en-GB', limit: '20' })
})

test('one draft is shown with its cure, its proposal and its last change', async () => {
  await using api = await startFakeApi({
    'GET /v1/copy/drafts/draft_1': json(draft),
    'GET /v1/copy/drafts/draft_1/diff': json(diff),
  })
  const { code, stdout } = await vitrine(['review', 'show', 'draft_1'], { env: api.env })
  expect(code).toBe(0)
  expect(stdout).toContain('F03 block: promo.0 “9 litres”: The cited facts say 1.7 l.')
  expect(stdout).toContain('offered for promo, which is locked:\nIt holds 1.7 litres.')
  expect(stdout).toContain('promo: It holds [-1.7][+9] litres.')
})

test('many are approved until none is ready, and a refused one makes it partly failed', async () => {
  const items = [
    { id: 'draft_1', outcome: 'approved', code: null, detail: null },
    { id: 'draft_2', outcome: 'refused', code: 'content.draft-blocked', detail: 'F03 blocks it.' },
  ]
  const answer = { items, counts: { approved: 1, unchanged: 0, refused: 1 }, more: false }
  await using api = await startFakeApi({ 'POST /v1/copy/drafts/approve': json(answer) })
  const { code, stdout } = await vitrine(['review', 'approve', '--ready', '--job', 'job_1'], { env: api.env })
  expect(code).toBe(3)
  expect(stdout).toContain('1 draft approved · 1 refused')
  expect(stdout).toContain('draft_2: F03 blocks it. [content.draft-blocked]')
  expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual({ filter: { copyJobId: 'job_1' } })
})

test('a refusal of one draft is an error with its code', async () => {
  await using api = await startFakeApi({
    'POST /v1/copy/drafts/draft_1/approve': problem(409, 'content.draft-blocked', 'The gate blocks it.'),
  })
  const { code, stderr } = await vitrine(['review', 'approve', 'draft_1'], { env: api.env })
  expect(code).toBe(1)
  expect(stderr).toContain('[content.draft-blocked]')
})

test('a rejection needs its reason', async () => {
  await using api = await startFakeApi({})
  expect((await vitrine(['review', 'reject', 'draft_1'], { env: api.env })).code).toBe(2)
  expect((await vitrine(['review', 'approve'], { env: api.env })).code).toBe(2)
  expect(api.asked).toEqual([])
})
