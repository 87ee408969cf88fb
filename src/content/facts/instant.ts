/** One spelling of an instant, so that two of them compare as texts: "2026-11-27T00:00:00+01:00" → "…T23:00:00.000Z". */
export function instantOf(text: string): string {
  return new Date(text).toISOString()
}
