/**
 * How a person names an embedder, in configuration and on the command line:
 * `minilm`, `local:/models/bge-small?pooling=cls`, `hub:Xenova/bge-small-en-v1.5?dtype=q8`, `openai:text-embedding-3-small`.
 */
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { dtypeSchema, poolingSchema } from './embedders/transformers-model.ts'

const transformersSettings = z.strictObject({
  dtype: dtypeSchema.default('fp32'),
  pooling: poolingSchema.default('mean'),
  /** What the model's card says to put before a text, e.g. "query: " and "passage: ". */
  query: z.string().default(''),
  document: z.string().default(''),
})
export type TransformersSettings = z.output<typeof transformersSettings>

export type EmbedderSpec =
  | { readonly driver: 'minilm' }
  | { readonly driver: 'local'; readonly directory: string; readonly settings: TransformersSettings }
  | { readonly driver: 'hub'; readonly name: string; readonly settings: TransformersSettings }
  | { readonly driver: 'openai'; readonly model: string }

/** @throws AppError inference.model-unknown */
export function parseEmbedderSpec(spec: string): EmbedderSpec {
  if (spec === 'minilm') return { driver: 'minilm' }
  const [, driver, name, query] = /^(local|hub|openai):([^?]+)(?:\?(.*))?$/.exec(spec) ?? []
  if (name === undefined) throw unknown(spec)
  if (driver === 'openai' && query === undefined) return { driver, model: name }

  const settings = transformersSettings.safeParse(Object.fromEntries(new URLSearchParams(query)))
  if (!settings.success) throw unknown(spec, settings.error)
  if (driver === 'local') return { driver, directory: name, settings: settings.data }
  if (driver === 'hub' && /^[\w.-]+\/[\w.-]+$/.test(name)) return { driver, name, settings: settings.data }
  throw unknown(spec)
}

function unknown(spec: string, cause?: unknown): AppError {
  return new AppError(
    'inference.model-unknown',
    `"${spec}" names no embedding model; use minilm, local:<directory>, hub:<org>/<name> or openai:<model>.`,
    { cause },
  )
}
