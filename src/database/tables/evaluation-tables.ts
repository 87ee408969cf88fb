/** Row types of the evaluations of session models and of what they promoted. */
import type { Defaulted, Jsonb, JsonbOrNull, OrNull } from './columns.ts'

export interface EvaluationTables {
  model_evaluations: {
    id: string
    shop_id: string
    cut: number
    seed: number
    created_at: Defaulted<Date>
    outcome: OrNull<string>
    report: JsonbOrNull
  }
  promoted_models: { shop_id: string; evaluation_id: string; params: Jsonb; promoted_at: Date }
}
