/** What the same machine does without us: jobs that do nothing on BullMQ, and pgbench's simple update transaction. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'

const run = promisify(execFile)

/** Jobs per second that two workers of concurrency 20 process, doing nothing. */
export async function measureEmptyJobs(queueUrl: string, jobs: number): Promise<number> {
  const connection = new Redis(queueUrl, { maxRetriesPerRequest: null })
  const name = `bench-empty-${String(process.pid)}`
  const queue = new Queue(name, { connection })
  await queue.addBulk(
    Array.from({ length: jobs }, (_, n) => ({
      name: 'empty',
      data: { n },
      opts: { removeOnComplete: true },
    })),
  )
  let processed = 0
  const started = performance.now()
  const workers = await new Promise<Worker[]>((resolve) => {
    const opened = [1, 2].map(
      () =>
        new Worker(
          name,
          () => {
            processed += 1
            if (processed === jobs) resolve(opened)
            return Promise.resolve()
          },
          { connection, concurrency: 20 },
        ),
    )
  })
  const seconds = (performance.now() - started) / 1000
  for (const worker of workers) await worker.close()
  await queue.obliterate({ force: true })
  await queue.close()
  connection.disconnect()
  return jobs / seconds
}

/** @param command how pgbench is called here (`npm run servers -- env` prints it) */
export async function measurePgbench(command: string, databaseUrl: string, seconds: number): Promise<number> {
  const [program = '', ...prefix] = command.split(' ')
  await run(program, [...prefix, '-i', '-q', '-s', '10', databaseUrl])
  const { stdout } = await run(program, [
    ...prefix,
    '-N',
    '-c',
    '16',
    '-j',
    '2',
    '-T',
    String(seconds),
    databaseUrl,
  ])
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
}
