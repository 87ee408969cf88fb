/** Thread entry: fits one LSA model and answers with its bytes. */
import { parentPort } from 'node:worker_threads'
import { z } from 'zod'
import { fitLsaModel } from '../lsa/fit-lsa-model.ts'
import { lsaToBytes } from '../lsa/lsa-bytes.ts'
import type { ThreadAnswer } from './thread-pool.ts'

export const fitTaskSchema = z.object({ texts: z.array(z.string()), dimensions: z.int(), seed: z.int() })
export type FitTask = z.output<typeof fitTaskSchema>

parentPort?.on('message', (message: unknown) => {
  const { texts, ...settings } = fitTaskSchema.parse(message)
  const result = lsaToBytes(fitLsaModel(texts, settings))
  const answer: ThreadAnswer = { ok: true, result }
  parentPort?.postMessage(answer)
})
