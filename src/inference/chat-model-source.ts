/** The model writers that the environment configures. Their libraries are loaded only when a writer is used. */
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { costMicros, type ChatModel } from './chat-model.ts'
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
  /** Loads LangChain and the provider's package when it is first asked for. */
  readonly langchain?: () => Promise<ChatModel>
}

/** A local endpoint such as Ollama asks for no key, but the clients insist on sending one. */
const NO_KEY = 'none'

/** Told of every call that came back or failed, for metrics. */
export interface CallObserver {
  called(model: string, outcome: 'answered' | 'failed', seconds: number): void
  spent(model: string, micros: number): void
}

export function createChatModels(config: ChatModelConfig, clock: Clock, observer: CallObserver): ChatModels {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: key, COPY_MODEL: configured } = config
  const [provider, model] = configured.includes(':') ? splitOnce(configured) : ['openai', configured]
  const settings = {
    baseUrl,
    temperature: config.COPY_TEMPERATURE,
    timeoutMs: config.COPY_CALL_TIMEOUT_MS,
    prices: { inputPerMTok: config.COPY_INPUT_USD_PER_MTOK, outputPerMTok: config.COPY_OUTPUT_USD_PER_MTOK },
  }
  const observe = (chat: ChatModel) => observed(chat, clock, observer)
  const openai = (): ChatModel =>
    observe(createOpenAiChatModel({ clock }, { ...settings, model, apiKey: key?.reveal() ?? NO_KEY }))
  const langchain = async (): Promise<ChatModel> =>
    observe(await openLangChain({ ...settings, model: `${provider}:${model}`, apiKey: key?.reveal() }, clock))

  let opening: Promise<ChatModel> | undefined
  return {
    ...(provider === 'openai' && (key !== undefined || baseUrl !== undefined) && { openai: openai() }),
    ...(config.COPY_WRITER === 'langchain' && {
      langchain: () => {
        opening ??= langchain()
        return opening
      },
    }),
  }
}

/** The same model, its calls timed and its settled cost added up. */
function observed(chat: ChatModel, clock: Clock, observer: CallObserver): ChatModel {
  return {
    ...chat,
    async complete(request) {
      const started = clock.monotonicMs()
      const seconds = () => (clock.monotonicMs() - started) / 1_000
      try {
        const answer = await chat.complete(request)
        observer.called(chat.model, 'answered', seconds())
        if (answer.usage !== null) observer.spent(chat.model, costMicros(chat.prices, answer.usage))
        return answer
      } catch (error) {
        observer.called(chat.model, 'failed', seconds())
        throw error
      }
    },
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
