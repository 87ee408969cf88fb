/** `vitrine import`: a catalogue file, or standard input, goes up as a stream; then its rows are followed to the end. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Argument, Option, type Command } from 'commander'
import { catalogFormats } from '../../catalog/formats/catalog-format.ts'
import type { Upload } from '../../client/api-client.ts'
import { ApiProblem } from '../../client/api-problem.ts'
import { AppError } from '../../errors.ts'
import { importSchema, type Import } from '../api/answers.ts'
import { answer, type Api } from '../api/api.ts'
import { watch } from '../api/watch.ts'
import { Interrupted } from '../exit-code.ts'
import { examples } from '../help.ts'
import { readJsonFile, reasonOf } from '../option-values.ts'
import type { AddCommand, Run } from '../run.ts'
import { startProgress } from '../terminal/progress.ts'
import { bytes } from '../terminal/quantities.ts'
import {
  describeImport,
  errorsShown,
  importExitCode,
  importProgress,
  type ImportError,
} from '../views/import-view.ts'

interface ImportOptions {
  readonly format: Upload['format']
  readonly mapping?: string
  readonly encoding?: string
  readonly once?: true
  readonly wait: boolean
  readonly attach?: string
}

export const addImportCommand: AddCommand = (parent, begin) => {
  const formats = ['auto', ...catalogFormats.map(({ name }) => name)]
  parent
    .command('import')
    .summary('import a catalogue file')
    .description(
      'Uploads a catalogue file and follows its import. Products are matched by the shop’s own id: new ones are added, ' +
        'changed ones updated, equal ones cost nothing. A bad row is reported and the rest goes in. gzip and zip are unpacked.',
    )
    .addArgument(new Argument('[file]', 'the file, or "-" for standard input'))
    .addOption(new Option('--format <name>', 'format of the file').choices(formats).default('auto'))
    .option('--mapping <file>', 'mapping file (JSON) for JSON Lines of another shape')
    .option('--encoding <label>', 'encoding of the file, such as windows-1252; left out: recognised')
    .option('--once', 'do not import the same file twice: its content becomes the Idempotency-Key')
    .option('--no-wait', 'return as soon as the file is accepted')
    .addOption(new Option('--attach <id>', 'follow an import that runs already').conflicts('once'))
    .addHelpText(
      'after',
      examples(
        ['vitrine import products_export.csv', 'any known format'],
        ['vitrine import feed.jsonl --mapping mapping.json', 'other people’s JSON Lines'],
        ['zcat feed.xml.gz | vitrine import -', 'from a pipe'],
        ['vitrine import --attach imp_01JD…', 'follow it again after Ctrl-C'],
      ),
    )
    .action(async (file: string | undefined, options: ImportOptions, command: Command) => {
      await runImport(begin(command), file, options)
    })
}

async function runImport(run: Run, file: string | undefined, options: ImportOptions): Promise<void> {
  if ((file === undefined) === (options.attach === undefined)) {
    throw new AppError('cli.usage', 'Name one file ("-" for standard input), or an import with --attach.')
  }
  const seen = { replayed: false }
  const api = await run.api({
    onResponse({ headers }) {
      if (headers.get('idempotent-replayed') === 'true') seen.replayed = true
    },
  })
  const id = file === undefined ? (options.attach ?? '') : (await upload(run, api, file, options)).id
  if (seen.replayed) run.terminal.note(`This file was imported before, as ${id}; nothing new was started.`)
  const state = options.wait
    ? await follow(run, api, id)
    : await answer(api.GET('/v1/imports/{id}', { params: { path: { id } } }))
  const errors = state.failed === 0 ? [] : await storedErrors(api, state.id)
  run.terminal.show({ ...state, errors: errors.slice(0, errorsShown) }, () =>
    [
      describeImport(run.terminal, state, errors),
      ...(options.wait ? [] : [`Follow it: vitrine import --attach ${state.id}`]),
    ].join('\n'),
  )
  run.endWith(importExitCode(state))
}

/** Sends the file; the server answers once it has all of it. */
async function upload(run: Run, api: Api, file: string, options: ImportOptions): Promise<Import> {
  const { format, encoding, mapping, once } = options
  const source = await openSource(file)
  const mappingJson = mapping === undefined ? undefined : await readJsonFile(mapping, 'mapping file')
  if (once === true && file === '-')
    throw new AppError('cli.usage', '--once needs a file, not standard input.')
  const key = once === true ? await keyOf(file, [format, encoding, mappingJson]) : undefined
  await refuseBeforeUpload(api)

  const progress = startProgress(run.terminal, run.clock)
  const report = (sent: number) =>
    progress.update({
      phase: 'upload',
      done: sent,
      total: source.size,
      words: uploadWords(sent, source.size),
    })
  try {
    return await api.upload({
      format,
      encoding,
      fileName: source.name,
      mapping: mappingJson,
      idempotencyKey: key,
      bytes: counting(source.open(), report),
    })
  } catch (error) {
    if (!run.interrupted().aborted) throw error
    throw new Interrupted('The upload was cut off: nothing of it was imported.')
  } finally {
    progress.stop()
  }
}

