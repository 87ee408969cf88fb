/** The model hash of a shop whose image is not in memory, from an index built for it in a thread. */
import type { Db } from '../../database/schema.ts'
import { readLogEnd, readVisits } from '../../events/reading/read-history.ts'
import { startLearner } from '../image/build/learner.ts'

export async function hashStoredVisits(
  db: Db,
  shopId: string,
): Promise<{ readonly modelHash: string; readonly seq: number }> {
  const { seq } = await readLogEnd(db, shopId)
  await using learner = startLearner(new AbortController().signal)
  for await (const { text } of readVisits(db, shopId, seq)) await learner.add('visits', text)
  const { modelHash } = await learner.learn({ shopId, epoch: 0, seq, untilMs: 0, builtAtMs: 0 })
  return { modelHash, seq }
}
