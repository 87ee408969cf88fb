import { pathToFileURL } from 'node:url'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createThreadPool, type ThreadPool } from '../../../src/inference/embedders/thread-pool.ts'

/** Answers with the task, or does what the task says. */
const threadSource = `
import { parentPort, threadId } from 'node:worker_threads'
const seen = []
parentPort.on('message', async (task) => {
  seen.push(task)
  if (task === 'die') throw new Error('dead')
  if (task === 'exit') process.exit(3)
  if (task === 'refuse') parentPort.postMessage({ ok: false, message: 'no such model' })
  else if (task === 'babble') parentPort.postMessage('?')
  else if (task === 'seen') parentPort.postMessage({ ok: true, result: [...seen] })
  else setTimeout(() => parentPort.postMessage({ ok: true, result: { task, threadId } }), 20)
})`

let entry: URL
beforeAll(async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'vitrine-pool-')), 'thread.mjs')
  await writeFile(path, threadSource)
  entry = pathToFileURL(path)
})

const open = (threads: number) => createThreadPool({ entry, workerData: undefined, threads })
const run = (pool: ThreadPool, task: string, urgent = false, signal?: AbortSignal) =>
  pool.run(task, { urgent, signal })

describe('the thread pool', () => {
  it('runs tasks side by side, at most as many as it has threads', async () => {
    await using pool = open(2)
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((task) => run(pool, task)))
    const threads = new Set(answers.map((answer) => JSON.stringify(answer).replace(/"task":"\w"/, '')))
    expect(answers).toMatchObject([{ task: 'a' }, { task: 'b' }, { task: 'c' }, { task: 'd' }])
    expect(threads.size).toBe(2)
  })

  it('takes an urgent task before those that wait', async () => {
    await using pool = open(1)
    await Promise.all([run(pool, 'a'), run(pool, 'b'), run(pool, 'c'), run(pool, 'urgent', true)])
    expect(await run(pool, 'seen')).toEqual(['a', 'urgent', 'b', 'c', 'seen'])
  })

  it.each([
    ['die', 'inference.unavailable'],
    ['exit', 'inference.unavailable'],
    ['refuse', 'inference.weights-unusable'],
    ['babble', 'inference.malformed'],
  ])('fails the task "%s" with %s and runs the next ones', async (task, code) => {
    await using pool = open(1)
    const failing = run(pool, task)
    const next = run(pool, 'after')
    await expect(failing).rejects.toMatchObject({ code })
    expect(await next).toMatchObject({ task: 'after' })
  })

  it('never starts a task whose signal was aborted while it waited', async () => {
    await using pool = open(1)
    const controller = new AbortController()
    const first = run(pool, 'a')
    const aborted = run(pool, 'never', false, controller.signal)
    controller.abort(new Error('changed my mind'))
    await expect(aborted).rejects.toThrow('changed my mind')
    await first
    expect(await run(pool, 'seen')).toEqual(['a', 'seen'])
  })

  it('fails everything that waits when it is closed, and later tasks too', async () => {
    const pool = open(1)
    const waiting = [run(pool, 'a'), run(pool, 'b')]
    const settled = Promise.allSettled(waiting)
    await pool[Symbol.asyncDispose]()
    for (const outcome of await settled)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'inference.unavailable' } })
    await expect(run(pool, 'c')).rejects.toMatchObject({ code: 'inference.unavailable' })
  })
})
