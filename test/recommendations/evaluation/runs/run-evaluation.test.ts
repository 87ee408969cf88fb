/** An evaluation of a shop as a job: from visits in the database to what is served, or not. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../../src/clock.ts'
import type { Db } from '../../../../src/database/schema.ts'
import { jobs } from '../../../../src/queue/jobs.ts'
import { claimJobs } from '../../../../src/queue/job-queries.ts'
import { findPromoted } from '../../../../src/recommendations/evaluation/runs/find-promoted.ts'
import {
  cancelEvaluation,
  getEvaluation,
  getEvaluationReport,
  listEvaluations,
} from '../../../../src/recommendations/evaluation/runs/read-evaluations.ts'
import { requestEvaluation } from '../../../../src/recommendations/evaluation/runs/request-evaluation.ts'
import { evaluateModelProcessor } from '../../../../src/recommendations/evaluation/runs/run-evaluation.ts'
import { upsertPromoted } from '../../../../src/recommendations/evaluation/runs/promoted-queries.ts'
import {
  defaultSessionKnnParams,
  sessionKnnParamsSchema,
} from '../../../../src/recommendations/session-knn/session-knn-params.ts'
import { addShop, testDatabase, type TestDatabase } from '../../../support/database.ts'
import { jobRig, testJob, type JobRig } from '../../../support/job-rig.ts'
import { describeOnRealServers } from '../../../support/servers.ts'
import { syntheticVisits, type SyntheticShop } from '../synthetic-visits.ts'

async function addVisits(
  db: Db,
  shopId: string,
  visits: number,
  kind: SyntheticShop['kind'] = 'static',
): Promise<void> {
  const { items, offsets, clicks, ends } = syntheticVisits({ kind, visits, seed: 3 })
  const rows = Array.from({ length: visits }, (_, visit) => ({
    seq: visit + 1,
    end: ends[visit],
    items: [...clicks.subarray(offsets[visit], offsets[visit + 1])].map((item) => items[item]),
  }))
  await sql`INSERT INTO visits (shop_id, seq, session, started_at, ended_at, items)
    SELECT ${shopId}, r.seq, 's' || r.seq, to_timestamp(r.end), to_timestamp(r.end), r.items
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(seq bigint, "end" float8, items text[])`.execute(
    db,
  )
  await sql`INSERT INTO visit_logs (shop_id, last_seq) VALUES (${shopId}, ${visits}::bigint)`.execute(db)
}

const request = (db: Db, shopId: string) =>
  db.transaction().execute((trx) => requestEvaluation(trx, systemClock, { shopId, k: 20, seed: 1 }))

/** Runs the job in a rig of its own to its end. */
async function evaluated(rig: JobRig): Promise<string> {
  const { db, shopId } = rig.database
  const { id } = await request(db, shopId)
  rig.startWorkers()
  rig.poke()
  await rig.settled(120_000)
  return id
}

const rigOn = (servers?: { databaseUrl: string; queueUrl: string }) =>
  jobRig(
    [
      testJob(jobs.evaluateModel, {
        run: (job) => evaluateModelProcessor({ db: current().db, clock: systemClock }).run(job, undefined),
        commit: async (trx, finished) =>
          evaluateModelProcessor({ db: current().db, clock: systemClock }).commit?.(trx, finished),
      }),
    ],
    servers,
  )
let rig: JobRig | undefined
const current = () => {
  if (rig === undefined) throw new Error('The rig is open only inside a test.')
  return rig.database
}

