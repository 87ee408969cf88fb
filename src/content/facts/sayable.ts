/**
 * Which imported values may be worded at all. A number of a physical quantity says nothing without its unit
 * ("weight 850": grams or kilograms?), so it stays unsaid until the catalogue states one.
 */
import { isReadable, isUnlikeValue } from './clean-text.ts'
import type { DictionaryEntry } from './dictionary/dictionary-entry.ts'
import type { Fact, UnsayableReason } from './fact.ts'

/** Names whose bare numbers are counts, indices or codes that readers understand without a unit. */
const unitlessNames: ReadonlySet<string> = new Set([
  'age_from_years',
  'armrests',
  'aspect_ratio',
  'bluetooth_version',
  'bookmark_ribbons',
  'cells',
  'channels',
  'colour_rendering_index',
  'connectors',
  'contrast_ratio',
  'contrast_ratio__typical_',
  'cores',
  'cups',
  'dimming_levels',
  'display_resolution',
  'doors',
  'drawers',
  'fill_power',
  'gears',
  'intensity',
  'modes',
  'pages',
  'persons',
  'ph_value',
  'pieces',
  'players',
  'pockets',
  'portions',
  'power_levels',
  'processor_cores',
  'processor_threads',
  'quantity_per_pack',
  'r_value',
  'resolution',
  'seasons',
  'seats',
  'servings',
  'set_size',
  'shelves',
  'size',
  'spf',
  'speeds',
  'thread_count',
  'wheels',
  'year',
])
const unitlessPattern =
  /(^number_of_|_count$|_quantity$|^quantity_|_ports$|_slots$|_outputs$|_per_pack$|_pieces$|_version$|_model$|_series$|_standard$|_code$|_size_eu$|_index$|_rating$|_class$|_category$|_type$|_age$)/

/** Names that serve logistics, customs or vendor systems; shoppers gain nothing from them. */
const internalPattern =
  /(pallet|outer__case|master_|^package_|^pack_(width|height|depth|weight)|harmoni[sz]ed_system|_ark_id|last_change|launch_date|^status$|oem_code|sku|gtin|^ean|hs_code|intrastat|warehouse|supplier|export_|conflict_free|market_segment|hp_segment|embedded_options|processing_die|stepping|codename|^box$|^manual$|_uk_$|imperial_$|^size_system$)/

const placeholderPattern =
  /^(?:n\/?a|not (?:available|applicable|specified)|unspecified|unknown|none|null|tbd|tba|[-–—?.]+|nan)$/i
/** Digits and joiners only, such as "0 - 40" or "105 x 95 x 25": a quantity whose unit is lost. */
const bareNumbersPattern = /^[\d.,\s/x×*–:+-]+$/i

/** "0 - 40" and "105 x 95 x 25": numbers whose unit stands elsewhere or nowhere. */
export function isBareNumbers(text: string): boolean {
  return bareNumbersPattern.test(text) && /\d/.test(text)
}

/**
 * Why this fact must not be worded; undefined when it may be.
 *
 * @param entry what the shop's dictionary says of the attribute; `sayable` decides where names and units leave doubt
 */
export function unsayableReason(fact: Fact, entry?: DictionaryEntry): UnsayableReason | undefined {
  if (entry?.sayable === false) return 'hidden'
  if (entry?.sayable !== true && isInternal(fact.attribute)) return 'internal'
  if (typeof fact.value === 'boolean') return undefined
  if (!isReadable(String(fact.value)) || isUnlikeValue(`${String(fact.value)} ${fact.unit ?? ''}`))
    return 'unlike-value'
  if (typeof fact.value === 'string' && placeholderPattern.test(fact.value.trim())) return 'placeholder'
  // An option names a variant: a shoe size needs no unit.
  if (entry?.sayable === true || fact.attribute.startsWith('option.')) return undefined
  const isNumeric = typeof fact.value === 'number' || bareNumbersPattern.test(fact.value)
  if (!isNumeric || fact.unit !== null) return undefined
  // "1920 × 1080" explains itself; a bare 76800 could be anything.
  if (typeof fact.value === 'number' && fact.attribute.endsWith('resolution')) return 'unit-missing'
  return isUnitless(fact.attribute) ? undefined : 'unit-missing'
}

/** Whether bare numbers of this attribute are understood as they are. */
export function isUnitless(attribute: string): boolean {
  return unitlessNames.has(attribute) || unitlessPattern.test(attribute)
}

/** Whether an attribute serves the trade rather than shoppers. */
export function isInternal(attribute: string): boolean {
  return internalPattern.test(attribute)
}
