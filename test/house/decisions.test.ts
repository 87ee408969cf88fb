import { describe, expect, test } from 'vitest'
import { readRepositoryFile, repositoryFiles } from './repository-files.ts'

const decisions = repositoryFiles().filter((path) => path.startsWith('docs/decisions/'))
const numberOf = (path: string): string => path.slice('docs/decisions/'.length, 'docs/decisions/'.length + 4)

describe('decisions', () => {
  test('are numbered once each and named in kebab-case', () => {
    expect(decisions.length).toBeGreaterThan(0)
    expect(
      decisions.filter((path) => !/^docs\/decisions\/\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md$/.test(path)),
    ).toEqual([])
    const numbers = decisions.map(numberOf)
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([])
  })

  test.each(decisions)('%s says context, decision, rejected and consequences', (path) => {
    const text = readRepositoryFile(path)
    expect(text.split('\n')[0]).toMatch(new RegExp(`^# ${String(Number(numberOf(path)))}\\. \\S`))
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(expect.arrayContaining(['Context', 'Decision', 'Rejected', 'Consequences']))
  })
})
