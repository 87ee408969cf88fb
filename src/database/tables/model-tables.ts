/** Row types of what is learnt from behaviour: relations, images, neighbours by content. */
import type { Jsonb } from './columns.ts'

export interface ModelTables {
  relations: {
    shop_id: string
    kind: string
    src: string
    dst: string
    ab: number
    a: number
    b: number
    score: number
    lo: number
    hi: number
  }
  relation_counts: {
    shop_id: string
    epoch: number
    viewers: number
    buyers: number
    counted_seq: number
    counted_until: Date
  }
  images: {
    shop_id: string
    epoch: number
    seq: number
    counted_until: Date
    built_at: Date
    checksum: Uint8Array
    bytes: number
    counts: Jsonb
    build_ms: number
    model_hash: string
    promoted: boolean
    catalogue: Jsonb
  }
  image_chunks: { shop_id: string; epoch: number; part: number; bytes: Uint8Array }
  content_neighbours: {
    shop_id: string
    product_id: number
    version_id: string
    content_hash: string
    neighbours: number[]
    similarities: number[]
  }
}
