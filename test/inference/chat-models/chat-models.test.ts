/** Both drivers keep the same promises against the same endpoint. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { fixedClock } from '../../../src/clock.ts'
import {
  answerModes,
  type AnswerMode,
  type ChatApi,
  type EndpointProfile,
} from '../../../src/inference/answer-mode.ts'
import { parseCompletion } from '../../../src/inference/chat-answer.ts'
import { ChatUnanswered, type ChatModel } from '../../../src/inference/chat-model.ts'
import { readDelimited } from '../../../src/content/model/delimited.ts'
import { createLangChainChatModel } from '../../../src/inference/chat-models/langchain.ts'
import { createOpenAiChatModel } from '../../../src/inference/chat-models/openai.ts'
import { startFakeOpenAi, type FakeOpenAi } from '../../support/fake-openai/fake-openai.ts'

const prices = { inputPerMTok: 0.25, outputPerMTok: 2 }
const schema = z.object({
  product: z.string(),
  segments: z.array(
    z.object({ field: z.string(), text: z.string(), factIds: z.array(z.string()), role: z.string() }),
  ),
})
const user = `Requested fields: pdp.short\nProduct id: "k1"\n<facts>\n[{"id":"a_material","about":"product","name":"material","value":"oak","unit":null}]\n</facts>`

const clock = fixedClock('2026-03-01T00:00:00Z')
type Driver = [name: string, api: ChatApi, create: (url: string) => Promise<ChatModel>]
const native = (url: string) =>
  Promise.resolve(
    createOpenAiChatModel(
      { clock },
      { baseUrl: url, apiKey: 'test', model: 'fake-1', timeoutMs: 800, prices },
    ),
  )
const foreign = (url: string) =>
  createLangChainChatModel(
    { clock },
    { baseUrl: url, apiKey: 'test', model: 'openai:fake-1', timeoutMs: 800, prices },
  )
const drivers: Driver[] = [
  ['openai driver by Chat Completions', 'chat', native],
  ['openai driver by Responses', 'responses', native],
  ['langchain driver', 'chat', foreign],
]

describe.each(drivers)('the %s', (_name, api, create) => {
  let fake: FakeOpenAi
  let chat: ChatModel
  beforeAll(async () => {
    fake = await startFakeOpenAi(prices)
    chat = await create(fake.url)
  })
  afterAll(async () => {
    await fake[Symbol.asyncDispose]()
  })
  let call = 0
  const strict: EndpointProfile = { api, mode: 'json_schema', streams: true }
  const complete = (
    signal: AbortSignal = new AbortController().signal,
    profile: EndpointProfile = strict,
    onText?: (delta: string) => void,
  ) => {
    call += 1
    return chat.complete({
      profile,
      onText,
      system: 'Write.',
      user,
      schema,
      schemaName: 'copy_answer',
      maxOutputTokens: 400,
      signal,
      requestId: `call_${String(call)}`,
    })
  }

  test('gives the raw answer and its usage, and sends our request id', async () => {
    const answer = await complete()
    expect(answer.usage).toEqual({
      inputTokens: fake.bill[0]?.inputTokens,
      outputTokens: fake.bill[0]?.outputTokens,
    })
    expect(fake.bill.at(-1)?.requestId).toBe(`call_${String(call)}`)
    const parsed = parseCompletion(answer.raw, schema)
    expect(parsed).toMatchObject({
      ok: true,
      value: { product: 'k1', segments: [{ text: 'Its material is oak.' }] },
    })
  })

  test('never repeats a call by itself', async () => {
    const seen = fake.requests.length
    fake.script('status-500')
    await expect(complete()).rejects.toMatchObject({ code: 'inference.unavailable' })
    expect(fake.requests.length).toBe(seen + 1)
  })

  test.each([
    ['status-429', 'inference.overloaded', 2_000],
    ['status-429-date', 'inference.overloaded', 3_600_000],
    ['status-401', 'inference.rejected', undefined],
  ] as const)('%s becomes %s, waiting %s ms', async (fault, code, retryAfterMs) => {
    fake.script(fault)
    await expect(complete()).rejects.toMatchObject({ code, retryAfterMs })
  })

  test.each(['hang', 'reset'] as const)('%s leaves the outcome open', async (fault) => {
    fake.script(fault)
    await expect(complete()).rejects.toThrow(ChatUnanswered)
  })

  test('a caller that stops it gets its answer at once', async () => {
    fake.script('hang')
    const stop = new AbortController()
    const seen = fake.requests.length
    const answer = complete(stop.signal)
    await vi.waitFor(() => {
      expect(fake.requests.length).toBe(seen + 1)
    })
    stop.abort(new Error('enough'))
    await expect(answer).rejects.toThrow(ChatUnanswered)
  })

  test.each([
    ['refusal', 'refused'],
    ['wrong-schema', 'off-schema'],
  ] as const)('%s is read as %s, with its usage', async (fault, reason) => {
    fake.script(fault)
    const answer = await complete()
    expect(answer.usage).not.toBeNull()
    expect(parseCompletion(answer.raw, schema)).toMatchObject({ ok: false, reason })
  })

  test('the output limit that the budget rests on is sent', async () => {
    await complete()
    expect(JSON.stringify(fake.requests.at(-1)?.body)).toMatch(/"max_(completion_|output_)?tokens":400/)
  })

  test.each(
    answerModes.flatMap((mode) => [true, false].map((streams): [AnswerMode, boolean] => [mode, streams])),
  )('answers by %s, streamed: %s', async (mode, streams) => {
    const pieces: string[] = []
    const profile = { api, mode, streams }
    const answer = await complete(undefined, profile, (delta) => pieces.push(delta))
    expect(parseCompletion(answer.raw, schema, readDelimited)).toMatchObject({
      ok: true,
      value: { product: 'k1', segments: [{ text: 'Its material is oak.', factIds: ['a_material'] }] },
    })
    expect(answer.usage?.outputTokens).toBe(fake.bill.at(-1)?.outputTokens)
    expect(fake.requests.at(-1)).toMatchObject({ mode, streams, api })
    if (streams) expect(pieces.length).toBeGreaterThan(1)
  })

  test('an answer that runs away into blanks is left after 32 of them, and its cost stays open', async () => {
    fake.script('runaway')
    const answer = await complete()
    expect(answer.usage).toBeNull()
    expect(parseCompletion(answer.raw, schema)).toMatchObject({ ok: false, reason: 'cut-off' })
    await vi.waitFor(() => {
      expect(fake.bill.at(-1)?.outputTokens).toBeGreaterThan(0)
    })
    expect(fake.bill.at(-1)?.outputTokens).toBeLessThan(200)
  })

  test('a body that is no answer is kept and read as none', async () => {
    fake.script('garbage')
    const answer = await complete(undefined, { ...strict, streams: false }).catch((error: unknown) => error)
    const isKept = !(answer instanceof Error)
    // LangChain parses inside the client: what it cannot read is an outcome unknown.
    if (!isKept) expect(answer).toBeInstanceOf(ChatUnanswered)
    else expect(answer).toMatchObject({ usage: null })
  })

  test('a refused schema is told as the feature it is', async () => {
    fake.script('no-schema')
    await expect(complete()).rejects.toMatchObject({ name: 'FeatureRefused', feature: 'json_schema' })
  })

  test('truncated JSON keeps its usage and is no value', async () => {
    fake.script('truncated-json')
    const answer = await complete()
    expect(answer.usage).not.toBeNull()
    expect(parseCompletion(answer.raw, schema).ok).toBe(false)
  })
})
