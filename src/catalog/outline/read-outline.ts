/** The whole catalogue in outline, for those who learn from it. */
import type { Db } from '../../database/schema.ts'
import { selectOutlinePage } from './outline-queries.ts'

/** What is read at once: some 500 kB of text. */
const pageRows = 5_000

/** Texts of JSON rows `[productId, id, deepest category path folded | null]` of the active products, by productId. */
export async function* readOutline(db: Db, shopId: string): AsyncGenerator<string> {
  for (let after = 0; ;) {
    const page = await selectOutlinePage(db, shopId, { after, limit: pageRows })
    if (page.rows === 0) return
    yield page.text
    after = page.last
  }
}
