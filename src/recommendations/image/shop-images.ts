/** The images a process holds. */
import type { ShopImage } from './shop-image.ts'

export interface ShopImages {
  /**
   * Loads the newest image of the shop at first use; many callers share one load. Undefined while the shop has none,
   * which starts no wait: the next call asks again.
   */
  of(shopId: string): Promise<ShopImage | undefined>
  /** The image when it is in memory already; follows the log, and is another object after a swap. */
  peek(shopId: string): ShopImage | undefined
}
