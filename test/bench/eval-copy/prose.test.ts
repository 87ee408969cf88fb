/** Section B of the scorecard: prose that cites nothing, against the marks of people. */
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { evaluateProse } from '../../../bench/eval-copy/prose.ts'
import { describeWithSharedData } from '../../support/shared-data.ts'

describeWithSharedData('prose without citations', 'copy', (folder) => {
  it('the prose check meets every bar of the scorecard', async () => {
    const section = await evaluateProse(dirname(folder))
    const judged = section.rows.filter((row) => row.isMet !== null && row.isTime !== true)
    expect(judged).toHaveLength(4)
    expect(judged.filter((row) => row.isMet === false)).toEqual([])
  }, 60_000)
})
