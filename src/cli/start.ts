/** `vitrine start`: one process, until a signal. With the embedded database it also says how to try the service. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readConfig, type Config } from '../config.ts'
import { runUntilStopped, startProcess, type Role, type Running } from '../process/start.ts'
import { prepareSampleShop, type LocalAccess } from './sample-shop.ts'

export interface StartOptions {
  readonly role: Role
}

/**
 * Resolves when the process has been stopped.
 * @throws AppError with advice when it cannot start
 */
export async function start({ role }: StartOptions): Promise<void> {
  const config = readConfig()
  const running = await startProcess(config, role)
  if (config.embedded && running.url !== undefined) {
    // A problem with the sample shop must not take the service down with it.
    await welcome(config, running, running.url).catch((error: unknown) => {
      running.app.log.error({ err: error }, 'the sample shop could not be prepared')
    })
  }
  await runUntilStopped(running)
}

async function welcome(config: Config, running: Running, url: string): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const path = join(config.DATA_DIR, 'local.json')
  const access = await prepareSampleShop(running.app, { known: await readAccess(path), load: config.LOAD_FIXTURES === 'auto', say })
  if (access === undefined) {
    say(`\nVitrine is ready at ${url} (reference: ${url}/docs).`)
    return
  }
  await writeAccess(path, { ...access, url })
  say(greeting(url, access, path))
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

function greeting(url: string, { key, publishableKey }: LocalAccess, path: string): string {
  return `
Vitrine is ready.

  API        ${url}
  Reference  ${url}/docs
  Keys       secret       ${key}
             publishable  ${publishableKey}
             (also in ${path}, where the command line finds them)

Three things to try, in another terminal:

  npx vitrine demo KET-007
  npx vitrine search "warm sleeping bag"
  curl -s ${url}/v1/recommendations -H 'authorization: Bearer ${publishableKey}' \\
    -H 'content-type: application/json' -d '{"placement":"product-similar","consent":"none","context":{"item":"KET-007"},"n":4}'

Stop with Ctrl-C; start again any time, nothing is lost.`
}
