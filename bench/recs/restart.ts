/** A restart under a full shop: who answers in the first seconds, and when the image is there. */
import { join } from 'node:path'
import { z } from 'zod'
import { startChild } from '../shop/child-process.ts'
import type { BenchShop } from '../shop/open-shop.ts'
import { askOnce } from './ask-once.ts'

const answerSchema = z.object({ epoch: z.number(), items: z.array(z.object({ source: z.string() })) })
const limitMs = 60_000

export async function measureRestart(shop: BenchShop): Promise<string> {
  const startedAt = performance.now()
  await using api = await startChild(join(import.meta.dirname, '../shop/serve-api.ts'), shop.environment)
  const listensMs = performance.now() - startedAt
  let first: { readonly ms: number; readonly from: string } | undefined
  let slowest = 0
  for (let asked = 1; performance.now() - startedAt < limitMs; asked += 1) {
    const askedAt = performance.now()
    const { epoch, items } = answerSchema.parse(JSON.parse(await askOnce(api.line, shop.key)))
    const ms = performance.now() - startedAt
    slowest = Math.max(slowest, performance.now() - askedAt)
    first ??= { ms, from: [...new Set(items.map(({ source }) => source))].join(', ') }
    if (epoch > 0)
      return (
        `Restart: listens after ${inSeconds(listensMs)}, first answer after ${inSeconds(first.ms)} (from ${first.from}), ` +
        `image ready after ${inSeconds(ms)}; ${String(asked)} answers until then, the slowest ${slowest.toFixed(0)} ms.`
      )
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('The image was not there within a minute.')
}

function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`
}
