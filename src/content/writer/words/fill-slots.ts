/** Puts values into the slots of a pattern in one pass: a value that looks like a slot stays the letters it is. */
import type { Grammar } from '../grammar.ts'
import type { SpokenValue } from './spoken-value.ts'
import { firstWording } from './open-words.ts'
import { determinerOf, withDeterminer } from './wording.ts'

export function fillSlots(pattern: string, slots: Readonly<Record<string, string | (() => string)>>): string {
  return pattern.replace(/\{([\w= ]+)\}/g, (slot, key: string) => {
    const value = Object.hasOwn(slots, key) ? slots[key] : undefined
    if (value === undefined) return slot
    return typeof value === 'string' ? value : value()
  })
}

/** "{a v}", "{m|en}", "{width#}": determiner, name, form, ending. */
const valueSlot = /\{(?:(\p{L}+) )?(\w+)([#~^]?)(?:\|(\p{L}+))?\}/gu

/** What a value slot can be filled with; a form it lacks makes the pattern unusable. */
export type ValueOf = (name: string, form: '' | '#' | '~') => SpokenValue | undefined

/** Fills the value slots of a wording. Slots that are not the value's (`valueOf` gives undefined) stay. */
export function fillValues(grammar: Grammar, pattern: string, valueOf: ValueOf): string {
  return firstWording(pattern)
    .replace(
      valueSlot,
      (slot, determiner: string | undefined, name: string, form: string, ending: string | undefined) => {
        const value = valueOf(name, form === '#' ? '#' : form === '~' ? '~' : '')
        if (value === undefined) return slot
        const text =
          ending === undefined
            ? form === '^'
              ? value.oblique
              : form === '~' || name === 'm'
                ? value.modifier
                : value.text
            : `${value.stem ?? value.text}${ending}`
        return determiner === undefined ? text : withDeterminer(grammar, determiner, text, value.gender)
      },
    )
    .replace(repeatedNoun, '$1')
}

/** A value that ends in the noun of its wording says it once: "flat weave", not "flat weave weave". */
const repeatedNoun = /(\p{L}*(\p{L}{4,})) \2(?!\p{L})/gu

const askingSlot = /\{(?:\p{L}+ |[^}]*\|)/u

/** False when the pattern asks a value for an ending or a gender it does not have. */
export function canFill(grammar: Grammar, pattern: string, valueOf: ValueOf): boolean {
  // Most patterns ask for nothing but the value.
  if (!askingSlot.test(pattern)) return true
  for (const [, determiner, name = '', form = '', ending] of pattern.matchAll(valueSlot)) {
    const value = valueOf(name, form === '#' ? '#' : form === '~' ? '~' : '')
    if (value === undefined) continue
    if (ending !== undefined && value.stem === null) return false
    if (determiner !== undefined && determinerOf(grammar, determiner, value.text, value.gender) === undefined)
      return false
  }
  return true
}
