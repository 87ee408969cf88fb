/**
 * Settings of the session model, named as in the papers they come from: VS-KNN and VSTAN (Ludewig, Mauro, Latifi,
 * Jannach 2021, session-rec) and VMIS-kNN (Kersbergen, Sprangers, Schelter 2022, Serenade). All are found unattended
 * by `tuneSessionKnn` on the shop's own visits; the defaults are those of Diginetica's tail.
 */
import { z } from 'zod'
import { rankerSchema } from './ranker/ranker.ts'

export const sessionKnnParamsSchema = z.object({
  /** Neighbour visits kept. */
  k: z.int().min(1).max(2_000).default(100),
  /** Newest visits looked at per product of the query. */
  m: z.int().min(1).max(20_000).default(2_000),
  /** Last positions of the query that count. */
  hist: z.int().min(1).max(200).default(20),
  /** Steps after which a product of the query weighs 1/e in finding neighbours. */
  spw: z.number().min(0.1).max(100).default(3),
  /** Steps after which the newest product shared with a neighbour weighs 1/e. */
  ipw: z.number().min(0.1).max(100).default(3),
  /** Steps after the shared product at which a product of the neighbour weighs 1/e. */
  inh: z.number().min(0.1).max(100).default(8),
  /** Weight of products before the shared one, beside those after it. */
  back: z.number().min(0).max(2).default(1),
  /** Weight of rare products: 1 + idf · ln(N / df). */
  idf: z.number().min(0).max(10).default(1),
  /** Exponent of the visit's length that its similarity is divided by. */
  ln: z.number().min(0).max(1).default(0.25),
  /** Age at which a visit weighs 1/e, as a share of the time the log spans. */
  tau: z.number().min(0.01).max(100).default(0.5),
  /** Whether the product viewed last may be recommended. */
  rl: z.boolean().default(true),
  /** Last positions of the query that rules start from. */
  srh: z.int().min(1).max(50).default(6),
  /** Weight of each position before the last, beside the one after it. */
  srd: z.number().min(0).max(1).default(0.5),
  /** Share of the best rule in the score, beside the best neighbour score; 0 without rules. */
  mix: z.number().min(0).max(100).default(0.1),
  /** The learnt order of the candidates; null: by score. */
  ranker: rankerSchema.nullable().default(null),
})
export type SessionKnnParams = z.output<typeof sessionKnnParamsSchema>

export const defaultSessionKnnParams: SessionKnnParams = sessionKnnParamsSchema.parse({})
