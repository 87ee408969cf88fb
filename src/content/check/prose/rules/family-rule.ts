/** Compares features, materials, colours and named technology with the attributes that answer for them. */
import type { Evidence, EvidenceIndex } from '../evidence.ts'
import { createObservation, factsInWords, spanOf, type Observation, type ProseRule } from '../observation.ts'
import { isDenied, sentenceAt, type Passage } from '../passage.ts'
import { deviceFeatures } from '../words/device-features.ts'
import { deviceVocabulary } from '../words/device-vocabulary.ts'
import type { Family, Term } from '../words/family.ts'
import { goodsVocabulary } from '../words/goods-vocabulary.ts'
import { namedTechnology } from '../words/named-technology.ts'

const families: readonly Family[] = [
  ...deviceFeatures,
  ...deviceVocabulary,
  ...namedTechnology,
  ...goodsVocabulary,
]

export const judgeFamilies: ProseRule = (passage, index) =>
  families.flatMap((family) =>
    family.terms.flatMap((term) => {
      if (term.triggers !== null && !term.triggers.some((trigger) => passage.lower.includes(trigger)))
        return []
      return [...passage.masked.matchAll(term.text)].flatMap((match) => {
        const isNear = family.near?.test(sentenceAt(passage, match.index).text) ?? true
        return isNear ? [judgeTerm(family, term, match, passage, index)] : []
      })
    }),
  )

function judgeTerm(
  family: Family,
  term: Term,
  match: RegExpExecArray,
  passage: Passage,
  index: EvidenceIndex,
): Observation {
  const span = spanOf(match)
  const about = index.all.filter(({ label, fact }) => !fact.id.startsWith('p_') && family.about.test(label))
  const supporting = supportOf(family, term, about, index)
  const saysNo = about.filter(({ polarity }) => polarity === 'no')
  if (isDenied(passage, span.start, span.end)) {
    const rule = `denied:${family.id}`
    if (supporting.length > 0) {
      const fix = `The text denies ${term.name}; the data says ${factsInWords(supporting)}.`
      return createObservation(rule, 'contradiction', 'F07', span, supporting, fix)
    }
    if (saysNo.length > 0) return createObservation(rule, 'supported', 'F07', span, saysNo)
    const fix = `No fact denies ${term.name}: leave the denial out.`
    return createObservation(rule, 'unfounded-denial', 'F07', span, [], fix)
  }
  const rule = `asserted:${family.id}`
  if (supporting.length > 0) return createObservation(rule, 'supported', family.code, span, supporting)
  if (saysNo.length > 0) {
    const fix = `The text claims ${term.name}; the data says ${factsInWords(saysNo)}.`
    return createObservation(rule, 'contradiction', 'F07', span, saysNo, fix)
  }
  const lists = about.filter(({ polarity }) => polarity === 'value')
  if (family.kind === 'closed' && lists.length > 0) {
    const fix = `The text says ${term.name}; the data says ${factsInWords(lists)}.`
    return createObservation(rule, 'contradiction', family.code, span, lists, fix)
  }
  // A maker or product line is a name: none may be invented, whatever else the data leaves open.
  const isClaimed = family.isNamed === true && index.hasFacts && isInside(passage, span.start)
  const kind = isClaimed ? 'unknown-name' : 'unsupported'
  const fix = `No fact mentions ${term.name}: leave it out, or add the attribute.`
  return createObservation(rule, kind, family.code, span, lists, fix)
}

/** "For Mac and Windows" names what it goes with; "runs on Android" names what is in it. */
function isInside(passage: Passage, at: number): boolean {
  return /\b(?:runs?|running|powered|driven|equipped|operating system|chip|chipset|processor|cpu|gpu|graphics|os)\b/i.test(
    sentenceAt(passage, at).text,
  )
}

function supportOf(
  family: Family,
  term: Term,
  about: readonly Evidence[],
  index: EvidenceIndex,
): readonly Evidence[] {
  if (family.kind === 'presence') {
    const present = about.filter(({ polarity }) => polarity === 'yes' || polarity === 'value')
    if (present.length > 0 || about.some(({ polarity }) => polarity === 'no')) return present
  }
  return index.all.filter(({ support }) => support !== '' && term.evidence.test(support))
}
