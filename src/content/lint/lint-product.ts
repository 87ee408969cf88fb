/** Lints the texts a product has today against its own facts. Pure; one product at a time. */
import type { Product } from '../../catalog/product.ts'
import { contactFaults } from '../channels/checks/markup-check.ts'
import { createFinding } from '../check/finding.ts'
import { checkUncited } from '../check/gate.ts'
import { gateContext, type GateContext } from '../check/gate-context.ts'
import { findingsOf, isEnglish, observeProse, type ProseProfile } from '../check/prose/check-prose.ts'
import type { Fact, FactSheet, Jurisdiction } from '../facts/fact.ts'
import { buildFactSheet } from '../facts/fact-sheet.ts'
import { mustSay } from '../facts/must-say.ts'
import type { BrandVoice } from '../voice/brand-voice.ts'
import { toLintFinding, type LintFinding } from './lint-finding.ts'
import { placeholderIn } from './text/placeholder.ts'
import { readHtml } from './text/read-html.ts'
import { missingFrom } from './text/unsaid.ts'

export interface LintOptions {
  readonly profile: ProseProfile
  readonly jurisdictions: readonly Jurisdiction[]
  /** ISO 8601: certificates and promotions are judged as of this moment. */
  readonly now: string
  readonly voice?: BrandVoice
}

export interface ProductLint {
  readonly product: string
  readonly title: string
  readonly findings: readonly LintFinding[]
  readonly words: number
  readonly claims: { readonly found: number; readonly supported: number }
  /** The texts as a reader sees them, for comparing products with each other. */
  readonly texts: Readonly<Record<string, string>>
}

/** Longer texts are cut before they are checked: nobody reads them, and they would hold up the rest. */
const charsMax = 20_000

/** @param sheet with what the shop knows beyond the product row; left out: the product's own values */
export function lintProduct(
  product: Product,
  options: LintOptions,
  sheet: FactSheet = buildFactSheet(product, options.now),
): ProductLint {
  const context = gateContext(sheet, {
    now: options.now,
    jurisdictions: options.jurisdictions,
    ...(options.voice === undefined ? {} : { voice: options.voice }),
  })
  const raw = { description: product.description ?? '', shortDescription: product.shortDescription ?? '' }
  const fields = Object.entries(raw).filter(([, text]) => text.trim() !== '')
  const linted = fields.map(([field, text]) => lintText(field, text, context, options))
  const texts = Object.fromEntries(linted.map(({ field, text }) => [field, text]))
  const main = texts['description'] ?? texts['shortDescription']
  const findings = [
    ...lintTitle(product, sheet),
    ...(main === undefined ? [noDescription()] : unsaidFacts(sheet, Object.values(texts).join('\n'))),
    ...linted.flatMap((one) => one.findings),
  ]
  return {
    product: product.id,
    title: product.title,
    findings,
    words: linted.reduce((sum, one) => sum + one.words, 0),
    claims: {
      found: linted.reduce((sum, one) => sum + one.claims.found, 0),
      supported: linted.reduce((sum, one) => sum + one.claims.supported, 0),
    },
    texts,
  }
}

export interface TextLint {
  readonly field: string
  readonly text: string
  readonly findings: readonly LintFinding[]
  readonly words: number
  readonly claims: { readonly found: number; readonly supported: number }
}

/** One text that cites nothing: its markup, its claims, and every check that needs no citations. */
export function lintText(field: string, raw: string, context: GateContext, options: LintOptions): TextLint {
  const { text, faults } = readHtml(raw.slice(0, charsMax))
  const locale = context.sheet.locale
  const claims = observeProse(text, context.sheet, locale)
  const placeholder = placeholderIn(text)
  const prose = claims.flatMap((claim) =>
    findingsOf([claim], { profile: options.profile, field }).map((finding) =>
      toLintFinding(finding, text, claim.kind),
    ),
  )
  const document = {
    locale,
    fields: { [field]: [{ text: text === '' ? ' ' : text, factIds: [], role: 'claim' as const }] },
  }
  const findings = [
    ...faults.map((fault) => createFinding('L06', { field, ...fault, severity: 'warn' })),
    // StarTech.com is a maker, no address.
    ...contactFaults({ bans: ['links'] }, text, ownNames(context.sheet)).map((fault) =>
      createFinding('L06', { field, ...fault }),
    ),
    ...(placeholder === undefined
      ? []
      : [
          createFinding('L07', {
            field,
            span: placeholder,
            text: text.slice(placeholder.start, placeholder.end),
            fix: 'A placeholder stands where the text should be: write it.',
          }),
        ]),
    ...checkUncited(document, context)
      // Contact data is judged above, with the names of the product at hand.
      .filter(({ code }) => code !== 'L06')
      .map((finding) => ({ ...finding, segment: -1, path: field })),
  ]
  const seen = new Set<string>()
  return {
    field,
    text,
    words: text.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0,
    claims: {
      found: claims.length,
      supported: claims.filter(({ kind }) => kind === 'supported').length,
    },
    // Two families may name the same words for the same reason.
    findings: [...prose, ...findings.map((finding) => toLintFinding(finding, text))].filter((finding) => {
      const key = `${finding.code} ${String(finding.span?.start)} ${finding.text} ${finding.span === null ? finding.fix : ''}`
      if (seen.has(key)) return false
      seen.add(key)
      return true
    }),
  }
}

/**
 * A title may name what the data does not hold, but must not contradict it. Part numbers and versions in titles are
 * names, so only what the data answers in full is looked at.
 */
function lintTitle(product: Product, sheet: FactSheet): LintFinding[] {
  if (!isEnglish(product.locale)) return []
  const stated = { ...sheet, facts: sheet.facts.filter(({ id }) => !id.startsWith('p_')) }
  return observeProse(product.title, stated)
    .filter(({ kind, rule }) => kind === 'contradiction' && /^(?:asserted|aspect|count|status)/.test(rule))
    .flatMap((claim) =>
      findingsOf([claim], { profile: 'block', field: 'title' }).map((finding) =>
        toLintFinding(finding, product.title, claim.kind),
      ),
    )
}

function ownNames({ facts }: FactSheet): readonly Fact[] {
  return facts.filter(({ id }) => id.startsWith('p_'))
}

function noDescription(): LintFinding {
  const fix = 'There is no description: have one written.'
  return { ...toLintFinding(createFinding('L07', { field: 'description', fix }), ''), group: 'missing' }
}

function unsaidFacts(sheet: FactSheet, text: string): LintFinding[] {
  const unsaid = missingFrom(text, mustSay(sheet))
  if (unsaid.length === 0) return []
  const named = unsaid.slice(0, 5).map(({ attribute, facts }) => ({
    label: attribute.replaceAll('_', ' '),
    value: facts.map(({ value, unit }) => `${String(value)}${unit === null ? '' : ` ${unit}`}`).join(', '),
    id: facts[0]?.id ?? '',
  }))
  const fix = `The texts leave out ${named.map(({ label, value }) => `${label} (${value.slice(0, 60)})`).join('; ')}.`
  const finding = createFinding('F14', { field: 'description', fix, evidence: named.map(({ id }) => id) })
  return [toLintFinding(finding, '')]
}
