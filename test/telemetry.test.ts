import { expect, test } from 'vitest'
import { countEvents, showEventsWaiting, startTelemetry } from '../src/telemetry.ts'

test('what became of reported events is counted, and how many wait is asked when it is read', async () => {
  await using telemetry = await startTelemetry(
    { LOG_LEVEL: 'silent', OTEL_EXPORTER_OTLP_ENDPOINT: undefined },
    'test',
  )
  const { metrics, registry } = telemetry
  let waiting = 0
  showEventsWaiting(registry, () => waiting)
  const report = { accepted: 5, duplicates: 2, not_stored: 1, unattributed: 1, rejected: [{}, {}, {}] }
  countEvents(metrics, report)
  countEvents(metrics, { ...report, rejected: [] })
  waiting = 7
  const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith('vitrine_events_'))
  expect(lines.toSorted()).toEqual([
    'vitrine_events_total{outcome="accepted"} 10',
    'vitrine_events_total{outcome="duplicate"} 4',
    'vitrine_events_total{outcome="not-stored"} 2',
    'vitrine_events_total{outcome="refused"} 3',
    'vitrine_events_total{outcome="unattributed"} 2',
    'vitrine_events_waiting 7',
  ])
})
