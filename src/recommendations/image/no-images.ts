/** Images of a process that holds none: the fallback tiers answer. */
import type { ShopImages } from './shop-images.ts'

export const noImages: ShopImages = { of: () => Promise.resolve(undefined), peek: () => undefined }
