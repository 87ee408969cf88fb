/** The filter language as SQL: one parameterised boolean expression on a row of `products`. */
import { sql, type RawBuilder } from 'kysely'
import { readCondition, type Condition } from './filter-condition.ts'
import type { ProductFilter } from './filter.ts'
import type { NumberRange } from './filter-values.ts'

/**
 * Never null and never an error, whatever the row holds. Values travel as parameters. A facet equality is written as
 * containment, which the GIN index `products_by_facet` answers.
 * @param alias how the surrounding statement calls `products`
 */
export function filterSql(filter: ProductFilter, alias: string): RawBuilder<boolean> {
  return conditionSql(readCondition(filter), alias)
}

function conditionSql(condition: Condition, alias: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  switch (condition.kind) {
    case 'all':
      return joined(condition.parts, sql` AND `, sql<boolean>`true`, alias)
    case 'any':
      return joined(condition.parts, sql` OR `, sql<boolean>`false`, alias)
    case 'not':
      return sql<boolean>`(NOT ${conditionSql(condition.part, alias)})`
    case 'facet': {
      const wanted = condition.values.map((value) => JSON.stringify({ [condition.facet]: [value] }))
      // One value: plain containment. Several: the planner uses the index for "@> ANY (array)" as well.
      return wanted.length === 1
        ? sql<boolean>`(${column('facets')} @> ${wanted[0]}::jsonb)`
        : sql<boolean>`(${column('facets')} @> ANY (${wanted}::text[]::jsonb[]))`
    }
    case 'range':
      // A JSON path compares numbers with numbers only and gives false where SQL casts would raise an error.
      return sql<boolean>`(jsonb_path_exists(${column('facets')}, ${rangePath(condition.facet, condition.range)}::jsonpath))`
    case 'stock':
      return sql<boolean>`(${column('in_stock')} = ${condition.inStock})`
    case 'status':
      return sql<boolean>`(${column('status')} = ANY (${condition.values}::text[]))`
    case 'id':
      return sql<boolean>`(${column('external_id')} = ANY (${condition.values}::text[]))`
  }
}

function joined(
  parts: readonly Condition[],
  separator: RawBuilder<unknown>,
  whenEmpty: RawBuilder<boolean>,
  alias: string,
): RawBuilder<boolean> {
  if (parts.length === 0) return whenEmpty
  return sql<boolean>`(${sql.join(
    parts.map((part) => conditionSql(part, alias)),
    separator,
  )})`
}

/** `$."attr.width"[*] ? (@ >= 10 && @ < 20)`; a JSON string is a valid path key, a JSON number a valid path number. */
function rangePath(facet: string, range: NumberRange): string {
  const bounds = [
    ['>=', range.gte],
    ['>', range.gt],
    ['<=', range.lte],
    ['<', range.lt],
  ] as const
  const tests = bounds.flatMap(([operator, bound]) =>
    bound === undefined ? [] : [`@ ${operator} ${String(bound)}`],
  )
  return `$.${JSON.stringify(facet)}[*] ? (${tests.join(' && ')})`
}
