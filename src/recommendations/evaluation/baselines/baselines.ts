/** The methods a session model has to beat, by name; built from the same visits in the same run. */
import type { SessionModel } from '../../session-knn/session-model.ts'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { buildChosenVsKnn } from './choose-vs-knn.ts'
import { buildGorse } from './gorse.ts'
import { buildItemKnn } from './item-knn.ts'
import { buildPopularity } from './popularity.ts'
import { buildSequentialRules } from './sequential-rules.ts'

export const baselineNames = [
  'popularity',
  'item-knn',
  'sequential-rules',
  'vs-knn',
  'gorse',
  'gorse-with-query',
] as const
export type BaselineName = (typeof baselineNames)[number]

/** What a page of results calls them. */
export const baselineTitles: Record<BaselineName, string> = {
  popularity: 'Popularity',
  'item-knn': 'Item-kNN (GRU4Rec)',
  'sequential-rules': 'Sequential rules (SR)',
  'vs-knn': 'VS-KNN',
  gorse: 'Gorse’s formula',
  'gorse-with-query': 'Gorse’s formula, query items kept',
}

export interface Baseline extends SessionModel {
  /** Settings found on the tail of the log, of the methods that have any. */
  readonly settings?: Readonly<Record<string, number | boolean>>
}

export function buildBaseline(name: BaselineName, log: VisitLog): Baseline {
  switch (name) {
    case 'popularity':
      return buildPopularity(log)
    case 'item-knn':
      return buildItemKnn(log)
    case 'sequential-rules':
      return buildSequentialRules(log)
    case 'vs-knn': {
      const { score, settings } = buildChosenVsKnn(log)
      return { score, settings: { ...settings } }
    }
    case 'gorse':
      return buildGorse(log, false)
    case 'gorse-with-query':
      return buildGorse(log, true)
  }
}
