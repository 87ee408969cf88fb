/** Entry of the thread that learns an image: takes the pages of a shop's history, then gives out what was learnt. */
import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { fitEase } from '../../ease/fit-ease.ts'
import { countVoters, groupByVoter } from '../../relations/unit-log.ts'
import { writeArrayFile, type ArrayFile } from '../file/array-file.ts'
import { toArrays } from '../file/image-arrays.ts'
import { sessionsToArrays } from '../file/session-arrays.ts'
import { hashModel } from '../../session-knn/hash-model.ts'
import { buildSessionIndex } from '../../session-knn/session-index.ts'
import { learnImage, type LearntImage } from '../learn-image.ts'
import { HistoryCollector, type History } from './collect-history.ts'
import type { ImageHeader, LearnerAnswer, LearnerRequest, LearntSummary } from './learner-messages.ts'
import { relationRows } from './relation-rows.ts'

/** Hashed at once: a few milliseconds, and no copy of the whole file. */
const hashBytes = 8 * 1_048_576

const collector = new HistoryCollector()
let file: ArrayFile | undefined
let rows: Iterator<string> | undefined

function answer(request: LearnerRequest): LearnerAnswer {
  const { id } = request
  switch (request.kind) {
    case 'page':
      collector.add(request.page, request.text)
      return { id, kind: 'taken' }
    case 'learn':
      return { id, kind: 'learnt', summary: learn(request.header) }
    case 'relations': {
      const next = rows?.next()
      return { id, kind: 'relations', rows: next?.done === false ? next.value : undefined }
    }
    case 'copy':
      return { id, kind: 'bytes', bytes: file?.copy(request.from, request.to) ?? new Uint8Array(0) }
  }
}

function learn(header: ImageHeader): LearntSummary {
  const history = collector.finish()
  const viewers = countVoters(history.visits, groupByVoter(history.visits))
  const ease = fitEase(history.visits, viewers)
  const learnt = learnImage({
    shopId: header.shopId,
    epoch: header.epoch,
    seq: header.seq,
    countedSeq: header.seq,
    countedUntil: new Date(header.untilMs),
    builtAt: new Date(header.builtAtMs),
    items: history.items,
    categories: history.categories,
    visits: history.visits,
    visitEnds: history.log.ends,
    baskets: history.baskets,
    unitsSold: history.unitsSold,
    buyersLately: history.buyersLately,
    content: history.content && { ...history.content, voters: undefined },
    ease: ease && { ...ease, voters: undefined },
    vectors: history.vectors,
  })
  const index = buildSessionIndex(history.log)
  const sessions = sessionsToArrays(index)
  const { meta, arrays } = toArrays(learnt.parts)
  for (const [name, array] of sessions.arrays) arrays.set(name, array)
  file = writeArrayFile({ ...meta, sessions: sessions.meta }, arrays)
  rows = relationRows(learnt.relations, history.items)
  return {
    counts: countAll(history, learnt),
    byteLength: file.byteLength,
    checksum: hashOf(file),
    modelHash: hashModel(index),
  }
}

function hashOf({ byteLength, copy }: ArrayFile): string {
  const hash = createHash('sha256')
  for (let from = 0; from < byteLength; from += hashBytes)
    hash.update(copy(from, Math.min(byteLength, from + hashBytes)))
  return hash.digest('hex')
}

function countAll(history: History, { parts, relations }: LearntImage): LearntSummary['counts'] {
  return {
    products: history.items.length,
    visits: history.log.ends.length,
    clicks: history.log.clicks.length,
    baskets: history.baskets.offsets.length - 1,
    viewers: relations.viewers.total,
    buyers: relations.buyers.total,
    substitutes: relations.lists.substitute.items.length,
    complements: relations.lists.complement.items.length,
    viewedAfter: relations.lists['viewed-after'].items.length,
    easeWeights: parts.lists.ease?.items.length ?? 0,
    contentNeighbours: parts.lists.content?.items.length ?? 0,
  }
}

parentPort?.on('message', (request: LearnerRequest) => {
  try {
    const told = answer(request)
    if (told.kind === 'bytes' && told.bytes.buffer instanceof ArrayBuffer)
      parentPort?.postMessage(told, [told.bytes.buffer])
    else parentPort?.postMessage(told)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const failed: LearnerAnswer = { id: request.id, kind: 'failed', message }
    parentPort?.postMessage(failed)
  }
})
