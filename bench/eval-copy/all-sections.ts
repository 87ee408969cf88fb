/** The sections of the scorecard, in the order in which they are printed. */
import { evaluateComposer } from './composer.ts'
import { evaluateInjection } from './injection.ts'
import { evaluateMutations } from './mutations.ts'
import { evaluateProse } from './prose.ts'
import { evaluateFaults } from './faults.ts'
import type { Section } from './section.ts'

export interface NamedSection {
  readonly id: string
  /** @param data directory of the evaluation data */
  readonly evaluate: (data: string) => Promise<Section>
}

export const sections: readonly NamedSection[] = [
  { id: 'A', evaluate: evaluateMutations },
  { id: 'B', evaluate: evaluateProse },
  { id: 'C', evaluate: evaluateComposer },
  { id: 'D', evaluate: evaluateInjection },
  { id: 'E', evaluate: (data) => evaluateFaults(data) },
]
