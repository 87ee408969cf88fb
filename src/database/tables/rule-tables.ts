/** Row types of merchandising rules and their changes. */
import type { Defaulted, Jsonb, JsonbOrNull } from './columns.ts'

export interface RuleTables {
  merchandising_rules: {
    id: string
    shop_id: string
    number: number
    version: Defaulted<number>
    state: string
    wording: Jsonb
    created_at: Date
    created_by: string
    changed_at: Date
    changed_by: string
    effective_at: Date
  }
  merchandising_rule_changes: {
    shop_id: string
    rule_id: string
    version: number
    at: Date
    by: string
    before: JsonbOrNull
    after: Jsonb
  }
}
