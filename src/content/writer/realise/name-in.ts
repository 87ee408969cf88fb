/** Puts the product's name or noun into a pattern, with the determiner and the adjectives it takes there. */
import type { Description } from '../plan/description.ts'
import { capitalise, determinerOf } from '../words/wording.ts'
import { genderOf, namingSlot } from './cast.ts'

/** Marks a slot-like run of letters inside a name, so that filling the other slots leaves it alone. */
const GUARD = '\u0001'

/**
 * @param adjectives qualities before the noun: "cordless", "height adjustable"
 * @returns the pattern with its naming slots filled; braces of the name itself stay guarded until `unguarded`
 */
export function nameIn(
  { grammar, name }: Pick<Description, 'grammar' | 'name'>,
  pattern: string,
  adjectives: readonly string[],
): string {
  const gender = genderOf(name)
  return pattern.replace(namingSlot, (_slot, word: string | undefined, before = '', thing: string) => {
    const key = word?.toLowerCase() ?? 'none'
    const isDescribed = before === 'adj ' || before === 'Adj '
    const ending = gender === null ? '' : (grammar.morphology.determiners[key]?.endings?.[gender] ?? '')
    const qualities = isDescribed
      ? adjectives.map((quality) => `${quality.replaceAll(' ', grammar.morphology.compound)}${ending}`)
      : []
    const bare = thing === 'name' ? name.title : (name.noun?.text ?? '')
    const described = [qualities.join(', '), bare.replaceAll('{', GUARD)]
      .filter((part) => part !== '')
      .join(' ')
    const determiner = word === undefined ? undefined : determinerOf(grammar, key, described, gender)
    const text = determiner === undefined || determiner === '' ? described : `${determiner} ${described}`
    const isFirst = before === 'Adj ' || (word !== undefined && word !== key)
    return isFirst ? capitalise(text) : text
  })
}

/** Gives guarded braces back, once every slot is filled. */
export function unguarded(text: string): string {
  return text.replaceAll(GUARD, '{')
}
