/** How many of a thing: dual SIM, triple camera, octa-core, quad-LED. Another count than the data's is contradicted. */
import type { EvidenceIndex } from '../evidence.ts'
import { createObservation, spanOf, type Observation, type ProseRule } from '../observation.ts'
import { isDenied, textBefore, type Passage } from '../passage.ts'

const counts: Readonly<Record<string, number>> = {
  single: 1,
  mono: 1,
  dual: 2,
  double: 2,
  twin: 2,
  triple: 3,
  quad: 4,
  quadruple: 4,
  penta: 5,
  hexa: 6,
  octa: 8,
  deca: 10,
}
const countWord = Object.keys(counts).join('|')

const counted: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'cores', noun: '[- ]core' },
  { name: 'flash LEDs', noun: '[- ](?:LED|tone)' },
  { name: 'bands', noun: '[- ]band' },
].map(({ name, noun }) => ({
  name,
  pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(${countWord})${noun}`, 'giu'),
}))
const cameraPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(${countWord})[- ]?(?:(?:main|rear|back|primary|front|selfie|lens|\d+\s?MP) )*(?:camera|lens|sensor)s?`,
  'giu',
)

export const judgeCounts: ProseRule = (passage, index) => [
  ...counted.flatMap(({ name, pattern }) => judgeCounted(name, pattern, passage, index)),
  ...judgeCameras(passage, index),
]

function judgeCounted(name: string, pattern: RegExp, passage: Passage, index: EvidenceIndex): Observation[] {
  const said = [...passage.masked.matchAll(pattern)]
  if (said.length === 0) return []
  const known = [...index.support.matchAll(pattern)].map((match) => countOf(match[1]))
  return known.length === 0 ? [] : said.flatMap((match) => judgeCount(name, match, known, passage))
}

/** The data counts cameras by the name of the attribute: "main camera triple". */
function judgeCameras(passage: Passage, index: EvidenceIndex): Observation[] {
  return [...passage.masked.matchAll(cameraPattern)].flatMap((match) => {
    const isFront = /front|selfie/i.test(match[0] + textBefore(passage, match.index, 40))
    const known = cameraCounts(index, isFront)
    return known.length === 0 ? [] : judgeCount('cameras', match, known, passage)
  })
}

function judgeCount(
  name: string,
  match: RegExpExecArray,
  known: readonly number[],
  passage: Passage,
): Observation[] {
  const span = spanOf(match)
  if (isDenied(passage, span.start, span.end)) return []
  const isRight = known.includes(countOf(match[1]))
  const fix = `The data counts otherwise (${name}: ${[...new Set(known)].join(', ')}).`
  return [createObservation(`count:${name}`, isRight ? 'supported' : 'contradiction', 'F11', span, [], fix)]
}

function countOf(word = ''): number {
  return counts[word.toLowerCase()] ?? -1
}

const cameraLabel = new RegExp(`(main|rear|primary|selfie|front)? ?camera (${countWord})`, 'i')

function cameraCounts(index: EvidenceIndex, isFront: boolean): number[] {
  return index.all.flatMap(({ label, polarity }) => {
    const match = polarity === 'no' || polarity === 'unknown' ? null : cameraLabel.exec(label)
    if (match === null) return []
    const isOfFront = /selfie|front/i.test(match[1] ?? '')
    return isOfFront === isFront ? [countOf(match[2])] : []
  })
}
