/** Metrics of recommendations, worked out when /metrics is read: counting costs an answer a few additions. */
import { Counter, Gauge, type Registry } from 'prom-client'
import type { Clock } from '../clock.ts'
import type { HeldImages } from '../recommendations/image/held/hold-images.ts'
import type { RecommendDeps } from '../recommendations/recommend.ts'

interface Watched {
  readonly images: Pick<HeldImages, 'list'>
  readonly recommendations: Pick<RecommendDeps, 'counts' | 'slates'>
}

export function showRecommendations(
  registry: Registry,
  clock: Pick<Clock, 'now'>,
  { images, recommendations: { counts, slates } }: Watched,
): void {
  showAnswers(registry, counts)
  const registers = [registry]
  new Counter({
    name: 'vitrine_recommendation_slates_dropped_total',
    help: 'Slates that were not stored because too many came',
    registers,
    collect() {
      this.reset()
      this.inc(slates.dropped)
    },
  })
  const showImages = (
    name: string,
    help: string,
    read: (held: ReturnType<HeldImages['list']>[number]) => number,
  ) =>
    new Gauge({
      name,
      help,
      labelNames: ['shop'],
      registers,
      collect() {
        this.reset()
        for (const held of images.list()) this.set({ shop: held.image.shopId }, read(held))
      },
    })
  showImages(
    'vitrine_recommendation_image_age_seconds',
    'Seconds since everything known was counted',
    ({ image }) => Math.max(0, (clock.now().getTime() - image.asOf.getTime()) / 1_000),
  )
  showImages('vitrine_recommendation_image_epoch', 'Number of the image held', ({ image }) => image.epoch)
  showImages('vitrine_recommendation_image_bytes', 'Size of the image held', ({ bytes }) => bytes)
}

function showAnswers(registry: Registry, counts: RecommendDeps['counts']): void {
  const registers = [registry]
  new Counter({
    name: 'vitrine_recommendation_slates_total',
    help: 'Slates answered, by the deepest tier of the fallback chain among their items',
    labelNames: ['placement', 'tier'],
    registers,
    collect() {
      this.reset()
      for (const [placement, tiers] of counts.slates) {
        for (const [tier, slates] of tiers) this.inc({ placement, tier }, slates)
      }
    },
  })
  new Counter({
    name: 'vitrine_recommendation_late_sources_total',
    help: 'Times a source did not answer in time and was left out',
    labelNames: ['source'],
    registers,
    collect() {
      this.reset()
      for (const [source, times] of counts.late) this.inc({ source }, times)
    },
  })
  new Counter({
    name: 'vitrine_recommendation_confirms_total',
    help: 'Items checked in the database because memory might be behind; away: answers it could not be asked about',
    labelNames: ['outcome'],
    registers,
    collect() {
      this.reset()
      for (const outcome of ['kept', 'refused', 'away'] as const) this.inc({ outcome }, counts[outcome])
    },
  })
  new Counter({
    name: 'vitrine_recommendation_outdated_total',
    help: 'Slates answered without the image because it was too old',
    registers,
    collect() {
      this.reset()
      this.inc(counts.outdated)
    },
  })
}
