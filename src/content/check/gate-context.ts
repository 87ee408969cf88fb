/** What the gate is asked: a document, and everything it is judged by. A check is a pure function of the two. */
import type { ChannelRules } from '../channels/channel.ts'
import type { Segment } from '../drafts/segment.ts'
import type { FactSheet, Jurisdiction } from '../facts/fact.ts'
import { neutralVoice, type BrandVoice } from '../voice/brand-voice.ts'
import type { Finding } from './finding.ts'

/** Copy of one product: segments by field. In a list field (bullets, ad headlines) every segment is one item. */
export interface CopyDocument {
  /** BCP 47 tag of the text. */
  readonly locale: string
  readonly fields: Readonly<Record<string, readonly Segment[]>>
}

/** A text that stands beside this one: another product's, or one of a variant of the same product. */
export interface Neighbour {
  readonly product: string
  readonly isOwnVariant: boolean
  /** Plain text by field. */
  readonly fields: Readonly<Record<string, string>>
}

/** A person's word that a finding may stand. The scope is a product, a field of it, certain words; null: all of them. */
export interface Waiver {
  readonly id: string
  readonly code: Finding['code']
  readonly product: string | null
  /** Left out or null: every field. */
  readonly field?: string | null
  /** The words concerned, as the finding gives them; left out or null: whatever they are. */
  readonly text?: string | null
  readonly reason: string
  readonly approver: string
  /** ISO 8601; a waiver that has run out waives nothing. */
  readonly expiresAt: string
}

export interface GateContext {
  readonly sheet: FactSheet
  /** Null: no channel; only what holds everywhere is checked. */
  readonly channel: ChannelRules | null
  readonly voice: BrandVoice
  /** Law that the text must obey. */
  readonly jurisdictions: readonly Jurisdiction[]
  readonly neighbours: readonly Neighbour[]
  readonly waivers: readonly Waiver[]
  /** ISO 8601: certificates, promotions and waivers are judged as of this moment. */
  readonly now: string
  /** Secret words of the prompt that must not come back in an answer (M02); empty when no model wrote. */
  readonly canaries: readonly string[]
  /** The text this one was translated from (T01, T02); null when it is no translation. */
  readonly original: CopyDocument | null
}

/** One family of checks. Pure; it may throw, and then the gate blocks. */
export type Check = (document: CopyDocument, context: GateContext) => readonly Finding[]

/** A context of defaults around a sheet: no channel, neutral voice, EU law, nobody beside it. */
export function gateContext(
  sheet: FactSheet,
  given: Partial<Omit<GateContext, 'sheet'>> & Pick<GateContext, 'now'>,
): GateContext {
  return {
    sheet,
    channel: null,
    voice: neutralVoice,
    jurisdictions: ['eu'],
    neighbours: [],
    waivers: [],
    canaries: [],
    original: null,
    ...given,
  }
}
