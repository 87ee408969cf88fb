/** What a process under load says of itself: its gauges, and its memory as the kernel counts it. */
import { readFile } from 'node:fs/promises'
import type { BenchProcess } from '../shop/child-process.ts'

export interface Gauges {
  readonly hits: number
  readonly misses: number
}

export async function readGauges(url: string, key: string): Promise<Gauges> {
  const answered = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } })
  const text = await answered.text()
  const gauge = (result: string) =>
    Number(
      new RegExp(`^vitrine_recommendation_memo\\{.*result="${result}".*\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0,
    )
  return { hits: gauge('hit'), misses: gauge('miss') }
}

/** Resident set, megabytes; NaN where there is no /proc. */
export async function residentMb({ pid }: Pick<BenchProcess, 'pid'>): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1_000
}

/** Processor time used since it started, milliseconds; a tick is ten. NaN where there is no /proc. */
export async function cpuMs({ pid }: Pick<BenchProcess, 'pid'>): Promise<number> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
