/** L03: a message in an encoding or of more parts than planned, with the characters at fault and what may stand for them. */
import type { Check } from '../../check/gate-context.ts'
import { createFinding, type Finding } from '../../check/finding.ts'
import type { SmsRules } from '../channel.ts'
import { readField, readingText, readParts } from '../meters/reading.ts'
import { measureSms } from '../meters/sms-parts.ts'
import { gsm7Equivalent } from '../meters/sms-rewrite.ts'
import { charactersOutsideGsm7 } from '../meters/gsm7.ts'
import { judgedFields, type JudgedField } from './channel-fields.ts'

const letterOrMark = /[\p{L}\p{M}\p{N}]/u

export const checkSms: Check = (document, { channel }) => {
  const rules = channel?.sms ?? null
  if (channel === null || rules === null) return []
  return judgedFields(document, { channel }).flatMap((field) => [
    ...encodingFindings(field, rules),
    ...partFindings(field, rules),
  ])
}

/** Whether the plan lets this character switch the message to UCS-2: a letter of another script, nothing else. */
export function isAllowedInUcs2(character: string, rules: Pick<SmsRules, 'encoding'>): boolean {
  return rules.encoding === 'auto' && gsm7Equivalent(character) === undefined && letterOrMark.test(character)
}

function encodingFindings({ name, segments }: JudgedField, rules: SmsRules): Finding[] {
  return segments.flatMap((segment, index) =>
    charactersOutsideGsm7(segment.text)
      .filter((character) => !isAllowedInUcs2(character, rules))
      .map((character) => {
        const start = segment.text.indexOf(character)
        const instead = gsm7Equivalent(character)
        const shown = `"${character}" (${codePointOf(character)})`
        return createFinding('L03', {
          field: name,
          segment: index,
          span: { start, end: start + character.length },
          text: character,
          evidence: segment.factIds,
          fix:
            instead === undefined
              ? `${shown} switches the whole message to UCS-2, ${String(rules.ucs2.single)} units instead of ${String(rules.gsm7.single)} septets: leave it out.`
              : `${shown} switches the whole message to UCS-2: write ${instead === '' ? 'nothing' : `"${instead}"`} instead.`,
          replacement: instead ?? null,
        })
      }),
  )
}

function partFindings({ name, rules: field, segments }: JudgedField, rules: SmsRules): Finding[] {
  const texts = segments.map(({ text }) => text)
  const text = texts.join(field.joiner)
  const findings: Finding[] = []
  const planned = readField(name, field, texts).find(({ kind, value, max }) => kind === 'plan' && value > max)
  if (planned !== undefined && planned.unit === 'septets') {
    findings.push(createFinding('L03', { field: name, fix: `${readingText(planned)}: say fewer facts.` }))
  }
  const { parts, encoding } = measureSms(text, rules)
  if (parts > rules.partsMax) {
    const reading = readParts(text, rules)
    const units =
      reading.value > reading.max
        ? readingText(reading)
        : `${readingText(reading)}, yet a character of two units does not fit a part's end`
    const fix = `${units}: ${String(parts)} of ${String(rules.partsMax)} ${encoding} parts; say fewer facts.`
    findings.push(createFinding('L03', { field: name, fix }))
  }
  return findings
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
