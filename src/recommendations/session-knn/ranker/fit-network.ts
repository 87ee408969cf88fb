/**
 * Fits the ranker's network: for each case the softmax over its candidates should give the product that was next all the
 * probability (ListNet's top-one loss, Cao et al. 2007), by Adam (Kingma and Ba 2015). The same cases and seed give the same
 * weights.
 */
import { below } from '../../../chance.ts'
import { featureCount } from './features.ts'
import { leak, type Ranker } from './ranker.ts'

/** Candidates of one case: `count` rows of features from `from` on, and which of them was next. */
export interface RankedCase {
  readonly from: number
  readonly count: number
  readonly target: number
}

export interface TrainingSet {
  readonly features: Float32Array
  readonly cases: readonly RankedCase[]
}

const batchSize = 32
const learningRate = 0.003
/** The rate halves after this many epochs. */
const halvingEpochs = 2
const weightDecay = 1e-5

export interface FitOptions {
  readonly hidden: number
  readonly epochs: number
  readonly chance: () => number
  /** Asked before each batch: true ends the fitting with the weights reached so far. */
  readonly isOver: () => boolean
  readonly onEpoch?: (epoch: number) => void
  readonly signal?: AbortSignal
}

/** @throws the signal's reason when it aborts */
export function fitNetwork({ features, cases }: TrainingSet, options: FitOptions): Ranker {
  const { hidden, epochs, chance, isOver, onEpoch, signal } = options
  const layout = layoutOf(hidden)
  const weights = initialWeights(layout, chance)
  const gradient = new Float32Array(layout.size)
  const adam = createAdam(layout.size)
  const workspace = createWorkspace(hidden, cases)
  const order = Uint32Array.from(cases, (_, place) => place)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, chance)
    const rate = learningRate * Math.pow(0.5, epoch / halvingEpochs)
    for (let from = 0; from < order.length; from += batchSize) {
      signal?.throwIfAborted()
      if (isOver()) break
      const to = Math.min(order.length, from + batchSize)
      gradient.fill(0)
      for (let at = from; at < to; at++) {
        const one = cases[order[at] ?? 0]
        if (one === undefined) continue
        const rows = features.subarray(one.from, one.from + one.count * featureCount)
        addGradient(layout, weights, rows, one, gradient, workspace)
      }
      adam(weights, gradient, rate, to - from)
    }
    onEpoch?.(epoch + 1)
  }
  return {
    hidden,
    inner: rounded(weights, layout.inner, layout.bias),
    bias: rounded(weights, layout.bias, layout.outer),
    outer: rounded(weights, layout.outer, layout.direct),
    direct: rounded(weights, layout.direct, layout.size),
  }
}

function createWorkspace(hidden: number, cases: readonly RankedCase[]): Workspace {
  const most = cases.reduce((longest, { count }) => Math.max(longest, count), 0)
  return { logits: new Float64Array(most), sums: new Float32Array(most * hidden) }
}

/** Where each part of the weights begins in one array. */
interface Layout {
  readonly hidden: number
  readonly inner: number
  readonly bias: number
  readonly outer: number
  readonly direct: number
  readonly size: number
}

function layoutOf(hidden: number): Layout {
  const bias = hidden * featureCount
  const outer = bias + hidden
  const direct = outer + hidden
  return { hidden, inner: 0, bias, outer, direct, size: direct + featureCount }
}

/** Begins as the plain score, so that training only improves on it. */
function initialWeights({ hidden, bias, outer, direct, size }: Layout, chance: () => number): Float32Array {
  const weights = new Float32Array(size)
  for (let at = 0; at < bias; at++) weights[at] = normal(chance) / Math.sqrt(featureCount)
  for (let at = outer; at < direct; at++) weights[at] = normal(chance) / Math.sqrt(hidden)
  weights[direct] = 4
  return weights
}

/** Box and Muller 1958. */
function normal(chance: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
}

