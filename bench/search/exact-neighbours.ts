/** Ids by similarity to a vector, by reading every vector: the truth that an approximate index is compared with. */
import { bestOf } from '../../src/catalog/search/best-of.ts'
import { dotProduct } from '../../src/inference/embedder.ts'

export function exactNeighbours(
  ids: readonly string[],
  vectors: readonly Float32Array[],
  query: Float32Array,
  limit: number,
): string[] {
  const scored = vectors.map((vector, i) => ({ id: ids[i] ?? '', similarity: dotProduct(query, vector) }))
  return bestOf(scored, limit, (a, z) => z.similarity - a.similarity || (a.id < z.id ? -1 : 1)).map(
    ({ id }) => id,
  )
}
