/** The model writers that the environment configures. Their libraries are loaded only when a writer is used. */
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { costMicros, type ChatModel } from './chat-model.ts'
import type { LangChainOptions } from './chat-models/langchain.ts'
import { createOpenAiChatModel } from './chat-models/openai.ts'
import { readModelName, type ModelName } from './chat-models/model-name.ts'

export type ChatModelConfig = Pick<
  Config,
  | 'OPENAI_BASE_URL'
  | 'OPENAI_API_KEY'
  | 'COPY_WRITER'
  | 'COPY_MODEL'
  | 'COPY_MODELS'
  | 'COPY_API'
  | 'COPY_TEMPERATURE'
  | 'COPY_INPUT_USD_PER_MTOK'
  | 'COPY_OUTPUT_USD_PER_MTOK'
  | 'COPY_BATCH_PRICE_FACTOR'
  | 'COPY_CALL_TIMEOUT_MS'
>

/** Gives the models of a writer, best first; libraries are loaded when it is first asked. */
export type OpenLadder = () => Promise<readonly ChatModel[]>

export type ChatModels = Readonly<Partial<Record<'openai' | 'langchain', OpenLadder>>>

/** A local endpoint such as Ollama asks for no key, but the clients insist on sending one. */
const NO_KEY = 'none'

/** Told of every call that came back or failed, for metrics. */
export interface CallObserver {
  called(model: string, outcome: 'answered' | 'failed', seconds: number): void
  spent(model: string, micros: number): void
}

export function createChatModels(config: ChatModelConfig, clock: Clock, observer: CallObserver): ChatModels {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: key } = config
  const listed = config.COPY_MODELS.length > 0 ? config.COPY_MODELS : [config.COPY_MODEL]
  const names = listed.map((text) => readModelName(text, config))
  const openNative = ({ model, prices }: ModelName): ChatModel =>
    createOpenAiChatModel(
      { clock },
      {
        ...settingsOf(config),
        prices,
        model,
        apiKey: key?.reveal() ?? NO_KEY,
        batchPriceFactor: config.COPY_BATCH_PRICE_FACTOR,
        ...(config.COPY_API !== 'auto' && { apis: [config.COPY_API] }),
      },
    )
  const openForeign = async ({ provider, model, prices }: ModelName): Promise<ChatModel> => {
    // The key is the endpoint's own; other vendors' clients read their own variables.
    const apiKey = provider === 'openai' ? key?.reveal() : undefined
    const options = { ...settingsOf(config), prices, model: `${provider}:${model}`, apiKey }
    return await openLangChain(options, clock)
  }
  const ladder = (isNative: (name: ModelName) => boolean): OpenLadder => {
    let opening: Promise<ChatModel[]> | undefined
    const open = async (name: ModelName) =>
      observed(isNative(name) ? openNative(name) : await openForeign(name), clock, observer)
    return () => {
      opening ??= Promise.all(names.map(open))
      return opening
    }
  }
  const hasEndpoint = key !== undefined || baseUrl !== undefined
  return {
    ...(names[0]?.provider === 'openai' &&
      hasEndpoint && { openai: ladder((name) => name.provider === 'openai') }),
    ...(config.COPY_WRITER === 'langchain' && { langchain: ladder(() => false) }),
  }
}

function settingsOf(config: ChatModelConfig) {
  return {
    baseUrl: config.OPENAI_BASE_URL,
    temperature: config.COPY_TEMPERATURE,
    timeoutMs: config.COPY_CALL_TIMEOUT_MS,
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

async function openLangChain(options: LangChainOptions, clock: Clock): Promise<ChatModel> {
  const { createLangChainChatModel } = await import('./chat-models/langchain.ts')
  return createLangChainChatModel({ clock }, options)
}
