/** What the rest of the house sees of a session model: it scores products that may follow those just viewed. */

/** Candidates, best first; `scores` are positive and fall. Both arrays are the caller's to keep. */
export interface ScoredItems {
  /** Dense product numbers of the model. */
  readonly items: Uint32Array
  readonly scores: Float32Array
}

export interface SessionModel {
  /**
   * @param query dense product numbers viewed in this visit, oldest first; repeats are allowed
   * @param limit at most that many candidates come back, 1 to 1,000
   */
  score(query: ArrayLike<number>, limit: number): ScoredItems
}
