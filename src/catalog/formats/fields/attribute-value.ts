/**
 * Attribute texts to typed values, and back. A number with a unit is only read where the whole text says exactly
 * that; everything else stays text, because a wrong fact in copy costs more than a missing filter.
 */
import { type Attribute, attributeSchema, productLimits } from '../../product.ts'
import { decimalPointOf, decimalText } from './decimal-text.ts'
import { unitOf } from './measurement-unit.ts'

/**
 * "1.7 l" → 1.7 l; "1,5 kg" → 1.5 kg; "12" → 12; "Yes" → true; `["a","b"]` and `{"value":…,"unit":…}` as the JSON
 * they are; anything else is text. `locale` decides "1,500 g". Undefined for blank text.
 */
export function parseAttribute(text: string, locale: string): Attribute | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  const first = trimmed.charCodeAt(0)
  if (isNumberStart(first)) return parseQuantity(trimmed, locale) ?? { value: trimmed, unit: null }
  const truth = booleans.get(trimmed)
  if (truth !== undefined) return { value: truth, unit: null }
  if (first === 123 || first === 91 || first === 34)
    return parseJsonForm(trimmed) ?? { value: trimmed, unit: null }
  return { value: trimmed, unit: null }
}

/** The plain text a person would write, or JSON where plain text would be read back as something else. */
export function formatAttribute(attribute: Attribute, locale: string): string {
  const plain = plainForm(attribute)
  if (plain !== undefined && isSame(parseAttribute(plain, locale), attribute)) return plain
  const { value, unit } = attribute
  return JSON.stringify(
    unit === null && typeof value !== 'number' && typeof value !== 'boolean' ? value : { value, unit },
  )
}

/** Any label to an attribute name: "Display diagonal (cm)" → "display_diagonal_cm". Undefined when nothing is left. */
export function attributeName(label: string): string | undefined {
  if (validName.test(label)) return label.slice(0, productLimits.attributeNameChars)
  const name = label
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, productLimits.attributeNameChars)
  return name === '' ? undefined : name
}
const validName = /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}_]*$/u

const booleans = new Map(
  [
    ['Yes', true],
    ['No', false],
    ['true', true],
    ['false', false],
  ].flatMap(([word, truth]) =>
    typeof word === 'string' && typeof truth === 'boolean'
      ? [[word, truth] as const, [word.toLowerCase(), truth] as const, [word.toUpperCase(), truth] as const]
      : [],
  ),
)

function isNumberStart(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 45 || code === 43 || code === 0x2212
}

function parseQuantity(text: string, locale: string): Attribute | undefined {
  const match = /^([-+−]?)(\d[\d.,]{0,20})(\s?)(.{0,20})$/u.exec(text)
  if (match === null) return undefined
  const [, sign = '', digits = '', space = '', rest = ''] = match
  if (rest === '') return space === '' ? bareNumber(text) : undefined
  const unit = unitOf(rest)
  // "802.11g" names a Wi-Fi standard; "5A" and "2h" glued to a letter are as often model codes as measures.
  if (unit === undefined || (space === '' && rest.length === 1 && !gluedLetters.has(rest))) return undefined
  if (space === '' && digits.startsWith('802.11')) return undefined
  const decimal = decimalText(digits, decimalPointOf(locale))
  if (decimal === undefined) return undefined
  const size = Number(decimal)
  return Number.isFinite(size) ? { value: sign === '' || sign === '+' ? size : -size, unit } : undefined
}
const gluedLetters = new Set(['g', 'l', 'L', 'm', 'V', 'W', '%', '"', '″', '”', '°'])

/** "12" and "2.5" are numbers; "007", "4.0" and "+5" say something by their form and stay text. */
function bareNumber(text: string): Attribute | undefined {
  const value = Number(text)
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER && String(value) === text
    ? { value, unit: null }
    : undefined
}

function parseJsonForm(text: string): Attribute | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return attributeSchema.safeParse(isObject ? parsed : { value: parsed }).data
  } catch {
    return undefined
  }
}

function plainForm({ value, unit }: Attribute): string | undefined {
  if (Array.isArray(value)) return undefined
  if (typeof value === 'boolean') return unit === null ? (value ? 'Yes' : 'No') : undefined
  return unit === null ? String(value) : `${String(value)} ${unit}`
}

function isSame(read: Attribute | undefined, attribute: Attribute): boolean {
  return read?.unit === attribute.unit && read.value === attribute.value
}
