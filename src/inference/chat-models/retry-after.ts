/** When a provider wants to be asked again (RFC 9110 §10.2.3): seconds, or an HTTP date. */

/** A provider that asks for more than this is treated as asking for this much; the job stays watched. */
const RETRY_AFTER_MAX_MS = 60 * 60_000

/** Milliseconds from `now`, at least 0; undefined when the header is missing or says nothing readable. */
export function retryAfterMs(header: string | null | undefined, now: Date): number | undefined {
  if (header === null || header === undefined || header.trim() === '') return undefined
  const seconds = Number(header)
  const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - now.getTime()
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), RETRY_AFTER_MAX_MS)
}
