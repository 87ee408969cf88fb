/** A rule book without rules. */
import type { RuleBook } from './rule.ts'

export const noRules: RuleBook = { activeFor: () => ({ active: [], arm: null }) }
