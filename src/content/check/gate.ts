/**
 * The one door every text passes before anybody can publish it. Pure: the same document and context give the same
 * report. It fails closed: a check that throws blocks the text with G00.
 */
import { checkChannel } from '../channels/checks/channel-check.ts'
import { checkClaims } from './claims/check-claims.ts'
import type { Finding } from './finding.ts'
import { createFinding } from './finding.ts'
import type { Check, CopyDocument, GateContext } from './gate-context.ts'
import { checkPrices } from './price/check-prices.ts'
import { verifyCitations } from './verify-citations.ts'

export interface GateReport {
  readonly verdict: 'pass' | 'block'
  /** In the order of fields and segments; waived ones are apart. */
  readonly findings: readonly Finding[]
  readonly waived: readonly Finding[]
}

const citations: Check = (document, { sheet }) =>
  Object.entries(document.fields).flatMap(([field, segments]) =>
    verifyCitations(field, segments, sheet, document.locale),
  )

/** Every family of checks, in the order in which findings are listed. */
const checks: Readonly<Record<string, Check>> = {
  citations,
  channel: checkChannel,
  claims: checkClaims,
  prices: checkPrices,
}

export function checkCopy(document: CopyDocument, context: GateContext): GateReport {
  const found = Object.entries(checks)
    .flatMap(([name, check]) => runCheck(name, check, document, context))
    .filter((finding) => !isOfOwnLine(finding, document, context))
  const live = context.waivers.filter((waiver) => waiver.expiresAt > context.now)
  const isWaived = (finding: Finding) =>
    finding.code !== 'G00' &&
    live.some(
      (waiver) =>
        waiver.code === finding.code && (waiver.product === null || waiver.product === context.sheet.product),
    )
  const findings = found.filter((finding) => !isWaived(finding))
  return {
    verdict: findings.some((finding) => finding.severity === 'block') ? 'block' : 'pass',
    findings,
    waived: found.filter(isWaived),
  }
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

function runCheck(
  name: string,
  check: Check,
  document: CopyDocument,
  context: GateContext,
): readonly Finding[] {
  try {
    return check(document, context)
  } catch (error) {
    const [field = ''] = Object.keys(document.fields)
    const reason = error instanceof Error ? error.message : 'unknown'
    return [
      createFinding('G00', {
        field,
        fix: `The check "${name}" failed (${reason}): report it; the text waits.`,
      }),
    ]
  }
}
