/** The embedded process killed in the middle of its work: what it accepted is there after the restart, and is done once. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { startVitrine } from '../support/vitrine-process.ts'

const accessSchema = z.object({ key: z.string(), url: z.string() })
const jobSchema = z.object({
  id: z.string(),
  state: z.string(),
  counts: z.object({ total: z.int(), ready: z.int(), needsReview: z.int() }),
})
const draftsSchema = z.object({
  items: z.array(z.object({ product: z.string() })),
  next: z.string().nullable(),
})

it('continues after kill -9 in embedded mode and writes each product of a copy job once', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-embedded-'))
  const environment = {
    DATABASE_URL: `pglite://${directory}`,
    DATA_DIR: directory,
    EMBEDDING_MODEL: 'lsa',
    JOB_LEASE_MS: '1500',
    JOB_BEAT_MS: '400',
    JOB_SWEEP_MS: '300',
  }
  const start = () => startVitrine({ role: 'all', environment })
  let running = await start()
  try {
    const key = await untilWelcome(directory)
    const call = async (path: string, body?: unknown) => {
      const response = await fetch(`${running.url ?? ''}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const answer: unknown = await response.json()
      expect(response.ok, JSON.stringify(answer)).toBe(true)
      return answer
    }
    const accepted = jobSchema.parse(
      await call('/v1/copy/jobs', {
        selection: { filter: { status: { in: ['active'] } } },
        fields: ['pdp.long', 'pdp.short', 'promo'],
        locale: 'en-GB',
        seed: 77,
      }),
    )
    // Two kills at moments when planning and writing are under way.
    for (const pauseMs of [150, 700]) {
      await setTimeout(pauseMs)
      await running.stop('SIGKILL')
      running = await start()
    }
    await expect
      .poll(async () => jobSchema.parse(await call(`/v1/copy/jobs/${accepted.id}`)).state, {
        timeout: 60_000,
        interval: 200,
      })
      .toBe('done')
    const { counts } = jobSchema.parse(await call(`/v1/copy/jobs/${accepted.id}`))
    expect(counts.total).toBeGreaterThan(300)
    expect(counts.ready + counts.needsReview).toBe(counts.total)

    const written: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: z.output<typeof draftsSchema> = draftsSchema.parse(
        await call(
          `/v1/copy/drafts?copyJobId=${accepted.id}&limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`,
        ),
      )
      written.push(...page.items.map((draft) => draft.product))
      cursor = page.next
    }
    expect(written).toHaveLength(counts.total)
    expect(new Set(written).size).toBe(counts.total)
  } finally {
    await running.stop('SIGKILL')
    await rm(directory, { recursive: true, force: true })
  }
}, 180_000)

async function untilWelcome(directory: string): Promise<string> {
  for (;;) {
    try {
      return accessSchema.parse(JSON.parse(await readFile(join(directory, 'local.json'), 'utf8'))).key
    } catch {
      await setTimeout(200)
    }
  }
}
