/** content.watch-drift: published texts against what the catalogue says now. */
import type { App } from '../src/app.ts'
import { watchDriftProcessor } from '../src/content/drift/watch-drift.ts'

export const watchDrift = ({ db, clock }: App) => watchDriftProcessor({ db, clock })
