/** F14: what a text must tell and does not, judged by what it cites. Short texts owe nothing; a channel may say otherwise. */
import { missingMustSay } from '../../facts/must-say.ts'
import { createFinding } from '../finding.ts'
import type { Check } from '../gate-context.ts'

/** Without a channel, the long description alone owes everything that must be said. */
const FULL_FIELD = 'pdp.long'

export const checkMustSay: Check = (document, { sheet, channel }) => {
  const severity = channel === null ? 'warn' : channel.severity.F14
  const owing = channel === null ? [FULL_FIELD] : Object.keys(document.fields)
  const [field] = owing.filter((name) => document.fields[name] !== undefined)
  if (severity === 'off' || field === undefined) return []
  const cited = owing.flatMap((name) => (document.fields[name] ?? []).flatMap(({ factIds }) => factIds))
  const missing = missingMustSay(sheet, cited)
  if (missing.length === 0) return []
  const names = missing.map(({ attribute }) => attribute.replaceAll('_', ' ')).join(', ')
  return [
    createFinding('F14', {
      ...{ field, severity, evidence: missing.flatMap(({ facts }) => facts.map(({ id }) => id)) },
      fix: `Say what a shopper must know: ${names}.`,
    }),
  ]
}
