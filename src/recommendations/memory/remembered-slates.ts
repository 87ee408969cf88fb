/**
 * Under which key a question and its slate are remembered, and when a remembered slate may be shown: every hit is looked at
 * again, product by product, unless nothing has changed in the catalogue since.
 */
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import type { ShopImage } from '../image/shop-image.ts'
import type { AppliedRules } from '../merchandising/rule.ts'
import type { Situation } from '../serving/situation.ts'
import type { WrittenSlate } from '../serving/answer/write-answer.ts'
import type { Memo } from './slate-memo.ts'

/** A slate, and when its items were last looked at. */
export interface Remembered extends WrittenSlate {
  /** Of the catalogue; a reference would keep one in memory that was given up. */
  readonly generation: number
  mirrorVersion: number
}

export function remembered({ mirror }: { readonly mirror: ShopMirror }, written: WrittenSlate): Remembered {
  return { ...written, generation: mirror.generation, mirrorVersion: mirror.version }
}

/** Undefined for what is about one person: nobody else will ask it. */
export function memoKey(
  { request, viewed, cart, history }: Situation,
  image: ShopImage | undefined,
): string | undefined {
  if (history.earlier.length > 0 || history.bought.length > 0) return undefined
  const { placement, context, filter } = request
  const { item = '', category = '', query = '' } = context
  const filtered = filter === undefined ? '' : JSON.stringify(filter)
  const views = viewed.slice(request.exclude.seen ? 0 : -viewsRemembered).join('\u0002')
  return `${markOf(image)}\u0001${placement}\u0001${item}\u0001${category}\u0001${query}\u0001${filtered}\u0001${cart.join('\u0002')}\u0001${views}`
}

/** Equal for what answers alike. */
export function markOf(image: ShopImage | undefined): string {
  if (image === undefined) return ''
  const { shopId, epoch, erased, countsHold } = image
  return `${shopId}\u0001${String(epoch)}.${String(erased)}${countsHold ? '' : 'w'}`
}

/** As many as the session model looks at. */
const viewsRemembered = 20

export function slateKeyOf(
  { mirror, situation }: { mirror: ShopMirror; situation: Situation },
  rules: AppliedRules,
  key: string | undefined,
): string | undefined {
  if (key === undefined) return undefined
  const { n, diversity, exclude, explain } = situation.request
  return `${placeOf(mirror)}\u0001${key}\u0001${String(n)}\u0001${String(diversity)}\u0001${String(explain)}\u0001${String(exclude.seen)}\u0001${exclude.ids.join('\u0002')}\u0001${rulesKey(rules)}`
}

export function findRemembered(
  deps: { readonly composed: Memo<Remembered> },
  sight: { mirror: ShopMirror; situation: Situation },
  rules: AppliedRules,
  slateKey: string | undefined,
): Remembered | undefined {
  const known = slateKey === undefined ? undefined : deps.composed.get(slateKey)
  return known !== undefined && stillHolds(known, sight, rules) ? known : undefined
}

/** Pools and slates hold numbers of products, which another generation gives to others. */
export function placeOf({ shopId, generation }: ShopMirror): string {
  return `${shopId}.${String(generation)}`
}

/** Whether every item may be shown still; what came back into stock since shows when the slate is forgotten. */
function stillHolds(
  known: Remembered,
  { mirror, situation }: { readonly mirror: ShopMirror; readonly situation: Situation },
  { active }: AppliedRules,
): boolean {
  if (known.mirrorVersion === mirror.version) return true
  // Counts, rules and what is missing from a short slate may be about any product.
  if (known.generation !== mirror.generation || active.length > 0 || known.fill.eligible !== undefined)
    return false
  const keeps = situation.filter === undefined ? () => true : mirror.matcher(situation.filter)
  const holds = known.ids.every((id) => {
    const product = mirror.numberOf(id)
    return product !== undefined && mirror.isSellable(product) && keeps(product)
  })
  if (holds) known.mirrorVersion = mirror.version
  return holds
}

/** A rule that was edited keeps its id, so that its content is what counts. */
function rulesKey({ active }: AppliedRules): string {
  return active.length === 0 ? '' : JSON.stringify(active)
}
