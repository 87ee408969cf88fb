/** The data of an evaluation in shared memory: one copy for all threads. */
import type { VisitLog } from '../../session-knn/visit-log.ts'
import type { CaseSet } from '../case-set.ts'
import type { ThreadData } from './thread-task.ts'

export function threadDataOf(log: VisitLog, cases: CaseSet, cut: number): ThreadData {
  return {
    log: {
      items: [...log.items],
      offsets: shared32(log.offsets),
      clicks: shared32(log.clicks),
      ends: shared64(log.ends),
      numbers: shared64(log.numbers),
    },
    cases: {
      clicks: shared32(cases.clicks),
      starts: shared32(cases.starts),
      targets: shared32(cases.targets),
      visits: shared32(cases.visits),
      visitCount: cases.visitCount,
    },
    cut,
  }
}

function shared32(values: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(values.byteLength))
  copy.set(values)
  return copy
}

function shared64(values: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength))
  copy.set(values)
  return copy
}
