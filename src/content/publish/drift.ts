/**
 * Which published sentences no longer rest on what the catalogue says: those that cite a fact whose value or unit has
 * changed, that is no longer stated, or whose certificate or promotion has ended. No other sentence is touched. Pure.
 */
import type { CitedFact } from '../drafts/cited-facts.ts'
import type { FactSheet } from '../facts/fact.ts'
import { placesOf, type Publication, type StaleReason, type StaleSegment } from './publication.ts'

/** @param now ISO 8601; facts that end are judged as of this moment */
export function driftOf(
  publication: Pick<Publication, 'fields' | 'channels' | 'facts'>,
  sheet: FactSheet,
  now: string,
): StaleSegment[] {
  const reasons = new Map(
    publication.facts.flatMap((fact) => {
      const reason = reasonFor(fact, sheet, now)
      return reason === undefined ? [] : [[fact.id, reason] as const]
    }),
  )
  if (reasons.size === 0) return []
  return placesOf(publication).flatMap(({ factIds, ...place }) => {
    const found = [...new Set(factIds)].flatMap((id) => reasons.get(id) ?? [])
    return found.length === 0 ? [] : [{ ...place, reasons: found }]
  })
}

function reasonFor(was: CitedFact, sheet: FactSheet, now: string): StaleReason | undefined {
  const is = sheet.byId.get(was.id)
  const reason = (kind: StaleReason['kind']): StaleReason => ({
    factId: was.id,
    attribute: was.attribute,
    kind,
    was: { value: was.value, unit: was.unit },
    is: is === undefined || kind === 'ended' ? null : { value: is.value, unit: is.unit },
  })
  const end = is?.expiresAt ?? was.expiresAt
  if (end !== undefined && end <= now) return reason('ended')
  if (is === undefined) return reason('gone')
  return is.value === was.value && is.unit === was.unit ? undefined : reason('changed')
}
