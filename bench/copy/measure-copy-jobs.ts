/** A thousand copy jobs with the embedded writer through real processes, timed from the request to the last draft. */
import { z } from 'zod'

export interface CopyRun {
  readonly jobs: number
  readonly seconds: number
  /** SQL statements and explicit transactions that all processes sent, per job. */
  readonly statementsPerJob: number
  readonly transactionsPerJob: number
  /** Jobs without exactly one draft, and segments that cite a fact that is not on the draft's sheet. */
  readonly lost: number
  readonly badCitations: number
}

const acceptedSchema = z.object({ id: z.string() })
const jobSchema = z.object({
  state: z.string(),
  counts: z.object({
    total: z.int(),
    ready: z.int(),
    needsReview: z.int(),
    failed: z.int(),
    reused: z.int(),
  }),
})
const draftsSchema = z.object({
  items: z.array(
    z.object({
      facts: z.array(z.object({ id: z.string() })),
      fields: z.record(
        z.string(),
        z.object({ segments: z.array(z.object({ text: z.string(), factIds: z.array(z.string()) })) }),
      ),
    }),
  ),
  next: z.string().nullable(),
})

export interface CopyTarget {
  readonly url: string
  readonly key: string
  /** Every process of the installation that answers /metrics. */
  readonly metricsUrls: readonly string[]
  readonly products: readonly string[]
}

/** One request for `jobs` products; a seed of its own makes every text new. */
export async function measureCopyJobs(target: CopyTarget, jobs: number, seed: number): Promise<CopyRun> {
  const before = await sqlCounts(target)
  const started = performance.now()
  // As many requests as the catalogue needs to reach the number: a product is written once per request.
  const perRequest = target.products.length
  const ids: string[] = []
  for (let at = 0; at < jobs; at += perRequest) {
    const products = target.products.slice(0, Math.min(perRequest, jobs - at))
    ids.push(await request(target, products, seed * 1_000 + at))
  }
  for (const id of ids) await untilDone(target, id)
  const seconds = (performance.now() - started) / 1000
  const after = await sqlCounts(target)
  const outcome = await inspect(target, ids)
  return {
    jobs,
    seconds,
    statementsPerJob: (after.statements - before.statements) / jobs,
    transactionsPerJob: (after.transactions - before.transactions) / jobs,
    lost: jobs - outcome.drafts,
    badCitations: outcome.badCitations,
  }
}

async function request(target: CopyTarget, products: readonly string[], seed: number): Promise<string> {
  const body = {
    selection: { products },
    fields: ['pdp.long', 'promo'],
    locale: 'en-GB',
    writer: 'embedded',
    seed,
  }
  const response = await call(target, '/v1/copy/jobs', body)
  return acceptedSchema.parse(response).id
}

/** Polls seldom: a question is not part of the work that is measured. */
async function untilDone(target: CopyTarget, id: string): Promise<void> {
  for (;;) {
    const job = jobSchema.parse(await call(target, `/v1/copy/jobs/${id}`))
    if (job.counts.failed > 0) throw new Error(`${String(job.counts.failed)} copy jobs failed.`)
    if (job.state === 'done') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function inspect(target: CopyTarget, ids: readonly string[]) {
  let drafts = 0
  let badCitations = 0
  for (const id of ids) {
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = `copyJobId=${id}&limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`
      const page: z.output<typeof draftsSchema> = draftsSchema.parse(
        await call(target, `/v1/copy/drafts?${query}`),
      )
      drafts += page.items.length
      for (const draft of page.items) {
        const known = new Set(draft.facts.map((fact) => fact.id))
        const segments = Object.values(draft.fields).flatMap((field) => field.segments)
        badCitations += segments.filter(({ factIds }) => factIds.some((fact) => !known.has(fact))).length
      }
      cursor = page.next
    }
  }
  return { drafts, badCitations }
}

async function call({ url, key }: CopyTarget, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`)
  return response.json()
}

async function sqlCounts({ metricsUrls }: CopyTarget) {
  const texts = await Promise.all(metricsUrls.map(async (url) => (await fetch(`${url}/metrics`)).text()))
  const read = (name: string) =>
    texts.reduce((sum, text) => sum + Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0), 0)
  return { statements: read('vitrine_sql_statements'), transactions: read('vitrine_sql_transactions') }
}
