/** Counts what a process asks of its database: the benches print it per job, /metrics shows it. */
export class StatementCounts {
  #statements = 0
  #transactions = 0

  /** @param verb first word of a statement, upper case */
  count(verb: string | undefined): void {
    this.#statements += 1
    if (verb === 'BEGIN' || verb === 'START') this.#transactions += 1
  }

  get statements(): number {
    return this.#statements
  }

  /** Explicit transactions; a statement outside one is its own. */
  get transactions(): number {
    return this.#transactions
  }
}
