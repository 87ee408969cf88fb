/** Flesch–Kincaid grade (Kincaid et al. 1975): US school years a reader needs. */
import { syllable } from 'syllable'

export function gradeOf(text: string): number {
  const sentences = Math.max(1, (text.match(/[.!?:;](?=\s|$)/g) ?? []).length)
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,×-]*/gu) ?? []
  if (words.length === 0) return 0
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0)
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
