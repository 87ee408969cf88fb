/** Bounds of the HTTP edge; the reasons are in docs/operations.md, the table they come from in the security design. */
export const limits = {
  /**
   * Longest time a whole request may take to arrive. Node has one value per server and an upload needs long, so this
   * is the upload's; every other request is held to `handlerMs`, which starts with its headers and covers its body (guards/deadline.ts).
   */
  uploadMs: 30 * 60_000,
  /** A connection without a byte in either direction. */
  idleConnectionMs: 30_000,
  /** Between two requests of a connection; longer than the 60 s most load balancers keep theirs. */
  keepAliveMs: 65_000,
  headersMs: 10_000,
  timeoutCheckMs: 1_000,
  handlerMs: 10_000,
  /** A storefront page does not wait longer for its recommendations. */
  recommendationMs: 1_000,
  /** A model may need most of it; the answer then says 202 a little earlier than the limit. */
  draftMs: 60_000,
  draftSlackMs: 5_000,
  bodyBytes: 64 * 1024,
  /** Five hundred events of some 1,000 bytes, which is more than storefronts send of each. */
  eventsBytes: 512 * 1024,
  /** A copy request may name ten thousand products of up to 200 characters. */
  selectionBytes: 3 * 1024 * 1024,
  headerBytes: 8 * 1024,
  requestsPerSocket: 1_000,
  /** 200 characters of a product id, each percent-encoded as up to four bytes. */
  paramChars: 2_400,
} as const

/** Points of the rate limit one slate takes. */
export const recommendationCost = 2
