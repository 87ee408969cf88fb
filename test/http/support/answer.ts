/** The fields of JSON answers that tests read; `response.json<Answer>()` says which of them a test expects. */
export interface Answer {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly code: string
  readonly type: string
  readonly state: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly scopes: readonly string[]
  readonly items: readonly (Answer & { readonly row: number; readonly position: number })[]
  readonly next: string | null
  readonly errors: readonly { readonly path: string; readonly message: string }[]
  readonly variants: readonly object[]
  readonly legs: { readonly vector: object }
}
