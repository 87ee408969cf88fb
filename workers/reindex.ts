/** catalog.reindex: fit, plan, index, gate and switch an embedding version. */
import type { App } from '../src/app.ts'
import type { OpenEmbedders } from '../src/catalog/embedding/open-embedders.ts'
import { reindexProcessor } from '../src/catalog/embedding/reindex/run-reindex.ts'

export const reindex = ({ db, clock, database }: App, embedders: OpenEmbedders) =>
  reindexProcessor({ db, clock, dialect: database.dialect, embedders })
