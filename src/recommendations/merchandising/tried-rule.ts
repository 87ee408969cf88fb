/** A rule that somebody tries before it exists: it counts as enabled and has no history. */
import type { NewRule, StoredRule } from './stored-rule.ts'

export function triedRule(rule: NewRule, place = 0): StoredRule {
  const long = new Date(0)
  return {
    ...rule,
    id: `tried-${String(place)}`,
    number: 0,
    version: 1,
    state: 'enabled',
    createdAt: long,
    createdBy: '',
    changedAt: long,
    changedBy: '',
    effectiveAt: long,
  }
}
