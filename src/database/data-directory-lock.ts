/**
 * PGlite does not lock its directory: a second process would open it and committed rows would vanish (measured).
 * This lock names its owner by host, process id and the process's start time, so that a killed owner never
 * blocks its successor and a recycled process id is not mistaken for it.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { systemClock } from '../clock.ts'
import { AppError } from '../errors.ts'

const ownerSchema = z.object({ pid: z.int(), host: z.string(), startedAt: z.string() })
type Owner = z.output<typeof ownerSchema>

/** An owner on another host (a shared volume) shows life only by touching the file. */
const BEAT_MS = 5_000
const FOREIGN_STALE_MS = 30_000

/**
 * Takes the directory, creating it when needed.
 * @returns the function that gives it back
 * @throws AppError database.data-directory-locked, naming the other process
 */
export function lockDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, 'vitrine.lock')
  const me: Owner = { pid: process.pid, host: hostname(), startedAt: processStart(process.pid) }
  for (let attempt = 0; attempt < 5; attempt++) {
    if (tryCreate(path, me)) return hold(path)
    const owner = readOwner(path)
    if (owner !== undefined && isAlive(owner, path)) {
      throw new AppError(
        'database.data-directory-locked',
        `The data directory ${directory} is in use by process ${String(owner.pid)} on ${owner.host}. ` +
          'Stop that process, talk to it through its API, or choose another DATA_DIR and DATABASE_URL.',
      )
    }
    removeStale(path)
  }
  throw new AppError(
    'database.data-directory-locked',
    `The lock of ${directory} changes hands too quickly; try again.`,
  )
}

function tryCreate(path: string, owner: Owner): boolean {
  try {
    writeFileSync(path, JSON.stringify(owner), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (isFileError(error, 'EEXIST')) return false
    throw error
  }
}

function hold(path: string): () => void {
  const beat = setInterval(() => {
    const now = systemClock.now()
    utimesSync(path, now, now)
  }, BEAT_MS)
  beat.unref()
  return () => {
    clearInterval(beat)
    rmSync(path, { force: true })
  }
}

/** Undefined when the file is gone or half written. */
function readOwner(path: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

function isAlive(owner: Owner, path: string): boolean {
  if (owner.host !== hostname()) {
    const ageMs = systemClock.now().getTime() - statSync(path).mtimeMs
    return ageMs < FOREIGN_STALE_MS
  }
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    return isFileError(error, 'EPERM')
  }
  return processStart(owner.pid) === owner.startedAt
}

/** Renaming is atomic: of two processes that find a dead owner, one moves its file and the other finds none. */
function removeStale(path: string): void {
  const aside = `${path}.${String(process.pid)}`
  try {
    renameSync(path, aside)
    const moved = readOwner(aside)
    if (moved !== undefined && isAlive(moved, aside)) renameSync(aside, path)
    else rmSync(aside, { force: true })
  } catch (error) {
    if (!isFileError(error, 'ENOENT')) throw error
  }
}

/** When the process started, in clock ticks since boot (proc(5), field 22); '' where there is no /proc. */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
