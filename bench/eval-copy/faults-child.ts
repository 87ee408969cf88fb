/**
 * A worker that kills itself before its nth statement: `faults-child.ts <directory> <endpoint> <n>`. SIGKILL leaves it no
 * time for anything, as a power cut or an out-of-memory kill would.
 */
import type { KyselyPlugin } from 'kysely'
import { releaseDeadLeases } from '../../src/queue/housekeeping.ts'
import { runCopyJobs } from '../../test/content/run-copy-jobs.ts'
import { faultsDeps, openFaultsDatabase } from './faults-rig.ts'

const [directory = '', endpoint = '', killBefore = '0'] = process.argv.slice(2)
await using database = await openFaultsDatabase(directory)
await releaseDeadLeases(database.db)
await database.db
  .updateTable('jobs')
  .set({ state: 'queued', lease_until: null })
  .where('state', '=', 'leased')
  .execute()

let statements = 0
const killer: KyselyPlugin = {
  transformQuery({ node }) {
    statements += 1
    if (statements === Number(killBefore)) process.kill(process.pid, 'SIGKILL')
    return node
  },
  transformResult: ({ result }) => Promise.resolve(result),
}
await runCopyJobs(await faultsDeps(database.db.withPlugin(killer), endpoint, 2_000))
