/** What unlocks a restricted phrase: a fact that the sentence cites, of the right kind, valid today and in this place. */
import type { Fact, Jurisdiction } from '../../facts/fact.ts'
import type { GateContext } from '../gate-context.ts'
import { wordsOf, type Word } from '../text/words.ts'
import type { Reading } from '../text/reading.ts'
import { claimGroups, type ClaimGroup } from './claim-group.ts'

/** @param phrase as it stands in the text */
export function isLicensed(
  group: ClaimGroup,
  phrase: string,
  reading: Reading,
  jurisdiction: Jurisdiction,
  context: GateContext,
): boolean {
  const { cited } = reading
  switch (claimGroups[group].licence) {
    case 'never':
      return false
    case 'certificate':
      return cited.some((fact) => isCertificateFor(fact, phrase, jurisdiction, context))
    case 'whole-fact':
      return (
        cited.some((fact) => isCertificateFor(fact, phrase, jurisdiction, context)) ||
        saysPart(reading) ||
        cited.some((fact) => isTrueOfWhole(fact, phrase))
      )
    case 'award-fact':
      return cited.some((fact) => awardAttribute.test(fact.attribute) && fact.value !== false)
    case 'stock-fact':
      return cited.some(isStock)
    case 'date-fact':
      return cited.some((fact) => isOpenPromotion(fact, context.now))
    case 'stock-or-date':
      return cited.some((fact) => isStock(fact) || isOpenPromotion(fact, context.now))
  }
}

const awardAttribute = /(?:^|_)(?:award|awards|prize|rating|test_result|test_rating|review_score)(?:_|$)/
/** Attributes of one part: what is true of the lining is not true of the jacket. */
const partAttribute =
  /(?:^|_)(?:lining|sole|upper|outsole|insole|filling|fill|handle|cap|lid|cover|label|packaging|box|bottle|strap|frame|base|trim|insert|bag|sleeve|part|component|housing|backing)(?:_|$)/
const partWords =
  /\b(?:lining|sole|upper|outsole|insole|filling|handle|cap|lid|cover|label|packaging|box|bottle|strap|frame|trim|insert|sleeve|housing|backing|part|parts|component|components|futter|sohle|füllung|griff|deckel|bezug|verpackung|karton|flasche|gehäuse|teil|teile|anteil)\b/i
const claimWords =
  /recycl\w*|recycelt\w*|organic|renewable|plant|biobased|upcycled|reclaimed|natural|vegan|refillable|biologisch\w*|pflanzlich\w*|natürlich\w*|nachwachsend\w*|wiederverwertbar\w*/i

function isStock(fact: Fact): boolean {
  return fact.attribute === 'stock' && typeof fact.value === 'number'
}

/** A promotion that runs: its fact says when it ends. */
function isOpenPromotion(fact: Fact, now: string): boolean {
  if (!/^promotion(?:_ends)?$/.test(fact.attribute)) return false
  const { expiresAt } = fact
  return expiresAt === undefined ? String(fact.value) >= now.slice(0, 10) : expiresAt > now
}

/** "70% of the lining is recycled" speaks of a part or a share itself. */
function saysPart({ text, cited }: Reading): boolean {
  const share = /\b(\d{1,2}(?:[.,]\d+)?)\s?%/.exec(text)
  if (share !== null) {
    const value = Number((share[1] ?? '').replace(',', '.'))
    return cited.some((fact) => fact.value === value || String(fact.value).includes(share[1] ?? ''))
  }
  return partWords.test(text) && cited.length > 0
}

/** A fact of the whole product says it: "material: recycled polyester", "recyclable: Yes", "recycled_content: 100 %". */
function isTrueOfWhole(fact: Fact, phrase: string): boolean {
  if (partAttribute.test(fact.attribute)) return false
  const word = claimWords.exec(phrase)?.[0].toLowerCase() ?? ''
  if (word === '') return false
  const stem = word.slice(0, 6)
  if (fact.attribute.includes(stem)) return fact.value === true || (fact.value === 100 && fact.unit === '%')
  if (typeof fact.value !== 'string') return false
  const value = fact.value.toLowerCase()
  // "50 % recycled cotton" and "recycled lining" are parts again.
  const share = /(\d+(?:[.,]\d+)?)\s?%/.exec(value)
  return value.includes(stem) && (share === null || Number(share[1]) === 100) && !partWords.test(value)
}

/** A certificate names the phrase it unlocks; it counts while it runs and where it was granted. */
function isCertificateFor(
  fact: Fact,
  phrase: string,
  jurisdiction: Jurisdiction,
  { now }: GateContext,
): boolean {
  const { source, startsAt, expiresAt, jurisdictions } = fact
  if (source !== 'certificate' || fact.attribute !== 'certificate') return false
  if ((startsAt !== undefined && startsAt > now) || (expiresAt !== undefined && expiresAt <= now))
    return false
  if (jurisdictions !== undefined && !jurisdictions.includes(jurisdiction)) return false
  return isWithin(wordsOf(phrase), wordsOf(String(fact.value)))
}

/** Whether the words said stand in the certified phrase, in order; endings may differ ("umweltfreundliche"). */
function isWithin(said: readonly Word[], certified: readonly Word[]): boolean {
  return certified.some((_, from) =>
    said.every((word, offset) => {
      const other = certified[from + offset]?.text
      return other !== undefined && (word.text.startsWith(other) || other.startsWith(word.text))
    }),
  )
}
