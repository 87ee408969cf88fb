/**
 * Lints product after product and keeps what a report needs, in bounded memory: counts over all of them, and in full
 * the worst ones.
 */
import type { Product } from '../../catalog/product.ts'
import { createFinding, findingCatalogue, type FindingCode } from '../check/finding.ts'
import type { FactSheet } from '../facts/fact.ts'
import { DuplicateIndex } from './duplicate-index.ts'
import { toLintFinding, type LintFinding } from './lint-finding.ts'
import { lintProduct, type LintOptions } from './lint-product.ts'
import type { LintedProduct, LintSummary } from './report/lint-report.ts'
import { findingGroupIds, type FindingGroupId } from './text/finding-group.ts'

/** Products kept in full; a merchandiser works through fewer before linting again. */
export const worstMax = 500
const unsaidMax = 30

export class CatalogLint {
  readonly #options: LintOptions
  readonly #duplicates = new DuplicateIndex()
  readonly #groups = new Map<FindingGroupId, Count>()
  readonly #codes = new Map<FindingCode, Count>()
  readonly #unsaid = new Map<string, number>()
  readonly #totals = { products: 0, flagged: 0, blocked: 0, findings: 0, words: 0, found: 0, supported: 0 }
  #worst: LintedProduct[] = []

  constructor(options: LintOptions) {
    this.#options = options
  }

  get products(): number {
    return this.#totals.products
  }

  get flagged(): number {
    return this.#totals.flagged
  }

  add(product: Product, sheet?: FactSheet): LintedProduct {
    const lint = lintProduct(product, this.#options, sheet)
    const findings = [...lint.findings]
    for (const [field, text] of Object.entries(lint.texts)) {
      const copy = this.#duplicates.add(`${product.id}\u0000${field}`, text)
      const [other = '', otherField = ''] = (copy?.product ?? '').split('\u0000')
      // A short description that opens the long one of the same product is no copy.
      if (copy === undefined || other === product.id) continue
      const share = `${String(Math.round(copy.similarity * 100))} %`
      const fix = `The ${otherField === 'description' ? 'description' : 'short description'} of product ${other} says nearly the same (${share}): tell them apart.`
      findings.push(toLintFinding(createFinding('D01', { field, fix, severity: 'warn' }), text))
    }
    const weight = findings.reduce((sum, finding) => sum + weightOf(finding), 0)
    const linted: LintedProduct = { product: lint.product, title: lint.title, weight, findings }
    this.#count(linted, lint)
    return linted
  }

  /** @param unreadableRows rows of the source that were no product */
  summary(unreadableRows = 0): LintSummary {
    const { found, supported, ...totals } = this.#totals
    const ranked = <K>(counts: Map<K, Count>) =>
      [...counts].sort(([, a], [, b]) => b.products - a.products || b.findings - a.findings)
    return {
      ...totals,
      claims: { found, supported },
      unreadableRows,
      groups: findingGroupIds.flatMap((group) => {
        const count = this.#groups.get(group)
        return count === undefined ? [] : [{ group, ...count }]
      }),
      codes: ranked(this.#codes).map(([code, count]) => ({
        code,
        title: findingCatalogue[code].title,
        ...count,
      })),
      unsaid: [...this.#unsaid]
        .sort(([, a], [, b]) => b - a)
        .slice(0, unsaidMax)
        .map(([attribute, products]) => ({ attribute, products })),
    }
  }

  /** The worst first, at most `worstMax`. */
  worst(): readonly LintedProduct[] {
    return this.#worst.sort(byWeight).slice(0, worstMax)
  }

  #count(
    linted: LintedProduct,
    { words, claims }: Pick<ReturnType<typeof lintProduct>, 'words' | 'claims'>,
  ): void {
    const { findings } = linted
    const totals = this.#totals
    totals.products += 1
    totals.words += words
    totals.found += claims.found
    totals.supported += claims.supported
    totals.findings += findings.length
    if (findings.length === 0) return
    totals.flagged += 1
    if (findings.some(({ severity }) => severity === 'block')) totals.blocked += 1
    countEach(
      this.#groups,
      findings.map(({ group }) => group),
    )
    countEach(
      this.#codes,
      findings.map(({ code }) => code),
    )
    for (const { code, evidence } of findings) {
      if (code !== 'F14') continue
      for (const id of evidence) {
        const attribute = id.replace(/^a_/, '').replace(/\.\d+$/, '')
        this.#unsaid.set(attribute, (this.#unsaid.get(attribute) ?? 0) + 1)
      }
    }
    this.#worst.push(linted)
    // Sorting once per five hundred products keeps the best of them at little cost.
    if (this.#worst.length >= 2 * worstMax) this.#worst = this.#worst.sort(byWeight).slice(0, worstMax)
  }
}

/** What the data refutes comes first: it is the surest, and misleads shoppers today. */
function weightOf({ group, severity }: LintFinding): number {
  return group === 'contradicted' ? 20 : severity === 'block' ? 10 : 1
}

interface Count {
  products: number
  findings: number
}

function countEach<K>(counts: Map<K, Count>, keys: readonly K[]): void {
  for (const key of new Set(keys)) {
    const count = counts.get(key) ?? { products: 0, findings: 0 }
    count.products += 1
    count.findings += keys.filter((one) => one === key).length
    counts.set(key, count)
  }
}

/** Ties in the order of the file. */
function byWeight(a: LintedProduct, b: LintedProduct): number {
  return b.weight - a.weight
}
