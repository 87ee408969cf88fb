/** Wording for attributes no grammar knows, from their names alone: "usb_2_0_ports_quantity: 2" → "has 2 USB 2.0 ports". */
import type { Fact } from '../../facts/fact.ts'
import type { AttributeWording, Grammar } from '../grammar.ts'
import { withDeterminer } from './wording.ts'

const LABEL_CHARS_MAX = 40

const acronyms: ReadonlyMap<string, string> = new Map(
  (
    'usb hdmi led lcd gps nfc vga dvi ecc tv pc hd ssd hdd ac dc lan ip sd uv ram cpu gpu fm dvd cd pvc sim hdr ips ' +
    'dimm sata pci vesa'
  )
    .split(' ')
    .map((word) => [word, word.toUpperCase()] as const),
)

/** How to word it, or undefined when the name gives no safe sentence. Weight is low: known attributes come first. */
export function genericWording(grammar: Grammar, fact: Fact): AttributeWording | undefined {
  const label = labelOf(fact.attribute)
  if (label.length > LABEL_CHARS_MAX || !isSpeakable(label)) return undefined
  const kind =
    typeof fact.value === 'boolean'
      ? 'flag'
      : typeof fact.value === 'number'
        ? fact.unit === null
          ? 'count'
          : 'measure'
        : 'text'
  const rule = grammar.generic.find((candidate) => candidate.kind === kind && candidate.when.test(label))
  const match = rule?.when.exec(label) ?? null
  if (rule === undefined || rule.wording === null || match === null) return undefined
  const caught = (index: string) => match[Number(index)] ?? ''
  const worded = (patterns: readonly string[] | undefined) =>
    patterns?.map((pattern) =>
      pattern
        .replace(/\{(\p{L}+) \$(\d)\}/gu, (_slot, determiner: string, index: string) =>
          withDeterminer(grammar, determiner, caught(index)),
        )
        .replace(/\$(\d)/g, (_slot, index: string) => caught(index)),
    )
  return withPatterns(rule.wording, worded)
}

function withPatterns(
  wording: AttributeWording,
  worded: (patterns: readonly string[] | undefined) => readonly string[] | undefined,
): AttributeWording {
  const [say, yes, no, nouns] = [wording.say, wording.yes, wording.no, wording.with].map(worded)
  return {
    group: wording.group,
    weight: wording.weight,
    ...(say !== undefined && { say }),
    ...(yes !== undefined && { yes }),
    ...(no !== undefined && { no }),
    ...(nouns !== undefined && { with: nouns }),
  }
}

/** Single letters and loose digits are remains of punctuation ("s_video", "ps_2"); spoken, they become other words. */
export function isSpeakable(label: string): boolean {
  const words = label.split(' ')
  const isVersion = (word: string, index: number) =>
    /^\d\.\d$/.test(word) && /^[A-Z]{2,}$/.test(words[index - 1] ?? '')
  const isCounting =
    /\b(?:years?|months?|two|three|four|five|six|seven|eight|nine|ten|no|not|without)\b/.test(label)
  return !isCounting && words.every((word, index) => /^[^\d]{2,}$/.test(word) || isVersion(word, index))
}

/** "maximum_screen_size_compatibility" → "maximum screen size compatibility"; "power__typical_" → "typical power". */
export function labelOf(attribute: string): string {
  const qualified = /^(.+?)__(.+?)_$/.exec(attribute)
  const name = qualified === null ? attribute : `${qualified[2] ?? ''}_${qualified[1] ?? ''}`
  return name
    .replace(/_(\d)_(\d)(?=_|$)/g, '_$1.$2')
    .split('_')
    .filter((word) => word !== '')
    .map((word) => acronyms.get(word) ?? word)
    .join(' ')
    .replace(/\bwi fi\b/, 'Wi-Fi')
    .replace(/\bbluetooth\b/, 'Bluetooth')
}
