/** Bodies of questions to questions; those that say nothing about a visitor are known by their bytes. */
import type { Clock } from '../../clock.ts'
import { createMemo } from '../../recommendations/memory/slate-memo.ts'
import type { KnownQuestion } from '../../recommendations/recommend-ready.ts'
import { recommendationRequestSchema } from '../../recommendations/recommendation.ts'
import { isStorable } from '../guards/storable-text.ts'

const questionsMax = 10_000
const keptMs = 10 * 60_000

/** Undefined for what the ordinary way refuses. */
export type FindQuestion = (text: string) => KnownQuestion | undefined

export function createQuestions(clock: Pick<Clock, 'monotonicMs'>): FindQuestion {
  const questions = createMemo<KnownQuestion>({ entriesMax: questionsMax, keptMs, clock })
  return (text) => {
    const before = questions.get(text)
    if (before !== undefined) return before
    const question = readQuestion(text)
    // Anybody may ask what names no visitor again.
    const isAnybodys = question?.request.session === undefined && question?.request.visitor === undefined
    if (question !== undefined && isAnybodys) questions.set(text, question)
    return question
  }
}

/** Undefined also for keys that JSON parsers are attacked with. */
function readQuestion(text: string): KnownQuestion | undefined {
  if (text.includes('__proto__') || text.includes('constructor')) return undefined
  const body = ifValid((): unknown => JSON.parse(text))
  const parsed = recommendationRequestSchema.safeParse(body)
  return parsed.success && isStorable(body) ? { request: parsed.data } : undefined
}

export function ifValid<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch {
    return undefined
  }
}
