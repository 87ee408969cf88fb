import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createEmbedder } from '../../src/inference/create-embedder.ts'
import { parseEmbedderSpec } from '../../src/inference/embedder-spec.ts'
import { writeTinyModel } from '../support/tiny-model.ts'

const defaults = { dtype: 'fp32', pooling: 'mean', query: '', document: '' }

describe('parseEmbedderSpec', () => {
  it('reads every driver with its settings', () => {
    expect(parseEmbedderSpec('minilm')).toEqual({ driver: 'minilm' })
    expect(parseEmbedderSpec('local:/models/bge')).toEqual({
      driver: 'local',
      directory: '/models/bge',
      settings: defaults,
    })
    expect(parseEmbedderSpec('hub:acme/e5?dtype=q8&pooling=cls&query=query%3A%20')).toEqual({
      driver: 'hub',
      name: 'acme/e5',
      settings: { ...defaults, dtype: 'q8', pooling: 'cls', query: 'query: ' },
    })
    expect(parseEmbedderSpec('openai:nomic-embed-text:v1.5')).toEqual({
      driver: 'openai',
      model: 'nomic-embed-text:v1.5',
    })
  })

  it.each([
    '',
    'minilm2',
    'hub:',
    'hub:noslash',
    'hub:../../etc/passwd',
    'hub:a/b?dtype=int2',
    'hub:a/b?dtpye=q8',
  ])('refuses "%s"', (spec) => {
    expect(() => parseEmbedderSpec(spec)).toThrow(
      expect.objectContaining({ code: 'inference.model-unknown' }),
    )
  })
})

describe('createEmbedder', () => {
  it('puts the weights and the settings of a local model into its id', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vitrine-spec-'))
    await writeTinyModel(join(directory, 'tiny'))
    const idOf = async (settings: string) => {
      await using embedder = await createEmbedder(`local:${join(directory, 'tiny')}${settings}`, {
        cacheDirectory: directory,
      })
      return embedder.model
    }
    expect(await idOf('')).toMatch(/^local:tiny@[0-9a-f]{8}$/)
    expect(await idOf('?pooling=cls')).toMatch(/^local:tiny@[0-9a-f]{8}\?pooling=cls$/)
  })

  it.each(['local:/nowhere/at/all', 'openai:some-model'])('says what is missing for "%s"', async (spec) => {
    const error = expect.objectContaining({ name: 'AppError' })
    await expect(createEmbedder(spec, { cacheDirectory: tmpdir() })).rejects.toEqual(error)
  })

  it('fails at once when a model directory holds no model', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vitrine-spec-'))
    await writeTinyModel(join(directory, 'tiny'))
    await expect(
      createEmbedder(`local:${join(directory, 'tiny')}?dtype=q8`, { cacheDirectory: directory }),
    ).rejects.toEqual(expect.objectContaining({ code: 'inference.weights-unusable' }))
  })
})
