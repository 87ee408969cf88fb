/** content.write-copy: facts → copy → check → draft, for one product. */
import type { App } from '../src/app.ts'
import { writeCopyProcessor } from '../src/content/jobs/write-copy.ts'
import type { CopyPrompts } from '../src/content/prompts/prompt.ts'

export const writeCopy = ({ db, clock, config, chatModels }: App, prompts: CopyPrompts) =>
  writeCopyProcessor({
    db,
    clock,
    chatModels,
    prompts,
    defaultWriter: config.COPY_WRITER,
    dailyLimitMicros: Math.round(config.COPY_DAILY_BUDGET_USD * 1_000_000),
    temperature: config.COPY_TEMPERATURE ?? null,
  })
