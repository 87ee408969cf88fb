/**
 * The attribution token of a slate: which slate, placement and arm an event came from, signed so that a storefront can
 * neither invent nor change it. `v1.<key number>.<payload>.<mac>`; HMAC-SHA256 (RFC 2104), base64url (RFC 4648).
 */
import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Attribution } from '../../events/attribution.ts'

export interface TokenClaims {
  readonly slate: string
  readonly shopId: string
  readonly epoch: number
  readonly placement: string
  /** Which rules were withheld, and the like; null for the plain arm. */
  readonly arm: string | null
  /** Chance with which an explored item was shown, by external id. */
  readonly propensities?: Readonly<Record<string, number>> | undefined
  /** Seconds since 1970. */
  readonly expires: number
}

export interface SigningKey {
  readonly number: number
  readonly key: KeyObject
}

export function signingKey(number: number, secret: Uint8Array): SigningKey {
  return { number, key: createSecretKey(secret) }
}

const payloadSchema = z.tuple([
  z.string(),
  z.string(),
  z.number(),
  z.string(),
  z.string().nullable(),
  z.number(),
  z.record(z.string(), z.number()).optional(),
])

export function signToken({ number, key }: SigningKey, claims: TokenClaims): string {
  const { slate, shopId, epoch, placement, arm, expires, propensities } = claims
  const fields = [slate, shopId, epoch, placement, arm, expires]
  const payload = JSON.stringify(propensities === undefined ? fields : [...fields, propensities])
  const signed = `v1.${String(number)}.${Buffer.from(payload).toString('base64url')}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

/** Which shop a token says it is of; nothing is believed before its signature is checked. */
export function claimedShop(token: string): string | undefined {
  const payload = payloadSchema.safeParse(
    readJson(Buffer.from(token.split('.')[2] ?? '', 'base64url').toString('utf8')),
  )
  return payload.success ? payload.data[1] : undefined
}

/** Undefined for what no key of the shop signed, and for what has expired. */
export function readToken(
  keys: readonly SigningKey[],
  token: string,
  nowSeconds: number,
): (Attribution & TokenClaims) | undefined {
  const [version, keyNumber, payload, mac, ...more] = token.split('.')
  const known = keys.find(({ number }) => String(number) === keyNumber)
  if (version !== 'v1' || known === undefined || payload === undefined || mac === undefined) return undefined
  if (more.length > 0) return undefined
  const expected = createHmac('sha256', known.key)
    .update(`v1.${String(known.number)}.${payload}`)
    .digest()
  const given = Buffer.from(mac, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const parsed = payloadSchema.safeParse(readJson(Buffer.from(payload, 'base64url').toString('utf8')))
  if (!parsed.success) return undefined
  const [slate, shopId, epoch, placement, arm, expires, propensities] = parsed.data
  if (expires < nowSeconds) return undefined
  return {
    slate,
    shopId,
    epoch,
    placement,
    arm,
    expires,
    ...(propensities === undefined ? {} : { propensities }),
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
