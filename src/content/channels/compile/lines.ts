/** Lines that begin with the name and say as many facts as there is room for. */
import type { Segment } from '../../drafts/segment.ts'
import type { Fact } from '../../facts/fact.ts'
import type { Phrase } from '../../writer/plan/phrase.ts'
import { claim } from '../../writer/realise/sentence.ts'
import { fits, type Place } from './fit.ts'
import { fragmentLine, fragmentsOf, joinFragments, type Fragment } from './fragments.ts'
import type { Material } from './material.ts'
import type { Name } from './names.ts'

/** Phrases tried before a line is taken as it is. */
const PHRASES_TRIED = 10

export interface LineShape {
  /** Between the name and the first fact, and between facts. */
  readonly after: string
  readonly between: string
  readonly factsMax: number
  /** What follows the line in its field: the name of the shop, an opt-out. */
  readonly suffix: readonly Segment[]
}

export interface Line {
  readonly segments: readonly Segment[]
  /** Phrases that it says. */
  readonly used: readonly Phrase[]
}

/** Undefined when not even the shortest name fits. */
export function nameLine(
  material: Material,
  place: Place,
  shape: LineShape,
  phrases = material.phrases,
): Line | undefined {
  const withSuffix = (segment: Segment) => [segment, ...shape.suffix]
  const nameIn = (aim: 'hard' | 'plan', isSpecific: boolean) =>
    material.names.find(
      (name) => name.isSpecific === isSpecific && fits(place, withSuffix(claim(name.text, name.facts)), aim),
    )
  // A name that could be anybody's is worse than one that exceeds the plan.
  const name = nameIn('plan', true) ?? nameIn('hard', true) ?? nameIn('plan', false) ?? nameIn('hard', false)
  if (name === undefined)
    return shape.suffix.length === 0
      ? undefined
      : nameLine(material, place, { ...shape, suffix: [] }, phrases)
  const used: Phrase[] = []
  let line = claim(name.text, name.facts)
  let said: readonly Fact[] = name.facts
  for (const phrase of phrases.slice(0, PHRASES_TRIED)) {
    if (used.length >= shape.factsMax) break
    if (phrase.negative || isSaidBy(name, phrase)) continue
    const joint = used.length === 0 ? shape.after : shape.between
    const longer = fragmentsOf(material, phrase)
      .map(({ text, facts }) => claim(`${line.text}${joint}${text}`, [...said, ...facts]))
      .find((candidate) => fits(place, withSuffix(candidate), 'plan'))
    if (longer === undefined) continue
    said = [...said, ...phrase.facts]
    line = longer
    used.push(phrase)
  }
  return { segments: withSuffix(line), used }
}

/** Entries of a list: one phrase each, as long as the plan allows and no two alike. */
export function listOf(material: Material, place: Place, phrases: readonly Phrase[], max: number): Segment[] {
  const lines: Segment[] = []
  const least = place.rules.limits.find(({ kind }) => kind === 'plan')?.min ?? 0
  let short: Fragment | undefined
  for (const phrase of phrases) {
    if (lines.length >= max) break
    const options = fragmentsOf(material, phrase).map((fragment) =>
      short === undefined ? fragment : joinFragments(short, fragment),
    )
    const fitting = options.find((fragment) => fits(place, [fragmentLine(fragment)], 'plan'))
    if (fitting === undefined) continue
    // A word alone makes no entry where the channel wants ten units: it joins the next.
    if (fitting.text.length < least) {
      short = fitting
      continue
    }
    short = undefined
    const line = fragmentLine(fitting)
    if (!lines.some(({ text }) => text.toLowerCase() === line.text.toLowerCase())) lines.push(line)
  }
  return lines
}

/** "1.7 litres" need not be said after a title that ends in "1.7 l". */
function isSaidBy(name: Name, phrase: Phrase): boolean {
  const title = ` ${name.text.toLowerCase()} `
  return (
    name.facts.some((fact) => phrase.facts.includes(fact)) ||
    phrase.facts.every(({ value, unit }) =>
      typeof value === 'boolean'
        ? false
        : title.includes(` ${String(value).toLowerCase()}${unit === null ? ' ' : ''}`),
    )
  )
}
