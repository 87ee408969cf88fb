/** What the process finds around itself: Node, the data directory, the port, and a server that may already run. */
import { access, constants, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import { readLocalServer } from '../connection.ts'
import { reasonOf } from '../option-values.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

const nodeMin = [20, 19] as const
const answerMsMax = 3_000

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const enough = major > nodeMin[0] || (major === nodeMin[0] && minor >= nodeMin[1])
  return enough
    ? ok('node', version)
    : fail('node', `${version} is too old`, `Install Node ${nodeMin.join('.')} or newer.`)
}

export async function checkDataDirectory({ DATA_DIR: directory }: Config): Promise<Finding> {
  try {
    if (!(await stat(directory)).isDirectory()) {
      return fail('data directory', `${directory} is a file`, 'Set DATA_DIR to a directory.')
    }
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    return ok('data directory', directory)
  } catch (error) {
    if (reasonOf(error) === 'ENOENT') {
      return warn(
        'data directory',
        `${directory} does not exist yet`,
        'The first "vitrine start" creates it.',
      )
    }
    return fail(
      'data directory',
      `${directory} cannot be used (${reasonOf(error)})`,
      'Give this user the right to read and write it.',
    )
  }
}

/** A taken port is well when it is ours. */
export async function checkPort({ HOST: host, PORT: port }: Config): Promise<Finding> {
  if (port === 0) return ok('port', 'a free one is taken at start')
  const taken = await whyNotFree(host, port)
  if (taken === undefined) return ok('port', `${host}:${port} is free`)
  if (taken !== 'EADDRINUSE') {
    return fail(
      'port',
      `${host}:${port} cannot be used (${taken})`,
      'Set HOST to an address of this machine and PORT to a port you may use.',
    )
  }
  const probe = await readProbe(`http://${host.includes(':') ? `[${host}]` : host}:${port}`, '/livez')
  return probe === undefined
    ? fail('port', `${host}:${port} is taken by another program`, 'Stop it, or set PORT to a free one.')
    : ok('port', `${host}:${port}, in use by Vitrine`)
}

async function whyNotFree(host: string, port: number): Promise<string | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(reasonOf(error)))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

/** The server that the other commands would talk to. */
export async function checkServer(config: Config, urlFlag: string | undefined): Promise<Finding> {
  const url = urlFlag ?? config.VITRINE_URL ?? (await readLocalServer(config.DATA_DIR))?.url
  if (url === undefined)
    return warn('server', 'none is known here', 'Start one with "vitrine start", or set VITRINE_URL.')
  const probe = await readProbe(url, '/readyz')
  if (probe === undefined)
    return warn(
      'server',
      `${url} does not answer`,
      'Start it with "vitrine start", or set VITRINE_URL to another.',
    )
  if (probe.status === 'ok') return ok('server', `${url} is ready`)
  return fail('server', `${url} is not ready: ${probe.reason ?? 'it gives no reason'}`, 'Its log says more.')
}

const probeSchema = z.object({ status: z.enum(['ok', 'failing']), reason: z.string().optional() })

async function readProbe(url: string, path: string): Promise<z.output<typeof probeSchema> | undefined> {
  try {
    const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      signal: AbortSignal.timeout(answerMsMax),
    })
    return probeSchema.parse(await response.json())
  } catch {
    return undefined
  }
}
