/** Flesch–Kincaid grade (Kincaid et al. 1975): US school years a text asks for. Meant for English. */
import { syllable } from 'syllable'

/** Null for a text too short to have a grade. */
export function readingGrade(text: string): number | null {
  const words = text.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? []
  if (words.length < 5) return null
  const sentences = Math.max(1, text.match(/[.!?…]+(?=\s|$)/g)?.length ?? 1)
  // Numbers are read as one beat; counting their digits would call every table difficult.
  const syllables = words.reduce((sum, word) => sum + Math.max(1, /\d/.test(word) ? 1 : syllable(word)), 0)
  const grade = 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59
  return Math.round(grade * 10) / 10
}
