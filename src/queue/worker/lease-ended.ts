/** Why a run was told to stop; thrown into it as the reason of its signal. */
export class LeaseEnded extends Error {
  override readonly name = 'LeaseEnded'
  readonly why: 'cancelled' | 'lost' | 'shutdown'

  constructor(why: 'cancelled' | 'lost' | 'shutdown') {
    super(`The lease of the job has ended: ${why}.`)
    this.why = why
  }
}
