/** docs/operations.md explains every metric that /metrics shows, and no other. */
import { expect, test } from 'vitest'
import {
  showChangeFeed,
  showEventsWaiting,
  showMemo,
  showOldestDue,
  showStatementCounts,
  startTelemetry,
} from '../../src/telemetry.ts'
import { systemClock } from '../../src/clock.ts'
import { showRecommendations } from '../../src/process/show-recommendations.ts'
import { createServingCounts } from '../../src/recommendations/serving/serving-counts.ts'
import { createSlateRing } from '../../src/recommendations/slates/slate-ring.ts'
import { readRepositoryFile } from './repository-files.ts'

test('the table of metrics has every instrument of the service', async () => {
  await using telemetry = await startTelemetry(
    { LOG_LEVEL: 'silent', OTEL_EXPORTER_OTLP_ENDPOINT: undefined },
    'test',
  )
  showStatementCounts(telemetry.registry, { statements: 0, transactions: 0 })
  showEventsWaiting(telemetry.registry, () => 0)
  showMemo(telemetry.registry, { hits: 0, misses: 0 })
  showOldestDue(telemetry.registry, () => Promise.resolve(0))
  showChangeFeed(telemetry.registry, { lagMs: () => 0, lapses: () => 0, isCurrent: () => true })
  showRecommendations(telemetry.registry, systemClock, {
    images: { list: () => [] },
    recommendations: {
      counts: createServingCounts(),
      slates: createSlateRing({ store: () => Promise.resolve() }),
    },
  })
  const own = telemetry.registry
    .getMetricsAsArray()
    .flatMap(({ name }) => (/^(vitrine|gen_ai)_/.test(name) ? name : []))
  const documented = [
    ...readRepositoryFile('docs/operations.md').matchAll(/^\| `((?:vitrine|gen_ai)_[a-z_]+)` \|/gm),
  ].map(([, name]) => name)
  expect(own.length).toBeGreaterThan(0)
  expect(documented.toSorted()).toEqual(own.toSorted())
})
