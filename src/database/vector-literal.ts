import { toSql } from 'pgvector'

/** A vector as pgvector reads it. Six significant digits are more than half precision keeps. */
export function vectorLiteral(vector: Float32Array): string {
  const literal: unknown = toSql(Array.from(vector, (value) => Number(value.toPrecision(6))))
  return String(literal)
}
