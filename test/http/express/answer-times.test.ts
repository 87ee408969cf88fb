/** Times of answers reach the histogram: when many wait, and at the end. */
import { Histogram, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { collectTimes } from '../../../src/http/express/answer-times.ts'

function start() {
  const registry = new Registry()
  const histogram = new Histogram({
    name: 'seconds',
    help: 'Seconds',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const times = collectTimes(histogram, { method: 'POST', route: '/', status: 200 })
  const told = async () => {
    const { values } = await histogram.get()
    const value = (name: string) => values.find(({ metricName }) => metricName === name)?.value
    return { count: value('seconds_count'), sum: value('seconds_sum') }
  }
  return { times, told }
}

test('none is lost and none counts twice', async () => {
  const { times, told } = start()
  for (let count = 0; count < 600; count++) times.add(0.5)
  expect(await told()).toEqual({ count: 512, sum: 256 })
  times.flush()
  times.flush()
  expect(await told()).toEqual({ count: 600, sum: 300 })
  times.add(1)
  times[Symbol.dispose]()
  expect(await told()).toEqual({ count: 601, sum: 301 })
})
