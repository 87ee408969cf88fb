/** Entry of the thread that hashes an index: its arrays lie in shared memory, so nothing is copied. */
import { parentPort } from 'node:worker_threads'
import { hashModel } from '../session-knn/hash-model.ts'
import type { SessionIndex } from '../session-knn/session-index.ts'

parentPort?.once('message', (index: SessionIndex) => parentPort?.postMessage(hashModel(index)))
