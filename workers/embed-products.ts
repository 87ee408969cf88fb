/** catalog.embed-products: one batch of products → vectors of one embedding version. */
import type { App } from '../src/app.ts'
import { embedProductsProcessor } from '../src/catalog/embedding/embed-products.ts'
import type { OpenEmbedders } from '../src/catalog/embedding/open-embedders.ts'

export const embedProducts = ({ db, metrics }: App, embedders: OpenEmbedders) =>
  embedProductsProcessor({
    db,
    embedders,
    onEmbedded: (documents, model) => {
      metrics.embedded.inc({ model }, documents)
    },
  })
