/**
 * A faithful copywriter by rule: says the same facts in other words, with the same citations. Written without a look at
 * the gate's lexicon, so that the gate's strictness about words is measured and not its memory.
 */
import type { Chooser } from '../../../src/content/writer/words/random.ts'
import type { Segment } from '../../../src/content/drafts/segment.ts'

type Rule = readonly [pattern: RegExp, replacements: readonly [string, ...string[]]]

/** `$1` and the like as in String.replace. */
const rules: readonly Rule[] = [
  [/\bcomes in (?=[a-z])/, ['is available in ', 'is offered in ', 'can be had in ']],
  [/\bcome in (?=[a-z])/, ['are available in ', 'are offered in ']],
  [
    /\bis made (?:of|from) /,
    ['is crafted from ', 'is constructed from ', 'consists of ', 'is manufactured from '],
  ],
  [/\b[Mm]ade (?:of|from) (?=\w)/, ['Crafted from ', 'Built from ']],
  [/\bis compatible with /, ['works with ', 'can be used with ', 'is designed to work with ']],
  [/\bworks with /, ['is compatible with ', 'is suitable for ', 'supports ']],
  [/\bcomes with /, ['includes ', 'is supplied with ', 'ships with ']],
  [/\bincludes /, ['comes with ', 'is delivered with ']],
  [/\bconnects (.+?) to /, ['links $1 to ', 'joins $1 with ']],
  [/\bgoes from (.+?) to /, ['runs from $1 to ', 'leads from $1 to ']],
  [/\b(It|They) (?:has|have) /, ['You get ', 'You will find ', 'There you have ']],
  [/\bhas (an? )/, ['features $1', 'offers $1', 'boasts $1', 'is equipped with $1', 'sports $1']],
  [/\bhas (\d)/, ['features $1', 'provides $1', 'is fitted with $1']],
  [/\bIt uses (.+?) technology\b/, ['$1 technology is used', 'It relies on $1 technology']],
  [/\buses /, ['makes use of ', 'employs ', 'relies on ']],
  [/\bIt weighs ([\d.,]+ ?\w+)/, ['Its weight is $1', 'It tips the scales at $1']],
  [
    /\bIts (.+?) is (.+?) and its (.+?) is (.+?)\.$/,
    ['Its $3 is $4, and its $1 is $2.', 'With regard to its $1, it is $2; the $3 is $4.'],
  ],
  [
    /^The (.+?) is (.+?) and the (.+?) is (.+?)\.$/,
    ['The $3 is $4, while the $1 is $2.', 'The $3 is $4; the $1 is $2.'],
  ],
  [/^This is the /, ['Meet the ', 'Here is the ', 'Introducing the ', 'Say hello to the ']],
  [/^From (.+?) comes (an?) (.+?) that /, ['$1 presents $2 $3 that ', '$1 brings you $2 $3 which ']],
  [
    /^This (.+?) by (.+?) (comes|is|works|has|uses) /,
    ['This $1 from $2 $3 ', '$2 built this $1, and it $3 '],
  ],
  [
    /^With (.+?), (the .+?) (comes|is|works|has|uses|connects|supports|goes) (.+)\.$/,
    ['$2 $3 $4, with $1.', '$2 $3 $4. It also has $1.', '$2 $3 $4, along with $1.'],
  ],
  [/^There (?:is|are) /, ['You get ', 'You will find ']],
  [/ and comes in /, ['. It comes in ', ', and you can get it in ', '; it comes in ']],
  [/, and comes in /, ['. It also comes in ', ', and it is available in ']],
  [
    /^Please note that it is not /,
    ['Note that it is not ', "Please be aware that it isn't ", 'Keep in mind that it is not '],
  ],
  [/\bcomes from /, ['is produced in ', 'originates from ', 'is made in ', 'hails from ']],
  [/\bcome from /, ['are produced in ', 'originate from ']],
  [/\bsupports /, ['works with ', 'is compatible with ']],
  [/\bruns on /, ['is powered by ', 'operates on ']],
  [/\bis for (?=\w+ devices)/, ['is intended for ', 'is meant for ', 'suits ']],
  [/\bfits (?=\w+ devices)/, ['suits ', 'is meant for ']],
  [/\bAvailable in /, ['You can choose between ', 'It is available in ']],
  [/\bInstead of\b|\binstead of\b/, ['rather than', 'down from']],
  [/, so you save /, [', which saves you ', '. You save ']],
  [/\bYou save /, ['That saves you ', 'Your saving: ']],
  [/\boff the /, ['off the price of the ']],
  [/: now (€[\d.,]+), was (€[\d.,]*\d)/, [': $1 now, $2 before', ': it used to be $2 and is now $1']],
  [/\bprints in /, ['produces prints in ', 'provides printing in ']],
  [/\bweighs /, ['has a weight of ', 'comes in at ']],
  [/\bhas a capacity of |\bholds (?=\d)/, ['offers a capacity of ', 'has room for ']],
  [/\bis rated at /, ['has a rating of ', 'delivers ']],
]

