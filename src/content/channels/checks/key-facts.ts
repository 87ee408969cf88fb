/** Which of the cited facts a reader must see first: the heaviest that the grammar knows, for there is but one first place. */
import type { Fact, FactSheet } from '../../facts/fact.ts'
import { grammarFor } from '../../writer/languages.ts'

/** @param cited ids of the facts a text rests on */
export function keyFacts(sheet: FactSheet, cited: ReadonlySet<string>): Fact[] {
  const { attributes } = grammarFor(sheet.locale)
  let best: Fact | undefined
  let bestWeight = 0
  for (const id of cited) {
    const fact = sheet.byId.get(id)
    if (fact === undefined || !/^[ac]_/.test(id)) continue
    const weight = attributes.get(fact.attribute)?.weight ?? 1
    if (weight > bestWeight) [best, bestWeight] = [fact, weight]
  }
  return best === undefined ? [] : [best]
}
