/** The request of a probe: one fact, one sentence, the real schema. It names no product of the shop. */
import type { AnswerMode } from '../../../inference/answer-mode.ts'
import type { ChatRequest } from '../../../inference/chat-model.ts'
import { asData, copyAnswerSchema } from '../copy-answer.ts'

/** Room for one sentence, and for models that think before they write. */
const OUTPUT_TOKENS = 600

export function probeRequest(
  mode: AnswerMode,
): Pick<ChatRequest, 'system' | 'user' | 'schema' | 'schemaName' | 'maxOutputTokens'> {
  const facts = [{ id: 'a_material', about: 'product', name: 'material', value: 'oak', unit: null }]
  const form =
    mode === 'delimited'
      ? 'Answer in lines of text: BEGIN "probe", then one line "field | role | fact ids | sentence" per sentence, then END.'
      : 'Answer with one JSON object: {"product": "probe", "segments": [{"field", "text", "factIds", "role"}]}.'
  return {
    system: `Write one sentence from one fact; role is "claim", factIds names the fact. ${form}`,
    user: `Requested fields: pdp.short\nProduct id: "probe"\n<facts>\n${asData(facts)}\n</facts>`,
    schema: copyAnswerSchema,
    schemaName: 'copy_answer',
    maxOutputTokens: OUTPUT_TOKENS,
  }
}