/** Units, numbers and spelling: the same value in another form. */
const forms: readonly Rule[] = [
  [/(\d) litres\b/, ['$1 l', '$1 L']],
  [/(\d) kg\b/, ['$1 kilograms', '$1 kilos']],
  [/(\d) cm\b/, ['$1 centimetres']],
  [/(\d) mm\b/, ['$1 millimetres', '$1mm']],
  [/(\d) g\b/, ['$1 grams', '$1g']],
  [/(\d) metres?\b/, ['$1 m']],
  [/(\d) GB\b/, ['$1GB', '$1 gigabytes']],
  [/(\d) W\b/, ['$1 watts', '$1W']],
  [/(?<=\b(?:has|have|with|features|provides|and|are|get) )2 (?=[a-z]{3})/, ['two ']],
  [/(?<=\b(?:has|have|with|features|provides|and|are|get) )4 (?=[a-z]{3})/, ['four ']],
  [/(?<=\b(?:has|have|with|features|provides|and|are|get) )6 (?=[a-z]{3})/, ['six ']],
  [/\bgrey\b/, ['gray']],
  [/\bcolour/, ['color']],
  [/^It (?=comes|is|has|works|uses|connects|supports)/, ['This product ', 'This model ', 'The item ']],
  [/^They (?=come|are|have|work|use)/, ['These ']],
]

/** @returns undefined when no rule fits the sentence */
export function paraphrase(segment: Segment, chooser: Chooser): Segment | undefined {
  const applied = [...shuffled(rules, chooser).slice(0), ...shuffled(forms, chooser)]
  let text = segment.text
  let count = 0
  for (const [pattern, replacements] of applied) {
    if (count === 3) break
    if (!pattern.test(text)) continue
    text = capitalised(text.replace(pattern, chooser.pick(replacements)))
    count += 1
  }
  return text === segment.text ? undefined : { ...segment, text }
}

/** Two neighbours in one sentence, with the citations of both. */
export function merge(one: Segment, two: Segment): Segment | undefined {
  if (!/^(?:It|They|Its) /.test(two.text) || !one.text.endsWith('.')) return undefined
  const rest = `${two.text.charAt(0).toLowerCase()}${two.text.slice(1)}`
  return {
    ...one,
    text: `${one.text.slice(0, -1)}, and ${rest}`,
    factIds: [...new Set([...one.factIds, ...two.factIds])],
  }
}

function shuffled<T>(items: readonly T[], chooser: Chooser): T[] {
  const left = [...items]
  const order: T[] = []
  while (left.length > 0) order.push(...left.splice(chooser.below(left.length), 1))
  return order
}

function capitalised(text: string): string {
  return text
    .replace(/^[a-z]/, (letter) => letter.toUpperCase())
    .replace(/(?<=\. )[a-z]/g, (letter) => letter.toUpperCase())
}
