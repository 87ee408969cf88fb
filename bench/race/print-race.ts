/** The table of a race. */
import type { RaceResult } from './run-race.ts'

/** @returns how many leaks there were */
export function printRace({ asked, acknowledged, faults, instances, ms }: RaceResult): number {
  const perSecond = asked.requests / (ms / 1_000)
  const refused = [...asked.refused]
    .map(([status, count]) => `${String(count)} × ${String(status)}`)
    .join(', ')
  const total = (of: 'lapses' | 'confirms') => instances.reduce((sum, counts) => sum + counts[of], 0)
  const lines: readonly (readonly [string, string])[] = [
    [
      'requests answered',
      `${String(asked.requests)} in ${(ms / 1_000).toFixed(0)} s (${perSecond.toFixed(0)}/s)`,
    ],
    ['refused; without an answer', `${refused === '' ? '0' : refused}; ${String(asked.lost)}`],
    ['items shown', String(asked.items)],
    ['  of certain state; overlapping a change', `${String(asked.certain)}; ${String(asked.overlapping)}`],
    ...changesByKind(acknowledged),
    ['acknowledgement p50 / p99 / max', acknowledgementTimes(acknowledged)],
    [
      'faults',
      Object.entries(faults)
        .map(([kind, count]) => `${kind} ${String(count)}`)
        .join(', '),
    ],
    ['lapses; slates confirmed in Postgres', `${String(total('lapses'))}; ${String(total('confirms'))}`],
    ['answers that say "stale"', String(asked.stale)],
    ['leaks', String(asked.leaks.length)],
  ]
  console.log('')
  for (const [name, value] of lines) console.log(`${name.padEnd(42)} ${value}`)
  for (const leak of asked.leaks.slice(0, 20)) {
    const { id, why, instance, sentAfterMs } = leak
    console.log(
      `  leak: ${id} (${why}) from instance ${String(instance)}, asked ${sentAfterMs.toFixed(1)} ms after the acknowledgement`,
    )
  }
  return asked.leaks.length
}

function changesByKind(acknowledged: RaceResult['acknowledged']): [string, string][] {
  const kinds = [...new Set(acknowledged.map(({ kind }) => kind))].sort()
  return kinds.map((kind) => {
    const of = acknowledged.filter((change) => change.kind === kind)
    const products = of.reduce((sum, change) => sum + change.products, 0)
    return [
      `changes: ${kind}`,
      `${String(of.length)}${products === 0 ? '' : ` (${String(products)} products)`}`,
    ]
  })
}

function acknowledgementTimes(acknowledged: RaceResult['acknowledged']): string {
  const times = acknowledged.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  const slow = times.filter((ms) => ms > 1_000).length
  return `${at(0.5).toFixed(1)} / ${at(0.99).toFixed(1)} / ${at(1).toFixed(1)} ms; ${String(slow)} above 1 s`
}
