/** Lints a catalogue file here, without server, database or network: bytes → products → findings, in bounded memory. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { CatalogFormat } from '../../catalog/formats/catalog-format.ts'
import { parseMapping } from '../../catalog/formats/jsonl/mapping.ts'
import { readCatalog } from '../../catalog/formats/read-catalog.ts'
import { CatalogLint } from '../../content/lint/lint-catalog.ts'
import type { LintOptions } from '../../content/lint/lint-product.ts'
import type { LintedProduct, LintReport } from '../../content/lint/report/lint-report.ts'
import { AppError } from '../../errors.ts'
import { Interrupted } from '../exit-code.ts'
import { reasonOf } from '../option-values.ts'
import type { Run } from '../run.ts'
import { startProgress } from '../terminal/progress.ts'
import { bytes, counted, rate } from '../terminal/quantities.ts'

export interface LintFileOptions extends LintOptions {
  readonly format: CatalogFormat | 'auto'
  /** Content of a mapping file, for JSON Lines of another shape. */
  readonly mapping?: unknown
  readonly encoding?: string
  readonly locale: string
  readonly currency: string
}

/** @param onFlagged gets every product with findings, in the order of the file */
export async function lintFile(
  run: Run,
  file: string,
  options: LintFileOptions,
  onFlagged: (linted: LintedProduct) => Promise<void>,
): Promise<LintReport> {
  const size = await sizeOf(file)
  const lint = new CatalogLint(options)
  const progress = startProgress(run.terminal, run.clock)
  const startMs = run.clock.monotonicMs()
  const interrupted = run.interrupted()
  let read = 0
  let unreadable = 0
  async function* counting(): AsyncGenerator<Uint8Array> {
    for await (const piece of file === '-' ? process.stdin : createReadStream(file)) {
      const block: Uint8Array = Buffer.from(piece)
      read += block.length
      yield block
    }
  }
  try {
    const { format, mapping, encoding, locale, currency } = options
    const rows = readCatalog(counting(), {
      format,
      defaults: { locale, currency },
      ...(mapping === undefined ? {} : { mapping: parseMapping(mapping) }),
      ...(encoding === undefined ? {} : { encoding }),
    })
    for await (const row of rows) {
      if (interrupted.aborted) throw new Interrupted('Linting was cut off; no report was written.')
      if (row.kind === 'error') {
        unreadable += 1
        continue
      }
      const linted = lint.add(row.product)
      if (linted.findings.length > 0) await onFlagged(linted)
      const perSecond = lint.products / Math.max((run.clock.monotonicMs() - startMs) / 1_000, 0.001)
      progress.update({
        phase: 'lint',
        done: read,
        total: size,
        words: [bytes(read), counted(lint.products, 'product'), rate(perSecond, 'products')].join(' · '),
      })
    }
  } finally {
    progress.stop()
  }
  return {
    source: file === '-' ? 'standard input' : basename(file),
    checkedAt: options.now,
    profile: options.profile,
    jurisdictions: [...options.jurisdictions],
    summary: lint.summary(unreadable),
    worst: [...lint.worst()],
  }
}

/** Bytes; 0 where it cannot be known. */
async function sizeOf(file: string): Promise<number> {
  if (file === '-') return 0
  try {
    const found = await stat(file)
    if (!found.isDirectory()) return found.size
  } catch (error) {
    throw new AppError('cli.usage', `${file} cannot be read (${reasonOf(error)}).`, { cause: error })
  }
  throw new AppError('cli.usage', `${file} is a directory; name a file.`)
}
