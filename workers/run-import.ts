/** catalog.run-import: reads an uploaded catalogue from its checkpoint. */
import type { App } from '../src/app.ts'
import { planEmbedding } from '../src/catalog/embedding/plan-embedding.ts'
import { runImportProcessor } from '../src/catalog/imports/run-import.ts'

export const runImport = ({ db, clock, config }: App) =>
  runImportProcessor({ db, clock, planEmbedding, maxUnpackedBytes: config.IMPORT_MAX_UNPACKED_BYTES })
