/** Entry of the thread that owns the embedded database; speaks ThreadRequest and ThreadAnswer (pglite-engine.ts). */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { describeFault, openInThread, type ThreadAnswer, type ThreadRequest } from './pglite-engine.ts'

const { directory } = z.object({ directory: z.string() }).parse(workerData)
const engine = await openInThread(directory)
const stops = new Map<string, () => Promise<void>>()

const answer = (message: ThreadAnswer) => parentPort?.postMessage(message)

async function serve(request: ThreadRequest): Promise<void> {
  const nothing = { id: request.id, rows: [], rowCount: 0 }
  switch (request.kind) {
    case 'query':
      answer({ id: request.id, ...(await engine.query(request.text, request.parameters)) })
      return
    case 'listen': {
      const { channel } = request
      stops.set(channel, await engine.listen(channel, (payload) => answer({ channel, payload })))
      answer(nothing)
      return
    }
    case 'unlisten':
      await stops.get(request.channel)?.()
      stops.delete(request.channel)
      answer(nothing)
      return
    case 'close':
      await engine.close()
      answer(nothing)
  }
}

parentPort?.on('message', (request: ThreadRequest) => {
  serve(request).catch((error: unknown) => answer({ id: request.id, error: describeFault(error) }))
})
