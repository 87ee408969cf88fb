/**
 * Looks at supplier data before anything is written from it. What reads like an order to a machine is quarantined: the
 * fact is kept, never worded and never sent to a model. Rules look at structure, not at known texts; they are a signal,
 * and the wall behind them is that only values are worded, never speech (`isSpeech`), under a gate that cites.
 */
import { wordsOf } from '../text/words.ts'
import { hiddenSigns, type HiddenSign } from './hidden-characters.ts'
import { QUARANTINE_SCORE, signsIn, type SignKind } from './instruction-signs.ts'

export interface InputInspection {
  /** I01: the text is an instruction to a machine. */
  readonly isInstruction: boolean
  /** Sum of the weights of the kinds found. */
  readonly score: number
  readonly kinds: readonly SignKind[]
  /** I02: characters or tokens that hide something. */
  readonly hidden: readonly HiddenSign[]
}

/** Longer texts are judged by their beginning and end: orders stand where they are read. */
const CHARS_MAX = 6_000

/** @param text as the supplier wrote it, before any cleaning */
export function inspectInput(text: string): InputInspection {
  const part =
    text.length <= CHARS_MAX ? text : `${text.slice(0, CHARS_MAX / 2)} ${text.slice(-CHARS_MAX / 2)}`
  const hidden = hiddenSigns(part)
  // Nobody gives orders in two words; most values end here.
  if (part.length < SHORT_CHARS && hidden.length === 0) return clean
  const signs = new Map(signsIn(part, beyondLatin.test(part), wordsOf(part)))
  if (roleMarker.test(part)) signs.set('marker', 4)
  if (hidden.some((sign) => sign.what === 'template')) signs.set('marker', 6)
  if (isEncoded(part)) signs.set('encoded', 6)
  if (codeMarks.test(part)) signs.set('code', 6)
  const score = [...signs.values()].reduce((sum, weight) => sum + weight, 0)
  return { isInstruction: score >= QUARANTINE_SCORE, score, kinds: [...signs.keys()], hidden }
}

const clean: InputInspection = { isInstruction: false, score: 0, kinds: [], hidden: [] }
const SHORT_CHARS = 16
const beyondLatin = /[\u0400-\u1CFF\u2E80-\uFAFF]/

/** A turn of a conversation: "SYSTEM: …", "### Assistant", "Human:". */
const roleMarker =
  /(?:^|[\n.!?"'\])>])\s*(?:#+\s*|\*+|\[)?(?:system|assistant|user|human|ai|bot|chatgpt|instruction|instructions|admin|developer|usuario|asistente|utilisateur|benutzer)(?:\s?(?:prompt|message|note|override|update))?\]?\**\s*(?::|-{2,}|\n)/i
const codeMarks =
  /<script\b|javascript:|document\.cookie|\bos\.system\(|\bsubprocess\.|\beval\(|\bexec\(|<iframe|\bonerror\s*=|\bDROP TABLE\b|\bimport \w+\n|`{3}/i

/** A run of base 64 or of escapes; lists of models joined by slashes are none. */
function isEncoded(text: string): boolean {
  for (const [run] of text.matchAll(/[A-Za-z0-9+]{32,}={0,2}|[A-Za-z0-9+/]{24,}={1,2}/g)) {
    if (/[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run)) return true
  }
  return /(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|%[0-9A-F]{2}|&#x?[0-9a-f]+;){6,}|(?:\b[01]{8}\b[\s,]*){4,}|(?:[.-]{1,5}[ /]+){10,}/i.test(
    text,
  )
}
