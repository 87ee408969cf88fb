/**
 * Whether a sentence says what it cites. A value said in part, or a citation nothing speaks of, is a wrong citation:
 * that finds exchanged citations and values that were replaced by words every sentence may hold.
 */
import type { JudgedNumber } from './judge-numbers.ts'
import type { Licence, ValueForm } from './licence/licence.ts'
import type { Lexicon } from './lexicon/lexicon.ts'
import type { Reading } from './text/reading.ts'

export type Spoken = 'whole' | 'part' | 'none'

export function spokenOf(
  licence: Licence,
  reading: Reading,
  numbers: readonly JudgedNumber[],
  { indefinite }: Lexicon,
): Spoken {
  const { fact, attribute } = licence
  if (fact.id.startsWith('p_')) return 'whole'
  const speaks =
    attribute.telling.size === 0
      ? attribute.label.every((stem) => reading.tokens.some((token) => token.stem === stem))
      : reading.tokens.some(
          ({ stem }, index) => reading.inName[index] !== true && attribute.telling.has(stem),
        )
  if (typeof fact.value === 'boolean') return speaks && namesAttribute(licence, reading) ? 'whole' : 'none'
  if (typeof fact.value === 'number') {
    const isSaid = numbers.some(
      ({ by, mention, isLabel }) =>
        !isLabel && by.includes(licence) && reading.inName[mention.index] !== true,
    )
    if (isSaid || licence.forms.some((form) => saysForm(form, reading) === 'whole')) return 'whole'
    // One of a thing is said by its article: "has a USB port". None is denied.
    if (!speaks || fact.unit !== null) return 'none'
    const hasArticle = reading.tokens.some(({ lower }) => indefinite.has(lower))
    return fact.value === 0 || (fact.value === 1 && hasArticle) ? 'whole' : 'none'
  }
  const said = licence.forms.map((form) => saysForm(form, reading))
  if (said.includes('whole')) return 'whole'
  if (!said.includes('part')) return 'none'
  // "Stereo portable speaker" may be called a speaker.
  return licence.isName ? 'whole' : 'part'
}

/** An attribute the grammar has no words for is said by its name: by half of it at least. */
function namesAttribute({ attribute }: Licence, { tokens }: Reading): boolean {
  if (attribute.isWorded) return true
  const names = attribute.label.filter((stem) => attribute.telling.has(stem))
  const said = names.filter((stem) => tokens.some((token) => token.stem === stem)).length
  return names.length === 0 || said * 2 >= names.length
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
