import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeWithSharedData } from './shared-data.ts'

describeWithSharedData('the shared data', 'README.md', (path) => {
  test('says where it comes from', () => {
    expect(readFileSync(path, 'utf8')).toMatch(/^# /)
  })
})

const registered: string[] = []
describeWithSharedData('data that nobody has', 'absent/nothing.jsonl', (path) => {
  registered.push(path)
})

test('a suite without its data registers nothing', () => {
  expect(registered).toEqual([])
})
