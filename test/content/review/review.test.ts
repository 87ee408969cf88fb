import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getDraft, getVersion, listDrafts, listVersions } from '../../../src/content/drafts/read-drafts.ts'
import { approveDraft, approveDrafts } from '../../../src/content/review/approve-drafts.ts'
import { recheckDraft, rejectDraft, unlockFields } from '../../../src/content/review/decide-draft.ts'
import { diffDraft } from '../../../src/content/review/diff-versions.ts'
import { listReviewLog } from '../../../src/content/review/log/read-log.ts'
import { replaceFields, restoreVersion } from '../../../src/content/review/replace-fields.ts'
import { grantWaiver, revokeWaiver } from '../../../src/content/review/waivers/manage-waivers.ts'
import { kettle } from '../copy-rig.ts'
import { reviewer, reviewRig, textOf, type ReviewRig } from './review-rig.ts'

describe('reviewing drafts', () => {
  let t: ReviewRig
  beforeAll(async () => {
    t = await reviewRig([kettle('k1'), kettle('k2'), kettle('k3')])
  })
  afterAll(async () => {
    await t[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    const { db } = t.rig.deps
    await db.deleteFrom('copy_waivers').execute()
    await db.deleteFrom('copy_drafts').execute()
    await db.deleteFrom('jobs').execute()
    await t.import(kettle('k1'))
  })
  const shopId = () => t.rig.database.shopId
  const approve = (id: string) => approveDraft(t.rig.deps.db, t.rig.deps.clock, reviewer(t.rig), id)

  test('an edit is a new version; sentences that stay keep their citations, the field is locked', async () => {
    const draft = await t.write()
    const before = draft.fields['pdp.long']?.segments ?? []
    const text = [...before.slice(1).map((segment) => segment.text), 'It holds 1.7 litres.'].join(' ')
    const edited = await t.edit(draft, { 'pdp.long': { text } })
    expect(edited).toMatchObject({ version: 2, locked: ['pdp.long'] })
    expect(edited.fields['pdp.long']).toMatchObject({ provenance: 'edited', origin: 'embedded' })
    const after = edited.fields['pdp.long']?.segments ?? []
    expect(after.slice(0, -1)).toEqual(before.slice(1))
    expect(after.at(-1)).toMatchObject({ factIds: ['a_capacity'], role: 'claim' })
    expect((await getVersion(t.rig.deps.db, shopId(), draft.id, 1)).fields).toEqual(draft.fields)
  })

  test('a sentence that no fact supports is uncited, and the gate blocks it', async () => {
    const edited = await t.edit(await t.write(), {
      promo: { text: 'Grandmother would have loved it dearly.' },
    })
    expect(edited.state).toBe('needs-review')
    expect(edited.fields.promo).toEqual({
      provenance: 'human',
      segments: [{ text: 'Grandmother would have loved it dearly.', factIds: [], role: 'claim' }],
    })
    expect(edited.findings.map(({ code }) => code)).toContain('F02')
    const waiting = await listDrafts(t.rig.deps.db, shopId(), { code: 'F02', limit: 5 })
    expect(waiting.items.map(({ id }) => id)).toEqual([edited.id])
  })

  test('an edit of an outdated version is refused, the same edit sent twice is not', async () => {
    const draft = await t.write()
    const edited = await t.edit(draft, { promo: { text: 'It holds 1.7 litres.' } })
    expect(await t.edit(draft, { promo: { text: 'It holds 1.7 litres.' } })).toEqual(edited)
    await expect(t.edit(draft, { promo: { text: 'Other words.' } })).rejects.toMatchObject({
      code: 'content.version-conflict',
    })
    expect(await t.edit(edited, { promo: { text: 'It holds 1.7 litres.' } })).toEqual(edited)
  })

  test('another seed gives a proposal for a locked field, never another text', async () => {
    const edited = await t.edit(await t.write(), { promo: { text: 'It holds 1.7 litres.' } })
    const other = await t.write({ seed: 9 })
    expect(other.id).not.toBe(edited.id)
    expect(other.fields.promo).toEqual(edited.fields.promo)
    expect(other.proposals.promo?.provenance).toBe('embedded')
    expect(other.proposals['pdp.long']).toBeUndefined()
  })

  test('approval asks the gate of now: a price that has changed blocks what was ready', async () => {
    const draft = await t.write()
    expect(draft.state).toBe('ready')
    await t.import(
      kettle('k1', { attributes: { ...kettle('k1').attributes, capacity: { value: 1.5, unit: 'l' } } }),
    )
    await expect(approve(draft.id)).rejects.toMatchObject({ code: 'content.draft-blocked' })
    expect(await getDraft(t.rig.deps.db, shopId(), draft.id)).toMatchObject({
      state: 'needs-review',
      version: 2,
      fields: draft.fields,
    })
    expect((await listVersions(t.rig.deps.db, shopId(), draft.id, { limit: 5 })).items[0]).toMatchObject({
      origin: 'recheck',
    })
  })

  test('a blocked draft is approved under a live waiver only', async () => {
    const { db, clock } = t.rig.deps
    const edited = await t.edit(await t.write(), {
      promo: { text: 'Grandmother would have loved it dearly.' },
    })
    await expect(approve(edited.id)).rejects.toMatchObject({ code: 'content.draft-blocked' })
    const codes = [...new Set(edited.findings.filter((f) => f.severity === 'block').map((f) => f.code))]
    const waivers = []
    for (const code of codes) {
      const request = { code, product: 'k1', reason: 'House style', expiresAt: '2026-04-01T00:00:00.000Z' }
      waivers.push(await db.transaction().execute((trx) => grantWaiver(trx, clock, reviewer(t.rig), request)))
    }
    const [first] = waivers
    await db.transaction().execute((trx) => revokeWaiver(trx, reviewer(t.rig), first?.id ?? ''))
    await expect(approve(edited.id)).rejects.toMatchObject({ code: 'content.draft-blocked' })
    const request = {
      code: codes[0] ?? 'F02',
      product: null,
      reason: 'House style',
      expiresAt: '2026-04-01T00:00:00.000Z',
    }
    await db.transaction().execute((trx) => grantWaiver(trx, clock, reviewer(t.rig), request))
    const rechecked = await db
      .transaction()
      .execute((trx) => recheckDraft(trx, clock, reviewer(t.rig), edited.id))
    expect(rechecked.state).toBe('ready')
    expect(await approve(edited.id)).toMatchObject({ state: 'approved' })
    const { items } = await listReviewLog(db, shopId(), edited.id, { limit: 20 })
    expect(items.map(({ event }) => event).at(-1)).toBe('write')
    expect(items[0]).toMatchObject({ event: 'approve', actor: 'key_ann', toState: 'approved' })
    expect(items[0]?.detail).toEqual({ waived: expect.arrayContaining(codes) })
  })

  test('approving and rejecting twice is once; the wrong state is refused with the reason', async () => {
    const { db, clock } = t.rig.deps
    const draft = await t.write()
    expect(await approve(draft.id)).toEqual(await approve(draft.id))
    const reject = (id: string) =>
      db.transaction().execute((trx) => rejectDraft(trx, clock, reviewer(t.rig), id, 'Too plain'))
    await expect(reject(draft.id)).rejects.toThrow(
      'The draft is approved: to reject it is possible only when it is needs-review or ready.',
    )
    const other = await t.write({ seed: 3 })
    expect(await reject(other.id)).toEqual(await reject(other.id))
    await expect(t.edit(other, { promo: { text: 'It holds 1.7 litres.' } })).rejects.toMatchObject({
      code: 'content.draft-state',
    })
  })

  test('many are approved at once, each with its outcome', async () => {
    const { db, clock } = t.rig.deps
    const products = ['k1', 'k2', 'k3']
    const drafts = []
    for (const product of products) drafts.push(await t.write({ selection: { products: [product] } }))
    const [a, b, c] = drafts
    if (a === undefined || b === undefined || c === undefined) throw new Error('three drafts')
    await t.edit(b, { promo: { text: 'Grandmother would have loved it dearly.' } })
    await approve(c.id)
    const ids = [a.id, b.id, c.id, 'draft_gone', a.id]
    const outcomes = await approveDrafts(db, clock, reviewer(t.rig), ids)
    expect(outcomes.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['approved', null],
      ['refused', 'content.draft-state'],
      ['unchanged', null],
      ['refused', 'content.draft-not-found'],
    ])
  })

  test('a draft that contradicts a lock is not approved until somebody decides', async () => {
    const { db, clock } = t.rig.deps
    const first = await t.write()
    const second = await t.write({ seed: 4 })
    await t.edit(first, { promo: { text: 'It holds 1.7 litres.' } })
    await expect(approve(second.id)).rejects.toMatchObject({ code: 'content.field-locked' })
    await db
      .transaction()
      .execute((trx) => unlockFields(trx, clock, reviewer(t.rig), first.id, undefined, undefined))
    expect(await approve(second.id)).toMatchObject({ state: 'approved' })
  })

  test('patches and rollbacks leave locked text alone and keep what they offered as a proposal', async () => {
    const { db, clock } = t.rig.deps
    const draft = await t.write()
    const edited = await t.edit(draft, { promo: { text: 'It holds 1.7 litres.' } })
    await approve(edited.id)
    await sql`UPDATE copy_drafts SET state = 'published' WHERE id = ${draft.id}`.execute(db)
    const restored = await db
      .transaction()
      .execute((trx) =>
        restoreVersion(trx, clock, { shopId: shopId(), draftId: draft.id, number: 1, actor: 'key_ann' }),
      )
    expect(restored.kept).toEqual(['promo'])
    expect(restored.draft.fields.promo).toEqual(edited.fields.promo)
    expect(restored.draft.proposals.promo).toEqual(draft.fields.promo)
    await sql`UPDATE copy_drafts SET state = 'stale' WHERE id = ${draft.id}`.execute(db)
    const patched = await db.transaction().execute((trx) =>
      replaceFields(trx, clock, {
        shopId: shopId(),
        draftId: draft.id,
        fields: draft.fields,
        event: 'patch',
        actor: null,
      }),
    )
    expect(patched.draft).toMatchObject({ state: 'ready', version: 4 })
    expect(patched.draft.fields.promo).toEqual(edited.fields.promo)
  })

  test('versions and log rows cannot be changed by any statement', async () => {
    const { db } = t.rig.deps
    const draft = await t.write()
    await t.edit(draft, { promo: { text: 'It holds 1.7 litres.' } })
    await expect(sql`UPDATE copy_versions SET fields = '{}'`.execute(db)).rejects.toThrow('never changed')
    await expect(sql`UPDATE review_log SET reason = 'x'`.execute(db)).rejects.toThrow('never changed')
  })

  test('the difference of two versions is told by word and by fact', async () => {
    const draft = await t.write({ fields: ['promo'] })
    await t.edit(draft, { promo: { text: 'It holds 1.7 litres.' } })
    const diff = await diffDraft(t.rig.deps.db, shopId(), draft.id, {})
    expect(diff).toMatchObject({ from: 1, to: 2 })
    const [field] = diff.fields
    const side = (kind: string) =>
      field?.words.flatMap((word) => (word.kind === kind ? [] : [word.text])).join('')
    expect(side('removed')).toBe('It holds 1.7 litres.')
    expect(side('added')).toBe(textOf(draft.fields, 'promo'))
    expect(diff.facts.added.map(({ id }) => id)).toEqual(['a_capacity'])
    expect(diff.facts.removed.length).toBeGreaterThan(0)
  })

  test('another shop sees nothing of it', async () => {
    const draft = await t.write()
    await expect(
      approveDraft(t.rig.deps.db, t.rig.deps.clock, { shopId: 'shop_other', keyId: 'k' }, draft.id),
    ).rejects.toMatchObject({ code: 'content.draft-not-found' })
  })
})
