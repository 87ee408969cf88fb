/**
 * What a process keeps in memory to answer quickly: opened embedders, the lexical indexes, which embedding version is
 * live, recent query vectors. All of it is a copy of what Postgres holds and can be dropped at any time.
 */
import type { App } from '../app.ts'
import { createLiveVersions, type LiveVersions } from '../catalog/embedding/nearest/live-versions.ts'
import { OpenEmbedders } from '../catalog/embedding/open-embedders.ts'
import { LexicalIndexes } from '../catalog/search/lexical-indexes.ts'
import { QueryVectors } from '../catalog/search/query-vectors.ts'

export interface Serving extends AsyncDisposable {
  readonly openEmbedders: OpenEmbedders
  readonly liveVersions: LiveVersions
  readonly lexicalIndexes: LexicalIndexes
  readonly queryVectors: QueryVectors
}

export function openServing({ db, clock, embedders }: App): Serving {
  const openEmbedders = new OpenEmbedders(db, embedders)
  return {
    openEmbedders,
    liveVersions: createLiveVersions(db, clock),
    lexicalIndexes: new LexicalIndexes({ db, clock }),
    queryVectors: new QueryVectors(openEmbedders),
    [Symbol.asyncDispose]: () => openEmbedders[Symbol.asyncDispose](),
  }
}
