/** The port to batch interfaces: many requests in one file, answered within a day at a lower price. */
import type { ChatAnswer, ChatRequest, ModelPrices } from './chat-request.ts'
import type { EndpointProfile } from './answer-mode.ts'

export interface BatchRow {
  /** Our id of the call; the provider hands it back with the answer. */
  readonly callId: string
  /** One line of the file: JSON without a line break. */
  readonly line: string
}

export const batchStates = ['running', 'completed', 'expired', 'cancelled', 'failed'] as const
export type BatchState = (typeof batchStates)[number]

export interface BatchStatus {
  readonly id: string
  readonly state: BatchState
  /** Answers, as far as there are any; also of a batch that expired or was cancelled. */
  readonly outputFileId: string | null
  readonly errorFileId: string | null
  /** Why the provider refused the file; null otherwise. */
  readonly failure: string | null
}

export type BatchResult =
  | { readonly callId: string; readonly ok: true; readonly answer: ChatAnswer }
  | { readonly callId: string; readonly ok: false; readonly failure: string }

export interface BatchEndpoint {
  /** Prices of a call in a batch. */
  readonly prices: ModelPrices
  /** The line of a request; what needs no network. */
  encode(request: Omit<ChatRequest, 'signal' | 'profile'>, profile: EndpointProfile): string
  /** False when the endpoint has no batches. @throws AppError inference.* */
  isOffered(signal: AbortSignal): Promise<boolean>
  /** Uploads the rows as one file; its id. An upload that is never used costs nothing. */
  upload(name: string, rows: readonly BatchRow[], signal: AbortSignal): Promise<string>
  /** Starts a batch of an uploaded file; `batchId` is ours and is found again by `find`. */
  create(input: {
    readonly batchId: string
    readonly fileId: string
    readonly api: EndpointProfile['api']
    readonly signal: AbortSignal
  }): Promise<BatchStatus>
  /** The batch we created under our id, as when the answer to `create` was lost. */
  find(batchId: string, signal: AbortSignal): Promise<BatchStatus | undefined>
  read(providerId: string, signal: AbortSignal): Promise<BatchStatus>
  cancel(providerId: string, signal: AbortSignal): Promise<void>
  /** The results of a file of answers or errors, in the order of the file. */
  results(fileId: string, mode: EndpointProfile['mode'], signal: AbortSignal): AsyncIterable<BatchResult>
}
