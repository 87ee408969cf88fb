/** What one run of a command works with, made from the global options once they are known. */
import type { Command } from 'commander'
import { z } from 'zod'
import { systemClock, type Clock } from '../clock.ts'
import { readConfig, type Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { answer, createApi, type Api, type ApiOptions } from './api/api.ts'
import { findConnection, type ConnectionFlags } from './connection.ts'
import type { ExitCode } from './exit-code.ts'
import { createInterrupt } from './interrupt.ts'
import { createTerminal, type Terminal } from './terminal/terminal.ts'

const globalOptionsSchema = z.object({
  json: z.boolean().default(false),
  url: z.string().optional(),
  key: z.string().optional(),
  shop: z.string().optional(),
})

export interface Run {
  readonly terminal: Terminal
  readonly clock: Clock
  readonly flags: ConnectionFlags & { readonly shop?: string | undefined }
  /** @throws AppError config.invalid */
  config(): Config
  /** A client of the server the options name, checked to be the shop of --shop. */
  api(options?: Pick<ApiOptions, 'onResponse'>): Promise<Api>
  /** Aborted by Ctrl-C. */
  interrupted(): AbortSignal
  /** Sets the exit status of a run that ends without an error. */
  endWith(code: ExitCode): void
}

/** Adds a command to its parent. `begin` is called in its action. */
export type AddCommand = (parent: Command, begin: (command: Command) => Run) => void

export function createRun(options: unknown): Run {
  const { json, url, key, shop } = globalOptionsSchema.parse(options)
  const terminal = createTerminal({ json, stdout: process.stdout, stderr: process.stderr })
  const interrupted = createInterrupt()
  const flags = { url, key, shop }
  return {
    terminal,
    clock: systemClock,
    flags,
    config: () => readConfig(),
    async api({ onResponse } = {}) {
      const connection = await findConnection(flags, readConfig())
      const api = createApi(connection, { interrupted: interrupted(), onResponse })
      if (shop !== undefined) await requireShop(api, shop)
      return api
    },
    interrupted,
    endWith(code) {
      process.exitCode = code
    },
  }
}

/** A key belongs to one shop; --shop makes sure that it is the one that was meant. */
async function requireShop(api: Api, wanted: string): Promise<void> {
  const shop = await answer(api.GET('/v1/shop'))
  if (shop.id === wanted || shop.name === wanted) return
  throw new AppError(
    'cli.usage',
    `The key belongs to the shop "${shop.name}" (${shop.id}), not to "${wanted}".`,
  )
}
