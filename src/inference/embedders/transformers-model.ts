/** What a Transformers.js thread is told: which model, from where, and how its token vectors become one. */
import { z } from 'zod'

export const poolingSchema = z.enum(['mean', 'cls'])
/** File of the repository: float32 is `onnx/model.onnx`, q8 is `onnx/model_quantized.onnx`. */
export const dtypeSchema = z.enum(['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4'])

export const transformersModelSchema = z.object({
  /** The embedder's `model`. */
  id: z.string(),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('local'), parentDirectory: z.string(), name: z.string() }),
    z.object({
      kind: z.literal('hub'),
      name: z.string(),
      cacheDirectory: z.string(),
      /** Another host with the hub's layout; a mirror, or the server of a test. */
      hubUrl: z.string().optional(),
    }),
  ]),
  dtype: dtypeSchema,
  pooling: poolingSchema,
})
export type TransformersModel = z.output<typeof transformersModelSchema>

export const embedTaskSchema = z.object({ texts: z.array(z.string()) })
export type EmbedTask = z.output<typeof embedTaskSchema>
