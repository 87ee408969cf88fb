/** The index of a session model as named arrays of an image file, and back. */
import { z } from 'zod'
import type { SessionIndex } from '../../session-knn/session-index.ts'
import type { SlackLists } from '../../session-knn/slack-lists.ts'
import type { AnyArray } from './array-file.ts'

const listsSchema = z.object({ lists: z.int(), used: z.int(), wasted: z.int() })
const metaSchema = z.object({
  slots: z.int(),
  visits: z.int(),
  clicksUsed: z.int(),
  postings: listsSchema,
  rules: listsSchema,
})
export type SessionMeta = z.output<typeof metaSchema>

export function sessionsToArrays(index: SessionIndex): {
  readonly meta: SessionMeta
  readonly arrays: ReadonlyMap<string, AnyArray>
} {
  const { slots, visits, clicksUsed, postings, rules } = index
  const arrays = new Map<string, AnyArray>([
    ['sessions.offsets', index.offsets],
    ['sessions.lengths', index.lengths],
    ['sessions.ends', index.ends],
    ['sessions.numbers', index.numbers],
    ['sessions.clicks', index.clicks],
    ...listArrays('postings', postings),
    ...listArrays('rules', rules),
  ])
  return {
    meta: { slots, visits, clicksUsed, postings: listMeta(postings), rules: listMeta(rules) },
    arrays,
  }
}

/** @param items external id of each product number; the index keeps and grows it */
export function sessionsFromArrays(
  rawMeta: unknown,
  arrays: ReadonlyMap<string, AnyArray>,
  items: string[],
): SessionIndex {
  const meta = metaSchema.parse(rawMeta)
  return {
    items,
    slots: meta.slots,
    visits: meta.visits,
    clicksUsed: meta.clicksUsed,
    offsets: words(arrays, 'sessions.offsets'),
    lengths: words(arrays, 'sessions.lengths'),
    ends: doubles(arrays, 'sessions.ends'),
    numbers: doubles(arrays, 'sessions.numbers'),
    clicks: words(arrays, 'sessions.clicks'),
    postings: listsOf(arrays, 'postings', meta.postings),
    rules: listsOf(arrays, 'rules', meta.rules),
  }
}

function listArrays(name: string, lists: SlackLists): [string, AnyArray][] {
  const { start, count, room, values, weights } = lists
  const arrays: [string, AnyArray][] = Object.entries({ start, count, room, values }).map(([part, array]) => [
    `sessions.${name}.${part}`,
    array,
  ])
  return weights === undefined ? arrays : [...arrays, [`sessions.${name}.weights`, weights]]
}

function listMeta({ lists, used, wasted }: SlackLists): z.output<typeof listsSchema> {
  return { lists, used, wasted }
}

function listsOf(
  arrays: ReadonlyMap<string, AnyArray>,
  name: string,
  meta: z.output<typeof listsSchema>,
): SlackLists {
  const part = (of: string) => words(arrays, `sessions.${name}.${of}`)
  return {
    ...meta,
    start: part('start'),
    count: part('count'),
    room: part('room'),
    values: part('values'),
    weights: arrays.has(`sessions.${name}.weights`) ? part('weights') : undefined,
  }
}

function words(arrays: ReadonlyMap<string, AnyArray>, name: string): Uint32Array {
  const array = arrays.get(name)
  if (array instanceof Uint32Array) return array
  throw new RangeError(`The image file has no array "${name}".`)
}

function doubles(arrays: ReadonlyMap<string, AnyArray>, name: string): Float64Array {
  const array = arrays.get(name)
  if (array instanceof Float64Array) return array
  throw new RangeError(`The image file has no array "${name}".`)
}
