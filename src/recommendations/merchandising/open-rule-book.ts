/**
 * The enabled rules of each shop in memory, with the share of slates that explore. A change drops the shop's copy before anybody is told that it was taken in;
 * while the feed may have missed changes, rules are read from Postgres for each request.
 */
import type { ShopMirrors } from '../../catalog/mirror/shop-mirror.ts'
import type { Change, ChangeFeed } from '../../database/changes/change-feed.ts'
import type { Db } from '../../database/schema.ts'
import { getShop } from '../../shops/find-shop.ts'
import { toStored } from './manage-rules.ts'
import { matchRules, type KeepsProduct } from './match-rules.ts'
import type { AppliedRules, RuleBook, RuleRequest } from './rule.ts'
import { selectEnabledRules } from './rule-queries.ts'
import type { StoredRule } from './stored-rule.ts'

export interface RuleBookDeps {
  readonly db: Db
  readonly feed: ChangeFeed
  readonly mirrors: Pick<ShopMirrors, 'peek'>
  /** Tells other processes, in the transaction that changes a rule. */
  announce(trx: Db, change: Change): Promise<void>
  /** Resolves once every process has taken in what was committed before. */
  awaitApplied(): Promise<unknown>
}

export interface OpenRuleBook extends RuleBook, Pick<RuleBookDeps, 'announce'>, Disposable {
  /** The shop's enabled rules, from memory where that is sure. */
  rulesOf(shopId: string): readonly StoredRule[] | Promise<readonly StoredRule[]>
  /** After a commit: resolves once no process answers by the rules of before. */
  takeIn(shopId: string): Promise<void>
}

interface Book {
  readonly rules: readonly StoredRule[]
  /** Share of slates of which one slot is filled by chance. */
  readonly explore: number
}

interface Copy {
  readonly book: Book
  readonly lapses: number
}

export function openRuleBook({ db, feed, mirrors, announce, awaitApplied }: RuleBookDeps): OpenRuleBook {
  const copies = new Map<string, Copy>()
  /** Counts what was forgotten, so that a copy read before a change is not kept after it. */
  const changes = new Map<string, number>()
  const loading = new Map<string, Promise<Book>>()

  const forget = (shopId: string) => {
    copies.delete(shopId)
    loading.delete(shopId)
    changes.set(shopId, (changes.get(shopId) ?? 0) + 1)
  }
  const load = async (shopId: string) => {
    const began = changes.get(shopId) ?? 0
    const isSure = feed.isCurrent()
    const lapses = feed.lapses?.() ?? 0
    const rules = (await selectEnabledRules(db, shopId)).map(toStored)
    const { explore } = (await getShop(db, shopId)).settings
    const book: Book = { rules, explore }
    if (isSure && (changes.get(shopId) ?? 0) === began) copies.set(shopId, { book, lapses })
    return book
  }
  const bookOf = (shopId: string) => {
    // A read that began before a lapse ended may be older than the request; only reads under a current feed are shared.
    if (!feed.isCurrent()) return load(shopId)
    const copy = copies.get(shopId)
    if (copy !== undefined && copy.lapses === (feed.lapses?.() ?? 0)) return copy.book
    const running = loading.get(shopId)
    if (running !== undefined) return running
    const started = load(shopId).finally(() => {
      if (loading.get(shopId) === started) loading.delete(shopId)
    })
    loading.set(shopId, started)
    return started
  }
  const stop = feed.subscribe('rules', ({ shopId }) => {
    forget(shopId)
  })
  return {
    activeFor(request) {
      const book = bookOf(request.shopId)
      if (book instanceof Promise) return book.then((read) => applied(read, request, mirrors))
      return applied(book, request, mirrors)
    },
    rulesOf(shopId) {
      const book = bookOf(shopId)
      return book instanceof Promise ? book.then(({ rules }) => rules) : book.rules
    },
    announce,
    async takeIn(shopId) {
      forget(shopId)
      await awaitApplied()
    },
    [Symbol.dispose]: stop,
  }
}

function applied(
  { rules, explore }: Book,
  request: RuleRequest,
  mirrors: Pick<ShopMirrors, 'peek'>,
): AppliedRules {
  if (rules.length === 0) return explore === 0 ? noRules : { ...noRules, explore }
  const matched = matchRules(rules, request, keepsProduct(mirrors, request.shopId))
  return explore === 0 ? matched : { ...matched, explore }
}

const noRules: AppliedRules = { active: [], arm: null, key: '' }

export function keepsProduct(mirrors: Pick<ShopMirrors, 'peek'>, shopId: string): KeepsProduct {
  const mirror = mirrors.peek(shopId)
  if (mirror === undefined) return undefined
  return (filter, id) => {
    const number = mirror.numberOf(id)
    return number !== undefined && mirror.matcher(filter)(number)
  }
}
