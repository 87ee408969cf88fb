/**
 * What a recommendation may know of the visitor it is for, as of the last event that was answered with 202. Nothing
 * beyond the granted consent is read, let alone returned.
 */
import type { ConsentLevel } from '../consent.ts'

export interface HistoryRequest {
  readonly shopId: string
  readonly consent: ConsentLevel
  /** Key of this visit, as its events carry it; without it nothing of this visit is known. */
  readonly session?: string | undefined
  /** Key of the visitor; ignored below "pseudonymous". */
  readonly visitor?: string | undefined
}

/** Something done with a product before this visit. */
export interface PastItem {
  readonly product: string
  /** Purchases only at "known". */
  readonly type: 'view' | 'add-to-cart' | 'purchase'
  /** view 1, add-to-cart 3, purchase 5: before any decay. */
  readonly weight: number
  /** Seconds since 1970; age is counted from here. */
  readonly atSeconds: number
}

export interface BoughtProduct {
  readonly product: string
  /** When, seconds since 1970, oldest first. */
  readonly timesSeconds: readonly number[]
  /** Units in all. */
  readonly quantity: number
}

/** Arrays belong to the cache: read them, never write. */
export interface VisitorHistory {
  /** Products viewed in this visit, oldest first, repeats in a row once. Empty when it has been idle for 30 minutes. */
  readonly viewed: readonly string[]
  /** Products put in the cart in this visit and neither removed nor bought. */
  readonly cart: readonly string[]
  /** Before this visit, oldest first, at most 200; from "pseudonymous" on. */
  readonly earlier: readonly PastItem[]
  /** Purchases, this visit's included; at "known" only. */
  readonly bought: readonly BoughtProduct[]
  /** The highest level something was read under; "none" when the request names no visit. */
  readonly consentUsed: ConsentLevel
}

export interface VisitorHistories {
  /** From memory when what is there is known to be current, else by one statement. */
  of(request: HistoryRequest): VisitorHistory | Promise<VisitorHistory>
}

export const emptyHistory: VisitorHistory = {
  viewed: [],
  cart: [],
  earlier: [],
  bought: [],
  consentUsed: 'none',
}
