import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { fixedClock } from '../../src/clock.ts'
import { showRecommendations } from '../../src/process/show-recommendations.ts'
import {
  countLate,
  countSlate,
  createServingCounts,
  deepestTier,
} from '../../src/recommendations/serving/serving-counts.ts'
import { createSlateRing } from '../../src/recommendations/slates/slate-ring.ts'
import { fakeImage } from '../recommendations/serving/fake-image.ts'

test('metrics tell placements and tiers, late sources, checks and the images held, and grow from scrape to scrape', async () => {
  const registry = new Registry()
  const counts = createServingCounts()
  const image = fakeImage({ shopId: 'shop_1', epoch: 7, items: ['a'] })
  const clock = fixedClock('2026-03-01T00:01:00Z')
  showRecommendations(registry, clock, {
    images: { list: () => [{ image, bytes: 640 }] },
    recommendations: { counts, slates: createSlateRing({ store: () => Promise.resolve() }) },
  })
  countSlate(counts, 'home', deepestTier([{ tier: 0 }, { tier: 2 }]))
  countSlate(counts, 'home', deepestTier([]))
  countLate(counts, 'content')
  Object.assign(counts, { kept: 11, refused: 2, away: 1, outdated: 3 })
  const lines = [
    'vitrine_recommendation_slates_total{placement="home",tier="2"} 1',
    'vitrine_recommendation_slates_total{placement="home",tier="none"} 1',
    'vitrine_recommendation_late_sources_total{source="content"} 1',
    'vitrine_recommendation_confirms_total{outcome="kept"} 11',
    'vitrine_recommendation_confirms_total{outcome="refused"} 2',
    'vitrine_recommendation_confirms_total{outcome="away"} 1',
    'vitrine_recommendation_outdated_total 3',
    'vitrine_recommendation_slates_dropped_total 0',
    'vitrine_recommendation_image_age_seconds{shop="shop_1"} 60',
    'vitrine_recommendation_image_epoch{shop="shop_1"} 7',
    'vitrine_recommendation_image_bytes{shop="shop_1"} 640',
  ]
  const first = (await registry.metrics()).split('\n')
  for (const line of lines) expect(first).toContain(line)
  countSlate(counts, 'home', 2)
  expect(await registry.metrics()).toContain('{placement="home",tier="2"} 2')
})
