/** content.write-copy: facts → copy → check → draft, for one product. */
import type { App } from '../src/app.ts'
import { writeCopyProcessor } from '../src/content/jobs/write-copy.ts'
import type { CopyPrompts } from '../src/content/prompts/prompt.ts'
import { warnOfBudget } from '../src/telemetry.ts'

export const writeCopy = (app: App, prompts: CopyPrompts) => {
  const { db, clock, config, chatModels } = app
  return writeCopyProcessor({
    db,
    clock,
    chatModels,
    prompts,
    defaultWriter: config.COPY_WRITER,
    dailyLimitMicros: Math.round(config.COPY_DAILY_BUDGET_USD * 1_000_000),
    temperature: config.COPY_TEMPERATURE ?? null,
    onWarning: warnOfBudget(app),
  })
}
