/**
 * M02: words of the prompt that came back. A canary is a secret word; an entry of eight words or more is a passage of
 * the prompt, and any run of eight of its words is an echo.
 */
import { wordsOf, type Word } from '../text/words.ts'

const RUN_WORDS = 8
/** Shorter secrets would be found in ordinary words. */
const CANARY_CHARS_MIN = 6

export interface PromptEcho {
  readonly start: number
  readonly end: number
}

/** @param words of `text` */
export function findPromptEcho(
  text: string,
  words: readonly Word[],
  canaries: readonly string[],
): PromptEcho | undefined {
  if (canaries.length === 0) return undefined
  const { secrets, runs } = traceOf(canaries)
  const squeezed = secrets.length === 0 ? '' : squeeze(text)
  if (secrets.some((secret) => squeezed.includes(secret))) return { start: 0, end: text.length }
  if (runs.size === 0) return undefined
  for (let at = 0; at + RUN_WORDS <= words.length; at += 1) {
    if (!runs.has(runAt(words, at))) continue
    return { start: words[at]?.start ?? 0, end: words[at + RUN_WORDS - 1]?.end ?? text.length }
  }
  return undefined
}

interface Trace {
  readonly secrets: readonly string[]
  readonly runs: ReadonlySet<string>
}

const traces = new WeakMap<readonly string[], Trace>()

function traceOf(canaries: readonly string[]): Trace {
  const known = traces.get(canaries)
  if (known !== undefined) return known
  const secrets: string[] = []
  const runs = new Set<string>()
  for (const canary of canaries) {
    const words = wordsOf(canary)
    for (let at = 0; at + RUN_WORDS <= words.length; at += 1) runs.add(runAt(words, at))
    if (words.length < RUN_WORDS && squeeze(canary).length >= CANARY_CHARS_MIN) secrets.push(squeeze(canary))
  }
  const trace = { secrets, runs }
  traces.set(canaries, trace)
  return trace
}

function runAt(words: readonly Word[], at: number): string {
  let run = ''
  for (let offset = 0; offset < RUN_WORDS; offset += 1) run += ` ${words[at + offset]?.text ?? ''}`
  return run
}

/** A secret stays one when blanks, hyphens or capitals are changed. */
function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
