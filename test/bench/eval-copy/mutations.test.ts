import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { evaluateMutations } from '../../../bench/eval-copy/mutations.ts'
import { describeWithSharedData } from '../../support/shared-data.ts'

describeWithSharedData('scorecard A', 'catalog', (path) => {
  test('every kind of seeded error is found at its bar, and clean and reworded copy is let pass', async () => {
    const { rows } = await evaluateMutations(dirname(path))
    expect(rows.length).toBeGreaterThan(15)
    expect(rows.filter(({ isMet }) => isMet === false)).toEqual([])
  }, 300_000)
})
