/** Writes what comes piece by piece to a file, which appears under its name only when it is whole. */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../errors.ts'
import { reasonOf } from './option-values.ts'

/** @throws AppError cli.usage when the file cannot be written; whatever the pieces throw */
export async function writePieces(
  path: string,
  pieces: Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>,
): Promise<void> {
  const partial = `${path}.${process.pid}.part`
  const target = createWriteStream(partial)
  const opened = new Promise<void>((resolve, reject) => {
    target.once('open', () => resolve())
    target.once('error', (error) =>
      reject(new AppError('cli.usage', `${path} cannot be written (${reasonOf(error)}).`, { cause: error })),
    )
  })
  await opened
  try {
    await pipeline(pieces, target)
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
