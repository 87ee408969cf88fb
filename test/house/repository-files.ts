/** The files of the repository as git sees them: tracked, or new and not ignored. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url))

/** Paths relative to the repository, with forward slashes, sorted. */
export function repositoryFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return listed
    .split('\0')
    .filter((path) => path !== '' && existsInRepository(path))
    .sort()
}

export function existsInRepository(path: string): boolean {
  return existsSync(`${repositoryRoot}${path}`)
}

export function readRepositoryFile(path: string): string {
  return readFileSync(`${repositoryRoot}${path}`, 'utf8')
}

/** Text files up to 2 MB; a zero byte in the first 8 kB marks a binary, as git decides it. */
export function isTextFile(path: string): boolean {
  const file = `${repositoryRoot}${path}`
  if (statSync(file).size > 2_000_000) return false
  return !readFileSync(file).subarray(0, 8000).includes(0)
}
