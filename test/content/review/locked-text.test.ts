/** Whatever happens to a product's drafts, in whatever order: what a person wrote stays until a person says otherwise. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Draft } from '../../../src/content/drafts/draft.ts'
import { listDrafts, listVersions } from '../../../src/content/drafts/read-drafts.ts'
import type { FieldCopy } from '../../../src/content/drafts/segment.ts'
import { retryCopyJob } from '../../../src/content/jobs/control/control-copy-job.ts'
import { approveDraft, approveDrafts } from '../../../src/content/review/approve-drafts.ts'
import { recheckDraft, rejectDraft, unlockFields } from '../../../src/content/review/decide-draft.ts'
import { editDraft } from '../../../src/content/review/edits/edit-draft.ts'
import { replaceFields, restoreVersion } from '../../../src/content/review/replace-fields.ts'
import { AppError } from '../../../src/errors.ts'
import { kettle } from '../copy-rig.ts'
import { runCopyJobs } from '../run-copy-jobs.ts'
import { reviewer, reviewRig, type ReviewRig } from './review-rig.ts'

const fields = ['pdp.short', 'promo'] as const
const words = ['It holds 1.7 litres.', 'Made of stainless steel.', 'Our favourite of the year.'] as const

const which = fc.nat({ max: 5 })
const step = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    seed: fc.nat({ max: 3 }),
    writer: fc.constantFrom('auto' as const, 'embedded' as const),
  }),
  fc.record({
    kind: fc.constant('edit' as const),
    which,
    field: fc.constantFrom(...fields),
    text: fc.constantFrom(...words),
  }),
  fc.record({
    kind: fc.constantFrom('approve', 'reject', 'recheck', 'publish', 'stale', 'retry', 'approve all'),
    which,
  }),
  fc.record({ kind: fc.constantFrom('patch' as const, 'rollback' as const), which, from: which }),
  fc.record({ kind: fc.constant('import' as const), litres: fc.constantFrom(1.5, 1.7) }),
  fc.record({ kind: fc.constant('unlock' as const), which, field: fc.constantFrom(...fields) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

describe('text that a person wrote', () => {
  let t: ReviewRig
  beforeAll(async () => {
    t = await reviewRig()
  })
  afterAll(async () => {
    await t[Symbol.asyncDispose]()
  })

  test('is never replaced by any sequence of verbs until a person edits or unlocks it', async () => {
    let runs = 0
    let held = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const product = `p${String((runs += 1))}`
        await t.import(kettle(product))
        const locked = new Map<string, FieldCopy>()
        const seen = new Map<string, Draft>()
        await apply({ kind: 'write', seed: 0, writer: 'auto' }, product, locked)
        for (const one of steps) {
          await apply(one, product, locked)
          held += locked.size
          await expectHeld(product, locked, seen)
        }
      }),
      { numRuns: 15, seed: 20_260_301 },
    )
    // Without locks held over many steps the property would have shown nothing.
    expect(held).toBeGreaterThan(20)
  }, 240_000)

  /** Does one step; refusals are part of life, and the model learns only what people did. */
  async function apply(one: Step, product: string, locked: Map<string, FieldCopy>): Promise<void> {
    const { db, clock } = t.rig.deps
    const shopId = t.rig.database.shopId
    const person = reviewer(t.rig)
    const { items: drafts } = await listDrafts(db, shopId, { product, limit: 20 })
    const draft = 'which' in one ? drafts[one.which % Math.max(1, drafts.length)] : undefined
    if ('which' in one && draft === undefined) return
    const id = draft?.id ?? ''
    const run = async (work: () => Promise<unknown>) => {
      try {
        await work()
        return true
      } catch (error) {
        if (error instanceof AppError && error.kind === 'conflict') return false
        throw error
      }
    }
    const inTransaction = (work: Parameters<ReturnType<typeof db.transaction>['execute']>[0]) =>
      run(() => db.transaction().execute(work))
    switch (one.kind) {
      case 'write':
        await t.write({
          selection: { products: [product] },
          fields: [...fields],
          seed: one.seed,
          writer: one.writer,
        })
        return
      case 'edit': {
        const edit = { version: draft?.version ?? 1, fields: { [one.field]: { text: one.text } } }
        const before = draft?.fields[one.field]?.segments.map((segment) => segment.text).join(' ')
        const done = await inTransaction((trx) => editDraft(trx, clock, person, id, edit))
        const after = (await listDrafts(db, shopId, { product, limit: 20 })).items.find(
          (other) => other.id === id,
        )
        const copy = after?.fields[one.field]
        if (done && copy !== undefined && before !== one.text) locked.set(one.field, copy)
        return
      }
      case 'unlock':
        if (await inTransaction((trx) => unlockFields(trx, clock, person, id, [one.field], undefined)))
          locked.delete(one.field)
        return
      case 'approve':
        await run(() => approveDraft(db, clock, person, id))
        return
      case 'approve all':
        await approveDrafts(
          db,
          clock,
          person,
          drafts.map((other) => other.id),
        )
        return
      case 'reject':
        await inTransaction((trx) => rejectDraft(trx, clock, person, id, 'No'))
        return
      case 'recheck':
        await inTransaction((trx) => recheckDraft(trx, clock, person, id))
        return
      case 'publish':
        await sql`UPDATE copy_drafts SET state = 'published' WHERE id = ${id} AND state = 'approved'`.execute(
          db,
        )
        return
      case 'stale':
        await sql`UPDATE copy_drafts SET state = 'stale' WHERE id = ${id} AND state = 'published'`.execute(db)
        return
      case 'retry': {
        // As if the job had failed before its draft was stored; an edited draft cannot be taken back like that.
        const { rows } =
          await sql`DELETE FROM copy_drafts WHERE id = ${id} AND version = 1 RETURNING id`.execute(db)
        if (rows.length === 0) return
        await sql`UPDATE jobs SET state = 'failed' WHERE id = ${draft?.copyJobId ?? ''}`.execute(db)
        await inTransaction((trx) => retryCopyJob(trx, shopId, draft?.copyJobId ?? ''))
        await runCopyJobs(t.rig.deps)
        return
      }
      case 'patch':
      case 'rollback': {
        if (draft === undefined) return
        const versions = await listVersions(db, shopId, id, { limit: 20 })
        const source = versions.items[('from' in one ? one.from : 0) % versions.items.length]
        if (source === undefined) return
        const { number } = source
        await inTransaction((trx) =>
          one.kind === 'patch'
            ? replaceFields(trx, clock, {
                shopId,
                draftId: id,
                fields: source.fields,
                event: 'patch',
                actor: null,
              })
            : restoreVersion(trx, clock, { shopId, draftId: id, number, actor: person.keyId }),
        )
        return
      }
      case 'import':
        await t.import(
          kettle(product, {
            attributes: { ...kettle(product).attributes, capacity: { value: one.litres, unit: 'l' } },
          }),
        )
        return
    }
  }

  /** The locks hold what people wrote, and every draft or version that is new since the last look carries it. */
  async function expectHeld(
    product: string,
    locked: ReadonlyMap<string, FieldCopy>,
    seen: Map<string, Draft>,
  ): Promise<void> {
    const { db } = t.rig.deps
    const shopId = t.rig.database.shopId
    const { rows } = await sql<{ field: string; copy: unknown }>`
      SELECT l.field, l.copy FROM copy_locks l JOIN products p ON p.id = l.product_id
      WHERE l.shop_id = ${shopId} AND p.external_id = ${product}`.execute(db)
    expect(new Map(rows.map((row) => [row.field, row.copy]))).toEqual(new Map(locked))
    const { items: drafts } = await listDrafts(db, shopId, { product, limit: 50 })
    for (const draft of drafts) {
      const before = seen.get(draft.id)
      for (const field of fields) {
        const own = locked.get(field)
        const isNew =
          before === undefined || JSON.stringify(before.fields[field]) !== JSON.stringify(draft.fields[field])
        const isDecided = before?.state !== draft.state && draft.state === 'approved'
        if (own !== undefined && (isNew || isDecided)) expect(draft.fields[field]).toEqual(own)
      }
      seen.set(draft.id, draft)
    }
  }
})
