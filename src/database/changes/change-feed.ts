/**
 * Tells every process what has been committed: NOTIFY in the transaction that changes something, LISTEN on one
 * connection per process. A process that missed notices knows it, because its lease is renewed on that connection.
 */
import { z } from 'zod'

export const changeSchema = z.discriminatedUnion('topic', [
  /** Products changed; without ids so many that the shop is to be read by transaction id. */
  z.object({ topic: z.literal('catalog'), shopId: z.string(), productIds: z.array(z.int()).optional() }),
  /** Merchandising rules of the shop changed. */
  z.object({ topic: z.literal('rules'), shopId: z.string() }),
  /**
   * Events of these visits and visitors were stored; in-process copies of their history are out of date. The first key
   * names who stored them, and starts with "#"; the others are those of `changeKey` (src/events/visit-key.ts).
   */
  z.object({ topic: z.literal('visitors'), shopId: z.string(), keys: z.array(z.string()) }),
  /** A new image was built, or the visit log grew. */
  z.object({ topic: z.literal('model'), shopId: z.string() }),
  /** Everybody who has taken in all earlier changes says so, naming this id. */
  z.object({ topic: z.literal('barrier'), id: z.string() }),
])
export type Change = z.output<typeof changeSchema>
export type ChangeTopic = Change['topic']

export interface ChangeFeed {
  /**
   * Calls `take` for each change of the topic, in the order of commits; the next change waits until the promise has
   * settled. Returns a function that stops it.
   */
  subscribe<T extends ChangeTopic>(
    topic: T,
    take: (change: Extract<Change, { topic: T }>) => void | Promise<void>,
  ): () => void
  /** True while every change committed up to a moment ago is known to have been taken in. */
  isCurrent(): boolean
  /** How often changes may have been missed so far; a copy made under another number is out of date. */
  lapses?(): number
  /**
   * Calls `take` when changes may have been missed: it must bring its copy up to date, whatever it held. The feed counts
   * as current only after the promise has settled.
   */
  onGap?(take: () => void | Promise<void>): () => void
}
