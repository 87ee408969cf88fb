/**
 * The one door every text passes before anybody can publish it. Pure but for the stopwatch a caller may lend it: the
 * same document and context give the same report. It fails closed: a check that throws, a text too large to be judged
 * or a run over its time budget blocks with G00.
 */
import { checkChannel } from '../channels/checks/channel-check.ts'
import { checkClaims } from './claims/check-claims.ts'
import { checkFacts } from './facts/check-facts.ts'
import { checkMustSay } from './facts/check-must-say.ts'
import type { Finding } from './finding.ts'
import { createFinding } from './finding.ts'
import type { Check, CopyDocument, GateContext } from './gate-context.ts'
import { checkIntrusion } from './intrusion/check-intrusion.ts'
import { checkPrices } from './price/check-prices.ts'
import { checkResidue } from './residue/check-residue.ts'
import { checkSameness } from './sameness/check-sameness.ts'
import { checkStyle } from './style/check-style.ts'
import { checkTranslation } from './translation/check-translation.ts'
import { partWaived } from './waivers.ts'

export interface GateReport {
  readonly verdict: 'pass' | 'block'
  /** In the order of fields and segments; waived ones are apart. */
  readonly findings: readonly Finding[]
  readonly waived: readonly Finding[]
}

/** Every family of checks, by the name that G00 gives. */
const checks: Readonly<Record<string, Check>> = {
  facts: checkFacts,
  mustSay: checkMustSay,
  channel: checkChannel,
  claims: checkClaims,
  prices: checkPrices,
  residue: checkResidue,
  style: checkStyle,
  sameness: checkSameness,
  translation: checkTranslation,
  intrusion: checkIntrusion,
}

/** Time for one document; all checks are linear, so only a defect or a flood comes near it. */
export interface Stopwatch {
  readonly monotonicMs: () => number
  readonly budgetMs: number
}

/** A document of more characters is no copy of one product; every check is spared it. */
export const DOCUMENT_CHARS_MAX = 200_000

export function checkCopy(document: CopyDocument, context: GateContext, stopwatch?: Stopwatch): GateReport {
  const judgements = judged(document, context, stopwatch)
  const found = inOrder(
    document,
    judgements.filter((finding) => !isOfOwnLine(finding, document, context)),
  )
  const { findings, waived } = partWaived(found, context)
  return {
    verdict: findings.some((finding) => finding.severity === 'block') ? 'block' : 'pass',
    findings,
    waived,
  }
}

function judged(document: CopyDocument, context: GateContext, stopwatch?: Stopwatch): Finding[] {
  if (sizeOf(document) > DOCUMENT_CHARS_MAX)
    return [
      unjudged(document, `The text is longer than ${String(DOCUMENT_CHARS_MAX)} characters: shorten it.`),
    ]
  const startedMs = stopwatch?.monotonicMs() ?? 0
  const findings: Finding[] = []
  for (const [name, check] of Object.entries(checks)) {
    findings.push(...runCheck(name, check, document, context))
    if (stopwatch === undefined || stopwatch.monotonicMs() - startedMs <= stopwatch.budgetMs) continue
    findings.push(unjudged(document, `The check "${name}" ran out of time: report it; the text waits.`))
    break
  }
  return findings
}

/** The shop's own name or opt-out line is no claim about goods; only lengths and characters are judged in it. */
function isOfOwnLine(
  { code, field, segment }: Finding,
  document: CopyDocument,
  { channel }: GateContext,
): boolean {
  if (channel === null || segment < 0 || /^[GL]/.test(code)) return false
  const line = document.fields[field]?.[segment]
  return line?.role === 'legal' && channel.ownLines.includes(line.text)
}

/** Families that judge a sentence by the facts it cites. */
const citing: ReadonlySet<string> = new Set(['citations', 'facts', 'price', 'prices'])

/** Text that cites nothing: only the families that need no citations. It fails closed as the gate does. */
export function checkUncited(document: CopyDocument, context: GateContext): readonly Finding[] {
  return Object.entries(checks)
    .filter(([name]) => !citing.has(name))
    .flatMap(([name, check]) => runCheck(name, check, document, context))
}

function runCheck(
  name: string,
  check: Check,
  document: CopyDocument,
  context: GateContext,
): readonly Finding[] {
  try {
    return check(document, context)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    return [unjudged(document, `The check "${name}" failed (${reason}): report it; the text waits.`)]
  }
}

function unjudged(document: CopyDocument, fix: string): Finding {
  const [field = ''] = Object.keys(document.fields)
  return createFinding('G00', { field, fix })
}

function sizeOf(document: CopyDocument): number {
  let chars = 0
  for (const segments of Object.values(document.fields)) {
    for (const { text } of segments) chars += text.length
  }
  return chars
}

/**
 * By field as the document lists them, by segment, by place; equal places keep the order of the checks. What two checks
 * say alike of one place is said once.
 */
function inOrder(document: CopyDocument, findings: readonly Finding[]): Finding[] {
  const place = new Map(Object.keys(document.fields).map((field, index) => [field, index]))
  const fieldOf = (finding: Finding) => place.get(finding.field) ?? -1
  const unlike = new Map<string, Finding>()
  for (const finding of findings) {
    const { code, path, span, fix } = finding
    const key = `${code} ${path} ${span === null ? fix : String(span.start)}`
    if (!unlike.has(key)) unlike.set(key, finding)
  }
  return [...unlike.values()].sort(
    (a, b) =>
      fieldOf(a) - fieldOf(b) || a.segment - b.segment || (a.span?.start ?? -1) - (b.span?.start ?? -1),
  )
}
