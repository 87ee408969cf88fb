/** events.close-visits: visits that have ended → the log that models are built from. */
import { announceChange } from '../src/database/changes/announce.ts'
import type { App } from '../src/app.ts'
import { closeVisitsProcessor } from '../src/events/visits/close-visits.ts'

export const closeVisits = ({ db, clock }: App) =>
  closeVisitsProcessor({ db, clock, announce: announceChange })
