/** The text of an answer, whole or broken as scripted. */
import { composeAnswer, type Answer } from './compose-answer.ts'
import type { Fault } from './fault.ts'
import type { FakeRequest } from './request.ts'

export interface Content {
  readonly text: string | null
  readonly refusal: string | null
  readonly finish: 'stop' | 'length'
}

export function contentOf(fault: Fault, { system, prompt, mode }: FakeRequest): Content {
  const answer = broken(fault, composeAnswer(prompt), system)
  const text = mode === 'delimited' ? delimited(answer) : JSON.stringify(answer)
  if (fault === 'refusal') return { text: null, refusal: 'I cannot help with that.', finish: 'stop' }
  if (fault === 'truncated-json')
    return { text: text.slice(0, Math.floor(text.length / 2)), refusal: null, finish: 'length' }
  if (fault === 'fences')
    return { text: `Here you are:\n\`\`\`json\n${text}\n\`\`\``, refusal: null, finish: 'stop' }
  if (fault === 'preamble')
    return { text: `Sure! Here is the copy you asked for.\n\n${text}`, refusal: null, finish: 'stop' }
  if (fault === 'whitespace') return { text: `${text}${' \n'.repeat(400)}`, refusal: null, finish: 'length' }
  return { text, refusal: null, finish: 'stop' }
}

function broken(fault: Fault, answer: Answer, system: string): unknown {
  const [first, ...others] = answer.segments
  if (fault === 'wrong-schema') return { description: 'A fine product.' }
  if (fault === 'wrong-product') return { ...answer, product: 'another-product' }
  if (fault === 'empty') return { ...answer, segments: [] }
  if (first === undefined) return answer
  if (fault === 'invented-number')
    return { ...answer, segments: [{ ...first, text: 'It weighs 987 kg.' }, ...others] }
  if (fault === 'unknown-citation')
    return { ...answer, segments: [{ ...first, factIds: ['a_invented'] }, ...others] }
  if (fault === 'half-cited') {
    const halfway = (index: number) => index % 2 === 0
    return {
      ...answer,
      segments: answer.segments.map((segment, index) =>
        halfway(index) ? { ...segment, factIds: [] } : segment,
      ),
    }
  }
  if (fault === 'prompt-echo')
    return {
      ...answer,
      segments: [{ ...first, text: `${system.split(/\s+/).at(-1) ?? ''} ${first.text}` }, ...others],
    }
  return answer
}

function delimited(answer: unknown): string {
  if (!isAnswer(answer)) return JSON.stringify(answer)
  const lines = answer.segments.map(
    ({ field, role, factIds, text }) => `${field} | ${role} | ${factIds.join(', ')} | ${text}`,
  )
  return [`BEGIN ${JSON.stringify(answer.product)}`, ...lines, 'END'].join('\n')
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'segments' in value
}
