/**
 * `npm run bench:import`: how fast catalogues of real size import, in how much memory, and that importing them again
 * does nothing. On the real servers of `npm run servers` (or TEST_DATABASE_URL and TEST_QUEUE_URL) and on the embedded
 * database, each in a process of its own. Needs the catalogues of VITRINE_DATA_DIR. Exits 1 when a bar is missed.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { realServers } from '../test/support/servers.ts'
import { measureImports, type Driver } from './import/measure-imports.ts'
import { printImports } from './import/print-imports.ts'

const dataDirectory = process.env['VITRINE_DATA_DIR'] ?? join(import.meta.dirname, '../../shared/data')
const [driver] = process.argv.slice(2)

if (!existsSync(join(dataDirectory, 'catalog/icecat.jsonl'))) {
  console.log('No catalogues here: set VITRINE_DATA_DIR. Nothing was measured.')
} else if (driver === 'postgres' || driver === 'pglite') {
  const measured = await measureImports(driver, join(dataDirectory, 'catalog'))
  process.exitCode = printImports(measured) ? 0 : 1
} else {
  const drivers: Driver[] = realServers() === undefined ? ['pglite'] : ['postgres', 'pglite']
  if (drivers.length === 1) console.log('No real servers run (npm run servers): the embedded database only.')
  for (const each of drivers)
    process.exitCode = Math.max(Number(process.exitCode ?? 0), await inOwnProcess(each))
}

/** A process of its own, because memory one database used would count as idle memory of the next. */
function inOwnProcess(each: Driver): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, each], {
    stdio: 'inherit',
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
