/**
 * Between the numbers of an image and those of the catalogue. Both stay as they are while their holders live, so a number
 * once found is remembered: on the way of a request, looking up texts was most of the work (profiled).
 */
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import type { ShopImage } from '../image/shop-image.ts'

export interface Numbering {
  /** Catalogue number of an item of the image; undefined when the catalogue never had it. */
  productOf(item: number): number | undefined
  /** The image's number of a product; undefined when the image does not know it. */
  itemOf(product: number): number | undefined
  /** Popularity by catalogue number, 0 without any. */
  popularity(product: number): number
}

const numberings = new WeakMap<ShopImage, { readonly mirror: ShopMirror; readonly numbering: Numbering }>()

export function numberingOf(image: ShopImage, mirror: ShopMirror): Numbering {
  const known = numberings.get(image)
  if (known?.mirror === mirror) return known.numbering
  const numbering = createNumbering(image, mirror)
  numberings.set(image, { mirror, numbering })
  return numbering
}

function createNumbering(image: ShopImage, mirror: ShopMirror): Numbering {
  const productOf = remembered((item) => mirror.numberOf(image.items.idOf(item)))
  const itemOf = remembered((product) => image.items.numberOf(mirror.product(product).id))
  const { items, scores } = image.ranking('popular')
  const popular = new Float32Array(image.items.size)
  items.forEach((item, place) => {
    popular[item] = scores[place] ?? 0
  })
  return {
    productOf,
    itemOf,
    popularity(product) {
      const item = itemOf(product)
      return item === undefined ? 0 : (popular[item] ?? 0)
    },
  }
}

/** Only what was found is remembered: what is unknown today may be imported tomorrow. Entries are number + 1. */
function remembered(find: (from: number) => number | undefined): (from: number) => number | undefined {
  let known = new Uint32Array(1_024)
  return (from) => {
    const held = from < known.length ? known[from] : 0
    if (held !== undefined && held > 0) return held - 1
    const found = find(from)
    if (found === undefined) return undefined
    if (from >= known.length) {
      const longer = new Uint32Array(Math.max(from + 1, known.length * 2))
      longer.set(known)
      known = longer
    }
    known[from] = found + 1
    return found
  }
}
