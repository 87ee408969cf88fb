import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getDraft } from '../../../src/content/drafts/read-drafts.ts'
import { watchProducts } from '../../../src/content/drift/watch-drift.ts'
import type { Publication } from '../../../src/content/publish/publication.ts'
import { placeKey, placesOf } from '../../../src/content/publish/publication.ts'
import { publishDraft, publishDrafts, rollBackDraft } from '../../../src/content/publish/publish-draft.ts'
import { getPublication, listChanges, listPublications } from '../../../src/content/publish/read-published.ts'
import { reportRemote } from '../../../src/content/publish/remote-versions.ts'
import { approveDraft } from '../../../src/content/review/approve-drafts.ts'
import type { Product } from '../../../src/catalog/product.ts'
import { createSecrets } from '../../../src/secrets.ts'
import { createEndpoint } from '../../../src/webhooks/manage-endpoints.ts'
import { kettle } from '../copy-rig.ts'
import { reviewer, reviewRig, textOf, type ReviewRig } from '../review/review-rig.ts'

let t: ReviewRig
beforeAll(async () => {
  t = await reviewRig([kettle('k1'), kettle('k2')])
})
afterAll(() => t[Symbol.asyncDispose]())
beforeEach(async () => {
  const { db } = t.rig.deps
  for (const table of [
    'copy_publications',
    'copy_remotes',
    'copy_drafts',
    'webhook_endpoints',
    'jobs',
  ] as const)
    await db.deleteFrom(table).execute()
  await t.import(kettle('k1'))
})

const shopId = () => t.rig.database.shopId
const inTransaction = <T>(verb: (trx: ReviewRig['rig']['deps']['db']) => Promise<T>) =>
  t.rig.deps.db.transaction().execute(verb)
const publish = (id: string, remoteVersion: string | null = null) =>
  inTransaction((trx) => publishDraft(trx, t.rig.deps.clock, reviewer(t.rig), id, { remoteVersion }))
const approved = async (request: Parameters<ReviewRig['write']>[0] = {}) => {
  const draft = await t.write(request)
  return await approveDraft(t.rig.deps.db, t.rig.deps.clock, reviewer(t.rig), draft.id)
}
const changes = (since?: string) => listChanges(t.rig.deps.db, shopId(), { since, limit: 10 })
/** A change shows once no older transaction of the server runs; another test may hold one for a moment. */
const changesSeen = async (since?: string) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const feed = await changes(since)
    if (feed.items.length > 0) return feed
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The feed shows no change.')
}
const drift = async (product: Product) => {
  await t.import(product)
  const { db, clock } = t.rig.deps
  const rows = await db.selectFrom('products').select('id').where('external_id', '=', product.id).execute()
  return await inTransaction((trx) =>
    watchProducts(
      trx,
      clock,
      shopId(),
      rows.map((row) => row.id),
    ),
  )
}
const stateOf = async (id: string) => (await getDraft(t.rig.deps.db, shopId(), id)).state
const places = (publication: Publication, factId: string) =>
  placesOf(publication).flatMap((place) => (place.factIds.includes(factId) ? [placeKey(place)] : []))

describe('publishing', () => {
  test('a draft that nobody approved is not published', async () => {
    const draft = await t.write()
    await expect(publish(draft.id)).rejects.toMatchObject({ code: 'content.draft-state' })
  })

  test('what is published is the text of the draft, with channels compiled from it, and the feed has it', async () => {
    const draft = await approved()
    const publication = await publish(draft.id)
    expect(await stateOf(draft.id)).toBe('published')
    expect(Object.keys(publication.fields).toSorted()).toEqual(['pdp.long', 'promo'])
    expect(Object.keys(publication.channels)).toContain('seo')
    const { items } = await changesSeen()
    expect(items).toMatchObject([
      {
        product: 'k1',
        fields: { 'pdp.long': textOf(draft.fields, 'pdp.long') },
        isByModel: false,
        isStale: false,
      },
    ])
  })

  test('publishing twice is publishing once', async () => {
    const draft = await approved()
    const first = await publish(draft.id)
    expect((await publish(draft.id)).id).toBe(first.id)
    const all = await listPublications(t.rig.deps.db, shopId(), { limit: 10 })
    expect(all.items).toHaveLength(1)
  })

  test('a draft of one field takes nothing else down', async () => {
    await publish((await approved({ fields: ['pdp.long'] })).id)
    const promo = await publish((await approved({ fields: ['promo'] })).id)
    expect(Object.keys(promo.fields).toSorted()).toEqual(['pdp.long', 'promo'])
    const live = await listPublications(t.rig.deps.db, shopId(), { state: 'live', limit: 10 })
    expect(live.items.map(({ id }) => id)).toEqual([promo.id])
  })

  test('the feed tells every change once, and nothing again', async () => {
    await publish((await approved()).id)
    const first = await changesSeen()
    expect(first.items).toHaveLength(1)
    expect(await changes(first.since)).toEqual({ items: [], since: first.since, hasMore: false })
    await publish((await approved({ seed: 5 })).id)
    expect((await changesSeen(first.since)).items).toHaveLength(1)
  })

  test('the gate of today has the last word: a price that changed since the approval is not published', async () => {
    const draft = await approved({ fields: ['promo'] })
    await t.import(
      kettle('k1', { variants: [{ id: 'k1-black', options: {}, priceMinor: 12345, stockUnits: 3 }] }),
    )
    await expect(publish(draft.id)).rejects.toMatchObject({ code: 'content.draft-blocked' })
    expect(await stateOf(draft.id)).toBe('approved')
  })

  test('a text that was changed in the shop itself is not overwritten unseen', async () => {
    const report = { shopId: shopId(), product: 'k1', locale: 'en-GB', version: 'v7' }
    await inTransaction((trx) => reportRemote(trx, t.rig.deps, report))
    const draft = await approved()
    await expect(publish(draft.id)).rejects.toMatchObject({ code: 'content.remote-changed' })
    await expect(publish(draft.id, 'v8')).rejects.toMatchObject({ code: 'content.remote-changed' })
    await publish(draft.id, 'v7')
    expect(await stateOf(draft.id)).toBe('published')
  })

  test('endpoints are told in the same transaction', async () => {
    const endpoint = { shopId: shopId(), url: 'https://shop.example/hooks', events: [] }
    await createEndpoint(
      t.rig.deps.db,
      { clock: t.rig.deps.clock, secrets: createSecrets(Buffer.alloc(32)) },
      endpoint,
    )
    const publication = await publish((await approved()).id)
    const sent = await t.rig.deps.db
      .selectFrom('webhook_deliveries')
      .select(['event_id', 'event_type', 'body'])
      .execute()
    expect(sent).toMatchObject([{ event_id: publication.id, event_type: 'copy.published' }])
    expect(sent[0]?.body).toContain('Tindelow Alder Kettle')
  })

  test('of many, one that is refused keeps no other back', async () => {
    const [good, bad] = [await approved(), await t.write({ seed: 3 })]
    const outcomes = await publishDrafts(t.rig.deps.db, t.rig.deps.clock, reviewer(t.rig), [bad.id, good.id])
    expect(outcomes.map(({ id, outcome, code }) => [id, outcome, code])).toEqual([
      [bad.id, 'refused', 'content.draft-state'],
      [good.id, 'published', null],
    ])
  })
})

