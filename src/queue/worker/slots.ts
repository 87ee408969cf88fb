/** At most `size` runs at once; hints beyond that wait here, polls look at `free` first. */
export class Slots {
  readonly size: number
  readonly #running = new Set<Promise<void>>()

  constructor(size: number) {
    this.size = size
  }

  get free(): number {
    return Math.max(0, this.size - this.#running.size)
  }

  async run(task: () => Promise<void>): Promise<void> {
    while (this.free === 0) await Promise.race(this.#running)
    const running = task()
    // Those who wait for a slot wait for an end, good or bad.
    const ended = running
      .catch(() => undefined)
      .finally(() => {
        this.#running.delete(ended)
      })
    this.#running.add(ended)
    await running
  }

  async idle(): Promise<void> {
    await Promise.allSettled(this.#running)
  }
}
