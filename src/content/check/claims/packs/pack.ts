/** A jurisdiction's law on claims, as data: which groups of wording it restricts, by which text, and how sure we are. */
import type { Jurisdiction } from '../../../facts/fact.ts'
import type { ClaimGroup } from '../claim-group.ts'

export interface LawSource {
  /** "Directive (EU) 2024/825, Annex I no. 4a" */
  readonly law: string
  readonly url: string
  /** ISO date from which it applies; null: in force for long. Wording is restricted before that day, too: texts outlive it. */
  readonly appliesFrom: string | null
  /** False: nobody has looked the article up; docs/copy/packs.md lists these. */
  readonly isVerified: boolean
}

export interface JurisdictionPack {
  readonly jurisdiction: Jurisdiction
  readonly title: string
  /** The text that restricts a group; a group without one is free here. */
  readonly laws: Readonly<Partial<Record<ClaimGroup, LawSource>>>
  /** Groups that no evidence licenses here. */
  readonly neverLicensed: readonly ClaimGroup[]
}
