/** Files and batches of the fake: a batch ends as scripted, after as many looks as scripted. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { readJson } from '../../../src/inference/chat-answer.ts'
import { sendJson } from './wire.ts'

/** How the next batch ends. */
export interface BatchScript {
  readonly end: 'completed' | 'expired' | 'failed'
  /** Rows answered before it ends; unset: all. */
  readonly rows?: number
  /** Looks at the batch before it ends; unset: 1. */
  readonly looks?: number
  /** Rows (by place) that end with an error of their own. */
  readonly errors?: readonly number[]
}

export interface FakeBatch {
  readonly id: string
  readonly metadata: Readonly<Record<string, string>>
  readonly fileId: string
  status: string
  looks: number
  answered: number
  outputFileId: string | null
  errorFileId: string | null
  readonly script: BatchScript
}

const lineSchema = z.object({ custom_id: z.string(), url: z.string(), body: z.unknown() })
const createSchema = z.object({
  input_file_id: z.string(),
  endpoint: z.string(),
  metadata: z.record(z.string(), z.string()).default({}),
})

/** Answers one row as the endpoint of its URL would, and bills it. */
export type AnswerRow = (api: 'responses' | 'chat', callId: string, body: unknown) => unknown

export function createFakeBatches(answerRow: AnswerRow) {
  const files = new Map<string, string>()
  const batches: FakeBatch[] = []
  const scripts: BatchScript[] = []

  const addFile = (text: string): string => {
    const id = `file-${String(files.size + 1)}`
    files.set(id, text)
    return id
  }

  function create(body: z.output<typeof createSchema>): FakeBatch {
    const batch: FakeBatch = {
      id: `batch_${String(batches.length + 1)}`,
      metadata: body.metadata,
      fileId: body.input_file_id,
      status: 'in_progress',
      looks: 0,
      answered: 0,
      outputFileId: null,
      errorFileId: null,
      script: scripts.shift() ?? { end: 'completed' },
    }
    batches.unshift(batch)
    return batch
  }

  function end(batch: FakeBatch, status: string): void {
    const lines = (files.get(batch.fileId) ?? '')
      .split('\n')
      .flatMap((line) => lineSchema.safeParse(readJson(line)).data ?? [])
    const failing = new Set(batch.script.errors ?? [])
    const done = status === 'failed' ? [] : lines.slice(0, batch.script.rows ?? lines.length)
    const row = (id: string, body: unknown, code = 200) =>
      JSON.stringify({ custom_id: id, response: { status_code: code, body }, error: null })
    const failed = done.filter((_line, index) => failing.has(index))
    const answered = done.filter((_line, index) => !failing.has(index))
    const answers = answered.map((line) =>
      row(
        line.custom_id,
        answerRow(line.url.endsWith('/responses') ? 'responses' : 'chat', line.custom_id, line.body),
      ),
    )
    const errors = failed.map((line) => row(line.custom_id, { error: { message: 'no' } }, 400))
    const expired = status === 'expired' ? lines.slice(done.length) : []
    const late = expired.map((line) =>
      JSON.stringify({
        custom_id: line.custom_id,
        response: null,
        error: { code: 'batch_expired', message: 'too late' },
      }),
    )
    batch.answered = answered.length
    batch.outputFileId = answers.length > 0 ? addFile(`${answers.join('\n')}\n`) : null
    batch.errorFileId = errors.length + late.length > 0 ? addFile([...errors, ...late].join('\n')) : null
    batch.status = status
  }

  function shown(batch: FakeBatch): unknown {
    return {
      id: batch.id,
      object: 'batch',
      status: batch.status,
      input_file_id: batch.fileId,
      output_file_id: batch.outputFileId,
      error_file_id: batch.errorFileId,
      errors: batch.status === 'failed' ? { data: [{ message: 'the file is not valid' }] } : null,
      metadata: batch.metadata,
    }
  }

  function look(batch: FakeBatch): void {
    batch.looks += 1
    if (batch.status === 'cancelling') end(batch, 'cancelled')
    if (batch.status === 'in_progress' && batch.looks >= (batch.script.looks ?? 1))
      end(batch, batch.script.end)
  }

  return {
    batches,
    files,
    script: (script: BatchScript) => {
      scripts.push(script)
    },
    /** False when the path is none of ours. */
    handle(request: IncomingMessage, response: ServerResponse, path: string, text: string): boolean {
      const [, , kind, id, action] = path.split('/')
      if (kind === 'files') {
        if (request.method === 'POST') sendJson(response, 200, { id: addFile(partOf(text)), object: 'file' })
        else {
          response.writeHead(200, { 'content-type': 'application/jsonl' })
          response.end(files.get(id ?? '') ?? '')
        }
        return true
      }
      if (kind !== 'batches') return false
      const batch = batches.find((candidate) => candidate.id === id)
      if (id === undefined && request.method === 'GET')
        sendJson(response, 200, { object: 'list', data: batches.map(shown), has_more: false })
      else if (id === undefined) sendJson(response, 200, shown(create(createSchema.parse(readJson(text)))))
      else if (batch === undefined) sendJson(response, 404, { error: { message: 'no such batch' } })
      else {
        if (action === 'cancel') batch.status = batch.status === 'in_progress' ? 'cancelling' : batch.status
        else look(batch)
        sendJson(response, 200, shown(batch))
      }
      return true
    },
  }
}

/** The file of a multipart form: the longest part. */
function partOf(form: string): string {
  const [boundary = ''] = form.split('\r\n', 1)
  const parts = form.split(boundary).map((part) => part.split('\r\n\r\n').slice(1).join('\r\n\r\n').trim())
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '')
}
