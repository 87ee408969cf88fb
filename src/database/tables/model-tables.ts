/** Row types of what is learnt from behaviour: relations, images, neighbours by content. */
import type { Defaulted, Jsonb } from './columns.ts'

export interface ModelTables {
  relations: {
    shop_id: string
    epoch: number
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
  model_states: {
    shop_id: string
    epoch: Defaulted<number>
    last_epoch: Defaulted<number>
    viewers: Defaulted<number>
    buyers: Defaulted<number>
    counted_seq: Defaulted<number>
    counted_until: Defaulted<Date>
    erased_at: Defaulted<Date>
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
