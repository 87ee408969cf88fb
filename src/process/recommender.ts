/**
 * What slates are made with: who may be shown, what was learnt, the shop's rules, and the ring that stores receipts. A
 * serving process has one for as long as it runs; a worker opens one for a mailing and closes it after, so that no
 * catalogue and no image stay in its memory.
 */
import { join } from 'node:path'
import type { App } from '../app.ts'
import { OpenMirrors } from '../catalog/mirror/open-mirrors.ts'
import type { ShopMirrors } from '../catalog/mirror/shop-mirror.ts'
import { announceChange } from '../database/changes/announce.ts'
import { holdImages, type HeldImages } from '../recommendations/image/held/hold-images.ts'
import { openRuleBook, type OpenRuleBook } from '../recommendations/merchandising/open-rule-book.ts'
import { openRecommendations, type Recommendations } from '../recommendations/open-recommendations.ts'
import type { RecommendDeps } from '../recommendations/recommend.ts'

/** What it shares with the rest of the process. */
export type RecommenderShare = Pick<
  RecommendDeps,
  'histories' | 'liveVersions' | 'lexicalIndexes' | 'queryVectors'
>

export interface Recommender extends AsyncDisposable {
  readonly mirrors: ShopMirrors
  readonly images: HeldImages
  readonly rules: OpenRuleBook
  readonly recommendations: Recommendations
}

export function openRecommender(
  { db, clock, log, config, changes }: App,
  share: RecommenderShare,
): Recommender {
  const { feed } = changes
  const mirrors = new OpenMirrors({ db, feed })
  const images = holdImages({
    db,
    clock,
    directory: join(config.DATA_DIR, 'images'),
    feed,
    onError(error) {
      log.warn({ err: error }, 'an image could not be brought up to date')
    },
  })
  const rules = openRuleBook({
    db,
    feed,
    mirrors,
    announce: announceChange,
    async awaitApplied() {
      const { applied, ms } = await changes.awaitApplied()
      if (!applied) log.warn({ ms }, 'a process has not said that it took in a change of the rules')
    },
  })
  const recommendations = openRecommendations({
    db,
    clock,
    ...share,
    mirrors,
    images,
    rules,
    imageMaxAgeMs: config.RECOMMENDATION_IMAGE_MAX_AGE_HOURS * 3_600_000,
    rememberedMs: config.RECOMMENDATION_MEMORY_MS,
    feed,
    onFailure(error) {
      log.warn({ err: error }, 'slates could not be stored')
    },
  })
  return {
    mirrors,
    images,
    rules,
    recommendations,
    async [Symbol.asyncDispose]() {
      await recommendations[Symbol.asyncDispose]()
      mirrors[Symbol.dispose]()
      await images[Symbol.asyncDispose]()
      rules[Symbol.dispose]()
    },
  }
}
