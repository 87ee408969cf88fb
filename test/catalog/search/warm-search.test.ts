import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLiveVersions } from '../../../src/catalog/embedding/nearest/live-versions.ts'
import { LexicalIndexes } from '../../../src/catalog/search/lexical-indexes.ts'
import { QueryVectors } from '../../../src/catalog/search/query-vectors.ts'
import { warmSearch, type WarmSearchDeps } from '../../../src/catalog/search/warm-search.ts'
import { fixedClock } from '../../../src/clock.ts'
import { addShop } from '../../support/database.ts'
import { catalogue, embeddingRig, type EmbeddingRig } from '../embedding/embedding-rig.ts'

let rig: EmbeddingRig
beforeEach(async () => {
  rig = await embeddingRig()
})
afterEach(() => rig[Symbol.asyncDispose]())

function depsFor(productsMax: number): WarmSearchDeps {
  const { db } = rig.database
  const clock = fixedClock('2026-03-01T00:00:00Z')
  return {
    db,
    lexicalIndexes: new LexicalIndexes({ db, clock, productsMax }),
    liveVersions: createLiveVersions(db, clock),
    queryVectors: new QueryVectors(rig.embedders),
  }
}

test('warmed, every shop is in memory with its products, embedded or not', async () => {
  await rig.save(...catalogue(20))
  await rig.drain()
  const other = await addShop(rig.database)
  const deps = depsFor(1_000)
  await warmSearch(deps, new AbortController().signal)
  expect(deps.lexicalIndexes.loaded.toSorted()).toEqual([rig.database.shopId, other].sort())
  expect((await deps.lexicalIndexes.of(rig.database.shopId)).size).toBe(20)
})

test('warming stops where one more shop would push another out', async () => {
  const deps = depsFor(0)
  await warmSearch(deps, new AbortController().signal)
  expect(deps.lexicalIndexes.loaded).toEqual([])
})

test('warming ends when it is told to', async () => {
  const deps = depsFor(1_000)
  await expect(warmSearch(deps, AbortSignal.abort(new Error('closing')))).rejects.toThrow('closing')
  expect(deps.lexicalIndexes.loaded).toEqual([])
})
