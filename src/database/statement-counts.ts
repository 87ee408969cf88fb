/** Counts what a process asks of its database: the benches print it per job, /metrics shows it. */
export class StatementCounts {
  #statements = 0
  #transactions = 0

  count(statement: string): void {
    this.#statements += 1
    if (/^\s*(begin|start)\b/i.test(statement)) this.#transactions += 1
  }

  get statements(): number {
    return this.#statements
  }

  /** Explicit transactions; a statement outside one is its own. */
  get transactions(): number {
    return this.#transactions
  }
}
