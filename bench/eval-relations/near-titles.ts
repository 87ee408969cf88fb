/** The fifty nearest of each title by the default embedding model, exactly: what a shop's content index would give. */
import { bestOf } from '../../src/catalog/search/best-of.ts'
import { createEmbedder } from '../../src/inference/create-embedder.ts'
import { dotProduct } from '../../src/inference/embedder.ts'
import { blendEmbedders } from '../../src/inference/embedders/blend.ts'
import { fitLsa, loadLsa } from '../../src/inference/embedders/lsa.ts'
import { neighboursMax } from '../../src/recommendations/content-neighbours/refresh-neighbours.ts'

/** `[place, [places near it], [cosines]]`, places from 0, as `content_neighbours` keeps them. */
export type NearRow = readonly [number, readonly number[], readonly number[]]

export async function nearTitles(titles: readonly string[], cacheDirectory: string): Promise<NearRow[]> {
  const lsa = loadLsa(await fitLsa(titles))
  await using embedder = blendEmbedders(await createEmbedder('minilm', { cacheDirectory }), lsa)
  return nearVectors(await embedder.embed(titles, { purpose: 'document' }))
}

export function nearVectors(vectors: readonly Float32Array[]): NearRow[] {
  return vectors.map((vector, own) => {
    const scored = vectors.flatMap((other, place) =>
      place === own ? [] : [{ place, score: dotProduct(vector, other) }],
    )
    const best = bestOf(scored, neighboursMax, (one, two) => two.score - one.score || one.place - two.place)
    return [own, best.map(({ place }) => place), best.map(({ score }) => score)]
  })
}
