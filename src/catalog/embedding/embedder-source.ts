/**
 * Where the embedders of versions come from. A spec is a language model ("minilm"), `lsa`, or both ("minilm+lsa").
 * Language models weigh tens of megabytes and threads, so all shops share one of each; what was fitted to a shop is
 * its own.
 */
import { createEmbedder, type CreateEmbedderOptions } from '../../inference/create-embedder.ts'
import type { Embedder } from '../../inference/embedder.ts'
import { blendEmbedders } from '../../inference/embedders/blend.ts'
import { fitLsa, loadLsa } from '../../inference/embedders/lsa.ts'

export interface EmbedderSource extends AsyncDisposable {
  /** The configured spec of shops that asked for none. */
  readonly defaultSpec: string
  /** True when a part of the spec is learnt from the shop's own texts. */
  needsFit(spec: string): boolean
  /**
   * Learns that part; the bytes are kept with the version.
   *
   * @throws AppError inference.rejected when the texts hold no word
   */
  fit(spec: string, texts: readonly string[], signal: AbortSignal): Promise<Uint8Array>
  /**
   * The embedder of a spec, with what was fitted for it. Disposing of it leaves shared models open.
   *
   * @throws AppError inference.model-unknown, inference.weights-unusable
   */
  open(spec: string, fitted: Uint8Array | null): Promise<Embedder>
}

export interface EmbedderSourceOptions extends CreateEmbedderOptions {
  readonly defaultSpec: string
}

export function createEmbedderSource({ defaultSpec, ...options }: EmbedderSourceOptions): EmbedderSource {
  const shared = new Map<string, Promise<Embedder>>()
  const openShared = (spec: string): Promise<Embedder> => {
    const known = shared.get(spec)
    if (known !== undefined) return known
    const opening = createEmbedder(spec, options)
    shared.set(spec, opening)
    opening.catch(() => shared.delete(spec))
    return opening
  }
  return {
    defaultSpec,
    needsFit: (spec) => partsOf(spec).fitted,
    fit: (_spec, texts, signal) => fitLsa(texts, { signal }),
    async open(spec, fitted) {
      const parts = partsOf(spec)
      const lsa = parts.fitted && fitted !== null ? loadLsa(fitted) : undefined
      const model = parts.model === undefined ? undefined : borrowed(await openShared(parts.model))
      if (lsa !== undefined && model !== undefined) return blendEmbedders(model, lsa)
      // "lsa" alone without its fit names no model: createEmbedder says so.
      return lsa ?? model ?? createEmbedder(spec, options)
    },
    async [Symbol.asyncDispose]() {
      const opened = [...shared.values()]
      shared.clear()
      for (const embedder of await Promise.allSettled(opened)) {
        if (embedder.status === 'fulfilled') await embedder.value[Symbol.asyncDispose]()
      }
    },
  }
}

const fittedSuffix = '+lsa'

function partsOf(spec: string): { readonly model: string | undefined; readonly fitted: boolean } {
  if (spec === 'lsa') return { model: undefined, fitted: true }
  return spec.endsWith(fittedSuffix)
    ? { model: spec.slice(0, -fittedSuffix.length), fitted: true }
    : { model: spec, fitted: false }
}

/** The same embedder, whose disposal is left to its owner. */
function borrowed(embedder: Embedder): Embedder {
  return {
    model: embedder.model,
    dimensions: embedder.dimensions,
    embed: (texts, options) => embedder.embed(texts, options),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
