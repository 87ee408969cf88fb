/** Joins verb phrases of one subject: "has a lid" + "has a handle" → "has a lid and a handle". Pure text. */
import type { Grammar } from '../grammar.ts'
import { alternativesText, listText, pluralVerbPhrase } from '../words/wording.ts'

type Rules = Pick<Grammar, 'morphology'>

/** Phrases that contain commas or "and" need a comma before the last "and", or readers lose the structure. */
export function isHeavy({ morphology }: Rules, text: string): boolean {
  return text.includes(` ${morphology.and} `) || /,(?!\d)/.test(text)
}

/** One predicate out of one to three verb phrases; equal verbs are said once, number agrees with the subject. */
export function coordinateVerbs(grammar: Rules, phrases: readonly string[], plural: boolean): string {
  const merged = mergeEqualVerbs(grammar, phrases)
  const agreed = plural ? merged.map((phrase) => pluralVerbPhrase(grammar, phrase)) : merged
  if (agreed.length < 2 || !agreed.some((phrase) => isHeavy(grammar, phrase)))
    return listText(grammar, agreed)
  return `${agreed.slice(0, -1).join(', ')}, ${grammar.morphology.and} ${agreed.at(-1) ?? ''}`
}

/** Stated No's of one subject: "has no lid or handle", "is not foldable or waterproof". */
export function coordinateDenials(grammar: Rules, phrases: readonly string[], plural: boolean): string {
  const byHead = new Map<string, string[]>()
  for (const phrase of phrases) {
    const head = grammar.morphology.denials.find((denial) => phrase.startsWith(`${denial} `)) ?? ''
    const rest = head === '' ? phrase : phrase.slice(head.length + 1)
    byHead.set(head, [...(byHead.get(head) ?? []), rest])
  }
  const parts = [...byHead].map(([head, rests]) =>
    head === '' ? listText(grammar, rests) : `${head} ${alternativesText(grammar, rests)}`,
  )
  return listText(grammar, plural ? parts.map((part) => pluralVerbPhrase(grammar, part)) : parts)
}

function mergeEqualVerbs(grammar: Rules, phrases: readonly string[]): string[] {
  const { sharedVerbs, unshared } = grammar.morphology
  const isShared = (phrase: string) => !unshared.test(phrase) && !isHeavy(grammar, phrase)
  const merged: string[] = []
  const done = new Set<string>()
  for (const verb of sharedVerbs) {
    const same = phrases.filter((phrase) => phrase.startsWith(`${verb} `) && isShared(phrase))
    if (same.length < 2) continue
    merged.push(
      `${verb} ${listText(
        grammar,
        same.map((phrase) => phrase.slice(verb.length + 1)),
      )}`,
    )
    for (const phrase of same) done.add(phrase)
  }
  return [...merged, ...phrases.filter((phrase) => !done.has(phrase))]
}
