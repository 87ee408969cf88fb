/**
 * Child of a bench: a worker process that writes a line per document to the file EMBEDDED_LOG the moment the model
 * has made its vector, so that work lost in a kill can be counted.
 */
import { appendFileSync } from 'node:fs'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { EmbedderSource } from '../../src/inference/embedder-source.ts'
import { openServing } from '../../src/process/serving.ts'
import { catchSignals, untilAborted } from '../../src/process/shutdown.ts'
import { startWorkersOf } from '../../workers/start-workers.ts'

const app = await createApp(readConfig(), 'worker')
const counted = { ...app, embedders: counting(app.embedders, process.env['EMBEDDED_LOG'] ?? '/dev/null') }
const serving = openServing(counted)
const workers = await startWorkersOf(counted, serving)
console.log('ready')
await untilAborted(catchSignals())
await workers.stop()
await serving[Symbol.asyncDispose]()
await app[Symbol.asyncDispose]()

function counting(source: EmbedderSource, path: string): EmbedderSource {
  return {
    ...source,
    async open(spec, fitted) {
      const embedder = await source.open(spec, fitted)
      return {
        ...embedder,
        async embed(texts, options) {
          const vectors = await embedder.embed(texts, options)
          if (options.purpose === 'document') appendFileSync(path, texts.map(() => 'document\n').join(''))
          return vectors
        },
      }
    },
  }
}
