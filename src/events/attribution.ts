/** Which slate showed a product, as the token of that slate says. */

export interface Attribution {
  readonly slate: string
  readonly shopId: string
  readonly placement: string
  readonly arm: string | null
}

/** Undefined for a token that is forged, expired or broken. */
export type ReadToken = (token: string) => Attribution | undefined
