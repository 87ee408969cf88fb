/** L07: nothing where a text should be, words that stand for words to come, and marks of Markdown. */
import type { Check } from '../../check/gate-context.ts'
import { createFinding } from '../../check/finding.ts'
import type { Fault } from './character-check.ts'
import { judgedFields } from './channel-fields.ts'

export const checkResidue: Check = (document, context) =>
  judgedFields(document, context).flatMap(({ name, segments, rules }) => {
    if (segments.every(({ text }) => text.trim() === '')) {
      return segments.length === 0 && !rules.required && rules.isList
        ? []
        : [
            createFinding('L07', {
              field: name,
              fix: 'The field is empty: write it, or leave the field out.',
            }),
          ]
    }
    return segments.flatMap((segment, index) =>
      residueFaults(segment.text, document.locale).map((fault) =>
        createFinding('L07', { field: name, segment: index, evidence: segment.factIds, ...fault }),
      ),
    )
  })

const placeholders: readonly RegExp[] = [
  /\blorem ipsum\b/giu,
  /\b(?:TBD|TBA|TBC|TODO|FIXME)\b(?!-?\d)/gu,
  /\{\{[^{}]{0,80}\}\}|\{%[^{}]{0,80}%\}|\$\{[^{}]{0,80}\}|\{[\p{L}_][\p{L}\p{N}_. -]{0,40}\}/gu,
  /%\([a-z_]{1,30}\)[sd]|(?<![\p{N}%])%[sd](?![\p{L}])/giu,
  /\[object Object\]|(?<![\p{L}\p{N}-])(?:undefined|NaN)(?![\p{L}\p{N}-])/gu,
  /\[(?:insert|your|product|brand|name|company|todo|xx+)[^\]]{0,60}\]/giu,
]
/** "null" is the number zero in German. */
const nullWord = /(?<![\p{L}\p{N}-])null(?![\p{L}\p{N}-])/gu

interface Mark {
  readonly pattern: RegExp
  /** What remains when the mark is gone; null: only a writer can tell. */
  readonly instead: ((match: RegExpExecArray) => string) | null
}
const markdown: readonly Mark[] = [
  {
    pattern: /\*\*([^*\n]{1,300})\*\*|(?<!\w)__([^_\n]{1,300})__(?!\w)/gu,
    instead: (match) => match[1] ?? match[2] ?? '',
  },
  { pattern: /\[([^\]\n]{1,200})\]\([^)\n]{1,500}\)/gu, instead: (match) => match[1] ?? '' },
  { pattern: /`{1,3}([^`\n]{1,300})`{1,3}/gu, instead: (match) => match[1] ?? '' },
  { pattern: /```/gu, instead: () => '' },
  { pattern: /^[ \t]*(?:#{1,6}|>|[*+•-])[ \t]+/gmu, instead: () => '' },
  { pattern: /^[ \t]*\|.{0,500}\|[ \t]*$/gmu, instead: null },
]

/** Most sentences hold none of these; they are asked for first, at once. */
const suspicious = /[{[*_`#|>•]|%[(sd]|^[ \t]*[+-]|lorem|TB[ADC]|TODO|FIXME|undefined|null|NaN/im

export function residueFaults(text: string, locale: string): Fault[] {
  if (!suspicious.test(text)) return []
  const faults: Fault[] = []
  const patterns = /^de\b/i.test(locale) ? placeholders : [...placeholders, nullWord]
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const fix = `"${match[0]}" stands for something that was never written: write it, or leave it out.`
      faults.push(faultOf(match.index, match[0], fix, null))
    }
  }
  for (const { pattern, instead } of markdown) {
    for (const match of text.matchAll(pattern))
      faults.push(
        faultOf(
          match.index,
          match[0],
          'Markdown shows as it is here: leave the marks out.',
          instead?.(match) ?? null,
        ),
      )
  }
  return faults
}

function faultOf(start: number, text: string, fix: string, replacement: string | null): Fault {
  return { span: { start, end: start + text.length }, text, fix, replacement }
}
