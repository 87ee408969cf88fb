/**
 * C01–C07: claims that law restricts. Words inside a cited value or a name are data, except where law looks through
 * them: a generic green, health or safety claim stays a claim when a supplier's value says it, so only a certificate
 * licenses it. In a name the shop cannot be made to say something else here, so the finding warns.
 */
import { createFinding, type Finding } from '../finding.ts'
import type { Jurisdiction } from '../../facts/fact.ts'
import type { Check, GateContext } from '../gate-context.ts'
import { createPhraseIndex, type PhraseHit, type PhraseIndex } from '../text/phrase-index.ts'
import { isData, readDocument, type Reading } from '../text/reading.ts'
import type { Word } from '../text/words.ts'
import { claimGroupNames, claimGroups, type ClaimGroup, type ClaimWording } from './claim-group.ts'
import { isLicensed } from './evidence-slot.ts'
import { euPack } from './packs/eu.ts'
import type { JurisdictionPack, LawSource } from './packs/pack.ts'
import { ukPack } from './packs/uk.ts'
import { usPack } from './packs/us.ts'
import { english } from './wording/english.ts'
import { german } from './wording/german.ts'

export const jurisdictionPacks: Readonly<Record<Jurisdiction, JurisdictionPack>> = {
  eu: euPack,
  us: usPack,
  uk: ukPack,
}

const englishIndex = indexOf([english])
/** German shop texts borrow English claims ("eco-friendly"), seldom the other way round. */
const everyIndex = indexOf([german, english])

export const checkClaims: Check = (document, context) => {
  const index = claimIndexOf(document.locale)
  return readDocument(document, context).flatMap((reading) =>
    index.find(reading.words).flatMap((hit) => judge(hit, reading, context)),
  )
}

/** Groups of claims that only a certificate licenses, in words of a supplier: such a value is left unsaid. */
export function restrictedGroupsIn(words: readonly Word[], locale: string): ClaimGroup[] {
  return claimIndexOf(locale)
    .find(words)
    .flatMap(({ means }) => (means !== null && claimGroups[means].licence === 'certificate' ? [means] : []))
}

function claimIndexOf(locale: string): PhraseIndex<ClaimGroup | null> {
  return /^en\b/i.test(locale) ? englishIndex : everyIndex
}

function indexOf(wordings: readonly ClaimWording[]): PhraseIndex<ClaimGroup | null> {
  return createPhraseIndex<ClaimGroup | null>(
    wordings.flatMap(({ groups, harmless }) => [
      ...harmless.map((phrase) => [phrase, null] as const),
      ...claimGroupNames.flatMap((group) => groups[group].map((phrase) => [phrase, group] as const)),
    ]),
  )
}

function judge(hit: PhraseHit<ClaimGroup | null>, reading: Reading, context: GateContext): Finding[] {
  const group = hit.means
  if (group === null) return []
  const { code, cure, isValueEnough } = claimGroups[group]
  const isName = isData(reading, hit.from, hit.to, ['name'])
  if (isValueEnough && (isName || isData(reading, hit.from, hit.to, ['name', 'value']))) return []
  const phrase = reading.text.slice(hit.start, hit.end)
  const restricting = context.jurisdictions.flatMap((jurisdiction): LawSource[] => {
    const { laws, neverLicensed } = jurisdictionPacks[jurisdiction]
    const law = laws[group]
    if (law === undefined) return []
    const isFree = !neverLicensed.includes(group) && isLicensed(group, phrase, reading, jurisdiction, context)
    return isFree ? [] : [law]
  })
  if (restricting.length === 0) return []
  const laws = [...new Set(restricting.map(({ law }) => law))].join('; ')
  return [
    createFinding(code, {
      field: reading.field,
      segment: reading.index,
      span: { start: hit.start, end: hit.end },
      text: phrase,
      evidence: reading.segment.factIds,
      fix: isName
        ? `The name itself claims "${phrase}" (${laws}): change the name, or hold the evidence ready.`
        : `"${phrase}" is restricted (${laws}): ${cure}.`,
      ...(isName ? { severity: 'warn' } : {}),
    }),
  ]
}
