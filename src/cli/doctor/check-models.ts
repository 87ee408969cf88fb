/** The embedding model, and the endpoint of paid models when one is configured. */
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import { AppError } from '../../errors.ts'
import { createEmbedderSource } from '../../inference/embedder-source.ts'
import { reasonOf } from '../option-values.ts'
import { fail, ok, warn, withoutSecret, type Finding } from './finding.ts'

const answerMsMax = 5_000
const openAiUrl = 'https://api.openai.com/v1'

/** Loads the configured model and embeds one text with it; the part that is learnt from a shop is left out. */
export async function checkEmbedder(config: Config, clock: Clock): Promise<Finding> {
  const spec = config.EMBEDDING_MODEL
  try {
    await using source = createEmbedderSource(config)
    source.check(spec)
    const text = spec.replace(/(^|\+)lsa$/, '')
    if (text === '') return ok('embeddings', `${spec}, learnt from each shop’s own texts`)
    const embedder = await source.open(text, null)
    const startMs = clock.monotonicMs()
    await embedder.embed(['kettle'], { purpose: 'query', signal: AbortSignal.timeout(answerMsMax) })
    const ms = Math.round(clock.monotonicMs() - startMs)
    return ok(
      'embeddings',
      `${spec} (${embedder.model}, ${embedder.dimensions} numbers a text, ${ms} ms for a word)`,
    )
  } catch (error) {
    const message = error instanceof AppError ? error.message : reasonOf(error)
    return fail(
      'embeddings',
      `${spec}: ${message}`,
      'Set EMBEDDING_MODEL to a model that is there; minilm+lsa comes with Vitrine.',
    )
  }
}

/** Asks an OpenAI-compatible endpoint for its models: a call that costs nothing and needs a working key. */
export async function checkModelEndpoint(config: Config): Promise<Finding> {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: base, COPY_WRITER: writer } = config
  if (key === undefined && base === undefined) {
    return writer === 'openai'
      ? fail(
          'model endpoint',
          'COPY_WRITER=openai, and no endpoint',
          'Set OPENAI_API_KEY, and OPENAI_BASE_URL for another vendor.',
        )
      : ok('model endpoint', `none; the ${writer} writer needs none of OpenAI’s kind`)
  }
  const url = `${(base ?? openAiUrl).replace(/\/$/, '')}/models`
  try {
    const response = await fetch(url, {
      headers: key === undefined ? {} : { authorization: `Bearer ${key.reveal()}` },
      signal: AbortSignal.timeout(answerMsMax),
    })
    await response.body?.cancel()
    return judge(response.status, withoutSecret(url))
  } catch (error) {
    return fail(
      'model endpoint',
      `${withoutSecret(url)} does not answer (${reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error)})`,
      'Check OPENAI_BASE_URL and the way out of this machine; meanwhile the embedded writer stands in.',
    )
  }
}

function judge(status: number, url: string): Finding {
  if (status < 300) return ok('model endpoint', url)
  if (status === 401 || status === 403) {
    return fail(
      'model endpoint',
      `${url} refuses the key (${status})`,
      'Set OPENAI_API_KEY to a key of this endpoint.',
    )
  }
  return warn(
    'model endpoint',
    `${url} answers ${status}`,
    'Endpoints without a model list do; one copy job tells more.',
  )
}