describe('rolling back', () => {
  const rollBack = (id: string, version: number) =>
    inTransaction((trx) =>
      rollBackDraft(trx, t.rig.deps.clock, reviewer(t.rig), id, { version, remoteVersion: null }),
    )

  test('an older version becomes the newest and is live', async () => {
    const draft = await t.write({ fields: ['promo'] })
    const edited = await t.edit(draft, { promo: { text: 'It holds 1.7 litres.' } })
    const { db, clock } = t.rig.deps
    await approveDraft(db, clock, reviewer(t.rig), edited.id)
    await publish(edited.id)
    await db.deleteFrom('copy_locks').execute()
    const back = await rollBack(draft.id, 1)
    expect(back).toMatchObject({ kind: 'rollback', version: 3 })
    expect(back.fields.promo?.segments).toEqual(draft.fields.promo?.segments)
  })

  test('an old price does not come back: the older version must pass the gate of today', async () => {
    const first = await approved({ fields: ['promo'] })
    await publish(first.id)
    await t.import(
      kettle('k1', { variants: [{ id: 'k1-black', options: {}, priceMinor: 12345, stockUnits: 3 }] }),
    )
    await expect(rollBack(first.id, 1)).rejects.toMatchObject({ code: 'content.draft-blocked' })
  })
})

describe('drift', () => {
  const glass = kettle('k1', {
    attributes: { ...kettle('k1').attributes, material: { value: 'glass', unit: null } },
  })

  test('a change of material marks exactly the sentences that cite it, in all channels, and the patch touches no other', async () => {
    const draft = await approved({ fields: ['pdp.long', 'pdp.short', 'promo'] })
    const publication = await publish(draft.id)
    const expected = places(publication, 'a_material')
    expect(expected.some((place) => !place.startsWith('copy/'))).toBe(true)
    await drift(glass)
    const marked = await getPublication(t.rig.deps.db, shopId(), publication.id)
    expect(marked.stale.map(placeKey)).toEqual(expected)
    const patched = await getDraft(t.rig.deps.db, shopId(), draft.id)
    expect(patched).toMatchObject({ version: draft.version + 1, state: 'ready' })
    for (const field of ['pdp.long', 'pdp.short', 'promo'] as const) {
      const untouched = (draft.fields[field]?.segments ?? []).filter(
        ({ factIds }) => !factIds.includes('a_material'),
      )
      const texts = (patched.fields[field]?.segments ?? []).map(({ text }) => text)
      expect(texts).toEqual(expect.arrayContaining(untouched.map(({ text }) => text)))
    }
    expect(JSON.stringify(patched.fields)).not.toContain('stainless steel')
    expect(JSON.stringify(patched.fields)).toContain('glass')
  })

  test('looking twice finds nothing new, and a patched text that is published is no longer stale', async () => {
    const draft = await approved()
    await publish(draft.id)
    await drift(glass)
    const log = async () => (await t.rig.deps.db.selectFrom('review_log').select('id').execute()).length
    const before = await log()
    await drift(glass)
    expect(await log()).toBe(before)
    await approveDraft(t.rig.deps.db, t.rig.deps.clock, reviewer(t.rig), draft.id)
    const again = await publish(draft.id)
    expect(again.stale).toEqual([])
    expect((await drift(glass)).stale).toBe(0)
  })

  test('a locked field is marked and not patched: what would take its place is a proposal', async () => {
    const draft = await t.write({ fields: ['pdp.short'] })
    const text = 'It is made of stainless steel.'
    const edited = await t.edit(draft, { 'pdp.short': { text } })
    const { db, clock } = t.rig.deps
    await approveDraft(db, clock, reviewer(t.rig), edited.id)
    await publish(edited.id)
    await drift(glass)
    const after = await getDraft(db, shopId(), draft.id)
    expect(textOf(after.fields, 'pdp.short')).toBe(text)
    expect(after.proposals['pdp.short']).toBeDefined()
    await db.deleteFrom('copy_locks').execute()
  })

  test('an unchanged product drifts nowhere', async () => {
    await publish((await approved()).id)
    expect(await drift(kettle('k1'))).toEqual({ looked: 1, stale: 0, withdrawn: 0 })
  })
})
