/** The queue server. Jobs are rows of the database, so an absent queue makes them late and loses none. */
import { openDatabase } from '../../database/connect.ts'
import type { Config } from '../../config.ts'
import { openHintQueue } from '../../queue/bullmq.ts'
import { reasonOf } from '../option-values.ts'
import { fail, ok, warn, withoutSecret, type Finding } from './finding.ts'

const answerMsMax = 5_000

export async function checkQueue({ QUEUE_URL: url, DATABASE_URL: databaseUrl }: Config): Promise<Finding> {
  if (!/^rediss?:/.test(url)) return ok('queue', 'carried by the database')
  const away = (reason: string) =>
    fail(
      'queue',
      `${withoutSecret(url)} does not answer (${reason})`,
      'Check QUEUE_URL and that Redis or Valkey runs; meanwhile jobs start late.',
    )
  let reason = 'no answer'
  try {
    // A Redis queue takes nothing from the database; a pool that is never used opens no connection.
    await using database = await openDatabase(databaseUrl, { poolMax: 2 })
    await using queue = await openHintQueue(url, database, (error) => {
      reason = reasonOf(error)
    })
    const complaint = await inTime(queue.inspect())
    return complaint === undefined
      ? ok('queue', withoutSecret(url))
      : warn('queue', withoutSecret(url), complaint)
  } catch (error) {
    return away(reason === 'no answer' ? reasonOf(error) : reason)
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it took too long')), answerMsMax)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
