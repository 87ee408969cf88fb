/** Embeddings kept on disk between runs of the evaluation, keyed by model and texts. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Embedder } from '../../src/inference/embedder.ts'

export interface EmbeddedTexts {
  readonly vectors: readonly Float32Array[]
  /** Texts per second, when they had to be embedded now. */
  readonly rate: number | undefined
}

export async function embedDocuments(
  directory: string,
  embedder: Embedder,
  texts: readonly string[],
): Promise<EmbeddedTexts> {
  const key = createHash('sha256')
    .update(JSON.stringify([embedder.model, texts]))
    .digest('hex')
    .slice(0, 24)
  const path = join(directory, `${key}.f32`)
  const known = await readFile(path).catch(() => undefined)
  if (known !== undefined) return { vectors: split(known, embedder.dimensions), rate: undefined }

  const started = performance.now()
  const vectors = await embedder.embed(texts, { purpose: 'document' })
  const rate = texts.length / ((performance.now() - started) / 1000)
  await mkdir(directory, { recursive: true })
  await writeFile(
    `${path}.partial`,
    vectors.map((vector) => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)),
  )
  await rename(`${path}.partial`, path)
  return { vectors, rate }
}

function split(bytes: Buffer, dimensions: number): Float32Array[] {
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  return Array.from({ length: all.length / dimensions }, (_, i) =>
    all.slice(i * dimensions, (i + 1) * dimensions),
  )
}
