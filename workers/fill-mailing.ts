/** recommendations.fill-mailing: a slate for each recipient of a mailing. */
import type { App } from '../src/app.ts'
import { fillMailingProcessor, type LendRecommender } from '../src/recommendations/mailings/fill-mailing.ts'

export const fillMailing = ({ db }: App, lend: LendRecommender) => fillMailingProcessor({ db, lend })
