/** Report files: they appear under their name only when they are whole, and never over the catalogue they are about. */
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { LintedProduct, LintReport } from '../../content/lint/report/lint-report.ts'
import { AppError } from '../../errors.ts'
import { reasonOf } from '../option-values.ts'
import { writePieces } from '../write-pieces.ts'

/** @throws AppError cli.usage when a report would overwrite the catalogue */
export function refuseOverwriting(file: string | undefined, reports: readonly (string | undefined)[]): void {
  const named = reports.flatMap((report) => (report === undefined ? [] : [resolve(report)]))
  if (file !== undefined && file !== '-' && named.includes(resolve(file)))
    throw new AppError('cli.usage', `${file} is the catalogue: name another file for the report.`)
  if (new Set(named).size < named.length)
    throw new AppError('cli.usage', 'Two reports need two files: name another one.')
}

export function writeWhole(path: string, content: string): Promise<void> {
  return writePieces(path, [content])
}

/** Every flagged product as it is found, then the figures: the file may be larger than memory. */
export class JsonReportFile {
  readonly #path: string
  readonly #stream: WriteStream
  #count = 0
  #error: unknown

  constructor(path: string) {
    this.#path = path
    this.#stream = createWriteStream(partialOf(path))
    this.#stream.on('error', (error) => (this.#error = error))
    this.#stream.write('{"products":[')
  }

  async add(product: LintedProduct): Promise<void> {
    if (this.#error !== undefined) throw unwritable(this.#path, this.#error)
    this.#count += 1
    const isRoomy = this.#stream.write(`${this.#count === 1 ? '' : ','}\n${JSON.stringify(product)}`)
    if (!isRoomy) await once(this.#stream, 'drain')
  }

  async end({ worst, ...report }: LintReport): Promise<void> {
    const tail = JSON.stringify({ ...report, worst: worst.map(({ product }) => product) }).slice(1)
    this.#stream.end(`\n],${tail}\n`)
    try {
      await once(this.#stream, 'close')
      if (this.#error !== undefined) throw unwritable(this.#path, this.#error)
      await rename(partialOf(this.#path), this.#path)
    } catch (error) {
      throw unwritable(this.#path, error)
    }
  }

  async discard(): Promise<void> {
    this.#stream.destroy()
    await rm(partialOf(this.#path), { force: true })
  }
}

function partialOf(path: string): string {
  return `${path}.${String(process.pid)}.part`
}

function unwritable(path: string, error: unknown): AppError {
  return new AppError('cli.usage', `${path} cannot be written (${reasonOf(error)}).`, { cause: error })
}
