/** Composes and checks every product of a catalogue, and adds up what came of it. */
import { performance } from 'node:perf_hooks'
import { checkCopy } from '../../../src/content/check/gate.ts'
import { gateContext } from '../../../src/content/check/gate-context.ts'
import { copyFields, segmentsText } from '../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import type { FactSheet } from '../../../src/content/facts/fact.ts'
import { missingMustSay, mustSay } from '../../../src/content/facts/must-say.ts'
import { composeCopy } from '../../../src/content/writer/compose-copy.ts'
import type { Catalogue } from './catalogues.ts'
import { gradeOf } from './readability.ts'

export interface CatalogueFigures {
  readonly products: number
  /** Without any attribute: little but a title. */
  readonly thin: number
  readonly texts: number
  readonly blanks: number
  /** Products with a blocking finding, and the first few, to look at. */
  readonly blocked: number
  readonly examples: readonly string[]
  readonly mustSay: number
  readonly mustSaid: number
  readonly attributes: number
  readonly printed: number
  readonly sayable: number
  readonly grades: readonly number[]
  /** Per text, and per document of all fields. */
  readonly composeMicros: readonly number[]
  readonly checkMicros: readonly number[]
}

const now = '2026-03-01T00:00:00.000Z'
const EXAMPLES_MAX = 12
const locale = 'en-GB'

export function measureCatalogue({ products }: Catalogue): CatalogueFigures {
  const sums = {
    thin: 0,
    blanks: 0,
    blocked: 0,
    mustSay: 0,
    mustSaid: 0,
    attributes: 0,
    printed: 0,
    sayable: 0,
  }
  const examples: string[] = []
  const grades: number[] = []
  const composeMicros: number[] = []
  const checkMicros: number[] = []
  for (const product of products) {
    const sheet = buildFactSheet(product, now)
    const began = performance.now()
    const fields = composeCopy(sheet, { fields: copyFields, locale, seed: 1 })
    const composed = performance.now()
    const segments = Object.fromEntries(Object.entries(fields).map(([field, copy]) => [field, copy.segments]))
    const context = gateContext(sheet, { now })
    const checking = performance.now()
    const report = checkCopy({ locale, fields: segments }, context)
    const checked = performance.now()
    composeMicros.push(((composed - began) * 1_000) / copyFields.length)
    checkMicros.push((checked - checking) * 1_000)
    const all = Object.values(segments).flat()
    if (all.length === 0 || all.some(({ text }) => text.trim() === '')) sums.blanks += 1
    const blocks = report.findings.filter(({ severity }) => severity === 'block')
    if (blocks.length > 0) {
      sums.blocked += 1
      const [first] = blocks
      const text = first === undefined ? '' : (segments[first.field]?.[first.segment]?.text ?? '')
      if (examples.length < EXAMPLES_MAX)
        examples.push(`${product.id}: ${first?.code ?? ''} "${first?.text ?? ''}" in "${text}"`)
    }
    const long = segments['pdp.long'] ?? []
    grades.push(gradeOf(segmentsText(long)))
    const cited = new Set(long.flatMap(({ factIds }) => factIds))
    count(sums, sheet, cited)
  }
  return {
    products: products.length,
    texts: products.length * copyFields.length,
    ...sums,
    examples,
    grades,
    composeMicros,
    checkMicros,
  }
}

function count(
  sums: {
    thin: number
    mustSay: number
    mustSaid: number
    attributes: number
    printed: number
    sayable: number
  },
  sheet: FactSheet,
  cited: ReadonlySet<string>,
): void {
  const said = new Set([...cited, ...[...cited].flatMap((id) => sheet.byId.get(id)?.parents ?? [])])
  const stated = sheet.facts.filter((fact) => /^a_[^.]+$/.test(fact.id))
  if (stated.length === 0) sums.thin += 1
  sums.attributes += stated.length
  sums.sayable += stated.filter((fact) => !sheet.unsayable.has(fact.id)).length
  sums.printed += stated.filter((fact) => said.has(fact.id)).length
  const demanded = mustSay(sheet)
  sums.mustSay += demanded.length
  sums.mustSaid += demanded.length - missingMustSay(sheet, cited).length
}
