/**
 * A person's word that a finding may stand. It never covers G00, which says that nobody has judged the text; it ends
 * when it expires, and a waiver of words ends when the words change.
 */
import type { Finding } from './finding.ts'
import type { GateContext, Waiver } from './gate-context.ts'

export interface Parted {
  readonly findings: readonly Finding[]
  readonly waived: readonly Finding[]
}

export function partWaived(
  found: readonly Finding[],
  { waivers, now, sheet }: Pick<GateContext, 'waivers' | 'now' | 'sheet'>,
): Parted {
  const live = waivers.filter((waiver) => isLive(waiver, now) && isFor(waiver, sheet.product))
  if (live.length === 0) return { findings: found, waived: [] }
  const isWaived = (finding: Finding) => live.some((waiver) => covers(waiver, finding))
  return { findings: found.filter((finding) => !isWaived(finding)), waived: found.filter(isWaived) }
}

/** Without a readable end a waiver would never run out, so it is none. */
function isLive({ expiresAt, reason, approver }: Waiver, now: string): boolean {
  const [end, present] = [Date.parse(expiresAt), Date.parse(now)]
  return end > present && reason.trim() !== '' && approver.trim() !== ''
}

function isFor({ product }: Waiver, own: string): boolean {
  return product === null || product === own
}

function covers({ code, field, text }: Waiver, finding: Finding): boolean {
  if (finding.code === 'G00' || code !== finding.code) return false
  return (field ?? finding.field) === finding.field && (text ?? finding.text) === finding.text
}
