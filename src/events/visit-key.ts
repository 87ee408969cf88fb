/**
 * The keys under which behaviour is stored. A visit with a visitor has a key that is mixed with the visitor, so that
 * events of the same browser below "pseudonymous" share no stored value with it: no join leads from one to the other.
 */
import { createHash } from 'node:crypto'
import { allows, type ConsentLevel } from './consent.ts'

interface Keys {
  readonly consent: ConsentLevel
  readonly session?: string | undefined
  readonly visitor?: string | undefined
}

export interface StoredKeys {
  readonly consent: Exclude<ConsentLevel, 'none'>
  readonly session: string
  readonly visitor: string | null
}

/**
 * What may be stored or looked up under the granted level; undefined when nothing may. Without a visitor the level
 * is "session", whatever was granted.
 */
export function storedKeys({ consent, session, visitor }: Keys): StoredKeys | undefined {
  if (consent === 'none' || session === undefined) return undefined
  if (!allows(consent, 'pseudonymous') || visitor === undefined) {
    return { consent: 'session', session, visitor: null }
  }
  return {
    consent: consent === 'known' ? 'known' : 'pseudonymous',
    session: mixed(visitor, session),
    visitor,
  }
}

/** As `storedKeys`, for looking up: also a visitor outside of any visit, such as the reader of an e-mail. */
export function lookupKeys({ consent, session, visitor }: Keys): StoredKeys | undefined {
  if (session !== undefined || visitor === undefined || !allows(consent, 'pseudonymous')) {
    return storedKeys({ consent, session, visitor })
  }
  // No event is stored under it: a key has a character at least.
  return { consent: consent === 'known' ? 'known' : 'pseudonymous', session: '', visitor }
}

/** 128 bits; the length of the visitor keeps two pairs from looking alike. */
function mixed(visitor: string, session: string): string {
  return `v.${digest(`${String(visitor.length)}:${visitor}${session}`)
    .subarray(0, 16)
    .toString('base64url')}`
}

/** Key of an event id in `event_keys`: 16 bytes. */
export function eventKey(eventId: string): Buffer {
  return digest(eventId).subarray(0, 16)
}

/** How an erased visitor is remembered: 32 bytes, from which the key cannot be read. */
export function tombstoneOf(visitor: string): Buffer {
  return digest(visitor)
}

/** What the change feed calls a visit or a visitor: short, and no key of anybody. */
export function changeKey(kind: 'session' | 'visitor', key: string): string {
  return digest(`${kind}:${key}`).subarray(0, 12).toString('base64url')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
