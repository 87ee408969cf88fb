/**
 * The catalogue of everything that can go wrong on purpose: code → kind and title. The kind alone decides
 * the HTTP status (`http/problem.ts`) and whether a job retries (`queue/worker/work.ts`). Every code has a row
 * in docs/errors.md; a test compares the two.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'not-allowed'
  | 'unsupported'
  | 'conflict'
  | 'unprocessable'
  | 'too-large'
  | 'limited'
  | 'unavailable'
  | 'internal'

export const errorCatalogue = {
  'request.invalid': { kind: 'invalid', title: 'The request does not match its schema' },
  'request.not-found': { kind: 'not-found', title: 'No such route' },
  'request.method-not-allowed': { kind: 'not-allowed', title: 'The path does not take this method' },
  'request.media-type': { kind: 'unsupported', title: 'The body has a media type this route does not read' },
  'request.too-large': { kind: 'too-large', title: 'The request is larger than the limit' },
  'request.rate-limited': { kind: 'limited', title: 'Too many requests' },
  'request.overloaded': { kind: 'unavailable', title: 'The service is shedding load' },
  'request.timeout': { kind: 'unavailable', title: 'The request took longer than its limit' },
  'idempotency.in-progress': { kind: 'conflict', title: 'The first request with this key is still running' },
  'idempotency.body-differs': { kind: 'unprocessable', title: 'This key was used with another body' },
  'security.key-missing': { kind: 'unauthenticated', title: 'An API key is required' },
  'security.key-invalid': { kind: 'unauthenticated', title: 'The API key is not valid' },
  'security.origin-forbidden': { kind: 'forbidden', title: 'The shop does not list this browser origin' },
  'security.scope-missing': { kind: 'forbidden', title: 'The API key lacks the scope' },
  'security.key-not-found': { kind: 'not-found', title: 'No such API key' },
  'shops.not-found': { kind: 'not-found', title: 'No such shop' },
  'shops.name-taken': { kind: 'conflict', title: 'A shop has this name' },
  'catalog.product-not-found': { kind: 'not-found', title: 'No such product' },
  'catalog.variant-not-found': { kind: 'not-found', title: 'No such variant' },
  'catalog.import-not-found': { kind: 'not-found', title: 'No such import' },
  'catalog.import-finished': { kind: 'conflict', title: 'The import has already ended' },
  'catalog.format-unknown': { kind: 'invalid', title: 'The catalogue format is not known' },
  'catalog.feed-unreadable': { kind: 'invalid', title: 'The catalogue file cannot be read' },
  'catalog.feed-too-large': { kind: 'too-large', title: 'The catalogue file is larger than the limit' },
  'catalog.mapping-invalid': { kind: 'invalid', title: 'The mapping file is not valid' },
  'catalog.reindex-not-found': { kind: 'not-found', title: 'No such re-index' },
  'catalog.reindex-running': { kind: 'conflict', title: 'A re-index is already running' },
  'catalog.reindex-gate-failed': { kind: 'conflict', title: 'The new embeddings did not pass the gate' },
  'catalog.rollback-impossible': {
    kind: 'conflict',
    title: 'There is no earlier embedding version to go back to',
  },
  'content.copy-job-not-found': { kind: 'not-found', title: 'No such copy job' },
  'content.voice-not-found': { kind: 'not-found', title: 'No such brand voice' },
  'content.draft-not-found': { kind: 'not-found', title: 'No such draft' },
  'content.lint-not-found': { kind: 'not-found', title: 'No such catalogue check' },
  'content.lint-not-done': { kind: 'conflict', title: 'The catalogue check has not ended' },
  'content.version-not-found': { kind: 'not-found', title: 'No such version' },
  'content.draft-state': { kind: 'conflict', title: 'The draft is in another state' },
  'content.waiver-not-found': { kind: 'not-found', title: 'No such waiver' },
  'content.draft-blocked': { kind: 'conflict', title: 'Findings block the draft' },
  'content.version-conflict': { kind: 'conflict', title: 'The draft has a newer version' },
  'content.field-locked': { kind: 'conflict', title: 'A person has locked the field' },
  'content.facts-changed': { kind: 'unavailable', title: 'The facts changed while copy was written' },
  'content.dictionary-too-large': { kind: 'invalid', title: 'The attribute dictionary has too many entries' },
  'content.certificate-not-found': { kind: 'not-found', title: 'No such certificate' },
  'content.promotion-not-found': { kind: 'not-found', title: 'No such promotion' },
  'content.prompt-missing': { kind: 'internal', title: 'The prompt version is not installed' },
  'content.writer-unconfigured': { kind: 'invalid', title: 'The writer is not configured' },
  'content.rule-not-found': { kind: 'not-found', title: 'No such rule of wording' },
  'content.publication-not-found': { kind: 'not-found', title: 'No such publication' },
  'content.remote-changed': { kind: 'conflict', title: 'The shop shows another version than was last seen' },
  'webhooks.not-found': { kind: 'not-found', title: 'No such webhook endpoint' },
  'webhooks.disabled': { kind: 'conflict', title: 'The webhook endpoint is disabled' },
  'webhooks.too-many': { kind: 'conflict', title: 'The shop has as many webhook endpoints as it may' },
  'webhooks.key-missing': { kind: 'unprocessable', title: 'Webhook secrets cannot be kept here' },
  'recommendations.context-missing': { kind: 'invalid', title: 'The placement needs more context' },
  'recommendations.data-unreadable': { kind: 'invalid', title: 'The evaluation data cannot be read' },
  'recommendations.evaluation-not-found': { kind: 'not-found', title: 'No such evaluation' },
  'recommendations.evaluation-running': { kind: 'conflict', title: 'An evaluation is already running' },
  'recommendations.evaluation-not-done': { kind: 'conflict', title: 'The evaluation has no report yet' },
  'recommendations.evaluation-stopped': { kind: 'internal', title: 'A thread of the evaluation stopped' },
  'recommendations.image-outdated': { kind: 'unavailable', title: 'The image was overtaken by an erasure' },
  'recommendations.mailing-not-found': { kind: 'not-found', title: 'No such mailing' },
  'recommendations.rule-not-found': { kind: 'not-found', title: 'No such merchandising rule' },
  'recommendations.rule-changed': { kind: 'conflict', title: 'The merchandising rule has a newer version' },
  'recommendations.rules-too-many': {
    kind: 'conflict',
    title: 'The shop has as many enabled rules as it may',
  },
  'events.backlog': { kind: 'unavailable', title: 'More events wait to be stored than fit' },
  'events.history-forbidden': { kind: 'forbidden', title: 'The key may not send old events' },
  'recommendations.slate-not-found': { kind: 'not-found', title: 'No such slate' },
  'recommendations.image-gone': { kind: 'gone', title: 'The image that made this slate is gone' },
  'inference.overloaded': { kind: 'limited', title: 'The model provider limits our rate' },
  'inference.unavailable': { kind: 'unavailable', title: 'The model provider does not answer' },
  'inference.rejected': { kind: 'invalid', title: 'The model provider refuses the request' },
  'inference.malformed': { kind: 'unavailable', title: 'The model gave an answer that cannot be read' },
  'inference.model-unknown': { kind: 'invalid', title: 'The model is not known' },
  'inference.weights-unusable': { kind: 'internal', title: 'The model files cannot be used' },
  'jobs.not-pausable': { kind: 'conflict', title: 'Nothing of the job can be paused' },
  'jobs.not-paused': { kind: 'conflict', title: 'The job is not paused' },
  'jobs.nothing-to-retry': { kind: 'conflict', title: 'Nothing of the job has failed' },
  'jobs.not-cancellable': { kind: 'conflict', title: 'The job has already ended' },
  'jobs.worn-out': { kind: 'internal', title: 'The job was delivered too often without ending' },
  'jobs.timed-out': { kind: 'unavailable', title: 'The job took longer than its limit' },
  'database.unavailable': { kind: 'unavailable', title: 'The database does not answer' },
  'database.data-directory-locked': { kind: 'conflict', title: 'Another process uses the data directory' },
  'database.schema-newer': { kind: 'conflict', title: 'The database was migrated by a newer version' },
  'database.schema-behind': { kind: 'unavailable', title: 'The database has not been migrated' },
  'database.vector-too-old': { kind: 'unavailable', title: 'The vector extension is missing or too old' },
  'config.invalid': { kind: 'invalid', title: 'The configuration is not valid' },
  'cli.server-unreachable': { kind: 'unavailable', title: 'No Vitrine server answers' },
  'cli.usage': { kind: 'invalid', title: 'The command is not used as it should be' },
  internal: { kind: 'internal', title: 'Something failed on our side' },
} as const satisfies Record<string, { kind: ErrorKind; title: string }>

export type ErrorCode = keyof typeof errorCatalogue

/** One precise complaint: `path` is a JSON pointer-like field path ("variants.0.price") or a row ("row 17"). */
export interface FieldError {
  readonly path: string
  readonly message: string
}

export interface AppErrorOptions {
  readonly cause?: unknown
  /** When to try again, milliseconds from now; becomes `Retry-After` or the job's delay. */
  readonly retryAfterMs?: number
  readonly errors?: readonly FieldError[]
}

/** An expected failure. `message` (the detail) is public: it names no secret and says what to do. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly retryAfterMs: number | undefined
  readonly errors: readonly FieldError[]

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryAfterMs = options.retryAfterMs
    this.errors = options.errors ?? []
  }

  get kind(): ErrorKind {
    return errorCatalogue[this.code].kind
  }

  get title(): string {
    return errorCatalogue[this.code].title
  }
}
