/**
 * What an API key looks like and what it may do. A key is a prefix that tells its kind, 30 random base62 characters
 * (178 bits) and 6 base62 characters of their CRC-32, as GitHub's tokens have: a mistyped key is refused without a
 * look at the database, and one pattern finds leaked keys in text. Only the SHA-256 of a key is kept, which is enough
 * because nobody can guess 178 bits; the key itself is shown once.
 */
import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { z } from 'zod'

export const keyKindSchema = z.enum(['publishable', 'secret', 'restricted'])
export type KeyKind = z.output<typeof keyKindSchema>

export const scopes = [
  'catalog:read',
  'catalog:write',
  'jobs:read',
  'jobs:write',
  'reco:read',
  'events:write',
  'copy:read',
  'copy:write',
  'copy:review',
  'admin:keys',
  'admin:shop',
] as const
export const scopeSchema = z.enum(scopes)
export type Scope = z.output<typeof scopeSchema>

/** A publishable key lies open in web pages, so it may do only what is harmless in anybody's hands. */
export const publishableScopes: readonly Scope[] = ['reco:read', 'events:write']

/** Who is calling: found by `authenticate`, carried by the request. */
export interface Principal {
  readonly shopId: string
  readonly keyId: string
  readonly kind: KeyKind
  readonly scopes: readonly Scope[]
  /** Browser origins of the shop; a publishable key works in browsers only from these. */
  readonly corsOrigins: readonly string[]
  readonly expiresAt: Date | null
}

/** A key as lists show it: never the key itself, never its hash. */
export interface KeyRecord {
  readonly id: string
  readonly name: string
  readonly kind: KeyKind
  /** The first characters of the key, so that people can tell keys apart. */
  readonly prefix: string
  readonly scopes: readonly Scope[]
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly lastUsedAt: Date | null
}

const prefixes: Record<KeyKind, string> = {
  publishable: 'vt_pk_live_',
  secret: 'vt_sk_live_',
  restricted: 'vt_rk_live_',
}
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const randomChars = 30
const checksumChars = 6
const keyPattern = /^vt_(?:pk|sk|rk)_live_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/

/** A new random key; `random` gives integers below its argument. */
export function generateKey(kind: KeyKind, random: (below: number) => number = randomInt): string {
  const body = Array.from({ length: randomChars }, () => alphabet.charAt(random(alphabet.length))).join('')
  return `${prefixes[kind]}${body}${checksum(prefixes[kind] + body)}`
}

/** True when the text has the form of a key and its checksum fits; says nothing about whether it was ever issued. */
export function isWellFormedKey(text: string): boolean {
  const match = keyPattern.exec(text)
  return match !== null && checksum(text.slice(0, -checksumChars)) === match[2]
}

export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Enough of a key to recognise it, far too little to use it: kind and four characters. */
export function displayPrefix(key: string): string {
  return key.slice(0, 'vt_sk_live_'.length + 4)
}

/** The scopes a new key gets when none are named, or the reason why the named ones are refused. */
export function scopesFor(
  kind: KeyKind,
  wanted: readonly Scope[] | undefined,
): { readonly scopes: readonly Scope[] } | { readonly refused: string } {
  if (kind === 'publishable') {
    const forbidden = wanted?.find((scope) => !publishableScopes.includes(scope))
    if (forbidden !== undefined) return { refused: `a publishable key cannot have ${forbidden}` }
    return { scopes: wanted ?? publishableScopes }
  }
  if (kind === 'restricted' && (wanted === undefined || wanted.length === 0)) {
    return { refused: 'a restricted key needs at least one scope' }
  }
  return { scopes: wanted ?? scopes }
}

function checksum(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let place = 0; place < checksumChars; place += 1) {
    digits = alphabet.charAt(rest % alphabet.length) + digits
    rest = Math.floor(rest / alphabet.length)
  }
  return digits
}
