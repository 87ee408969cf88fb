/**
 * The states of a draft and the only moves between them, as one table. `guard` is the condition in words; the verb that
 * makes the move tests it. docs/copy/review.md shows this table to people, and a test compares the two.
 *
 * A writer's draft passes queued → drafted → checked and its verdict within one job; what people see is where it stopped.
 */
import { AppError } from '../../errors.ts'

export const draftStates = [
  'queued',
  'drafted',
  'checked',
  'ready',
  'needs-review',
  'approved',
  'rejected',
  'published',
  'stale',
] as const
export type DraftState = (typeof draftStates)[number]

export const draftEvents = [
  'write',
  'check',
  'pass',
  'block',
  'edit',
  'recheck',
  'approve',
  'reject',
  'publish',
  'rollback',
  'go-stale',
  'patch',
] as const
export type DraftEvent = (typeof draftEvents)[number]

export interface DraftMove {
  readonly from: readonly DraftState[]
  readonly event: DraftEvent
  readonly to: DraftState
  /** What must hold, beside the state. */
  readonly guard: string
}

export const draftMoves: readonly DraftMove[] = [
  {
    from: ['queued'],
    event: 'write',
    to: 'drafted',
    guard: 'the product is as it was read; a locked field gets a proposal only',
  },
  { from: ['drafted'], event: 'check', to: 'checked', guard: 'the gate has judged every field' },
  { from: ['checked'], event: 'pass', to: 'ready', guard: 'no blocking finding is open' },
  {
    from: ['checked'],
    event: 'block',
    to: 'needs-review',
    guard: 'a blocking finding is open after every repair',
  },
  {
    from: ['needs-review', 'ready'],
    event: 'edit',
    to: 'checked',
    guard: 'the version is the one the person saw; the field becomes edited or human, and locked',
  },
  {
    from: ['needs-review', 'ready'],
    event: 'recheck',
    to: 'checked',
    guard: 'facts, waivers or rules have changed since the verdict; the text has not',
  },
  {
    from: ['needs-review', 'ready'],
    event: 'approve',
    to: 'approved',
    guard: 'no blocking finding is open without a live waiver, and locked fields carry the locked text',
  },
  { from: ['needs-review', 'ready'], event: 'reject', to: 'rejected', guard: 'a reason is given' },
  {
    from: ['approved'],
    event: 'publish',
    to: 'published',
    guard: 'the remote version is the one last seen',
  },
  {
    from: ['published'],
    event: 'rollback',
    to: 'published',
    guard: 'the older version passes the gate of today; locked fields keep their text',
  },
  {
    from: ['published'],
    event: 'go-stale',
    to: 'stale',
    guard: 'a cited fact has changed, or a promotion or certificate has ended',
  },
  {
    from: ['stale'],
    event: 'patch',
    to: 'drafted',
    guard: 'only affected segments are replaced, and none of a locked field',
  },
]

/** The state an event leads to; undefined when it is not possible in this state. */
export function nextState(from: DraftState, event: DraftEvent): DraftState | undefined {
  return draftMoves.find((move) => move.event === event && move.from.includes(from))?.to
}

/** @throws AppError content.draft-state, saying in which states the event is possible */
export function moveDraft(from: DraftState, event: DraftEvent): DraftState {
  const to = nextState(from, event)
  if (to !== undefined) return to
  throw new AppError(
    'content.draft-state',
    `The draft is ${from}: ${describe(event)} is possible only when it is ${statesFor(event).join(' or ')}.`,
  )
}

export function statesFor(event: DraftEvent): readonly DraftState[] {
  return draftMoves.flatMap((move) => (move.event === event ? move.from : []))
}

/** Where a text that was just written, edited or patched ends: the moves from `from` through the verdict. */
export function judgedState(
  from: DraftState,
  event: 'write' | 'edit' | 'patch' | 'recheck',
  isBlocked: boolean,
): DraftState {
  const moved = moveDraft(from, event)
  const checked = moved === 'drafted' ? moveDraft(moved, 'check') : moved
  return moveDraft(checked, isBlocked ? 'block' : 'pass')
}

function describe(event: DraftEvent): string {
  return event === 'go-stale' ? 'going stale' : `to ${event} it`
}
