import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmbedder } from '../../src/inference/create-embedder.ts'
import type { Embedder } from '../../src/inference/embedder.ts'
import { blendEmbedders } from '../../src/inference/embedders/blend.ts'
import { fitLsa, loadLsa } from '../../src/inference/embedders/lsa.ts'
import { serveDirectory } from '../support/directory-server.ts'
import { startFakeEmbeddingServer } from '../support/fake-embedding-server.ts'
import { writeTinyModel } from '../support/tiny-model.ts'
import { embedderContract } from './embedder-contract.ts'

const catalogue = [
  'wireless mouse for the desk',
  'red shoe with laces',
  'desk lamp, red',
  'running shoe',
  'wireless lamp',
]

embedderContract('minilm', async () => {
  const directory = await temporaryDirectory()
  return owning(await createEmbedder('minilm', { cacheDirectory: directory.path }), directory)
})

embedderContract('local directory', async () => {
  const directory = await temporaryDirectory()
  await writeTinyModel(join(directory.path, 'tiny'))
  const embedder = await createEmbedder(`local:${join(directory.path, 'tiny')}`, {
    cacheDirectory: directory.path,
  })
  return owning(embedder, directory)
})

embedderContract('hub', async () => {
  const directory = await temporaryDirectory()
  const repository = join(directory.path, 'site', 'acme', 'tiny', 'resolve', 'main')
  await mkdir(repository, { recursive: true })
  await writeTinyModel(repository)
  const server = await serveDirectory(join(directory.path, 'site'))
  const embedder = await createEmbedder('hub:acme/tiny?pooling=cls&query=query%3A%20', {
    cacheDirectory: join(directory.path, 'cache'),
    hubUrl: server.url,
  })
  return owning(embedder, server, directory)
})

embedderContract('openai', async () => {
  const server = await startFakeEmbeddingServer()
  const embedder = await createEmbedder('openai:text-embedding-3-small', {
    cacheDirectory: tmpdir(),
    openai: { baseUrl: server.baseUrl, apiKey: 'test' },
  })
  return owning(embedder, server)
})

embedderContract('lsa', async () => owning(loadLsa(await fitLsa(catalogue))))

embedderContract('blended', async () => {
  const directory = await temporaryDirectory()
  await writeTinyModel(join(directory.path, 'tiny'))
  const text = await createEmbedder(`local:${join(directory.path, 'tiny')}`, {
    cacheDirectory: directory.path,
  })
  return owning(blendEmbedders(text, loadLsa(await fitLsa(catalogue))), directory)
})

function owning(embedder: Embedder, ...others: readonly AsyncDisposable[]) {
  return {
    embedder,
    async [Symbol.asyncDispose]() {
      for (const owned of [embedder, ...others]) await owned[Symbol.asyncDispose]()
    },
  }
}

async function temporaryDirectory() {
  const path = await mkdtemp(join(tmpdir(), 'vitrine-embedder-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
