/** The one place that knows which driver a spec means. LSA and blends need the shop's data: `embedders/lsa.ts`, `blend.ts`. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../errors.ts'
import { parseEmbedderSpec, type TransformersSettings } from './embedder-spec.ts'
import type { Embedder } from './embedder.ts'
import { createOpenAiEmbedder } from './embedders/openai-embedder.ts'
import type { TransformersModel } from './embedders/transformers-model.ts'
import { createTransformersEmbedder } from './embedders/transformers.ts'
import { installMinilm } from './minilm/install-minilm.ts'

export interface CreateEmbedderOptions {
  /** Where model files are written: some 25 MB for MiniLM, whatever the model weighs for the hub. */
  readonly cacheDirectory: string
  readonly threads?: number
  readonly openai?: {
    readonly baseUrl: string
    readonly apiKey: string
    readonly dimensions?: number | undefined
  }
  /** Another host with the hub's layout. */
  readonly hubUrl?: string | undefined
}

/**
 * @param spec see `embedder-spec.ts`
 * @throws AppError inference.model-unknown for a spec nobody understands, inference.weights-unusable when the model
 *   cannot be loaded
 */
export async function createEmbedder(spec: string, options: CreateEmbedderOptions): Promise<Embedder> {
  const parsed = parseEmbedderSpec(spec)
  switch (parsed.driver) {
    case 'minilm':
      return openMinilm(options)
    case 'local':
      return openLocal(parsed.directory, parsed.settings, options)
    case 'hub':
      return openHub(parsed.name, parsed.settings, options)
    case 'openai':
      if (options.openai === undefined)
        throw new AppError('inference.model-unknown', 'An openai: model needs a base URL and an API key.')
      return createOpenAiEmbedder({ model: parsed.model, ...options.openai })
  }
}

async function openMinilm({ cacheDirectory, threads }: CreateEmbedderOptions): Promise<Embedder> {
  const { id, parentDirectory, name, dtype } = await installMinilm(cacheDirectory)
  const model: TransformersModel = {
    id,
    source: { kind: 'local', parentDirectory, name },
    dtype,
    pooling: 'mean',
  }
  return createTransformersEmbedder({ model, ...(threads === undefined ? {} : { threads }) })
}

async function openLocal(
  directory: string,
  settings: TransformersSettings,
  { threads }: CreateEmbedderOptions,
): Promise<Embedder> {
  const path = resolve(directory)
  const name = basename(path)
  const digest = await fileDigest(join(path, 'onnx', onnxFileNames[settings.dtype]))
  return createTransformersEmbedder({
    model: {
      id: `local:${name}@${digest}${settingsMark(settings)}`,
      source: { kind: 'local', parentDirectory: dirname(path), name },
      dtype: settings.dtype,
      pooling: settings.pooling,
    },
    prefixes: settings,
    ...(threads === undefined ? {} : { threads }),
  })
}

async function openHub(
  name: string,
  settings: TransformersSettings,
  { cacheDirectory, hubUrl, threads }: CreateEmbedderOptions,
): Promise<Embedder> {
  return createTransformersEmbedder({
    model: {
      id: `hub:${name}${settingsMark(settings)}`,
      source: {
        kind: 'hub',
        name,
        cacheDirectory: join(cacheDirectory, 'hub'),
        ...(hubUrl === undefined ? {} : { hubUrl }),
      },
      dtype: settings.dtype,
      pooling: settings.pooling,
    },
    prefixes: settings,
    ...(threads === undefined ? {} : { threads }),
  })
}

/** Transformers.js' file per dtype (its DEFAULT_DTYPE_SUFFIX_MAPPING). */
const onnxFileNames: Record<TransformersSettings['dtype'], string> = {
  fp32: 'model.onnx',
  fp16: 'model_fp16.onnx',
  q8: 'model_quantized.onnx',
  int8: 'model_int8.onnx',
  uint8: 'model_uint8.onnx',
  q4: 'model_q4.onnx',
}

/** A directory can be filled anew under its old name, therefore its weights are part of the model's id. */
async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
  } catch (cause) {
    throw new AppError(
      'inference.weights-unusable',
      `The model directory lacks ${basename(path)} in "onnx".`,
      {
        cause,
      },
    )
  }
  return hash.digest('hex').slice(0, 8)
}

/** Everything that changes the vectors, in one order; empty for the defaults. */
function settingsMark({ dtype, pooling, query, document }: TransformersSettings): string {
  const marks = Object.entries({ dtype, pooling, query, document }).filter(
    ([name, value]) =>
      !(value === '' || (name === 'dtype' && value === 'fp32') || (name === 'pooling' && value === 'mean')),
  )
  return marks.length === 0 ? '' : `?${new URLSearchParams(marks).toString()}`
}
