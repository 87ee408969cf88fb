/** Fits an LSA model to texts. Takes seconds to half a minute, therefore run in a thread (`embedders/lsa.ts`). */
import { AppError } from '../../errors.ts'
import { toUnitLength } from '../embedder.ts'
import { quantiseRows } from '../quantise.ts'
import { countTerms, foldIn, termWeight, type LsaModel } from './lsa-model.ts'
import { sparseMatrix } from './sparse-matrix.ts'
import { rightSingularVectors } from './truncated-svd.ts'

export interface FitSettings {
  /** At most; a small catalogue has fewer independent directions. */
  readonly dimensions: number
  readonly seed: number
}

/** Rarer terms tell little about which words go together, and cost memory: 30,000 terms × 272 doubles are 65 MB. */
const maxTerms = 30_000
/** From this many texts on, a term that occurs once is left out. */
const textsForMinimum = 50

/** @throws AppError inference.rejected when the texts hold no term at all */
export function fitLsaModel(texts: readonly string[], { dimensions, seed }: FitSettings): LsaModel {
  const counted = texts.map(countTerms)
  const { terms, rarity } = vocabulary(counted)
  if (terms.size === 0)
    throw new AppError(
      'inference.rejected',
      'The catalogue has no words that a similarity model could be fitted to.',
    )

  const rows = counted.map((counts) => weightedRow(counts, terms, rarity))
  const directions = rightSingularVectors(sparseMatrix(rows, terms.size), dimensions, seed)
  const { values, scales } = quantiseRows(Float32Array.from(directions.values), directions.columns, 127)
  const model = {
    dimensions: directions.columns,
    terms,
    rarity,
    directions: values,
    scales,
    centre: firstAxis(directions.columns),
  }
  return { ...model, centre: centreOf(model, texts) }
}

interface Vocabulary {
  readonly terms: ReadonlyMap<string, number>
  readonly rarity: Float32Array
}

/** The terms in most texts, ties by name, so that equal catalogues give equal models. */
function vocabulary(counted: readonly ReadonlyMap<string, number>[]): Vocabulary {
  const frequencies = new Map<string, number>()
  for (const counts of counted)
    for (const term of counts.keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
  const minimum = counted.length < textsForMinimum ? 1 : 2
  const kept = [...frequencies]
    .filter(([, frequency]) => frequency >= minimum)
    .sort(([a, m], [z, n]) => n - m || (a < z ? -1 : 1))
    .slice(0, maxTerms)
  return {
    terms: new Map(kept.map(([term], row) => [term, row])),
    rarity: Float32Array.from(kept, ([, frequency]) => Math.log(1 + counted.length / frequency)),
  }
}

/** TF-IDF at length 1, so that long descriptions do not outweigh short ones. */
function weightedRow(
  counts: ReadonlyMap<string, number>,
  terms: ReadonlyMap<string, number>,
  rarity: Float32Array,
): Map<number, number> {
  const row = new Map<number, number>()
  let squares = 0
  for (const [term, count] of counts) {
    const column = terms.get(term)
    if (column === undefined) continue
    const weight = termWeight(count, rarity[column] ?? 0)
    row.set(column, weight)
    squares += weight * weight
  }
  for (const [column, weight] of row) row.set(column, weight / Math.sqrt(squares))
  return row
}

function centreOf(model: LsaModel, texts: readonly string[]): Float32Array {
  const sum = new Float32Array(model.dimensions)
  for (const text of texts) foldIn(model, text).forEach((value, k) => (sum[k] = (sum[k] ?? 0) + value))
  return toUnitLength(sum) ?? model.centre
}

function firstAxis(dimensions: number): Float32Array {
  const axis = new Float32Array(dimensions)
  axis[0] = 1
  return axis
}
