import { expect, test } from 'vitest'
import { exploreSlate, isExplored, widened } from '../../../src/recommendations/exploration/explore-slate.ts'
import { propensitiesOf } from '../../../src/recommendations/exploration/explored-slot.ts'
import type { ActiveRule } from '../../../src/recommendations/merchandising/rule.ts'
import { recommendationRequestSchema, type SlateItem } from '../../../src/recommendations/recommendation.ts'
import type { Composed } from '../../../src/recommendations/serving/compose-slate.ts'
import { readSituation } from '../../../src/recommendations/serving/situation.ts'
import { fakeMirror } from '../serving/fake-mirror.ts'

const request = recommendationRequestSchema.parse({ placement: 'home', consent: 'session', n: 4 })

function wide(count: number, rules: Readonly<Record<number, string>> = {}): Composed {
  const items = Array.from({ length: count }, (_, position): SlateItem => ({
    ...{ id: `p${String(position)}`, position, score: 1 - position / 100, source: 'popular', tier: 1 },
    ...{ rule: rules[position] ?? null, reason: { code: 'popular' } },
  }))
  return { items, fill: { asked: 13, returned: count }, tier: 1, fellBackTo: [] }
}

const pin: ActiveRule = {
  ...{ id: 'rule_pin', action: 'pin', filter: { all: [] }, priority: 0 },
  ...{ position: 3, factor: undefined },
}
const slateNames = Array.from({ length: 2_000 }, (_, at) => `slate_${String(at)}`)

test('the last place is filled evenly from it and the products after it, the others stay as they are', () => {
  const shown = new Map<string, number>()
  for (const slate of slateNames) {
    const drawn = exploreSlate(wide(13), { slate, request, rules: [] })
    const [id] = drawn?.composed.items.slice(3).map((item) => item.id) ?? []
    shown.set(id ?? '', (shown.get(id ?? '') ?? 0) + 1)
  }
  const { composed, explored } = exploreSlate(wide(13), { slate: 'slate_x', request, rules: [] }) ?? {}
  expect(composed?.items.map(({ position }) => position)).toEqual([0, 1, 2, 3])
  expect(composed?.items.slice(0, 3).map(({ id }) => id)).toEqual(['p0', 'p1', 'p2'])
  expect(composed?.items.map((item) => item.explored)).toEqual([undefined, undefined, undefined, true])
  expect(composed?.fill).toEqual({ asked: 4, returned: 4 })
  expect(composed?.items[3]?.id).toBe(explored?.shown)
  expect(explored && propensitiesOf(explored)).toEqual({ [explored?.shown ?? '']: 0.1 })
  expect([...shown.keys()].toSorted()).toEqual([
    'p10',
    'p11',
    'p12',
    'p3',
    'p4',
    'p5',
    'p6',
    'p7',
    'p8',
    'p9',
  ])
  for (const count of shown.values()) expect(Math.abs(count - 200)).toBeLessThan(60)
})

test('the same slate is drawn the same, and a pinned place is never given to chance', () => {
  const options = { slate: 'slate_x', request, rules: [pin] }
  const first = exploreSlate(wide(13, { 3: 'rule_pin' }), options)
  expect(exploreSlate(wide(13, { 3: 'rule_pin' }), options)).toEqual(first)
  expect(first?.explored.position).toBe(2)
  expect(first?.composed.items[3]?.id).toBe('p3')
  expect(first?.explored.candidates.map(([id]) => id)).not.toContain('p3')
  const all = { 0: 'rule_pin', 1: 'rule_pin', 2: 'rule_pin', 3: 'rule_pin' }
  expect(exploreSlate(wide(13, all), options)).toBeUndefined()
})

test('where nothing else could be shown nothing is drawn', () => {
  expect(exploreSlate(wide(4), { slate: 'slate_x', request, rules: [] })).toBeUndefined()
})

test('the share is kept, and requests that teach nothing are left alone', () => {
  const explored = slateNames.filter((slate) => isExplored(slate, 0.2, request))
  expect(Math.abs(explored.length - 400)).toBeLessThan(80)
  const of = (changes: object) =>
    explored.filter((slate) => isExplored(slate, 0.2, { ...request, ...changes }))
  expect(of({ consent: 'none' })).toEqual([])
  expect(of({ placement: 'email' })).toEqual([])
  expect(of({ n: 1 })).toEqual([])
})

test('a slate is drawn from one that is nine products longer', () => {
  const situation = readSituation(fakeMirror([{ id: 'a' }]), request)
  expect(widened(situation).request.n).toBe(13)
})
