/** The page of finding codes says what the code says. */
import { expect, test } from 'vitest'
import { findingCatalogue, findingCodes } from '../../src/content/check/finding.ts'
import { readRepositoryFile } from './repository-files.ts'

test('every finding code has a row in docs/findings.md with its severity and title, and no row is without a code', () => {
  const rows = readRepositoryFile('docs/findings.md')
    .split('\n')
    .flatMap((line) => {
      const [, code = '', severity = '', title = ''] =
        /^\| ([A-Z]\d\d) \| (block|warn)[^|]*\| ([^|]+?) \|/.exec(line) ?? []
      return code === '' ? [] : [{ code, severity, title }]
    })
  const expected = findingCodes.map((code) => ({
    code,
    severity: findingCatalogue[code].severity,
    title: findingCatalogue[code].title,
  }))
  expect(rows).toEqual(expected)
  expect(rows).toHaveLength(48)
})
