/** The products of a category or brand, most popular first; the order is remembered until someone enters or leaves. */
import type { GroupFacet } from '../../catalog/mirror/group-members.ts'
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import type { ShopImage } from '../image/shop-image.ts'
import { numberingOf } from './numbering.ts'

/** Orders remembered per image; a number of four bytes a product each. */
const ordersMax = 2_000

interface Order {
  readonly mirror: ShopMirror
  readonly version: number
  readonly products: Uint32Array
}

const orders = new WeakMap<ShopImage, Map<string, Order>>()

/** Catalogue numbers; later ones, which are newer, first among equals. Without an image nothing is popular. */
export function popularIn(
  image: ShopImage | undefined,
  mirror: ShopMirror,
  facet: GroupFacet,
  value: string,
): Iterable<number> {
  const group = mirror.group(facet, value)
  if (group === undefined) return []
  if (image === undefined) return [...group.products].reverse()
  const known = orders.get(image) ?? new Map<string, Order>()
  orders.set(image, known)
  const key = `${facet} ${value}`
  const held = known.get(key)
  if (held?.mirror === mirror && held.version === group.version) return held.products
  const { popularity } = numberingOf(image, mirror)
  const products = Uint32Array.from(group.products)
  products.sort((a, b) => popularity(b) - popularity(a) || b - a)
  known.delete(key)
  known.set(key, { mirror, version: group.version, products })
  const [oldest] = known.keys()
  if (known.size > ordersMax && oldest !== undefined) known.delete(oldest)
  return products
}
