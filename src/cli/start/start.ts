/** `vitrine start`: one process, until a signal. With the embedded database it also says how to try the service. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readConfig, type Config } from '../../config.ts'
import { catchSignals } from '../../process/shutdown.ts'
import { runUntilStopped, startProcess, type Role, type Running } from '../../process/start.ts'
import { loadSampleEvents } from './sample-events.ts'
import { prepareLocalShop, type LocalAccess, type LocalShop } from './local-shop.ts'

export interface StartOptions {
  readonly role: Role
}

/**
 * Resolves when the process has been stopped.
 * @throws AppError with advice when it cannot start
 */
export async function start({ role }: StartOptions): Promise<void> {
  const config = readConfig()
  // Before anything is opened: a signal during the start, or while the sample shop is being loaded, also ends in order.
  const stopping = catchSignals()
  const running = await startProcess(config, role)
  if (config.embedded && running.url !== undefined && !stopping.aborted) {
    // A problem with the local shop must not take the service down with it.
    await welcome(config, running, running.url, stopping).catch((error: unknown) => {
      if (!stopping.aborted) running.app.log.error({ err: error }, 'the local shop could not be prepared')
    })
  }
  await runUntilStopped(running, stopping)
}

async function welcome(config: Config, running: Running, url: string, signal: AbortSignal): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const path = join(config.DATA_DIR, 'local.json')
  const shop = await prepareLocalShop(running.app, { known: await readAccess(path), say, signal })
  if (shop === undefined) {
    say(`\nVitrine is ready at ${url} (reference: ${url}/docs).`)
    return
  }
  await writeAccess(path, { ...shop.access, url })
  say(greeting(url, shop, path))
  // Nobody waits for these: they take some seconds, and the shop answers without them.
  if (shop.isSample && config.LOAD_FIXTURES === 'auto') {
    loadSampleEvents(running.app, shop.id, signal).catch((error: unknown) => {
      if (!signal.aborted) running.app.log.warn({ err: error }, 'the sample events could not be loaded')
    })
  }
}

const accessSchema = z.object({ key: z.string(), publishableKey: z.string(), url: z.string() })

async function readAccess(path: string): Promise<LocalAccess | undefined> {
  try {
    return accessSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** Readable by its owner only: it holds a secret key. */
async function writeAccess(path: string, access: LocalAccess & { readonly url: string }): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 })
  await chmod(path, 0o600)
}

function greeting(url: string, { access, name, isSample }: LocalShop, path: string): string {
  return `
Vitrine is ready.

  Shop       ${name}
  API        ${url}
  Reference  ${url}/docs
  Keys       secret       ${access.key}
             publishable  ${access.publishableKey}
             (also in ${path}, where the command line finds them)

${isSample ? sampleAdvice(url, access) : ownAdvice}

Stop with Ctrl-C; start again any time, nothing is lost.`
}

function sampleAdvice(url: string, { publishableKey }: LocalAccess): string {
  return `Three things to try, in another terminal:

  npx vitrine demo KET-007
  npx vitrine search "warm sleeping bag"
  curl -s ${url}/v1/recommendations -H 'authorization: Bearer ${publishableKey}' \\
    -H 'content-type: application/json' -d '{"placement":"product-similar","consent":"none","context":{"item":"KET-007"},"n":4}'`
}

const ownAdvice = `Your catalogue, in another terminal (formats: docs/catalog-formats.md):

  npx vitrine import products.csv`