interface Source {
  readonly name: string | undefined
  /** Bytes; 0 when not known. */
  readonly size: number
  readonly open: () => AsyncIterable<Uint8Array>
}

async function openSource(file: string): Promise<Source> {
  if (file === '-') return { name: undefined, size: 0, open: () => process.stdin }
  try {
    const found = await stat(file)
    if (!found.isDirectory())
      return { name: basename(file), size: found.size, open: () => createReadStream(file) }
  } catch (error) {
    throw new AppError('cli.usage', `${file} cannot be read (${reasonOf(error)}).`, { cause: error })
  }
  throw new AppError('cli.usage', `${file} is a directory; name a file.`)
}

async function* counting(
  source: AsyncIterable<Uint8Array>,
  onSent: (total: number) => void,
): AsyncGenerator<Uint8Array> {
  let sent = 0
  for await (const piece of source) {
    yield piece
    sent += piece.length
    onSent(sent)
  }
}

function uploadWords(sent: number, size: number): string {
  return size === 0 ? bytes(sent) : `${bytes(sent)} of ${bytes(size)}`
}

/** The same bytes read in the same way have the same key, wherever the file lies. */
async function keyOf(file: string, options: readonly unknown[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(options))
  for await (const piece of createReadStream(file)) hash.update(Buffer.from(piece))
  return `import-${hash.digest('hex')}`
}

/** A refused key is better told before the upload than after it; what else may be wrong, the upload will tell. */
async function refuseBeforeUpload(api: Api): Promise<void> {
  try {
    await api.GET('/v1/imports', { params: { query: { limit: 1 } } })
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 401) throw error
  }
}

async function follow(run: Run, api: Api, id: string): Promise<Import> {
  const progress = startProgress(run.terminal, run.clock)
  const startMs = run.clock.monotonicMs()
  let rowsBefore: number | undefined
  try {
    const done = await watch(api, `/v1/imports/${encodeURIComponent(id)}`, importSchema, {
      interrupted: run.interrupted(),
      onProgress(state) {
        rowsBefore ??= state.rowsSettled
        progress.update(importProgress(state, run.clock.monotonicMs() - startMs, rowsBefore))
      },
    })
    if (done !== undefined) return done
  } finally {
    progress.stop()
  }
  throw new Interrupted(`The import goes on at the server. Follow it again: vitrine import --attach ${id}`)
}

/** All that the server keeps (10,000 at most), because what many rows have in common shows only in all of them. */
async function storedErrors(api: Api, id: string): Promise<ImportError[]> {
  const errors: ImportError[] = []
  let cursor: string | undefined
  do {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) }
    const page = await answer(api.GET('/v1/imports/{id}/errors', { params: { path: { id }, query } }))
    errors.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return errors
}
