/**
 * From a presented key to the principal. Malformed keys never reach the database; good ones are remembered for at
 * most half a second, so that a busy key costs two look-ups a second and a revoked one ends within one second.
 */
import { hash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import { hashKey, isWellFormedKey, type Principal } from './api-key.ts'
import { selectPrincipal, touchKey } from './api-key-queries.ts'

/** From this age on an answer is renewed in the background; past the second it is no longer used. */
const refreshAfterMs = 250
const forgetAfterMs = 500
const rememberedKeysMax = 10_000
/** `last_used_at` is for people who clean up keys: a minute is exact enough, and one write a minute is cheap. */
const touchEveryMs = 60_000

/** @throws AppError security.key-invalid; one answer for malformed, unknown, revoked and expired keys */
export async function authenticate(db: Db, clock: Clock, presented: string): Promise<Principal> {
  if (!isWellFormedKey(presented)) throw invalidKey()
  return judge(await findPrincipal(db, clock, hashKey(presented)), clock)
}

/** At once for a key in memory; refusals are always rejections. */
export type Authenticator = (presented: string) => Principal | Promise<Principal>

interface Remembered {
  readonly askedAtMs: number
  readonly answer: Promise<Principal | undefined>
  /** Of `answer`, once it is there. */
  principal: Principal | undefined
  refreshing: boolean
}

/** `authenticate` with a short memory; parallel requests with one key share one look-up. */
export function createAuthenticator({
  db,
  clock,
}: {
  readonly db: Db
  readonly clock: Clock
}): Authenticator {
  const remembered = new Map<string, Remembered>()

  const ask = (id: string, hash: Buffer): Remembered => {
    const entry: Remembered = {
      askedAtMs: clock.monotonicMs(),
      answer: findPrincipal(db, clock, hash),
      principal: undefined,
      refreshing: false,
    }
    entry.answer.then(
      // Unknown keys are not remembered: a key works from the moment it is created.
      (principal) => {
        entry.principal = principal
        if (principal === undefined && remembered.get(id) === entry) remembered.delete(id)
      },
      () => {
        if (remembered.get(id) === entry) remembered.delete(id)
      },
    )
    remembered.delete(id)
    remembered.set(id, entry)
    forgetOldest(remembered)
    return entry
  }

  const askFor = async (presented: string): Promise<Principal> => {
    if (!isWellFormedKey(presented)) throw invalidKey()
    const keyHash = hashKey(presented)
    const id = keyHash.toString('base64')
    const known = remembered.get(id)
    const isYoung = known !== undefined && clock.monotonicMs() - known.askedAtMs < forgetAfterMs
    return judge(await (isYoung ? known : ask(id, keyHash)).answer, clock)
  }

  return (presented) => {
    const id = hash('sha256', presented, 'base64')
    const known = remembered.get(id)
    const ageMs = known === undefined ? Infinity : clock.monotonicMs() - known.askedAtMs
    const principal = known?.principal
    if (known === undefined || principal === undefined || ageMs >= forgetAfterMs) return askFor(presented)
    if (ageMs >= refreshAfterMs && !known.refreshing) {
      known.refreshing = true
      void renew(known, () => findPrincipal(db, clock, hashKey(presented)), remembered, id, clock)
    }
    return hasEnded(principal, clock) ? Promise.reject(invalidKey()) : principal
  }
}

/** Replaces the entry once the fresh answer is there; when the look-up fails the old one simply ages out. */
async function renew(
  known: Remembered,
  find: () => Promise<Principal | undefined>,
  remembered: Map<string, Remembered>,
  id: string,
  clock: Clock,
): Promise<void> {
  const askedAtMs = clock.monotonicMs()
  try {
    const principal = await find()
    if (remembered.get(id) !== known) return
    if (principal === undefined) remembered.delete(id)
    else remembered.set(id, { askedAtMs, answer: Promise.resolve(principal), principal, refreshing: false })
  } catch {
    known.refreshing = false
  }
}

async function findPrincipal(db: Db, clock: Clock, hash: Buffer): Promise<Principal | undefined> {
  const stored = await selectPrincipal(db, hash)
  if (stored === undefined || !timingSafeEqual(stored.hash, hash)) return undefined
  const now = clock.now()
  if (stored.lastUsedAt === null || now.getTime() - stored.lastUsedAt.getTime() >= touchEveryMs) {
    await touchKey(db, stored.principal.keyId, now)
  }
  return stored.principal
}

function judge(principal: Principal | undefined, clock: Clock): Principal {
  if (principal === undefined || hasEnded(principal, clock)) throw invalidKey()
  return principal
}

function hasEnded({ expiresAt }: Principal, clock: Clock): boolean {
  return expiresAt !== null && expiresAt <= clock.now()
}

function forgetOldest(remembered: Map<string, Remembered>): void {
  if (remembered.size <= rememberedKeysMax) return
  const oldest = remembered.keys().next()
  if (oldest.done !== true) remembered.delete(oldest.value)
}

function invalidKey(): AppError {
  return new AppError('security.key-invalid', 'The key is malformed, unknown, revoked or expired.')
}
