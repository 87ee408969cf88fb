/** Names of resolutions ("Full HD", "4K display") say a number of lines; the data's pixels prove or refute them. */
import type { Evidence, EvidenceIndex } from '../evidence.ts'
import { createObservation, factsInWords, spanOf, type ProseRule } from '../observation.ts'
import { isDenied } from '../passage.ts'

/** Lines of the short side; a tall phone display of 1080 × 2400 is Full HD+. */
const names: readonly { readonly pattern: RegExp; readonly lines: number; readonly name: string }[] = [
  {
    name: 'Ultra HD',
    pattern:
      /(?<![\p{L}\p{N}-])(?:ultra[- ]?hd|uhd)\+?(?=[\s-](?:\w+ ){0,2}(?:display|screen|panel|resolution))/giu,
    lines: 2_160,
  },
  { name: 'Quad HD', pattern: /(?<![\p{L}\p{N}-])(?:quad[- ]?hd|w?qhd)\+?/giu, lines: 1_440 },
  {
    name: 'Full HD',
    pattern: /(?<![\p{L}\p{N}-])(?:full[- ]?hd|fhd)\+?(?! (?:video|record))/giu,
    lines: 1_080,
  },
  {
    name: 'HD',
    pattern:
      /(?<![\p{L}\p{N}-]|full |quad |ultra )hd\+?(?=[\s-](?:\w+ ){0,2}(?:display|screen|panel|resolution))/giu,
    lines: 720,
  },
]

export const judgeDisplayNames: ProseRule = (passage, index) =>
  names.flatMap(({ pattern, lines, name }) =>
    [...passage.masked.matchAll(pattern)].flatMap((match) => {
      const span = spanOf(match)
      const known = resolutionsOf(index)
      if (known.length === 0 || index.support.includes(match[0].toLowerCase())) return []
      if (isDenied(passage, span.start, span.end)) return []
      const isRight = known.some((one) => one.lines >= lines * 0.95)
      const evidence = known.map((one) => one.evidence)
      const fix = `${name} means at least ${String(lines)} lines; the data says ${factsInWords(evidence)}.`
      const kind = isRight ? 'supported' : 'contradiction'
      return [createObservation('resolution-name', kind, 'F13', span, evidence, fix)]
    }),
  )

function resolutionsOf(index: EvidenceIndex): { readonly lines: number; readonly evidence: Evidence }[] {
  return index.all.flatMap((evidence) => {
    if (!/resolution/.test(evidence.label) || /camera|sensor|video|scan|print/.test(evidence.label)) return []
    const match = /(\d{3,4})\s?[x×]\s?(\d{3,4})/.exec(evidence.value)
    return match === null ? [] : [{ lines: Math.min(Number(match[1]), Number(match[2])), evidence }]
  })
}
