/**
 * Whether a sentence says what it cites. A value said in part, or a citation nothing speaks of, is a wrong citation:
 * that finds exchanged citations and values that were replaced by words every sentence may hold.
 */
import type { JudgedNumber } from './judge-numbers.ts'
import type { Licence, ValueForm } from './licence/licence.ts'
import type { Reading } from './text/reading.ts'

export type Spoken = 'whole' | 'part' | 'none'

export function spokenOf(licence: Licence, reading: Reading, numbers: readonly JudgedNumber[]): Spoken {
  const { fact, attribute } = licence
  if (licence.isName) return 'whole'
  const speaks =
    attribute.telling.size === 0
      ? attribute.label.every((stem) => reading.tokens.some((token) => token.stem === stem))
      : reading.tokens.some(
          ({ stem }, index) => reading.inName[index] !== true && attribute.telling.has(stem),
        )
  if (typeof fact.value === 'boolean') return speaks ? 'whole' : 'none'
  if (typeof fact.value === 'number') {
    const isSaid = numbers.some(
      ({ by, mention }) => by.includes(licence) && reading.inName[mention.index] !== true,
    )
    if (isSaid || licence.forms.some((form) => saysForm(form, reading) === 'whole')) return 'whole'
    // One of a thing is said by its article: "has a USB port". None is denied.
    return speaks && fact.unit === null && fact.value <= 1 ? 'whole' : 'none'
  }
  const said = licence.forms.map((form) => saysForm(form, reading))
  if (said.includes('whole')) return 'whole'
  return said.includes('part') ? 'part' : 'none'
}

/** Nobody reads out a list of this many items; some of them are enough, if each is whole. */
const LONG_LIST = 6

function saysForm(items: ValueForm, reading: Reading): Spoken {
  const whole = items.filter((item) => saysItem(item, reading)).length
  if (whole === items.length || (items.length >= LONG_LIST && whole > 0)) return 'whole'
  if (whole > 0) return 'part'
  return items.some((item) => item.some((stem) => reading.tokens.some((token) => token.stem === stem)))
    ? 'part'
    : 'none'
}

/** The words of an item in their order, with little between them. */
function saysItem(item: readonly string[], { tokens, inName }: Reading): boolean {
  const [first] = item
  for (let begin = 0; begin < tokens.length; begin += 1) {
    if (tokens[begin]?.stem !== first || inName[begin] === true) continue
    let at = 1
    let index = begin + 1
    while (at < item.length && index < tokens.length && index - begin < item.length + GAP_MAX) {
      if (tokens[index]?.stem === item[at]) at += 1
      index += 1
    }
    if (at === item.length) return true
  }
  return false
}

const GAP_MAX = 4
