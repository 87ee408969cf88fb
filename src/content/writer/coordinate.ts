/** Joins verb phrases of one subject: "has a lid" + "has a handle" → "has a lid and a handle". Pure text. */
import { listText, pluralVerbPhrase } from './words/wording.ts'

/** Phrases that contain commas or "and" need a comma before the last "and", or readers lose the structure. */
export function isHeavy(text: string): boolean {
  return text.includes(' and ') || /,(?!\d{3})/.test(text)
}

/** One predicate out of one to three verb phrases; equal verbs are said once, number agrees with the subject. */
export function coordinateVerbs(phrases: readonly string[], plural: boolean): string {
  const merged = mergeEqualVerbs(phrases)
  const agreed = plural ? merged.map(pluralVerbPhrase) : merged
  if (agreed.length === 2 && agreed.some(isHeavy)) return `${agreed[0] ?? ''}, and ${agreed[1] ?? ''}`
  if (agreed.length > 2 && agreed.some(isHeavy))
    return `${agreed.slice(0, -1).join(', ')}, and ${agreed.at(-1) ?? ''}`
  return listText(agreed)
}

/** Stated No's of one subject: "has no lid or handle", "is not foldable or waterproof". */
export function coordinateDenials(phrases: readonly string[], plural: boolean): string {
  const byHead = new Map<string, string[]>()
  for (const phrase of phrases) {
    const [, head = '', rest = phrase] =
      /^(has no|is not|comes without|needs no|cannot|does not) (.+)$/.exec(phrase) ?? []
    byHead.set(head, [...(byHead.get(head) ?? []), rest])
  }
  const parts = [...byHead].map(([head, rests]) => {
    const last = rests.at(-1) ?? ''
    const list = rests.length === 1 ? last : `${rests.slice(0, -1).join(', ')} or ${last}`
    return head === '' ? rests.join(' and ') : `${head} ${list}`
  })
  return listText(plural ? parts.map(pluralVerbPhrase) : parts)
}

function mergeEqualVerbs(phrases: readonly string[]): string[] {
  const merged: string[] = []
  for (const verb of ['is', 'has']) {
    const same = phrases.filter(
      (phrase) => phrase.startsWith(`${verb} `) && !/^is an? /.test(phrase) && !isHeavy(phrase),
    )
    if (same.length > 1) {
      merged.push(`${verb} ${listText(same.map((phrase) => phrase.slice(verb.length + 1)))}`)
    }
  }
  if (merged.length === 0) return [...phrases]
  const done = new Set(merged.map((phrase) => phrase.split(' ')[0]))
  return [
    ...merged,
    ...phrases.filter(
      (phrase) => isHeavy(phrase) || /^is an? /.test(phrase) || !done.has(phrase.split(' ')[0]),
    ),
  ]
}
