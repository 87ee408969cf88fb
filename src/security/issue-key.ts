/** Issuing keys: a new one, or the successor of one that is to be replaced. The plain key is returned here and nowhere else. */
import type { Clock } from '../clock.ts'
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import { newId } from '../ids.ts'
import {
  displayPrefix,
  generateKey,
  hashKey,
  scopesFor,
  type KeyKind,
  type KeyRecord,
  type Scope,
} from './api-key.ts'
import { claimKey, insertKey, setKeyExpiry } from './api-key-queries.ts'

export interface KeyRequest {
  readonly shopId: string
  readonly name: string
  readonly kind: KeyKind
  /** Default: all scopes of a secret key, the harmless ones of a publishable key; a restricted key must name its own. */
  readonly scopes?: readonly Scope[] | undefined
  readonly expiresAt?: Date | null | undefined
  /** Scopes of whoever asks; the new key gets none beyond them. Left out by the operator's command line. */
  readonly grantedBy?: readonly Scope[] | undefined
}

export interface IssuedKey {
  /** The key itself, to be shown once. */
  readonly key: string
  readonly record: KeyRecord
}

/** Both keys work during the overlap, so that a rotation fails no call; a week is the most (docs/operations.md). */
export const rotationOverlapMsMax = 7 * 24 * 60 * 60 * 1000

/** @throws AppError request.invalid (scopes, expiry), security.scope-missing (more than `grantedBy`) */
export async function createKey(trx: Db, clock: Clock, request: KeyRequest): Promise<IssuedKey> {
  const allowed = scopesFor(request.kind, request.scopes)
  if ('refused' in allowed) {
    throw new AppError('request.invalid', `These scopes do not fit: ${allowed.refused}.`, {
      errors: [{ path: 'scopes', message: allowed.refused }],
    })
  }
  const now = clock.now()
  if (request.expiresAt instanceof Date && request.expiresAt <= now) {
    throw new AppError('request.invalid', 'The key would have expired before its first use.', {
      errors: [{ path: 'expiresAt', message: 'must lie in the future' }],
    })
  }
  refuseMoreThan(request.grantedBy, allowed.scopes)
  const key = generateKey(request.kind)
  const record = await insertKey(trx, {
    id: newId('key'),
    shopId: request.shopId,
    name: request.name,
    kind: request.kind,
    prefix: displayPrefix(key),
    hash: hashKey(key),
    scopes: allowed.scopes,
    createdAt: now,
    expiresAt: request.expiresAt ?? null,
  })
  return { key, record }
}

export interface RotationRequest {
  readonly shopId: string
  readonly keyId: string
  /** How long the old key still works, 0 to `rotationOverlapMsMax`. */
  readonly overlapMs: number
  readonly grantedBy?: readonly Scope[] | undefined
}

/**
 * A successor with the same name, kind, scopes and expiry; the old key expires after the overlap, or earlier if it was to.
 *
 * @throws AppError security.key-not-found (also for a key that is revoked or expired), security.scope-missing
 */
export async function rotateKey(trx: Db, clock: Clock, request: RotationRequest): Promise<IssuedKey> {
  const now = clock.now()
  const old = await claimKey(trx, request.shopId, request.keyId)
  if (old === undefined || old.revokedAt !== null || (old.expiresAt !== null && old.expiresAt <= now)) {
    throw new AppError('security.key-not-found', 'There is no live key with this id to rotate.')
  }
  const overlapEnd = new Date(now.getTime() + Math.min(request.overlapMs, rotationOverlapMsMax))
  if (old.expiresAt === null || old.expiresAt > overlapEnd) {
    await setKeyExpiry(trx, request.shopId, old.id, overlapEnd)
  }
  return createKey(trx, clock, {
    shopId: request.shopId,
    name: old.name,
    kind: old.kind,
    scopes: old.scopes,
    // A rotation renews the key, not its term: who may not have a key for ever gets none by rotating.
    expiresAt: old.expiresAt,
    grantedBy: request.grantedBy,
  })
}

function refuseMoreThan(granted: readonly Scope[] | undefined, wanted: readonly Scope[]): void {
  const excess = granted === undefined ? undefined : wanted.find((scope) => !granted.includes(scope))
  if (excess === undefined) return
  throw new AppError(
    'security.scope-missing',
    `Your key lacks ${excess}, so it cannot give it to another key.`,
  )
}
