/** A document of one sentence about a product with given facts, and the codes that one check finds in it. */
import type { createFinding } from '../../../src/content/check/finding.ts'
import { gateContext, type Check, type GateContext } from '../../../src/content/check/gate-context.ts'
import type { Fact, FactSheet } from '../../../src/content/facts/fact.ts'

export const now = '2026-10-01T12:00:00.000Z'

export function fact(attribute: string, value: Fact['value'], more: Partial<Fact> = {}): Fact {
  return {
    id: `a_${attribute}`,
    subject: 'product:k1',
    attribute,
    value,
    unit: null,
    source: 'catalog',
    asOf: now,
    parents: [],
    ...more,
  }
}

export function sheetOf(facts: readonly Fact[]): FactSheet {
  return {
    product: 'k1',
    locale: 'en-GB',
    currency: 'EUR',
    facts,
    byId: new Map(facts.map((one) => [one.id, one])),
    unsayable: new Map(),
    quotes: [],
    dictionary: new Map(),
    hash: 'test',
  }
}

export interface Asked {
  readonly facts?: readonly Fact[]
  readonly locale?: string
  readonly field?: string
  readonly context?: Partial<Omit<GateContext, 'sheet'>>
}

/** The findings on a text that cites every given fact; several texts are several segments. */
export function findingsOf(
  check: Check,
  text: string | readonly string[],
  asked: Asked = {},
): ReturnType<typeof createFinding>[] {
  const { facts = [], locale = 'en-GB', field = 'pdp.long', context = {} } = asked
  const texts = typeof text === 'string' ? [text] : text
  const segments = texts.map((one) => ({
    text: one,
    factIds: facts.map(({ id }) => id),
    role: 'claim' as const,
  }))
  return [
    ...check({ locale, fields: { [field]: segments } }, gateContext(sheetOf(facts), { now, ...context })),
  ]
}

export function codesOf(check: Check, text: string | readonly string[], asked: Asked = {}): string[] {
  return [...new Set(findingsOf(check, text, asked).map(({ code }) => code))]
}
