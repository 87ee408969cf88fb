/** `vitrine export`: the catalogue as a file of any format that can be imported. */
import { pipeline } from 'node:stream/promises'
import { Argument, type Command } from 'commander'
import { catalogFormats } from '../../catalog/formats/catalog-format.ts'
import { AppError } from '../../errors.ts'
import { unbroken } from '../api/api.ts'
import { Interrupted } from '../exit-code.ts'
import { examples } from '../help.ts'
import { jsonObject } from '../option-values.ts'
import type { AddCommand, Run } from '../run.ts'
import { startProgress } from '../terminal/progress.ts'
import { bytes } from '../terminal/quantities.ts'
import { writePieces } from '../write-pieces.ts'

interface ExportOptions {
  readonly output?: string
  readonly filter?: string
}

export const addExportCommand: AddCommand = (parent, begin) => {
  const formats = catalogFormats.map(({ name }) => name)
  parent
    .command('export')
    .summary('write the catalogue to a file')
    .description(
      'Writes the catalogue, or the products a filter keeps, in any of the formats that can be imported.',
    )
    .addArgument(new Argument('<format>', 'format to write').choices(formats))
    .option('-o, --output <file>', 'file to write; left out: standard output')
    .option('--filter <json>', 'only these products, as a filter of the API', jsonObject)
    .addHelpText(
      'after',
      examples(
        ['vitrine export jsonl -o catalog.jsonl', 'everything, in our own format'],
        ['vitrine export google-merchant-xml > feed.xml', 'a feed for Google'],
        ['vitrine export jsonl --filter \'{"price":{"lte":50}}\'', 'a part of it'],
      ),
    )
    .action(async (format: string, options: ExportOptions, command: Command) => {
      await runExport(begin(command), format, options)
    })
}

async function runExport(run: Run, format: string, { output, filter }: ExportOptions): Promise<void> {
  if (run.terminal.json && output === undefined) {
    throw new AppError('cli.usage', 'With --json the catalogue needs a file of its own: add --output <file>.')
  }
  const api = await run.api()
  const query = new URLSearchParams({ format, ...(filter === undefined ? {} : { filter }) })
  const body = unbroken(api.url, api.download(`/v1/exports?${query.toString()}`))
  const progress = output === undefined ? undefined : startProgress(run.terminal, run.clock)
  let written = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of body) {
      written += piece.length
      progress?.update({ phase: 'export', done: 0, total: 0, words: bytes(written) })
      yield piece
    }
  }
  try {
    await (output === undefined ? toStdout(counted()) : writePieces(output, counted()))
  } catch (error) {
    if (run.interrupted().aborted) throw new Interrupted('The export was cut off.')
    throw error
  } finally {
    progress?.stop()
  }
  if (output === undefined) return
  run.terminal.show(
    { file: output, format, bytes: written },
    () => `Wrote ${output} (${bytes(written)}, ${format}).`,
  )
}

async function toStdout(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  await pipeline(pieces, process.stdout, { end: false })
}
