/** Exactly what the HTTP edge needs; the composition root's App satisfies it. */
import type { Tracer } from '@opentelemetry/api'
import type { Histogram, Registry } from 'prom-client'
import type { Config } from '../config.ts'
import type { SearchDeps } from '../catalog/search/search-products.ts'
import type { PreviewDeps } from '../content/preview/preview-copy.ts'
import type { ModelWriters } from '../content/jobs/configured-writer.ts'
import type { Events } from '../events/open-events.ts'
import type { EraseDeps } from '../recommendations/erasure/erase-visitor.ts'
import type { OpenRuleBook } from '../recommendations/merchandising/open-rule-book.ts'
import type { RecommendDeps } from '../recommendations/recommend.ts'
import type { Clock } from '../clock.ts'
import type { Secrets } from '../secrets.ts'
import type { Logger } from '../telemetry.ts'

export interface ServerDeps extends SearchDeps, EraseDeps {
  readonly recommendations: RecommendDeps
  readonly config: Pick<
    Config,
    | 'PUBLIC_URL'
    | 'TRUST_PROXY'
    | 'RATE_LIMIT_PER_MINUTE'
    | 'RATE_LIMIT_IP_PER_MINUTE'
    | 'IMPORT_MAX_BYTES'
    | 'EMBEDDING_MODEL'
    | 'EMBEDDING_MODELS_ALLOWED'
    | 'COPY_DAILY_BUDGET_USD'
  >
  readonly log: Logger
  readonly clock: Clock
  readonly registry: Registry
  /** Unset: requests are not traced. */
  readonly tracer?: Tracer
  readonly metrics: { readonly requests: Histogram<'method' | 'route' | 'status'> }
  readonly health: Health
  readonly events: Events
  readonly rules: OpenRuleBook
  /** Waits until every process knows what was committed. */
  readonly changes: { awaitApplied(): Promise<{ readonly applied: boolean }> }
  /** Model writers by name. Unset: whether a writer is configured shows only when it writes. */
  readonly chatModels?: ModelWriters
  /** What writes copy while a person watches. Unset: previews are refused. */
  readonly preview?: PreviewDeps
  /** Seals webhook secrets; unset: none can be kept. */
  readonly secrets?: Secrets | undefined
  /** Told after every request that may have queued work. */
  readonly relay: { poke(): void }
}

/** What the probes ask; see docs/operations.md. */
export interface Health {
  /** False when jobs have been due for a minute, the database answered, a slot was free and nothing was claimed. */
  isConsuming(): boolean
  /** True from SIGTERM on. */
  isDraining(): boolean
  /** Resolves when the database answers and its schema is this version's; rejects with the reason otherwise. */
  checkDatabase(): Promise<void>
}
