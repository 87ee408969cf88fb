import { describe, expect, test } from 'vitest'
import {
  draftEvents,
  draftMoves,
  draftStates,
  judgedState,
  moveDraft,
  nextState,
} from '../../../src/content/review/draft-state.ts'
import { readRepositoryFile } from '../../house/repository-files.ts'

describe('the states of a draft', () => {
  test('are shown to people exactly as the code has them', () => {
    const page = readRepositoryFile('docs/copy/review.md')
    const [, body = ''] = page.split(/^\| From \| Event \| To \| Guard \|\n\|[-|]+\n/m)
    const rows = body
      .split('\n')
      .slice(0, body.split('\n').indexOf(''))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
    expect(rows).toEqual(draftMoves.map(({ from, event, to, guard }) => [from.join(', '), event, to, guard]))
  })

  test('can all be reached from "queued", and every event leads somewhere', () => {
    const reached = new Set(['queued'])
    for (let round = 0; round < draftStates.length; round += 1)
      for (const { from, to } of draftMoves) if (from.some((state) => reached.has(state))) reached.add(to)
    expect([...reached].sort()).toEqual([...draftStates].sort())
    expect(draftEvents.filter((event) => !draftMoves.some((move) => move.event === event))).toEqual([])
  })

  test('each have at most one way to go for an event', () => {
    const pairs = draftMoves.flatMap(({ from, event }) => from.map((state) => `${state} ${event}`))
    expect(new Set(pairs).size).toBe(pairs.length)
  })

  test.each([
    [
      'rejected',
      'approve',
      'The draft is rejected: to approve it is possible only when it is needs-review or ready.',
    ],
    [
      'published',
      'edit',
      'The draft is published: to edit it is possible only when it is needs-review or ready.',
    ],
    ['ready', 'go-stale', 'The draft is ready: going stale is possible only when it is published.'],
  ] as const)('refuse from %s to %s, saying when it is possible', (state, event, message) => {
    expect(nextState(state, event)).toBeUndefined()
    expect(() => moveDraft(state, event)).toThrow(message)
  })

  test.each([
    ['queued', 'write', false, 'ready'],
    ['queued', 'write', true, 'needs-review'],
    ['needs-review', 'edit', false, 'ready'],
    ['stale', 'patch', true, 'needs-review'],
    ['ready', 'recheck', true, 'needs-review'],
  ] as const)('lead from %s by %s (blocked: %s) to the verdict %s', (from, event, isBlocked, to) => {
    expect(judgedState(from, event, isBlocked)).toBe(to)
  })
})
