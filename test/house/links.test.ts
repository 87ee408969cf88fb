import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { existsInRepository, readRepositoryFile, repositoryFiles } from './repository-files.ts'

const pages = repositoryFiles().filter((path) => path.endsWith('.md') && !path.endsWith('.prompt.md'))

test('every relative link in the documents leads to a file and, where it names one, a heading', () => {
  const broken = pages.flatMap((page) =>
    relativeLinks(page)
      .filter((link) => !leadsSomewhere(page, link))
      .map((link) => `${page}: ${link}`),
  )
  expect(pages).toContain('README.md')
  expect(broken).toEqual([])
})

function relativeLinks(page: string): string[] {
  const prose = readRepositoryFile(page)
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)(?:\s"[^"]*")?\)/g)]
    .flatMap(([, target]) => target ?? [])
    .filter((target) => !/^[a-z][a-z+.-]*:/.test(target))
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#')
  const target = path === '' ? page : normalize(join(dirname(page), decodeURI(path)))
  if (!existsInRepository(target)) return false
  return heading === undefined || !target.endsWith('.md') || anchors(readRepositoryFile(target)).has(heading)
}

/** Headings as GitHub turns them into anchors, and explicit ids. */
function anchors(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#{1,6} (.+)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
  const explicit = [...markdown.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id = '']) => id)
  return new Set([...headings, ...explicit])
}
