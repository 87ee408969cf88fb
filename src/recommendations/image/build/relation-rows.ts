/** Learnt relations as rows of the table, in pages of JSON: what a thread hands to the database without objects between. */
import type { LearntRelations, RelationLists } from '../../relations/learn-relations.ts'
import { relationKinds, type RelationKind } from '../../relations/rank-relations.ts'

const pageRows = 5_000

/** Arrays `[kind, src, dst, ab, a, b, score, lo, hi]`, some thousand a page. */
export function* relationRows(
  { lists, viewers, buyers }: LearntRelations,
  ids: readonly string[],
): Generator<string> {
  let page: string[] = []
  for (const kind of relationKinds) {
    const voters = kind === 'complement' ? buyers.byItem : viewers.byItem
    for (const row of rowsOf(kind, lists[kind], voters, ids)) {
      page.push(row)
      if (page.length < pageRows) continue
      yield `[${page.join(',')}]`
      page = []
    }
  }
  if (page.length > 0) yield `[${page.join(',')}]`
}

function* rowsOf(
  kind: RelationKind,
  list: RelationLists,
  voters: Uint32Array,
  ids: readonly string[],
): Generator<string> {
  for (let source = 0; source + 1 < list.offsets.length; source += 1) {
    for (let at = list.offsets[source] ?? 0; at < (list.offsets[source + 1] ?? 0); at += 1) {
      const item = list.items[at] ?? 0
      const [a, b] = [voters[source] ?? 0, voters[item] ?? 0]
      yield JSON.stringify([
        ...[kind, ids[source], ids[item], list.voters[at], a, b],
        ...[list.scores[at], list.los[at], list.his[at]],
      ])
    }
  }
}
