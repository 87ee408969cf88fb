/** Logs (pino), metrics (Prometheus) and traces (OpenTelemetry): one of each per process, passed down. */
import { trace, SpanStatusCode, type Attributes, type Tracer } from '@opentelemetry/api'
import { pino, type Logger } from 'pino'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Config } from './config.ts'

export type { Logger } from 'pino'

export interface Telemetry extends AsyncDisposable {
  readonly log: Logger
  readonly registry: Registry
  readonly metrics: Metrics
  readonly tracer: Tracer
  /** False without a collector: spans are no-ops then. */
  readonly traces: boolean
}

export type Metrics = ReturnType<typeof createMetrics>

/** Paths that may carry a key, a cookie or a connection string never reach a log line. */
const redacted = [
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
  '*.apiKey',
  '*.key',
  '*.password',
  '*.secret',
  '*.token',
  '*.DATABASE_URL',
  '*.QUEUE_URL',
]

export async function startTelemetry(
  config: Pick<Config, 'LOG_LEVEL' | 'OTEL_EXPORTER_OTLP_ENDPOINT'>,
  role: string,
): Promise<Telemetry> {
  const log = pino({
    level: config.LOG_LEVEL,
    base: { role },
    redact: { paths: redacted, censor: '[redacted]' },
  })
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const stopTraces = config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? undefined : await startTraces(role)
  return {
    log,
    registry,
    metrics: createMetrics(registry),
    tracer: trace.getTracer('vitrine'),
    traces: stopTraces !== undefined,
    async [Symbol.asyncDispose]() {
      await stopTraces?.()
    },
  }
}

/** Says in log and metrics that a shop has used four fifths of its cap for paid models. */
export function warnOfBudget({
  log,
  metrics,
}: Pick<Telemetry, 'log' | 'metrics'>): (warning: object) => void {
  return (warning) => {
    metrics.budgetWarnings.inc()
    log.warn(warning, 'four fifths of the day’s budget for paid models are used')
  }
}

/** The SDK is loaded only when there is a collector: it costs start-up time and memory. It reads OTEL_* itself. */
async function startTraces(role: string): Promise<() => Promise<void>> {
  const { NodeSDK } = await import('@opentelemetry/sdk-node')
  const sdk = new NodeSDK({ serviceName: `vitrine-${role}` })
  sdk.start()
  return () => sdk.shutdown()
}

