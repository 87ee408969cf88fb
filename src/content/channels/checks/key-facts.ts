/** Which of the cited facts a reader must see first: all the shop demands, and else the heaviest, for there is but one first place. */
import type { Fact, FactSheet } from '../../facts/fact.ts'
import { mustSay } from '../../facts/must-say.ts'
import { grammarFor } from '../../writer/languages.ts'

/** @param cited ids of the facts a text rests on */
export function keyFacts(sheet: FactSheet, cited: ReadonlySet<string>): Fact[] {
  const wanted = mustSay(sheet).flatMap(({ attribute, facts }) => {
    const said = facts.filter(({ id }) => cited.has(id) || cited.has(id.replace(/^a_/, 'c_')))
    return said.length === 0
      ? []
      : [{ facts: said, isDemanded: sheet.dictionary.get(attribute)?.mustSay === true }]
  })
  const demanded = wanted.filter(({ isDemanded }) => isDemanded).flatMap(({ facts }) => facts)
  if (demanded.length > 0) return demanded
  return wanted[0]?.facts.slice(0, 1) ?? heaviestOf(sheet, cited)
}

function heaviestOf(sheet: FactSheet, cited: ReadonlySet<string>): Fact[] {
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
