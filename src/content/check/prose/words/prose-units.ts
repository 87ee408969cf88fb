/**
 * Units as prose and supplier tables write them, each with its dimension and its size in the unit of that dimension.
 * Both sides of a comparison, the sentence and the fact, are read with this one table.
 */

export interface ProseUnit {
  readonly dimension: string
  /** One of this unit in the first unit of its dimension. */
  readonly size: number
}

interface UnitRow {
  readonly words: readonly string[]
  readonly dimension: string
  readonly size: number
  /** Symbols such as "g" and "W" that differ by case. */
  readonly exact?: true
  /** What must follow for the word to be a unit: "1080p," is one, "1080 people" is none. */
  readonly before?: string
}

const rows: readonly UnitRow[] = [
  { words: ['mm', 'millimetres?', 'millimeters?'], dimension: 'length', size: 1 },
  { words: ['cm', 'centimetres?', 'centimeters?'], dimension: 'length', size: 10 },
  { words: ['m', 'metres?', 'meters?'], dimension: 'length', size: 1_000 },
  { words: ['inch(?:es)?', '["″”]', "''"], dimension: 'length', size: 25.4 },
  { words: ['in'], dimension: 'length', size: 25.4, exact: true, before: '\\)|\\s?[x×]' },
  { words: ['ft', 'feet', 'foot'], dimension: 'length', size: 304.8 },
  { words: ['µm', 'μm', 'um', 'microns?'], dimension: 'length', size: 1e-3 },
  { words: ['nm', 'nanomet(?:er|re)s?'], dimension: 'process', size: 1 },
  { words: ['cm2', 'cm²'], dimension: 'area', size: 1 },
  { words: ['m2', 'm²'], dimension: 'area', size: 10_000 },
  { words: ['g', 'grams?', 'grammes?', 'gr'], dimension: 'mass', size: 1, exact: true },
  { words: ['kg', 'kgs', 'kilograms?', 'kilos?'], dimension: 'mass', size: 1_000 },
  { words: ['mg', 'milligrams?'], dimension: 'mass', size: 1e-3 },
  { words: ['oz', 'ounces?'], dimension: 'mass', size: 28.3495 },
  { words: ['lbs?', 'pounds?'], dimension: 'mass', size: 453.592 },
  { words: ['ml', 'millilit(?:er|re)s?'], dimension: 'volume', size: 1 },
  { words: ['cl'], dimension: 'volume', size: 10 },
  { words: ['l', 'lit(?:er|re)s?'], dimension: 'volume', size: 1_000 },
  { words: ['fl\\.? ?oz'], dimension: 'volume', size: 29.5735 },
  { words: ['gallons?', 'gal'], dimension: 'volume', size: 3_785.41 },
  { words: ['W', 'watts?'], dimension: 'power', size: 1, exact: true },
  { words: ['kW', 'kilowatts?'], dimension: 'power', size: 1_000, exact: true },
  { words: ['Wh', 'watt[- ]hours?'], dimension: 'energy', size: 1 },
  { words: ['kWh'], dimension: 'energy', size: 1_000 },
  { words: ['mAh', 'milliamp(?:ere)?[- ]hours?'], dimension: 'charge', size: 1 },
  { words: ['Ah'], dimension: 'charge', size: 1_000, exact: true },
  { words: ['V', 'volts?'], dimension: 'voltage', size: 1, exact: true },
  { words: ['mA'], dimension: 'current', size: 1, exact: true },
  { words: ['Hz', 'hertz'], dimension: 'frequency', size: 1 },
  { words: ['kHz'], dimension: 'frequency', size: 1e3 },
  { words: ['MHz', 'megahertz'], dimension: 'frequency', size: 1e6 },
  { words: ['GHz', 'gigahertz'], dimension: 'frequency', size: 1e9 },
  { words: ['KB', 'kilobytes?'], dimension: 'data', size: 1 / 1_024 },
  { words: ['MB', 'megabytes?'], dimension: 'data', size: 1 },
  { words: ['GB', 'gigabytes?', 'gigs?'], dimension: 'data', size: 1_024 },
  { words: ['TB', 'terabytes?'], dimension: 'data', size: 1_048_576 },
  { words: ['kbps', 'kbit/s'], dimension: 'rate', size: 1 },
  { words: ['Mbps', 'Mbit/s', 'Mb/s'], dimension: 'rate', size: 1_000 },
  { words: ['Gbps', 'Gbit/s', 'Gb/s'], dimension: 'rate', size: 1_000_000 },
  { words: ['MP', 'mega-?pixels?', 'Mpx', 'Mpix'], dimension: 'camera', size: 1 },
  { words: ['ppi', 'dpi', 'pixels per inch'], dimension: 'density', size: 1 },
  { words: ['px', 'pixels?'], dimension: 'pixels', size: 1 },
  { words: ['nits?', 'cd/m²', 'cd/m2'], dimension: 'luminance', size: 1 },
  { words: ['lm', 'lumens?'], dimension: 'light', size: 1 },
  { words: ['fps', 'frames per second'], dimension: 'frames', size: 1 },
  { words: ['p'], dimension: 'scan', size: 1, exact: true },
  // 4K is 2160 lines, 8K is 4320.
  { words: ['K'], dimension: 'scan', size: 540, exact: true, before: '(?!\\s?colou?r)' },
  { words: ['seconds?', 'secs?'], dimension: 'time', size: 1 },
  { words: ['minutes?', 'mins?'], dimension: 'time', size: 60 },
  { words: ['hours?', 'hrs?', 'h'], dimension: 'time', size: 3_600 },
  { words: ['days?'], dimension: 'time', size: 86_400 },
  { words: ['weeks?'], dimension: 'time', size: 604_800 },
  { words: ['months?'], dimension: 'time', size: 2_629_800 },
  { words: ['years?', 'yrs?'], dimension: 'time', size: 31_557_600 },
  { words: ['%', 'percent', 'per cent'], dimension: 'share', size: 1 },
  { words: ['°C', '° C', 'degrees celsius'], dimension: 'celsius', size: 1 },
  { words: ['°F', 'degrees fahrenheit'], dimension: 'fahrenheit', size: 1 },
  { words: ['°', '˚', 'degrees?'], dimension: 'angle', size: 1 },
  { words: ['dB', 'decibels?', 'dBA', 'dB\\(A\\)'], dimension: 'loudness', size: 1 },
  { words: ['rpm'], dimension: 'turns', size: 1 },
  { words: ['bar'], dimension: 'pressure', size: 1 },
  { words: ['x', '×'], dimension: 'zoom', size: 1, before: '\\s(?:optical|digital|zoom|hybrid|lossless)' },
]

const matchers = rows.map(({ words, dimension, size, exact }) => ({
  pattern: new RegExp(`^(?:${words.join('|')})$`, exact === true ? 'u' : 'iu'),
  unit: { dimension, size },
}))

/** Longest alternatives first, so that "mAh" is not read as "m". */
export const unitPattern = rows
  .flatMap(({ words, before }) =>
    words.map((word) => ({ word, pattern: before === undefined ? word : `${word}(?=${before})` })),
  )
  .sort((a, b) => b.word.length - a.word.length)
  .map(({ pattern }) => pattern)
  .join('|')

const known = new Map<string, ProseUnit | undefined>()

/** Undefined when the word is no unit in this case ("G" is none, "g" is). */
export function proseUnitOf(word: string): ProseUnit | undefined {
  if (known.has(word)) return known.get(word)
  const unit = matchers.find(({ pattern }) => pattern.test(word))?.unit
  // Words come from `unitPattern` alone, so the map stays small.
  known.set(word, unit)
  return unit
}
