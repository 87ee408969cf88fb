/** The visits an image holds for its session model, as arrays of its file. */
import { createHash } from 'node:crypto'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import type { AnyArray } from '../file/array-file.ts'

export interface SessionArrays {
  readonly arrays: ReadonlyMap<string, AnyArray>
  readonly meta: null
  /** SHA-256 over the visits, hexadecimal. */
  readonly hash: string
}

export function sessionArrays({ clicks, offsets, ends, numbers }: VisitLog): SessionArrays {
  return {
    arrays: new Map<string, AnyArray>([
      ['sessions.clicks', clicks],
      ['sessions.offsets', offsets],
      ['sessions.ends', ends],
      ['sessions.numbers', numbers],
    ]),
    meta: null,
    hash: createHash('sha256').update(clicks).update(offsets).digest('hex'),
  }
}
