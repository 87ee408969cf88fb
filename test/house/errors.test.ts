/** docs/errors.md is where the `type` of every problem response leads. */
import { describe, expect, test } from 'vitest'
import { errorCatalogue } from '../../src/errors.ts'
import { existsInRepository, readRepositoryFile, repositoryFiles } from './repository-files.ts'

const page = 'docs/errors.md'

describe('the error catalogue', () => {
  test('every code has exactly one row in docs/errors.md, and every row is a code', () => {
    expect(existsInRepository(page)).toBe(true)
    expect(documentedCodes(readRepositoryFile(page)).sort()).toEqual(Object.keys(errorCatalogue).sort())
  })

  test('every code is raised or answered somewhere', () => {
    const source = repositoryFiles()
      .filter((path) => /^(src|workers)\/.*\.ts$/.test(path) && path !== 'src/errors.ts')
      .map(readRepositoryFile)
      .join('\n')
    expect(Object.keys(errorCatalogue).filter((code) => !source.includes(`'${code}'`))).toEqual([])
  })
})

/** The codes in the first cells of table rows: `| \`catalog.product-not-found\` | …`. */
function documentedCodes(markdown: string): string[] {
  return [...markdown.matchAll(/^\|[^|`]*`([a-z-]+(?:\.[a-z-]+)?)`[^|`]*\|/gm)].flatMap(
    ([, code]) => code ?? [],
  )
}