function shuffle(order: Uint32Array, chance: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = below(chance, at + 1)
    const held = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = held
  }
}

/** Candidates that are this nearly as probable as they should be teach nothing more. */
const negligible = 1e-4

/** What one case needs on the way; made once. */
interface Workspace {
  readonly logits: Float64Array
  /** Sums of the hidden units, candidate after candidate. */
  readonly sums: Float32Array
}

function addGradient(
  { hidden, bias, outer, direct }: Layout,
  weights: Float32Array,
  rows: Float32Array,
  { count, target }: RankedCase,
  gradient: Float32Array,
  { logits, sums }: Workspace,
): void {
  for (let candidate = 0, unitAt = 0; candidate < count; candidate++) {
    const row = candidate * featureCount
    let logit = 0
    for (let f = 0; f < featureCount; f++) logit += (weights[direct + f] ?? 0) * (rows[row + f] ?? 0)
    for (let unit = 0; unit < hidden; unit++) {
      const first = unit * featureCount
      let sum = weights[bias + unit] ?? 0
      for (let f = 0; f < featureCount; f++) sum += (weights[first + f] ?? 0) * (rows[row + f] ?? 0)
      sums[unitAt++] = sum
      logit += (weights[outer + unit] ?? 0) * (sum > 0 ? sum : leak * sum)
    }
    logits[candidate] = logit
  }
  softmax(logits.subarray(0, count))
  for (let candidate = 0; candidate < count; candidate++) {
    const error = (logits[candidate] ?? 0) - (candidate === target ? 1 : 0)
    if (Math.abs(error) < negligible) continue
    const row = candidate * featureCount
    for (let f = 0; f < featureCount; f++) {
      gradient[direct + f] = (gradient[direct + f] ?? 0) + error * (rows[row + f] ?? 0)
    }
    for (let unit = 0; unit < hidden; unit++) {
      const first = unit * featureCount
      const sum = sums[candidate * hidden + unit] ?? 0
      const slope = sum > 0 ? 1 : leak
      gradient[outer + unit] = (gradient[outer + unit] ?? 0) + error * sum * slope
      const back = error * (weights[outer + unit] ?? 0) * slope
      gradient[bias + unit] = (gradient[bias + unit] ?? 0) + back
      for (let f = 0; f < featureCount; f++) {
        gradient[first + f] = (gradient[first + f] ?? 0) + back * (rows[row + f] ?? 0)
      }
    }
  }
}

function softmax(logits: Float64Array): void {
  let largest = -Infinity
  for (const logit of logits) largest = Math.max(largest, logit)
  let total = 0
  for (let at = 0; at < logits.length; at++) total += logits[at] = Math.exp((logits[at] ?? 0) - largest)
  for (let at = 0; at < logits.length; at++) logits[at] = (logits[at] ?? 0) / total
}

function createAdam(size: number) {
  const mean = new Float32Array(size)
  const square = new Float32Array(size)
  let step = 0
  return (weights: Float32Array, gradient: Float32Array, rate: number, cases: number) => {
    step++
    const unbiasedMean = 1 - Math.pow(0.9, step)
    const unbiasedSquare = 1 - Math.pow(0.999, step)
    for (let at = 0; at < size; at++) {
      const slope = (gradient[at] ?? 0) / cases + weightDecay * (weights[at] ?? 0)
      const first = 0.9 * (mean[at] ?? 0) + 0.1 * slope
      const second = 0.999 * (square[at] ?? 0) + 0.001 * slope * slope
      mean[at] = first
      square[at] = second
      weights[at] =
        (weights[at] ?? 0) - (rate * (first / unbiasedMean)) / (Math.sqrt(second / unbiasedSquare) + 1e-8)
    }
  }
}

/** Six digits say all a float holds, and keep the stored settings short. */
function rounded(weights: Float32Array, from: number, to: number): number[] {
  return Array.from(weights.subarray(from, to), (weight) => Number(weight.toPrecision(6)))
}
