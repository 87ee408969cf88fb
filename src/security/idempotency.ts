/**
 * Same key, same answer. The key's row and the work it names are written in one transaction: after a crash either
 * both are there or neither, so a repeat gets the first answer or does the work for the first time, never twice.
 * A failed request leaves no row; its repeat is a new try.
 */
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import {
  isLockTimeout,
  selectAnswer,
  storeAnswer,
  takeKey,
  type StoredAnswer,
} from './idempotency-queries.ts'

export type { StoredAnswer } from './idempotency-queries.ts'

export interface KeyedRequest {
  readonly shopId: string
  /** The client's Idempotency-Key; undefined: the work simply runs in its transaction. */
  readonly key: string | undefined
  /** SHA-256 of method, path and body. */
  readonly fingerprint: Uint8Array
}

export interface OnceOutcome {
  readonly answer: StoredAnswer
  /** True when the answer is that of an earlier request. */
  readonly replayed: boolean
}

/**
 * Runs `work` in a transaction at most once per key.
 *
 * @throws AppError idempotency.body-differs, idempotency.in-progress, and whatever `work` throws
 */
export async function once(
  db: Db,
  request: KeyedRequest,
  work: (trx: Db) => Promise<StoredAnswer>,
): Promise<OnceOutcome> {
  const { shopId, key, fingerprint } = request
  if (key === undefined) {
    return { answer: await db.transaction().execute(work), replayed: false }
  }
  const earlier = await findAnswer(db, { shopId, key, fingerprint })
  if (earlier !== undefined) return { answer: earlier, replayed: true }
  try {
    return await db.transaction().execute(async (trx) => onceIn(trx, { shopId, key, fingerprint }, work))
  } catch (error) {
    throw isLockTimeout(error) ? stillRunning(error) : error
  }
}

/** As `once`, inside the caller's transaction; for work whose transaction another verb owns. */
export async function onceIn(
  trx: Db,
  { shopId, key, fingerprint }: KeyedRequest & { readonly key: string },
  work: (trx: Db) => Promise<StoredAnswer>,
): Promise<OnceOutcome> {
  if (!(await takeKey(trx, shopId, key, fingerprint))) {
    const earlier = await findAnswer(trx, { shopId, key, fingerprint })
    if (earlier === undefined) throw stillRunning()
    return { answer: earlier, replayed: true }
  }
  const answer = await work(trx)
  await storeAnswer(trx, shopId, key, answer)
  return { answer, replayed: false }
}

/**
 * The answer an earlier request with this key got; undefined when there was none.
 *
 * @throws AppError idempotency.body-differs, idempotency.in-progress
 */
export async function findAnswer(
  db: Db,
  { shopId, key, fingerprint }: KeyedRequest & { readonly key: string },
): Promise<StoredAnswer | undefined> {
  const row = await selectAnswer(db, shopId, key)
  if (row === undefined) return undefined
  if (!Buffer.from(row.fingerprint).equals(fingerprint)) {
    throw new AppError(
      'idempotency.body-differs',
      'This Idempotency-Key belongs to an earlier request with another method, path or body; use a new one.',
    )
  }
  if (row.answer === null) throw stillRunning()
  return row.answer
}

function stillRunning(cause?: unknown): AppError {
  return new AppError(
    'idempotency.in-progress',
    'The first request with this Idempotency-Key is still running; ask again in a moment.',
    { retryAfterMs: 1_000, ...(cause === undefined ? {} : { cause }) },
  )
}

/** True when the key has been used before, whatever for. */
export async function isKeyUsed(db: Db, shopId: string, key: string): Promise<boolean> {
  return (await selectAnswer(db, shopId, key)) !== undefined
}
