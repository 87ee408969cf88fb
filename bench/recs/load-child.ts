/**
 * Child of the bench: the load generator, a process of its own. Reads bodies from the file REQUESTS (one JSON a line), asks
 * them in turn over CONNECTIONS connections for DURATION_MS after WARM_UP_MS, and prints what it measured as JSON. Unless
 * SLEEPS is set it never waits idly: waking it up would be the server's work, and more of it the slower the server.
 */
import { readFileSync } from 'node:fs'
import { openRaw, rawPost } from './raw-client.ts'

const setting = (name: string) => process.env[name] ?? ''
const url = setting('TARGET')
const connections = Number(setting('CONNECTIONS'))
const warmUpMs = Number(setting('WARM_UP_MS'))
const durationMs = Number(setting('DURATION_MS'))
const requests = readFileSync(setting('REQUESTS'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((body) => rawPost(url, setting('KEY'), body))

const startedAt = performance.now()
const times: number[] = []
let next = Number(setting('FIRST'))
let failed = 0
let bytes = 0

async function drive(): Promise<void> {
  const connection = await openRaw(url)
  for (;;) {
    const sentAt = performance.now()
    if (sentAt - startedAt > warmUpMs + durationMs) break
    const request = requests[next++ % requests.length]
    if (request === undefined) throw new Error('The file of requests is empty.')
    const answer = await connection.ask(request, false)
    if (sentAt - startedAt <= warmUpMs) continue
    if (answer.status === 200) times.push(performance.now() - sentAt)
    else failed++
    bytes += answer.bytes
  }
  connection.close()
}

let isDriving = true
const poll = () => {
  if (isDriving) setImmediate(poll)
}
if (setting('SLEEPS') === '') poll()
await Promise.all(Array.from({ length: connections }, drive))
isDriving = false
times.sort((a, b) => a - b)
const at = (share: number) =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
console.log(
  JSON.stringify({
    perSecond: (times.length / durationMs) * 1_000,
    p50Ms: at(0.5),
    p90Ms: at(0.9),
    p99Ms: at(0.99),
    requests: times.length,
    failed,
    meanBytes: bytes / Math.max(1, times.length + failed),
    next,
  }),
)
