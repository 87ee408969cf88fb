/** Wording for attributes no grammar knows, from their names alone: "usb_2_0_ports_quantity: 2" → "has 2 USB 2.0 ports". */
import type { Fact } from '../../facts/fact.ts'
import type { AttributeWording } from '../grammar.ts'
import { article } from './wording.ts'

const acronyms: ReadonlyMap<string, string> = new Map(
  [
    'usb',
    'hdmi',
    'led',
    'lcd',
    'gps',
    'nfc',
    'vga',
    'dvi',
    'ecc',
    'tv',
    'pc',
    'hd',
    'ssd',
    'hdd',
    'ac',
    'dc',
    'lan',
    'ip',
    'sd',
    'uv',
    'ram',
    'cpu',
    'gpu',
    'fm',
    'dvd',
    'cd',
    'pvc',
    'sim',
    'hdr',
    'ips',
  ].map((word) => [word, word.toUpperCase()] as const),
)
const adjective =
  /(?: safe| proof| resistant| free| ready| certified| compatible| friendly|able|ible|less|ated|ised|ized|shaped|lined|coated|padded|tested|approved)$/
const countable =
  /(?:er|or|port|slot|button|cover|case|display|lock|strap|handle|hook|lid|light|stand|screen|tray|key|jack|zip|pocket|belt|loop|base|bag|basket|filter|timer|sensor|alarm|camera|battery|adapter|cable|bracket)$/

/** Things that are had without an article; other names may be verbs, codes or standards and stay unsaid. */
const sayableThing =
  /(?:protection|printing|control|technology|charging|scanning|recording|streaming|detection|cancelling|cooling|storage|(?:[^us]s))$/

/** How to word it, or undefined when the name gives no safe sentence. Weight is low: known attributes come first. */
export function genericWording(fact: Fact): AttributeWording | undefined {
  const label = labelOf(fact.attribute)
  if (label.length > 40 || !isSpeakable(label)) return undefined
  if (typeof fact.value === 'boolean') return flagWording(label)
  if (typeof fact.value !== 'number') return undefined
  const counted =
    /^(?:number of (.+)|(.+?)(?: count| quantity)|(.+ (?:ports|slots|outputs|inputs|cells|channels)))$/.exec(
      label,
    )
  const thing = counted?.[1] ?? counted?.[2] ?? counted?.[3]
  if (/(?:installed|supported)$/.test(thing ?? label)) return undefined
  if (thing !== undefined && fact.unit === null) {
    const noun = fact.value === 1 ? thing.replace(/s$/, '') : thing
    return { group: 'feature', weight: 3, say: [`has {v} ${noun}`], with: [`{v} ${noun}`] }
  }
  // "A size of 24.8" tells nobody anything.
  if (fact.unit === null) return undefined
  const phrase = `${article(label)} ${label} of {v}`
  return { group: 'performance', weight: 3, say: [`has ${phrase}`], with: [phrase] }
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

function flagWording(label: string): AttributeWording | undefined {
  const included = /^(.+) included$/.exec(label)?.[1]
  if (included !== undefined) {
    const thing = withArticle(included)
    return {
      group: 'contents',
      weight: 3,
      yes: [`comes with ${thing}`, `includes ${thing}`],
      no: [`comes without ${thing}`],
    }
  }
  const required = /^(.+) required$/.exec(label)?.[1]
  if (required !== undefined)
    return { group: 'use', weight: 3, yes: [`needs ${withArticle(required)}`], no: [`needs no ${required}`] }
  const quality = /^(?:is )(.+)$/.exec(label)?.[1] ?? (adjective.test(label) ? label : undefined)
  if (quality !== undefined)
    return { group: 'feature', weight: 3, yes: [`is ${quality}`], no: [`is not ${quality}`] }
  if (label.startsWith('easy to '))
    return { group: 'feature', weight: 3, yes: [`is ${label}`], no: [`is not ${label}`] }
  if (!countable.test(label) && !sayableThing.test(label)) return undefined
  const thing = label.replace(/^(?:has|with|integrated|built in) /, '')
  return {
    group: 'feature',
    weight: 3,
    yes: [`has ${withArticle(thing)}`],
    no: [`has no ${thing}`],
    with: [withArticle(thing)],
  }
}

function withArticle(thing: string): string {
  return countable.test(thing) ? `${article(thing)} ${thing}` : thing
}
