/**
 * Thread entry: one Transformers.js model, one ONNX session, one core. Texts run one at a time: measured, a batch
 * of one is the quickest on a single core (no padding), and with run-time int8 quantisation it is the only
 * size at which a vector does not depend on its neighbours (cosine .993 between batches).
 */
import { parentPort, workerData } from 'node:worker_threads'
import {
  AutoModel,
  AutoTokenizer,
  env,
  LogLevel,
  mean_pooling,
  Tensor,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@huggingface/transformers'
import { z } from 'zod'
import { toUnitLength } from '../embedder.ts'
import type { ThreadAnswer } from './thread-pool.ts'
import { embedTaskSchema, transformersModelSchema, type TransformersModel } from './transformers-model.ts'

if (parentPort !== null) serve(parentPort)

function serve(port: NonNullable<typeof parentPort>): void {
  const model = transformersModelSchema.parse(workerData)
  let loaded: ReturnType<typeof loadEncoder> | undefined
  let previous = Promise.resolve()
  port.on('message', (message: unknown) => {
    previous = previous.then(async () => {
      try {
        loaded ??= loadEncoder(model)
        const encode = await loaded
        const vectors: Float32Array[] = []
        for (const text of embedTaskSchema.parse(message).texts) vectors.push(await encode(text))
        const answer: ThreadAnswer = { ok: true, result: vectors }
        port.postMessage(answer)
      } catch (error) {
        loaded = undefined
        const reason = error instanceof Error ? error.message : String(error)
        const answer: ThreadAnswer = {
          ok: false,
          message: `The model "${model.id}" cannot be run: ${reason}`,
        }
        port.postMessage(answer)
      }
    })
  })
}

async function loadEncoder(model: TransformersModel): Promise<(text: string) => Promise<Float32Array>> {
  env.logLevel = LogLevel.ERROR
  env.allowLocalModels = model.source.kind === 'local'
  env.allowRemoteModels = model.source.kind === 'hub'
  if (model.source.kind === 'local') env.localModelPath = model.source.parentDirectory
  else {
    env.cacheDir = model.source.cacheDirectory
    if (model.source.hubUrl !== undefined) env.remoteHost = model.source.hubUrl
  }
  const tokenizer = await AutoTokenizer.from_pretrained(model.source.name)
  const encoder = await AutoModel.from_pretrained(model.source.name, {
    dtype: model.dtype,
    device: 'cpu',
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  })
  return async (text) => {
    const vector = await encodeText(tokenizer, encoder, model, text)
    const unit = toUnitLength(vector)
    if (unit === undefined) throw new Error('the vector of a text has no direction')
    return unit
  }
}

const tensor = z.instanceof(Tensor)
const inputsSchema = z.object({ input_ids: tensor, attention_mask: tensor }).loose()
const outputsSchema = z.union([
  z.object({ sentence_embedding: tensor }),
  z.object({ last_hidden_state: tensor }),
  z.object({ token_embeddings: tensor }),
])

/** Uses the graph's own sentence vector when it has one, else pools the token vectors. */
async function encodeText(
  tokenizer: PreTrainedTokenizer,
  encoder: PreTrainedModel,
  { pooling }: TransformersModel,
  text: string,
): Promise<Float32Array> {
  const inputs = inputsSchema.parse(tokenizer([text], { padding: true, truncation: true }))
  const outputs = outputsSchema.parse(await encoder(inputs))
  if ('sentence_embedding' in outputs) return copyOf(outputs.sentence_embedding)
  const tokens = 'last_hidden_state' in outputs ? outputs.last_hidden_state : outputs.token_embeddings
  return copyOf(pooling === 'cls' ? tokens.slice(null, 0) : mean_pooling(tokens, inputs.attention_mask))
}

/** The runtime reuses its output memory, therefore a copy. */
function copyOf({ data }: Tensor): Float32Array {
  return z.instanceof(Float32Array).parse(data).slice()
}
