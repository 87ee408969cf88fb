/**
 * The one schema of the environment, read once at start. The scheme of a URL picks the driver: production is a
 * matter of URLs, never of other code. A bad variable is named with its reason and never with its value.
 */
import { z } from 'zod'
import { AppError } from './errors.ts'

/** A value that does not print itself: logs and JSON show "[redacted]". */
export class Secret {
  readonly #value: string
  constructor(value: string) {
    this.#value = value
  }
  reveal(): string {
    return this.#value
  }
  toString(): string {
    return '[redacted]'
  }
  toJSON(): string {
    return '[redacted]'
  }
}

const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value))
const urlOf = (...schemes: readonly string[]) =>
  z.string().refine((value) => schemes.some((scheme) => value.startsWith(`${scheme}://`)), {
    error: `must start with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  })
const list = z.string().transform((value) => value.split(',').flatMap((part) => part.trim() || []))

/** "gpt-5-mini", "anthropic:claude-haiku@1/5": a name, and after "@" what a million tokens cost in and out. */
function areModelNames(names: readonly string[]): boolean {
  return names.every((name) => /^[^\s@]+(@\d+(\.\d+)?\/\d+(\.\d+)?)?$/.test(name))
}

/** Every variable the service reads; `.env.example` shows them all (a test compares the two). */
export const environmentSchema = z.object({
  DATABASE_URL: urlOf('pglite', 'postgres', 'postgresql')
    .optional()
    .describe(
      'postgres://user:password@host/database, or pglite://<directory> (embedded); unset: pglite://<DATA_DIR>',
    ),
  DATABASE_POOL_MAX: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(16)
    .describe('Connections per process to a real Postgres'),
  QUEUE_URL: urlOf('pglite', 'postgres', 'postgresql', 'redis', 'rediss')
    .optional()
    .describe('redis:// (Redis or Valkey), postgres://; unset: the database carries the queue'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address the API listens on'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('Port of the API; 0 takes a free one'),
  PROBE_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Port on which a worker process answers probes and /metrics; unset: it listens nowhere'),
  PUBLIC_URL: z.url().optional().describe('Where clients reach the API, when behind a proxy'),
  TRUST_PROXY: list
    .default([])
    .describe('Comma-separated CIDRs of proxies whose X-Forwarded-For is believed'),
  DATA_DIR: z.string().min(1).default('./data').describe('Embedded database, model cache, local key'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('pino level'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url()
    .optional()
    .describe('OpenTelemetry collector; unset: no traces leave the process'),
  EMBEDDING_MODEL: z
    .string()
    .min(1)
    .default('minilm+lsa')
    .describe(
      'Model of new shops: minilm, lsa, minilm+lsa, local:<directory>, hub:<org>/<name>, openai:<model>',
    ),
  EMBEDDING_THREADS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe('Threads that embed documents'),
  EMBEDDING_MODELS_ALLOWED: list
    .default([])
    .describe(
      'Comma-separated models that re-indexes may name, beside minilm, lsa, minilm+lsa and EMBEDDING_MODEL',
    ),
  OPENAI_BASE_URL: z.url().optional().describe('Any OpenAI-compatible endpoint; unset: the vendor’s own'),
  OPENAI_API_KEY: secret
    .optional()
    .describe('Key of that endpoint; unset: the openai writer and embedder are off'),
  COPY_WRITER: z
    .enum(['embedded', 'openai', 'langchain'])
    .default('embedded')
    .describe('Writer behind "auto"'),
  COPY_MODEL: z
    .string()
    .min(1)
    .default('gpt-5-mini')
    .describe('Model of the openai writer, or provider:model for langchain'),
  COPY_MODELS: list
    .default([])
    .refine(areModelNames, 'must be model names, each with its prices if they differ: gpt-5-mini@0.25/2')
    .describe(
      'Comma-separated models to try in turn, [provider:]model[@input/output price]; unset: COPY_MODEL alone',
    ),
  COPY_API: z
    .enum(['auto', 'responses', 'chat'])
    .default('auto')
    .describe(
      'Interface of the openai writer; auto: Responses where the endpoint has it, else Chat Completions',
    ),
  COPY_TEMPERATURE: z.coerce
    .number()
    .min(0)
    .max(2)
    .optional()
    .describe('Sampling temperature of model writers, where the model takes one'),
  COPY_INPUT_USD_PER_MTOK: z.coerce.number().min(0).default(0.25).describe('Price of a million input tokens'),
  COPY_OUTPUT_USD_PER_MTOK: z.coerce.number().min(0).default(2).describe('Price of a million output tokens'),
  COPY_BATCH_PRICE_FACTOR: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Price of a call in a batch as a share of the ordinary one'),
  COPY_BATCH_MIN_PRODUCTS: z.coerce
    .number()
    .int()
    .min(0)
    .default(200)
    .describe('Copy jobs of at least this many products go by batch where offered; 0: never by themselves'),
  COPY_DAILY_BUDGET_USD: z.coerce
    .number()
    .min(0)
    .max(1_000_000)
    .default(5)
    .describe('Hard spending cap per shop and UTC day'),
  COPY_CALL_TIMEOUT_MS: z.coerce.number().int().min(100).default(60_000).describe('One call to a model'),
  COPY_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .default(4)
    .describe('Copy hints one worker process works on at once'),
  JOB_LEASE_MS: z.coerce
    .number()
    .int()
    .min(500)
    .default(30_000)
    .describe('How long a claimed job is safe without a beat'),
  JOB_BEAT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(10_000)
    .describe('How often a worker renews its leases'),
  JOB_SWEEP_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(5_000)
    .describe('How often due and orphaned jobs are looked for'),
  SECRETS_KEY: secret
    .optional()
    .describe(
      '32 random bytes, base64: seals webhook secrets; unset: embedded keeps its own, others keep none',
    ),
  WEBHOOK_NETWORKS_ALLOWED: list
    .default([])
    .describe('Comma-separated CIDRs that webhooks may reach although they are not public'),
  IMPORT_MAX_BYTES: z.coerce.number().int().min(1).default(2_147_483_648).describe('Largest upload, as sent'),
  IMPORT_MAX_UNPACKED_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(10_737_418_240)
    .describe('Largest upload, unpacked'),
  RECOMMENDATION_IMAGE_MAX_AGE_HOURS: z.coerce
    .number()
    .min(1)
    .max(8_760)
    .default(24)
    .describe('What was learnt from behaviour is not used when it is older; the catalogue answers then'),
  EVENTS_RETENTION_MONTHS: z.coerce
    .number()
    .int()
    .min(0)
    .max(240)
    .default(13)
    .describe('Full months for which events of shoppers are kept, beside the present one; 0: without limit'),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(60_000)
    .describe('Requests per key and minute'),
  RATE_LIMIT_IP_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(6_000)
    .describe('Requests with a publishable key per client address and minute'),
  RECOMMENDATION_MEMORY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_600_000)
    .default(300_000)
    .describe('How long a process remembers what answered a question; 0: every answer is worked out anew'),
  SHUTDOWN_TIMEOUT_MS: z.coerce.number().int().min(0).default(25_000).describe('Limit of an orderly stop'),
  SHUTDOWN_DRAIN_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(600_000)
    .optional()
    .describe(
      'How long a stopping process still answers while it is not ready; unset: 0 embedded, 1000 otherwise',
    ),
  LOAD_FIXTURES: z
    .enum(['auto', 'never'])
    .default('auto')
    .describe('An empty embedded database gets: auto: the sample shop; never: an empty shop'),
  SHOP_NAME: z.string().trim().min(1).max(200).default('My shop').describe('Name of that empty shop'),
  // What the command line needs as a client; the service itself reads neither.
  VITRINE_URL: urlOf('http', 'https')
    .optional()
    .describe('Server the command line talks to; unset: the one that wrote <DATA_DIR>/local.json'),
  VITRINE_API_KEY: secret.optional().describe('Key the command line sends'),
})

export type Environment = z.output<typeof environmentSchema>

export interface Config extends Omit<Environment, 'DATABASE_URL' | 'QUEUE_URL' | 'SHUTDOWN_DRAIN_MS'> {
  readonly DATABASE_URL: string
  readonly QUEUE_URL: string
  readonly SHUTDOWN_DRAIN_MS: number
  /** True when the database lives inside this process; then one process does everything. */
  readonly embedded: boolean
}

/** A load balancer that probes every second has seen by then that the process is not ready. */
const DRAIN_MS = 1_000

/** @throws AppError config.invalid, with one error per bad variable */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  // An empty variable means "not set": compose files and CI systems pass those.
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      message: issue.message,
    }))
    const names = errors.map((error) => `${error.path} ${error.message}`).join('; ')
    throw new AppError('config.invalid', `Set these variables as .env.example shows: ${names}.`, { errors })
  }
  const databaseUrl = parsed.data.DATABASE_URL ?? `pglite://${parsed.data.DATA_DIR}`
  const embedded = databaseUrl.startsWith('pglite://')
  const queueUrl = parsed.data.QUEUE_URL ?? databaseUrl
  if (!embedded && queueUrl.startsWith('pglite://')) {
    throw new AppError('config.invalid', 'QUEUE_URL may be pglite:// only when DATABASE_URL is too.')
  }
  return Object.freeze({
    ...parsed.data,
    DATABASE_URL: databaseUrl,
    QUEUE_URL: queueUrl,
    // Nobody balances load over an embedded process, and its operator waits at the terminal.
    SHUTDOWN_DRAIN_MS: parsed.data.SHUTDOWN_DRAIN_MS ?? (embedded ? 0 : DRAIN_MS),
    embedded,
  })
}
