import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseCompletion, usageOf } from '../../src/inference/chat-answer.ts'
import { costMicros, inputTokensMax } from '../../src/inference/chat-model.ts'
import { retryAfterMs } from '../../src/inference/chat-models/retry-after.ts'

const schema = z.object({ answer: z.string() })
const bytes = (content: string, finish = 'stop') =>
  new TextEncoder().encode(
    JSON.stringify({
      choices: [{ message: { content }, finish_reason: finish }],
      usage: { prompt_tokens: 10, completion_tokens: 3 },
    }),
  )

describe('parseCompletion', () => {
  test.each([
    '{"answer":"yes"}',
    '```json\n{"answer":"yes"}\n```',
    'Sure!\n{"answer":"yes"}\n\n\n   ',
    '\uFEFF{"answer":"yes"}',
  ])('reads %j', (content) => {
    expect(parseCompletion(bytes(content), schema)).toEqual({ ok: true, value: { answer: 'yes' } })
  })

  test('bytes of any kind never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (raw) => !parseCompletion(raw, schema).ok && usageOf(raw) === null),
    )
  })

  test('an answer at its length limit is told from garbage', () => {
    expect(parseCompletion(bytes('{"answer":"ye', 'length'), schema)).toMatchObject({ reason: 'cut-off' })
    expect(parseCompletion(bytes('no'), schema)).toMatchObject({ reason: 'unreadable' })
  })
})

test('cost is rounded up to a whole micro-dollar and never by binary dust', () => {
  expect(costMicros({ inputPerMTok: 0.25, outputPerMTok: 2 }, { inputTokens: 3, outputTokens: 1 })).toBe(3)
  expect(costMicros({ inputPerMTok: 0.1, outputPerMTok: 0 }, { inputTokens: 30, outputTokens: 0 })).toBe(3)
})

test('the worst case of a prompt is at least its bytes', () => {
  fc.assert(
    fc.property(
      fc.string(),
      (user) => inputTokensMax({ system: 'x', user, schema }) > Buffer.byteLength(user),
    ),
  )
})

test.each([
  ['2', 2_000],
  ['0.5', 500],
  ['-3', 0],
  ['Sun, 01 Mar 2026 00:00:30 GMT', 30_000],
  ['Sat, 28 Feb 2026 00:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After %j means %s ms', (header, expected) => {
  expect(retryAfterMs(header, new Date('2026-03-01T00:00:00Z'))).toBe(expected)
})
