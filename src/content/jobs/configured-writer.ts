/** Which writers this installation has: asked when copy is requested, and again when it is written. */
import { AppError } from '../../errors.ts'
import type { WriterChoice } from './copy-job.ts'

/** Model writers by name; only the names are looked at. */
export type ModelWriters = Readonly<Partial<Record<'openai' | 'langchain', unknown>>>

/** "auto" passes: what it stands for is known where copy is written. @throws AppError content.writer-unconfigured */
export function requireConfiguredWriter(writer: WriterChoice, configured: ModelWriters): void {
  if (writer === 'auto' || writer === 'embedded' || configured[writer] !== undefined) return
  throw new AppError(
    'content.writer-unconfigured',
    `The writer "${writer}" needs a model endpoint and key; set OPENAI_API_KEY and COPY_MODEL, or ask for "embedded".`,
    { errors: [{ path: 'writer', message: `"${writer}" is not configured here` }] },
  )
}
