/**
 * Which server a command talks to, and with which key: a flag goes before the environment, which goes before the note
 * that "vitrine start" leaves in the data directory. A key from that note is sent only to the server that wrote it.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Secret, type Config } from '../config.ts'
import { AppError } from '../errors.ts'

export interface Connection {
  readonly url: string
  readonly key: Secret
}

export interface ConnectionFlags {
  readonly url?: string | undefined
  readonly key?: string | undefined
}

type ClientConfig = Pick<Config, 'DATA_DIR' | 'VITRINE_URL' | 'VITRINE_API_KEY'>

/** @throws AppError cli.server-unreachable when no server is known, cli.usage when no key is */
export async function findConnection(flags: ConnectionFlags, config: ClientConfig): Promise<Connection> {
  const local = await readLocalServer(config.DATA_DIR)
  const url = flags.url ?? config.VITRINE_URL ?? local?.url
  if (url === undefined) {
    throw new AppError(
      'cli.server-unreachable',
      `No Vitrine server is known here: ${join(config.DATA_DIR, 'local.json')} does not exist. ` +
        'Start one with "vitrine start" (or "npm start"), or name one with --url or VITRINE_URL.',
    )
  }
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new AppError('cli.usage', 'The server must be named as http://host:port or https://host.')
  }
  const localKey = local !== undefined && isSameServer(local.url, url) ? new Secret(local.key) : undefined
  const key = flags.key === undefined ? (config.VITRINE_API_KEY ?? localKey) : new Secret(flags.key)
  if (key === undefined) {
    throw new AppError('cli.usage', `No API key for ${url}: set VITRINE_API_KEY or give --key.`)
  }
  return { url, key }
}

const localServerSchema = z.object({ url: z.url(), key: z.string().min(1) })
export type LocalServer = z.output<typeof localServerSchema>

/** The note of a server that was started here; undefined when there is none. */
export async function readLocalServer(dataDirectory: string): Promise<LocalServer | undefined> {
  try {
    const text = await readFile(join(dataDirectory, 'local.json'), 'utf8')
    return localServerSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

function isSameServer(one: string, other: string): boolean {
  return new URL(one).origin === new URL(other).origin
}
