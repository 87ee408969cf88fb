/**
 * Names that end in a number: versions ("Bluetooth 5.3", "Android 13") and codes ("Cortex-A76", "IP68"). A name the
 * data knows with another number is contradicted; a code the data does not hold is one nobody licensed.
 */
import { squeeze, type EvidenceIndex } from '../evidence.ts'
import { createObservation, spanOf, type Observation, type ProseRule } from '../observation.ts'
import { isDenied, type Passage } from '../passage.ts'

/** Letters and digits in one word, such as "MT6769", "f/1.7" excluded, "802.11ac" excluded. */
const codePattern =
  /(?<![\p{L}\p{N}@/.])(?=[\p{L}-]*\d)(?=[\d-]*\p{L})[\p{L}\d]+(?:-[\p{L}\d]+)*\+?(?![\p{L}\p{N}])/gu
/** What is known by its version; "Pentium 551" and "SATA 7200" are no versions. */
const versioned =
  /^(?:Bluetooth|USB|Android|iOS|Windows|HDMI|DisplayPort|Thunderbolt|Java|MIDP|WAP|DirectX|OpenGL|PCIe|UFS|eMMC|HTML|macOS|HarmonyOS|OriginOS|Funtouch|MIUI|EMUI|ColorOS|XOS)$/
/** Makers' series: the same name with another code is another part. */
const seriesNames = /^(?:helio|dimensity|snapdragon|exynos|kirin|tiger|mali|adreno|cortex|tensor|apple)$/i
const versionPattern =
  /(?<![\p{L}\p{N}-])(\p{Lu}[\p{L}-]{2,})\s(?:version\s|v)?(\d+(?:\.\d+)*)(?![\p{L}\p{N}%°"″”]|[\s-]?(?:inch|mm|cm|kg|g|mAh|MP|GB|MB|W|Hz|GHz|MHz|hours?|nits|megapixels?)\b|,\d{3}|:\d|\s?[x×]\s?\d)/gu

export const judgeNames: ProseRule = (passage, index) => [
  ...versionsIn(passage, index),
  ...codesIn(passage, index),
]

function versionsIn(passage: Passage, index: EvidenceIndex): Observation[] {
  return [...passage.masked.matchAll(versionPattern)].flatMap((match) => {
    const [, name = '', version = ''] = match
    const span = spanOf(match)
    if (!versioned.test(name) || isDenied(passage, span.start, span.end)) return []
    const known = versionsOf(name, index)
    if (known.length === 0) return []
    const isRight = known.some((one) => isSameVersion(one, version))
    const fix = `The data knows ${name} ${known.slice(0, 3).join(', ')}, not ${version}.`
    return [createObservation('version', isRight ? 'supported' : 'contradiction', 'F03', span, [], fix)]
  })
}

/** Every number that follows the name in a fact, or leads the value of an attribute of that name. */
function versionsOf(name: string, index: EvidenceIndex): string[] {
  const escaped = name.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const direct = [
    ...index.support.matchAll(
      new RegExp(`(?<![\\p{L}\\p{N}])${escaped}[:\\s-]+(?:version |v)?(\\d+(?:\\.\\d+)*)`, 'gu'),
    ),
  ]
  return [...new Set(direct.map((match) => match[1] ?? ''))]
}

/** "4.4" is said of 4.4.2 and "5" of 5.0, not the other way round of another number. */
function isSameVersion(known: string, said: string): boolean {
  return (
    known === said || known.startsWith(`${said}.`) || (!known.includes('.') && said.startsWith(`${known}.`))
  )
}

function codesIn(passage: Passage, index: EvidenceIndex): Observation[] {
  return [...passage.masked.matchAll(codePattern)].flatMap((match) => {
    const [code] = match
    const span = spanOf(match)
    const key = squeeze(code)
    if (key.length < 3 || isCommonWord(code) || isDenied(passage, span.start, span.end)) return []
    if (index.squeezed.includes(key) || index.squeezed.includes(squeeze(code.split('-')[0] ?? code)))
      return [createObservation('code', 'supported', 'F09', span)]
    const rivals = rivalsOf(code, passage.masked.slice(Math.max(0, match.index - 40), match.index), index)
    if (rivals.length > 0) {
      const fix = `The data says ${rivals.slice(0, 3).join(', ')}, not "${code}".`
      return [createObservation('code', 'contradiction', 'F09', span, [], fix)]
    }
    const fix = `No fact holds "${code}": leave it out, or add the attribute it comes from.`
    return [createObservation('code', 'unsupported', 'F09', span, [], fix)]
  })
}

/** What the data says instead: another code of the same series ("Helio G85"), or one of the same make-up ("IP53"). */
function rivalsOf(code: string, before: string, index: EvidenceIndex): string[] {
  const letters = /^(\p{L}{2,})(\d+)/u.exec(code)
  if (letters !== null) {
    const [, prefix = '', digits = ''] = letters
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])${prefix.toLowerCase()}\\d{${String(digits.length)}}(?!\\d)[\\p{L}\\d-]*`,
      'gu',
    )
    const own = [...index.support.matchAll(pattern)].map((match) => match[0])
    // "OP10i" is no other number than "OP10": a variant of it, and no contradiction.
    if (own.some((known) => known.startsWith(`${prefix.toLowerCase()}${digits}`))) return []
    if (own.length > 0) return own
  }
  const name = /(\p{L}{3,})[ -]$/u.exec(before)?.[1] ?? /^(\p{L}{3,})-/u.exec(code)?.[1]
  if (name === undefined || !seriesNames.test(name)) return []
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])${name.toLowerCase()}[ -](?=[\\p{L}-]*\\d)[\\p{L}\\d-]+`,
    'gu',
  )
  return [...index.support.matchAll(pattern)].map((match) => match[0])
}

/** Quantities without a blank ("5000mAh"), ordinals, generations and counts are read by other rules. */
function isCommonWord(code: string): boolean {
  return (
    /^\d+(?:\.\d+)?-?\p{L}{1,11}$/u.test(code) ||
    /^\d+-[\p{L}-]+$/u.test(code) ||
    /^\d+[x×]\d+/.test(code) ||
    /^(?:mp[34]|3d|2d|mpeg-?4|h26[45]|usb\d?)$/i.test(code)
  )
}
