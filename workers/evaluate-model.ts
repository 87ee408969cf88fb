/** recommendations.evaluate: whether a shop's own visits show that its session model is worth serving. */
import type { App } from '../src/app.ts'
import { evaluateModelProcessor } from '../src/recommendations/evaluation/runs/run-evaluation.ts'

export const evaluateModel = ({ db, clock }: App) => evaluateModelProcessor({ db, clock })
