/** Every bar of section C on a sample of the catalogues; `npm run eval:copy -- C` measures all of them. */
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { evaluateComposer } from '../../../bench/eval-copy/composer.ts'
import { describeWithSharedData } from '../../support/shared-data.ts'

const EVERY = 25

describeWithSharedData('the embedded composer over catalogues', 'catalog/icecat.jsonl', (path) => {
  test('keeps every bar that is no time', async () => {
    const { rows, notes } = await evaluateComposer(dirname(dirname(path)), EVERY)
    expect(rows.filter(({ bar }) => bar !== null).length).toBeGreaterThan(10)
    const lost = rows.filter((row) => row.isMet === false && row.isTime !== true)
    expect({ lost, notes: lost.length === 0 ? [] : notes }).toEqual({ lost: [], notes: [] })
  }, 300_000)
})
