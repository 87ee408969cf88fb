/** The recipients of a mailing from a file: one visitor key a line, as exports of mail systems have them. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { AppError } from '../../errors.ts'
import { recipientsMax } from '../../recommendations/mailings/mailing.ts'
import { reasonOf } from '../option-values.ts'

const keyCharsMax = 200

/**
 * Blank lines are skipped, and so is a byte order mark.
 * @param path "-" for standard input
 * @throws AppError cli.usage, naming the line
 */
export async function readRecipients(path: string): Promise<string[]> {
  const visitors: string[] = []
  let line = 0
  try {
    const input = path === '-' ? process.stdin : createReadStream(path, 'utf8')
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line += 1
      const visitor = text.replace(/^\uFEFF/, '').trim()
      if (visitor === '') continue
      if (visitor.length > keyCharsMax)
        throw new AppError(
          'cli.usage',
          `Line ${line} of ${path} is longer than a visitor key may be (${keyCharsMax}).`,
        )
      if (visitors.length === recipientsMax)
        throw new AppError(
          'cli.usage',
          `${path} has more than ${recipientsMax} recipients; a mailing takes no more: split the file (split -l ${recipientsMax}).`,
        )
      visitors.push(visitor)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('cli.usage', `${path} cannot be read (${reasonOf(error)}).`, { cause: error })
  }
  if (visitors.length === 0)
    throw new AppError('cli.usage', `${path} names no recipient: one visitor key a line.`)
  return visitors
}
