/** The model writers that the environment configures. Their libraries are loaded only when a writer is used. */
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { ChatModel } from './chat-model.ts'
import type { LangChainOptions } from './chat-models/langchain.ts'
import { createOpenAiChatModel } from './chat-models/openai.ts'

export type ChatModelConfig = Pick<
  Config,
  | 'OPENAI_BASE_URL'
  | 'OPENAI_API_KEY'
  | 'COPY_WRITER'
  | 'COPY_MODEL'
  | 'COPY_TEMPERATURE'
  | 'COPY_INPUT_USD_PER_MTOK'
  | 'COPY_OUTPUT_USD_PER_MTOK'
  | 'COPY_CALL_TIMEOUT_MS'
>

export interface ChatModels {
  readonly openai?: ChatModel
  readonly langchain?: Promise<ChatModel>
}

/** A local endpoint such as Ollama asks for no key, but the clients insist on sending one. */
const NO_KEY = 'none'

export function createChatModels(config: ChatModelConfig, clock: Clock): ChatModels {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: key, COPY_MODEL: model } = config
  const settings = {
    baseUrl,
    temperature: config.COPY_TEMPERATURE,
    timeoutMs: config.COPY_CALL_TIMEOUT_MS,
    prices: { inputPerMTok: config.COPY_INPUT_USD_PER_MTOK, outputPerMTok: config.COPY_OUTPUT_USD_PER_MTOK },
  }
  const hasEndpoint = key !== undefined || baseUrl !== undefined
  const [provider, name] = model.includes(':') ? splitOnce(model) : ['openai', model]
  return {
    ...(hasEndpoint && provider === 'openai'
      ? {
          openai: createOpenAiChatModel(
            { clock },
            { ...settings, model: name, apiKey: key?.reveal() ?? NO_KEY },
          ),
        }
      : {}),
    ...(config.COPY_WRITER === 'langchain'
      ? {
          langchain: openLangChain(
            { ...settings, model: `${provider}:${name}`, apiKey: key?.reveal() },
            clock,
          ),
        }
      : {}),
  }
}

function splitOnce(model: string): [provider: string, name: string] {
  const at = model.indexOf(':')
  return [model.slice(0, at), model.slice(at + 1)]
}

async function openLangChain(options: LangChainOptions, clock: Clock): Promise<ChatModel> {
  const { createLangChainChatModel } = await import('./chat-models/langchain.ts')
  return createLangChainChatModel({ clock }, options)
}