const aShop = (servers: () => { databaseUrl: string; queueUrl: string } | undefined) => () => {
  test(
    'what beats popularity and item-kNN is promoted, with its report and the hash of the visits',
    { timeout: 180_000 },
    async () => {
      await using opened = await rigOn(servers())
      rig = opened
      const { db, shopId } = opened.database
      expect(await findPromoted(db, shopId)).toBeUndefined()
      await addVisits(db, shopId, 2_500)
      const id = await evaluated(opened)
      const run = await getEvaluation(db, shopId, id)
      expect(run).toMatchObject({ state: 'done', outcome: 'promoted', failure: null })
      expect(run.explanation).toContain('lies above zero')
      expect(run.report?.source).toMatchObject({ kind: 'shop', lastSeq: 2_500 })
      expect(run.report?.comparisons.map(({ against }) => against)).toEqual(['popularity', 'item-knn'])
      const promoted = await findPromoted(db, shopId)
      expect(promoted?.evaluationId).toBe(id)
      expect(sessionKnnParamsSchema.parse(promoted?.params)).toEqual(run.report?.params)
      expect((await listEvaluations(db, shopId, { cursor: undefined, limit: 5 })).items).toHaveLength(1)
    },
  )

  test(
    'settings that a baseline has overtaken are taken away, with what overtook them',
    { timeout: 180_000 },
    async () => {
      await using opened = await rigOn(servers())
      rig = opened
      const { db, shopId } = opened.database
      // Everyone looks at the same products in no order: nothing beats popularity, least of all bad settings.
      await addVisits(db, shopId, 1_200, 'crowd')
      const bad = { ...defaultSessionKnnParams, k: 1, m: 1, idf: 10, mix: 0, rl: true }
      await db.transaction().execute((trx) =>
        upsertPromoted(trx, shopId, {
          evaluationId: 'before',
          params: JSON.stringify(bad),
          promotedAt: systemClock.now(),
        }),
      )
      const run = await getEvaluation(db, shopId, await evaluated(opened))
      expect(run).toMatchObject({ state: 'done', outcome: 'demoted' })
      expect(run.explanation).toContain('What was served is worse than Popularity')
      expect(await findPromoted(db, shopId)).toBeUndefined()
    },
  )

  test('too few visits are said to be too few, and promote nothing', { timeout: 60_000 }, async () => {
    await using opened = await rigOn(servers())
    rig = opened
    const { db, shopId } = opened.database
    await addVisits(db, shopId, 200)
    const id = await evaluated(opened)
    const run = await getEvaluation(db, shopId, id)
    expect(run).toMatchObject({ state: 'done', outcome: 'too-few', report: null })
    expect(run.explanation).toContain('not enough visits')
    await expect(getEvaluationReport(db, shopId, id)).rejects.toMatchObject({
      code: 'recommendations.evaluation-not-done',
    })
    expect(await findPromoted(db, shopId)).toBeUndefined()
  })
}
describe(
  'an evaluation job',
  aShop(() => undefined),
)
describeOnRealServers('an evaluation job', (scratch) => {
  aShop(() => ({ databaseUrl: scratch.databaseUrl, queueUrl: scratch.queueUrl }))()
})

describe('requests', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(async () => {
    await database[Symbol.asyncDispose]()
  })

  test('one evaluation of a shop runs at a time; another shop has its own', async () => {
    const { db, shopId } = database
    const first = await request(db, shopId)
    await expect(request(db, shopId)).rejects.toMatchObject({ code: 'recommendations.evaluation-running' })
    const other = await addShop(database)
    const theirs = await request(db, other)
    await expect(getEvaluation(db, shopId, theirs.id)).rejects.toMatchObject({
      code: 'recommendations.evaluation-not-found',
    })
    const cancelled = await db.transaction().execute((trx) => cancelEvaluation(trx, shopId, first.id))
    expect(cancelled.state).toBe('cancelled')
    await expect(
      db.transaction().execute((trx) => cancelEvaluation(trx, shopId, first.id)),
    ).rejects.toMatchObject({ code: 'jobs.not-cancellable' })
    expect((await request(db, shopId)).state).toBe('queued')
    expect(await claimJobs(db, jobs.evaluateModel.kind, [first.id], 1_000)).toEqual([])
  })
})
