/**
 * How long answers of the express lane took, told to the histogram many at a time: one by one, each into code and tables
 * that the processor has to fetch for it, they were a tenth of an answer that is ready (measured).
 */
import type { Histogram } from 'prom-client'

export interface AnswerTimes {
  add(seconds: number): void
  /** Also on a timer, so that metrics are a second late at most. */
  flush(): void
}

const waitingMax = 256
const flushMs = 1_000

export function collectTimes(
  histogram: Histogram<'method' | 'route' | 'status'>,
  labels: { readonly method: string; readonly route: string; readonly status: number },
): AnswerTimes & Disposable {
  const waiting = new Float64Array(waitingMax)
  let count = 0
  const flush = () => {
    for (const seconds of waiting.subarray(0, count)) histogram.observe(labels, seconds)
    count = 0
  }
  const timer = setInterval(flush, flushMs).unref()
  return {
    add(seconds) {
      waiting[count++] = seconds
      if (count === waitingMax) flush()
    },
    flush,
    [Symbol.dispose]() {
      clearInterval(timer)
      flush()
    },
  }
}
