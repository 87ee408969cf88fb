/**
 * `npm run bench:race -- [--requests 1000000] [--instances 3] [--seed race] [--calm-ms 4000] [--minutes 600] [--break apply|confirm|ack]`: API processes
 * over one PostgreSQL answer while products and rules change and processes are frozen, cut off and killed. Prints what was
 * asked, changed and acknowledged, and how often something was shown that had been acknowledged as gone. Exits 1 on a
 * leak; with --break, which makes one instance wrong on purpose, exits 1 when no leak was found.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { realServers } from '../test/support/servers.ts'
import { printRace } from './race/print-race.ts'
import { breaks, runRace } from './race/run-race.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    instances: { type: 'string', default: '3' },
    seed: { type: 'string', default: 'race' },
    'calm-ms': { type: 'string', default: '4000' },
    minutes: { type: 'string', default: '600' },
    break: { type: 'string' },
  },
})
const flags = z
  .object({
    requests: z.coerce.number().int().positive(),
    instances: z.coerce.number().int().min(1).max(16),
    seed: z.string(),
    'calm-ms': z.coerce.number().int().positive(),
    minutes: z.coerce.number().positive(),
    break: z.enum(breaks).optional(),
  })
  .parse(values)

const servers = realServers()
if (servers === undefined) console.log('No real servers run (npm run servers). Nothing was measured.')
else {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'vitrine-race-'))
  console.log(
    `${String(flags.requests)} requests to ${String(flags.instances)} instances, seed ${flags.seed}, ${String(cpus().length)} cores, load on the same machine`,
  )
  try {
    const startedAt = performance.now()
    const result = await runRace({
      ...{ servers, dataDirectory, calmMs: flags['calm-ms'], limitMs: flags.minutes * 60_000 },
      ...flags,
      broken: flags.break,
      untilLeak: flags.break !== undefined,
      onProgress({ requests, leaks }, acknowledged) {
        const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0)
        console.log(
          `  ${seconds} s: ${String(requests)} requests, ${String(acknowledged)} changes, ${String(leaks.length)} leaks`,
        )
      },
    })
    const leaks = printRace(result)
    process.exitCode = leaks > 0 === (flags.break !== undefined) ? 0 : 1
  } finally {
    await rm(dataDirectory, { recursive: true, force: true })
  }
}
