/** A shop with drafts to review, and the verbs of a reviewer. */
import type { Product } from '../../../src/catalog/product.ts'
import { productRow } from '../../../src/catalog/stored-product.ts'
import { upsertProducts } from '../../../src/catalog/imports/upsert-queries.ts'
import type { Draft } from '../../../src/content/drafts/draft.ts'
import { listDrafts } from '../../../src/content/drafts/read-drafts.ts'
import type { DraftFields } from '../../../src/content/drafts/segment.ts'
import { editDraft, type DraftEdit } from '../../../src/content/review/edits/edit-draft.ts'
import { copyRig, kettle, type CopyRig } from '../copy-rig.ts'
import { runCopyJobs } from '../run-copy-jobs.ts'

export const reviewer = (rig: CopyRig) => ({ shopId: rig.database.shopId, keyId: 'key_ann' })

export interface ReviewRig extends AsyncDisposable {
  readonly rig: CopyRig
  /** Writes copy of a product and gives its draft. */
  write(request?: Parameters<CopyRig['request']>[0]): Promise<Draft>
  edit(draft: Draft, fields: DraftEdit['fields'], version?: number): Promise<Draft>
  import(product: Product): Promise<void>
}

export async function reviewRig(products: readonly Product[] = [kettle('k1')]): Promise<ReviewRig> {
  const rig = await copyRig(products)
  const { db, clock } = rig.deps
  const { shopId } = rig.database
  return {
    rig,
    async write(request = {}) {
      const id = await rig.request(request)
      await runCopyJobs(rig.deps)
      const { items } = await listDrafts(db, shopId, { copyJobId: id, limit: 1 })
      const [draft] = items
      if (draft === undefined) throw new Error('No draft was written.')
      return draft
    },
    edit: (draft, fields, version = draft.version) =>
      db.transaction().execute((trx) => editDraft(trx, clock, reviewer(rig), draft.id, { version, fields })),
    import: (product) => upsertProducts(db, shopId, [productRow(product)]).then(() => undefined),
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  }
}

export function textOf(fields: DraftFields, field: keyof DraftFields): string {
  return (fields[field]?.segments ?? []).map((segment) => segment.text).join(' ')
}
