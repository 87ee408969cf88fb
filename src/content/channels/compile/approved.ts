/** Sentences of the approved draft as they are: whole ones are left out where a place has no room, none is shortened. */
import type { Segment } from '../../drafts/segment.ts'
import { fits, isAllowed, type Place } from './fit.ts'
import type { Material } from './material.ts'

/** @returns undefined when not even the first sentence fits; the first names the goods and stays longest */
export function approvedWithin(
  material: Material,
  place: Place,
  segments: readonly Segment[],
): readonly Segment[] | undefined {
  const usable = segments.filter((segment) => isAllowed(place, segment))
  if (usable.length === 0 || usable[0] !== segments[0]) return undefined
  for (const aim of ['plan', 'hard'] as const) {
    const kept = keepWithin(material, place, usable, aim)
    if (kept !== undefined) return kept
  }
  return undefined
}

function keepWithin(
  material: Material,
  place: Place,
  segments: readonly Segment[],
  aim: 'hard' | 'plan',
): readonly Segment[] | undefined {
  let kept = segments
  while (!fits(place, kept, aim)) {
    const least = kept
      .slice(1)
      .reduce<Segment | undefined>(
        (low, segment) =>
          low === undefined || worth(material, segment) <= worth(material, low) ? segment : low,
        undefined,
      )
    if (least === undefined) return undefined
    kept = kept.filter((segment) => segment !== least)
  }
  return kept
}

function worth({ weightOf }: Material, { factIds }: Segment): number {
  return Math.max(0, ...factIds.map(weightOf))
}
