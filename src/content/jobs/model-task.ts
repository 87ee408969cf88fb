/** What the job of one product asks of a model writer. */
import type { Clock } from '../../clock.ts'
import type { LeasedJob } from '../../queue/job.ts'
import { jobs } from '../../queue/jobs.ts'
import { gateContext } from '../check/gate-context.ts'
import type { FactSheet } from '../facts/fact.ts'
import type { ModelTask } from '../model/write-with-model.ts'
import type { CopyTask } from './copy-task-queries.ts'
import { judgedBy, type Neighbourhood } from './new-draft.ts'

export function modelTask(
  deps: { readonly clock: Clock },
  job: LeasedJob<{ readonly copyJobId: string }>,
  task: CopyTask,
  sheet: FactSheet,
  neighbours: Neighbourhood,
): ModelTask {
  return {
    shopId: job.shopId,
    jobId: job.id,
    copyJobId: job.payload.copyJobId,
    maxCostMicros: task.maxCostMicros,
    gate: gateContext(sheet, judgedBy(deps.clock, task, neighbours)),
    fields: task.fields,
    locale: task.locale,
    seed: task.seed,
    signal: job.signal,
    isResumed: job.token > 1,
    isLastAttempt: job.attempts + 1 >= jobs.writeCopy.attemptsMax,
  }
}
