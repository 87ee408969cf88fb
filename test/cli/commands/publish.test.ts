import { expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { json, startFakeApi } from '../fake-api.ts'

const outcomes = json({
  items: [
    { id: 'draft_1', outcome: 'published', publication: 'pub_1', code: null, detail: null },
    {
      id: 'draft_2',
      outcome: 'refused',
      publication: null,
      code: 'content.draft-state',
      detail: 'The draft is ready.',
    },
  ],
})

test('each draft has its own outcome, and a part that failed shows in the exit status', async () => {
  await using api = await startFakeApi({ 'POST /v1/copy/drafts/publish': outcomes })
  const { code, stdout } = await vitrine(['publish', 'draft_1', 'draft_2'], { env: api.env })
  expect(code).toBe(3)
  expect(stdout).toMatch(/draft_1 +published +pub_1/)
  expect(stdout).toContain('1 published, 1 refused.')
})

test('--approved takes every page of approved drafts', async () => {
  await using api = await startFakeApi({
    'GET /v1/copy/drafts': json({ items: [{ id: 'draft_1' }], next: null }),
    'POST /v1/copy/drafts/publish': outcomes,
  })
  await vitrine(['publish', '--approved', '--locale', 'en-GB'], { env: api.env })
  expect(api.asked[0]?.query).toMatchObject({ state: 'approved', locale: 'en-GB' })
  expect(JSON.parse(String(api.asked[1]?.body))).toEqual({ drafts: ['draft_1'] })
})

test('neither drafts nor --approved is a usage error', async () => {
  await using api = await startFakeApi({})
  const { code, stderr } = await vitrine(['publish'], { env: api.env })
  expect(code).toBe(2)
  expect(stderr).toContain('--approved')
})
