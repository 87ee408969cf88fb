/** Child of a bench: the API process, as `vitrine start --role api` runs it. Prints its address. */
import { readConfig } from '../../src/config.ts'
import { catchSignals } from '../../src/process/shutdown.ts'
import { runUntilStopped, startProcess } from '../../src/process/start.ts'

const running = await startProcess(readConfig(), 'api')
console.log(running.url)
await runUntilStopped(running, catchSignals())
