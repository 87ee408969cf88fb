/**
 * Opens embedders by spec and shares what is heavy: `<text model>`, `lsa`, or `<text model>+lsa`. The text model's
 * weights are loaded once per process, whatever shops and versions use them; LSA is fitted per shop and kept with
 * the version.
 */
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import type { Config } from '../config.ts'
import { createEmbedder, type CreateEmbedderOptions } from './create-embedder.ts'
import { parseEmbedderSpec } from './embedder-spec.ts'
import type { Embedder } from './embedder.ts'
import { blendEmbedders } from './embedders/blend.ts'
import { fitLsa, loadLsa } from './embedders/lsa.ts'

export interface EmbedderSource extends AsyncDisposable {
  /** The configured spec of shops that asked for none. */
  readonly defaultSpec: string
  /** @throws AppError inference.model-unknown for a spec nobody understands */
  check(spec: string): void
  /** True when a part of the spec is learnt from the shop's own texts. */
  needsFit(spec: string): boolean
  /** Learns that part; the bytes are kept with the version. */
  fit(spec: string, texts: readonly string[], signal?: AbortSignal): Promise<Uint8Array>
  /**
   * The embedder of a spec, with what was fitted for it.
   * @throws AppError inference.model-unknown, inference.weights-unusable
   */
  open(spec: string, fitted: Uint8Array | null): Promise<Embedder>
}

export type EmbedderSourceConfig = Pick<
  Config,
  'EMBEDDING_MODEL' | 'EMBEDDING_THREADS' | 'DATA_DIR' | 'OPENAI_BASE_URL' | 'OPENAI_API_KEY'
>

export function createEmbedderSource(config: EmbedderSourceConfig): EmbedderSource {
  const options: CreateEmbedderOptions = {
    cacheDirectory: join(config.DATA_DIR, 'models'),
    threads: config.EMBEDDING_THREADS,
    ...(config.OPENAI_API_KEY === undefined
      ? {}
      : {
          openai: { baseUrl: config.OPENAI_BASE_URL ?? OPENAI_URL, apiKey: config.OPENAI_API_KEY.reveal() },
        }),
  }
  const textEmbedders = new Map<string, Promise<Embedder>>()

  /** The process owns the text embedder: closing one version's embedder must leave it open for the others. */
  async function sharedText(spec: string): Promise<Embedder> {
    const opening = textEmbedders.get(spec) ?? createEmbedder(spec, options)
    textEmbedders.set(spec, opening)
    try {
      return { ...(await opening), [Symbol.asyncDispose]: () => Promise.resolve() }
    } catch (error) {
      textEmbedders.delete(spec)
      throw error
    }
  }

  return {
    defaultSpec: config.EMBEDDING_MODEL,
    check(spec) {
      const { text } = partsOf(spec)
      if (text !== undefined) parseEmbedderSpec(text)
    },
    needsFit: (spec) => partsOf(spec).lsa,
    fit: (_spec, texts, signal) => fitLsa(texts, signal === undefined ? {} : { signal }),
    async open(spec, fitted) {
      const { text, lsa } = partsOf(spec)
      const fittedLsa = lsa ? loadLsa(required(spec, fitted)) : undefined
      const textEmbedder = text === undefined ? undefined : await sharedText(text)
      if (textEmbedder !== undefined && fittedLsa !== undefined)
        return blendEmbedders(textEmbedder, fittedLsa)
      return textEmbedder ?? required(spec, fittedLsa ?? null)
    },
    async [Symbol.asyncDispose]() {
      for (const opening of await Promise.allSettled(textEmbedders.values())) {
        if (opening.status === 'fulfilled') await opening.value[Symbol.asyncDispose]()
      }
    },
  }
}

const OPENAI_URL = 'https://api.openai.com/v1'

function partsOf(spec: string): { readonly text: string | undefined; readonly lsa: boolean } {
  if (spec === 'lsa') return { text: undefined, lsa: true }
  return spec.endsWith('+lsa')
    ? { text: spec.slice(0, -'+lsa'.length), lsa: true }
    : { text: spec, lsa: false }
}

function required<T>(spec: string, value: T | null): T {
  if (value !== null) return value
  throw new AppError(
    'inference.weights-unusable',
    `The version of "${spec}" holds no fitted model; re-index the shop.`,
  )
}
