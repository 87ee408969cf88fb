/**
 * D01 and D02: texts that say the same beside each other. Names and numbers stay in place: two products that differ in
 * their values have different texts. The texts are at hand here, so their resemblance is counted, not estimated.
 */
import { createFinding, type Finding } from '../finding.ts'
import type { Check, Neighbour } from '../gate-context.ts'
import { segmentsText } from '../../drafts/segment.ts'
import { wordsOf } from '../text/words.ts'
import { resemblance, shinglesOf } from './minhash.ts'

const SAME_MIN = 0.8
const SAME_VARIANT_MIN = 0.9
/** Titles and price lines have too few shingles to resemble each other by more than chance. */
const SHINGLES_MIN = 8
const OPENING_WORDS = 6
const titleField = /(?:^|\.)(?:title|seo[._-]?title|meta[._-]?title)$/i

export const checkSameness: Check = (document, { neighbours }) => {
  if (neighbours.length === 0) return []
  return Object.entries(document.fields).flatMap(([field, segments]) => {
    const text = segmentsText(segments)
    const beside = neighbours.flatMap((neighbour) => {
      const other = neighbour.fields[field]
      return other === undefined || other.trim() === '' ? [] : [{ neighbour, other }]
    })
    return beside.length === 0 || text.trim() === '' ? [] : compare(field, text, beside)
  })
}

interface Beside {
  readonly neighbour: Neighbour
  readonly other: string
}

function compare(field: string, text: string, beside: readonly Beside[]): Finding[] {
  const own = shinglesOf(text)
  const findings: Finding[] = []
  for (const { neighbour, other } of beside) {
    const limit = neighbour.isOwnVariant ? SAME_VARIANT_MIN : SAME_MIN
    const theirs = known(neighbour, field, other).shingles
    const share = own.size < SHINGLES_MIN || theirs.size < SHINGLES_MIN ? 0 : resemblance(own, theirs)
    if (share >= limit) {
      const percent = Math.floor(share * 100)
      const fix = `${String(percent)}% of its five-word runs stand in the text of ${neighbour.product}: draw another seed, or say what differs.`
      findings.push(createFinding('D01', { field, fix }))
      break
    }
  }
  const twin = beside.find(({ neighbour, other }) => neighbour.isOwnVariant && same(text, other))
  if (twin !== undefined && findings.length === 0) {
    const fix = `The text equals that of the variant ${twin.neighbour.product}: name what tells them apart.`
    findings.push(createFinding('D02', { field, fix }))
  }
  const others = beside.filter(({ neighbour }) => !neighbour.isOwnVariant)
  if (titleField.test(field)) {
    const used = others.find(({ other }) => same(text, other))
    if (used !== undefined)
      findings.push(
        createFinding('D02', {
          field,
          text,
          fix: `${used.neighbour.product} has this title: make it unique.`,
        }),
      )
    return findings
  }
  const opening = openingOf(text)
  const alike =
    opening === undefined
      ? undefined
      : others.find(({ neighbour, other }) => known(neighbour, field, other).opening === opening.words)
  if (opening !== undefined && alike !== undefined && findings.length === 0) {
    const fix = `${alike.neighbour.product} opens with the same words: open differently.`
    findings.push(
      createFinding('D02', {
        field,
        segment: -1,
        span: { start: 0, end: opening.end },
        text: text.slice(0, opening.end),
        fix,
      }),
    )
  }
  return findings
}

interface Known {
  readonly shingles: ReturnType<typeof shinglesOf>
  readonly opening: string | undefined
}

/** A neighbour is compared with many texts: what is read out of its own is kept as long as it is. */
const read = new WeakMap<Neighbour, Map<string, Known>>()

function known(neighbour: Neighbour, field: string, text: string): Known {
  const fields = read.get(neighbour) ?? new Map<string, Known>()
  read.set(neighbour, fields)
  const earlier = fields.get(field)
  if (earlier !== undefined) return earlier
  const found = { shingles: shinglesOf(text), opening: openingOf(text)?.words }
  fields.set(field, found)
  return found
}

/** The first words, when there are more than those. */
function openingOf(text: string): { readonly words: string; readonly end: number } | undefined {
  const words = wordsOf(text.slice(0, 200))
  const last = words[OPENING_WORDS - 1]
  if (last === undefined || words.length === OPENING_WORDS) return undefined
  return {
    words: words
      .slice(0, OPENING_WORDS)
      .map((word) => word.text)
      .join(' '),
    end: last.end,
  }
}

function same(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
