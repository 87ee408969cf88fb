/** A model as the configuration names it: "gpt-5-mini", "anthropic:claude-haiku@1/5". Pure. */
import type { ModelPrices } from '../chat-request.ts'

export interface ModelName {
  readonly provider: string
  readonly model: string
  readonly prices: ModelPrices
}

/** Providers of `initChatModel`; any other word before a colon belongs to the name, as in Ollama's "llama3:8b". */
const providers = new Set([
  'openai',
  'anthropic',
  'azure_openai',
  'bedrock',
  'cerebras',
  'cohere',
  'deepseek',
  'fireworks',
  'google',
  'google-genai',
  'google-vertexai',
  'groq',
  'mistralai',
  'ollama',
  'openrouter',
  'perplexity',
  'together',
  'xai',
])

export function readModelName(
  text: string,
  defaults: { readonly COPY_INPUT_USD_PER_MTOK: number; readonly COPY_OUTPUT_USD_PER_MTOK: number },
): ModelName {
  const [name = '', prices] = text.split('@')
  const [input, output] = prices?.split('/') ?? []
  const colon = name.indexOf(':')
  const before = name.slice(0, Math.max(colon, 0))
  const isProvider = providers.has(before)
  return {
    provider: isProvider ? before : 'openai',
    model: isProvider ? name.slice(colon + 1) : name,
    prices: {
      inputPerMTok: Number(input ?? defaults.COPY_INPUT_USD_PER_MTOK),
      outputPerMTok: Number(output ?? defaults.COPY_OUTPUT_USD_PER_MTOK),
    },
  }
}
