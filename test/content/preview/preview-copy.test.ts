import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  previewCopy,
  previewRequestSchema,
  type PreviewDeps,
  type PreviewEvent,
} from '../../../src/content/preview/preview-copy.ts'
import { createSegmentReader } from '../../../src/content/preview/segment-reader.ts'
import { startFakeOpenAi, type FakeOpenAi } from '../../support/fake-openai/fake-openai.ts'
import { copyRig, kettle, prices, type CopyRig } from '../copy-rig.ts'

describe('a preview', () => {
  let fake: FakeOpenAi
  let rig: CopyRig
  beforeAll(async () => {
    fake = await startFakeOpenAi({ ...prices, pieceMs: 5 })
    rig = await copyRig([kettle('k1')], { endpoint: fake.url })
    await watch()
  })
  afterAll(async () => {
    await rig[Symbol.asyncDispose]()
    await fake[Symbol.asyncDispose]()
  })

  const deps = (): PreviewDeps => ({ ...rig.deps })
  async function watch(change: object = {}, signal = new AbortController().signal) {
    const events: PreviewEvent[] = []
    const request = previewRequestSchema.parse({
      product: 'k1',
      fields: ['pdp.short'],
      locale: 'en-GB',
      writer: 'openai',
      ...change,
    })
    await previewCopy(deps(), { ...request, shopId: rig.database.shopId }, signal, (event) =>
      events.push(event),
    )
    return events
  }
  const calls = () =>
    rig.deps.db.selectFrom('model_calls').select(['purpose', 'state']).orderBy('id', 'desc').execute()

  test('shows words, then whole sentences with findings, then the verdict', async () => {
    const events = await watch({ seed: 1 })
    expect(events[0]).toMatchObject({ event: 'begin', data: { purpose: 'write', writer: 'fake-1' } })
    const sentences = events.flatMap((event) => (event.event === 'segment' ? event.data : []))
    const words = events.flatMap((event) => (event.event === 'delta' ? event.data : []))
    expect(sentences.length).toBeGreaterThan(0)
    for (const { field, segment, text } of sentences) {
      const shown = words.filter((piece) => piece.field === field && piece.segment === segment)
      expect(shown.map((piece) => piece.text).join('')).toBe(text)
    }
    expect(events.at(-1)).toMatchObject({ event: 'done', data: { state: 'ready', fallback: null } })
    expect((await calls())[0]).toEqual({ purpose: 'preview', state: 'settled' })
  })

  test('says what is wrong with a sentence while it is repaired', async () => {
    fake.script('invented-number')
    const events = await watch({ seed: 2 })
    const found = events.flatMap((event) => (event.event === 'segment' ? event.data.findings : []))
    expect(found.length).toBeGreaterThan(0)
    const begun = events.flatMap((event) => (event.event === 'begin' ? event.data.purpose : []))
    expect(begun).toEqual(['write', 'repair'])
    expect(JSON.stringify(events.at(-1))).not.toContain('987')
  })

  test('leaving stops the call, whose cost stays open', async () => {
    const stop = new AbortController()
    const seen = fake.requests.length
    fake.script('hang')
    const watching = watch({ seed: 3 }, stop.signal)
    await vi.waitFor(() => {
      expect(fake.requests.length).toBe(seen + 1)
    })
    stop.abort(new Error('left'))
    await expect(watching).rejects.toThrow('left')
    expect((await calls())[0]).toEqual({ purpose: 'preview', state: 'uncertain' })
  })

  test('the embedded writer is shown sentence by sentence and costs nothing', async () => {
    const before = (await calls()).length
    const events = await watch({ writer: 'embedded', fields: ['pdp.long'] })
    expect(events.filter((event) => event.event === 'segment').length).toBeGreaterThan(1)
    expect(events.at(-1)).toMatchObject({ event: 'done', data: { writer: 'embedded', costMicros: 0 } })
    expect(await calls()).toHaveLength(before)
  })

  test('an unknown product is refused before anything is shown', async () => {
    await expect(watch({ product: 'nope' })).rejects.toMatchObject({ code: 'catalog.product-not-found' })
  })
})

describe('reading a stream', () => {
  const answer = JSON.stringify({
    product: 'k1',
    segments: [{ field: 'promo', text: 'A "fine" kettle \u00e9.', factIds: ['a'], role: 'claim' }],
  })
  test.each([
    ['JSON', answer],
    ['lines', 'BEGIN "k1"\npromo | claim | a | A "fine" kettle \u00e9.\nEND'],
  ])('%s in pieces of any size gives the same sentence', (_form, text) => {
    for (const size of [1, 2, 3, 7, 1_000]) {
      const reader = createSegmentReader()
      const pieces = (text.match(new RegExp(`[\\s\\S]{1,${String(size)}}`, 'g')) ?? []).flatMap(reader.push)
      expect(pieces.flatMap((piece) => (piece.kind === 'text' ? piece.text : [])).join('')).toBe(
        'A "fine" kettle \u00e9.',
      )
      expect(pieces.at(-1)).toMatchObject({ kind: 'segment', field: 'promo', index: 0 })
    }
  })
})