/** Runs `work` in a span; a throw marks the span as failed. Without a collector the span is a no-op. */
export async function traced<T>(
  tracer: Tracer,
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

/** Read when /metrics is read, so that counting costs a request nothing. */
export function showStatementCounts(
  registry: Registry,
  counts: { readonly statements: number; readonly transactions: number },
): void {
  const registers = [registry]
  new Gauge({
    name: 'vitrine_sql_statements',
    help: 'SQL statements this process has sent',
    registers,
    collect() {
      this.set(counts.statements)
    },
  })
  new Gauge({
    name: 'vitrine_sql_transactions',
    help: 'Explicit SQL transactions this process has opened',
    registers,
    collect() {
      this.set(counts.transactions)
    },
  })
}

/** How far this process is behind the changes of others; read when /metrics is read. */
export function showChangeFeed(
  registry: Registry,
  feed: { lagMs(): number; lapses(): number; isCurrent(): boolean },
): void {
  const registers = [registry]
  new Gauge({
    name: 'vitrine_change_lag_seconds',
    help: 'Age of the oldest change received and not yet taken in',
    registers,
    collect() {
      this.set(feed.lagMs() / 1_000)
    },
  })
  new Gauge({
    name: 'vitrine_change_lapses',
    help: 'Times this process could not be sure of having every change',
    registers,
    collect() {
      this.set(feed.lapses())
    },
  })
  new Gauge({
    name: 'vitrine_change_current',
    help: '1 while answers need no check in the database, else 0',
    registers,
    collect() {
      this.set(feed.isCurrent() ? 1 : 0)
    },
  })
}

/** Events that were taken and wait for their transaction; read when /metrics is read. */
export function showEventsWaiting(registry: Registry, read: () => number): void {
  new Gauge({
    name: 'vitrine_events_waiting',
    help: 'Events taken and not yet committed',
    registers: [registry],
    collect() {
      this.set(read())
    },
  })
}

/** How often a question to recommendations was known already; read when /metrics is read. */
export function showMemo(registry: Registry, memo: { readonly hits: number; readonly misses: number }): void {
  new Gauge({
    name: 'vitrine_recommendation_memo',
    help: 'Slates this process had ready (hit) and had to compose (miss), since it started',
    labelNames: ['result'],
    registers: [registry],
    collect() {
      this.set({ result: 'hit' }, memo.hits)
      this.set({ result: 'miss' }, memo.misses)
    },
  })
}

/** Counts what became of reported events. */
export function countEvents(
  { events }: Pick<Metrics, 'events'>,
  report: {
    readonly accepted: number
    readonly duplicates: number
    readonly not_stored: number
    readonly unattributed: number
    readonly rejected: readonly unknown[]
  },
): void {
  events.inc({ outcome: 'accepted' }, report.accepted)
  events.inc({ outcome: 'duplicate' }, report.duplicates)
  events.inc({ outcome: 'not-stored' }, report.not_stored)
  events.inc({ outcome: 'unattributed' }, report.unattributed)
  events.inc({ outcome: 'refused' }, report.rejected.length)
}

/** Asked of the database when /metrics is read, by every process: an alert on it must outlive all workers. */
export function showOldestDue(registry: Registry, read: () => Promise<number>): void {
  new Gauge({
    name: 'vitrine_job_oldest_due_seconds',
    help: 'Age of the oldest job that is due and not claimed; absent while the database does not answer',
    registers: [registry],
    async collect() {
      try {
        this.set(await read())
      } catch {
        this.remove()
      }
    },
  })
}

/** Every instrument of the service, prefix `vitrine_`; documented in docs/operations.md. */
function createMetrics(registry: Registry) {
  const registers = [registry]
  const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
  return {
    requests: new Histogram({
      name: 'vitrine_http_request_duration_seconds',
      help: 'HTTP requests by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: durations,
      registers,
    }),
    jobsEnded: new Counter({
      name: 'vitrine_jobs_ended_total',
      help: 'Runs of jobs by kind and outcome (done, failed, retried, snoozed, fenced, released)',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'vitrine_job_duration_seconds',
      help: 'Time one run of a job took',
      labelNames: ['kind'],
      buckets: durations,
      registers,
    }),
    jobsReclaimed: new Counter({
      name: 'vitrine_job_reclaimed_total',
      help: 'Jobs whose worker stopped beating and that were queued again',
      registers,
    }),
    publishFenced: new Counter({
      name: 'vitrine_publish_fenced_total',
      help: 'Results thrown away because the job had been claimed by another worker',
      registers,
    }),
    hintsFailed: new Counter({
      name: 'vitrine_hints_failed_total',
      help: 'Hints the queue did not take; the sweeper and the workers’ polling make up for them',
      registers,
    }),
    modelSpendUsd: new Counter({
      name: 'vitrine_llm_spend_usd_total',
      help: 'Settled cost of calls to paid models',
      labelNames: ['model'],
      registers,
    }),
    budgetWarnings: new Counter({
      name: 'vitrine_copy_budget_warnings_total',
      help: 'Days on which a shop used four fifths of its cap for paid models',
      registers,
    }),
    modelCalls: new Histogram({
      name: 'gen_ai_client_operation_duration_seconds',
      help: 'Calls to models (OpenTelemetry GenAI semantic conventions, seconds)',
      labelNames: ['operation', 'model', 'outcome'],
      buckets: durations,
      registers,
    }),
    events: new Counter({
      name: 'vitrine_events_total',
      help: 'Reported events by outcome (accepted, duplicate, not-stored, refused; unattributed ones are accepted too)',
      labelNames: ['outcome'],
      registers,
    }),
    embedded: new Counter({
      name: 'vitrine_embedded_documents_total',
      help: 'Documents embedded, by model',
      labelNames: ['model'],
      registers,
    }),
  }
}
