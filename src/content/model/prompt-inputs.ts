/** What goes into a prompt: the sayable facts and the shop's wishes, as delimited data. Nothing else of the shop does. */
import type { GateContext } from '../check/gate-context.ts'
import type { CopyField } from '../drafts/segment.ts'
import type { BrandVoice } from '../voice/brand-voice.ts'
import { asData, briefsFor, factsForPrompt, mustSayOf } from './copy-answer.ts'
import type { Judged } from './judge-answer.ts'

export interface PromptTask {
  readonly gate: Pick<GateContext, 'sheet' | 'voice'>
  readonly fields: readonly CopyField[]
  readonly locale: string
}

export function promptInputs({ gate, fields, locale }: PromptTask): Readonly<Record<string, string>> {
  return {
    locale,
    fields: fields.join(', '),
    briefs: briefsFor(fields),
    product: asData(gate.sheet.product),
    voice: asData(voiceForPrompt(gate.voice)),
    mustSay: asData(mustSayOf(gate.sheet)),
    facts: factsForPrompt(gate.sheet, locale),
  }
}

/** The same inputs with the answer that failed and what was found. */
export function repairInputs(
  inputs: Readonly<Record<string, string>>,
  { answer, findings }: Judged,
): Readonly<Record<string, string>> {
  return {
    ...inputs,
    answer: asData(answer),
    findings: asData(findings.map(({ code, field, text, fix }) => ({ code, field, text, fix }))),
  }
}

/** How the brand speaks; the bounds that only the gate measures stay out. */
function voiceForPrompt(voice: BrandVoice) {
  const { person, formality, spelling, contractions, length, banned, preferred, examples } = voice
  return { person, formality, spelling, contractions, length, banned, preferred, examples }
}
