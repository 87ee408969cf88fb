/** Row types of the tables of catalogue checks. */
import type { Defaulted, Jsonb, JsonbOrNull } from './columns.ts'

export interface LintTables {
  lint_runs: {
    id: string
    shop_id: string
    profile: string
    jurisdictions: string[]
    filter: JsonbOrNull
    created_at: Defaulted<Date>
    summary: JsonbOrNull
  }
  lint_products: {
    run_id: string
    shop_id: string
    product: string
    title: string
    weight: number
    codes: string[]
    findings: Jsonb
  }
}
