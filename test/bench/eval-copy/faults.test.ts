/** Section E of the scorecard: faults of model endpoints, money and kills. */
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { evaluateFaults } from '../../../bench/eval-copy/faults.ts'
import { describeWithSharedData } from '../../support/shared-data.ts'

describeWithSharedData('model endpoints that fail', 'catalog/icecat.jsonl', (file) => {
  it('texts pass the gate, the ledger is the bill, and a kill loses and doubles nothing', async () => {
    const section = await evaluateFaults(dirname(dirname(file)), { products: 100, kills: 6, stride: 23 })
    const judged = section.rows.filter((row) => row.isMet !== null)
    expect(judged.length).toBeGreaterThan(10)
    expect(judged.filter((row) => row.isMet === false)).toEqual([])
  }, 240_000)
})
