/** The first sentence: what it is and its strongest facts. A plan is drawn among those the facts can fill. */
import type { Segment } from '../../drafts/segment.ts'
import type { Description } from '../plan/description.ts'
import type { Phrase } from '../plan/phrase.ts'
import { fillSlots } from '../words/fill-slots.ts'
import { capitalise, listText } from '../words/wording.ts'
import { bareOpening } from './bare-opening.ts'
import { castFor, castSize, type Cast } from './cast.ts'
import { coordinateVerbs } from './coordinate.ts'
import { lightVerbs } from './light-verbs.ts'
import { nameIn, unguarded } from './name-in.ts'
import { namedFacts } from './opening-facts.ts'
import { agreeing, claim, frontOf, withRest } from './sentence.ts'

export interface Opening {
  readonly segment: Segment
  readonly used: readonly Phrase[]
}

export type OpeningParts = Omit<Description, 'phrases'>

/** An opening of so many facts is rich enough to be drawn. */
const RICH = 2

/** @param lead phrases the opening may use, heaviest first */
export function openFully(parts: OpeningParts, lead: readonly Phrase[]): Opening {
  const patterns = [...(parts.family?.openings ?? []), ...parts.grammar.openings.full]
  return openWith(parts, patterns, lead) ?? { segment: bareOpening(parts), used: [] }
}

/** A line without a verb, for lists; undefined when the facts cannot fill any. */
export function openBriefly(parts: OpeningParts, lead: readonly Phrase[]): Opening | undefined {
  return openWith(parts, parts.grammar.openings.brief, lead)
}

/** A sentence of any pattern about one to four facts; undefined when no pattern can be filled. */
export function openWith(
  parts: OpeningParts,
  patterns: readonly string[],
  lead: readonly Phrase[],
): Opening | undefined {
  const plans = patterns.flatMap((pattern) => {
    const cast = castFor(pattern, parts, lead)
    return cast === undefined ? [] : [{ pattern, cast }]
  })
  const richest = Math.max(...plans.map(({ cast }) => castSize(cast)))
  const rich = plans.filter(({ cast }) => castSize(cast) >= Math.min(richest, RICH))
  const pattern = parts.chooser.draw(rich.map((plan) => plan.pattern))
  const picked = rich.find((plan) => plan.pattern === pattern)
  return picked === undefined
    ? undefined
    : fillOpening(parts.chooser.close(picked.pattern), parts, picked.cast)
}

function fillOpening(pattern: string, parts: OpeningParts, cast: Cast): Opening {
  const { grammar, name, chooser, brand } = parts
  const used = [...cast.adjectives, ...cast.fronts, ...cast.nouns, ...cast.verbs]
  const fronts = listText(
    grammar,
    cast.fronts.flatMap((phrase) => frontOf(phrase, chooser) ?? []),
  )
  const predicates = cast.verbs.map((phrase) =>
    phrase.fill(chooser.say(cast.nouns.length > 0 ? lightVerbs(grammar, phrase) : phrase.verbs)),
  )
  const predicate = coordinateVerbs(grammar, predicates, name.plural)
  const [verb = '', ...rest] = predicate.split(' ')
  const adjectives = cast.adjectives.flatMap((phrase) => phrase.adjective ?? [])
  const agreed = withRest(agreeing(grammar, pattern, name.plural), rest.length > 0)
  const named = nameIn(parts, agreed, adjectives)
  const things = () =>
    listText(
      grammar,
      cast.nouns.map((phrase) => phrase.fill(chooser.say(phrase.nouns))),
    )
  const text = fillSlots(named, {
    brand: brand?.text ?? '',
    Brand: brand?.text ?? '',
    fronts,
    after: fronts,
    After: capitalise(fronts),
    Fronts: capitalise(fronts),
    vps: predicate,
    verb,
    rest: rest.join(' '),
    nps: things,
    Nps: () => capitalise(things()),
  })
  return {
    segment: claim(unguarded(text), [
      ...namedFacts(pattern, parts),
      ...used.flatMap((phrase) => phrase.facts),
    ]),
    used,
  }
}
