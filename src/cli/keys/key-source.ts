/**
 * Where keys are kept: on a real database directly, because its operator makes the first key there; otherwise behind the
 * API. Both give keys as JSON shows them.
 */
import type { ApiSchemas } from '../../client/api-client.ts'

export type Key = ApiSchemas['Key']
export type IssuedKey = ApiSchemas['IssuedKey']

export interface NewKey {
  readonly name: string
  readonly kind: Key['kind']
  /** Left out: what the kind may have. */
  readonly scopes?: Key['scopes'] | undefined
  readonly expiresAt?: Date | undefined
}

export interface KeySource extends AsyncDisposable {
  /** Newest first, those that have ended included. */
  list(): Promise<readonly Key[]>
  create(key: NewKey): Promise<IssuedKey>
  rotate(id: string, overlapHours: number): Promise<IssuedKey>
  revoke(id: string): Promise<void>
}

/** Lists are read in pages of this size, and no further than this. */
export const keyPages = { size: 100, max: 20 } as const
