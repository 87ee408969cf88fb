/**
 * One symbol for the many spellings of a unit: "litres", "L" and "l" are "l". What the import reads is part of it
 * (catalog/formats/fields/measurement-unit.ts); here are those that feeds name as a unit and texts write out.
 */
import { unitOf } from '../../../catalog/formats/fields/measurement-unit.ts'

const spellings: Readonly<Record<string, string>> = {
  l: 'ltr litr litro litros litri litres',
  ml: 'Milliliter mililitros',
  cl: 'centilitre centilitres centiliter centiliters',
  dl: 'decilitre decilitres deciliter deciliters',
  hl: 'hectolitre hectolitres',
  m: 'mtr Meter mètre mètres metro metros',
  mm: 'Millimeter millimètre millimètres',
  cm: 'cms Zentimeter centimètre centimètres',
  km: 'Kilometer',
  µm: 'μm um micron microns micrometre micrometres micrometer micrometers',
  in: 'Zoll pouce pouces pulgada pulgadas inch-wide',
  ft: 'Fuß pied pieds',
  yd: 'yard yards',
  mi: 'mile miles',
  g: 'Gramm grammes',
  kg: 'kgs Kilogramm Kilo kilogramme kilogrammes',
  mg: 'milligram milligrams Milligramm',
  µg: 'μg ug mcg',
  t: 'tonne tonnes',
  lb: 'lbs. lb.',
  oz: 'oz.',
  st: 'stone',
  'fl oz': 'floz fl.oz. fluid_ounce fluid_ounces',
  pt: 'pint pints',
  qt: 'quart quarts',
  gal: 'gallon gallons',
  'mm²': 'mm2',
  'm²': 'qm m^2 sqm',
  'cm²': 'cm^2',
  'km²': 'km2',
  'in²': 'in2 sq_in',
  'ft²': 'ft2 sq_ft sqft',
  ha: 'hectare hectares',
  'm³': 'm^3 cbm',
  'cm³': 'ccm cc cm^3',
  'in³': 'in3 cuin cu_in',
  'ft³': 'ft3 cu_ft',
  'g/m²': 'g/qm g/m^2',
  'oz/yd²': 'oz/yd2 oz/sq_yd',
  ms: 'millisecond milliseconds msec',
  µs: 'μs us microsecond microseconds',
  ns: 'nanosecond nanoseconds',
  s: 'secs Sekunde Sekunden seconde secondes sek sek.',
  min: 'Minute Minuten min.',
  h: 'Stunde Stunden heure heures Std Std.',
  day: 'd Tag Tage Tagen jour jours',
  week: 'weeks wk wks Woche Wochen semaine semaines',
  month: 'mo mos mois Monat Monate Monaten mth mths',
  year: 'a yr yrs y Jahr Jahre Jahren an ans année années annum',
  B: 'byte bytes Byte Bytes',
  KB: 'kilobyte kilobytes',
  MB: 'megabyte megabytes Mb_(bytes)',
  PB: 'petabyte petabytes',
  'bit/s': 'bps',
  'MB/s': 'MBps MB/sec',
  'GB/s': 'GBps GB/sec',
  'KB/s': 'KBps kB/s',
  mW: 'milliwatt milliwatts',
  W: 'Wp',
  kW: 'kilowatt kilowatts Kilowatt',
  MW: 'megawatt megawatts',
  hp: 'HP horsepower bhp',
  PS: 'Pferdestärken ch',
  'BTU/h': 'BTU Btu BTU/hr',
  Wh: 'watt-hour watt-hours Wattstunden',
  kWh: 'kilowatt-hour kilowatt-hours Kilowattstunden',
  mAh: 'milliamp-hour milliamp-hours milliampere-hours',
  Ah: 'amp-hour amp-hours',
  V: 'VAC VDC V~',
  A: 'Ampere Amp',
  J: 'joule joules',
  kJ: 'kilojoule kilojoules',
  cal: 'calorie calories',
  kcal: 'kilocalorie kilocalories',
  ohm: 'Ω Ω Ohm Ohms',
  kohm: 'kΩ kΩ kOhm',
  Hz: 'hertz Hertz',
  kHz: 'kilohertz',
  MHz: 'megahertz',
  GHz: 'gigahertz',
  'r/min': 'U/min rev/min 1/min min-1 min⁻¹ tr/min RPM revolutions_per_minute',
  hPa: 'hectopascal',
  mbar: 'millibar',
  Nm: 'N·m N.m newton-metre newton-metres',
  N: 'newton newtons',
  'km/h': 'kmh kph km/hr',
  'm/s': 'm/sec',
  mph: 'mi/h',
  'l/min': 'lpm L/min',
  'l/h': 'L/h lph',
  'm³/h': 'm3/h',
  gpm: 'gal/min',
  '°': 'deg degree ˚ Grad degrés',
  '°C': '˚C degC C° Celsius degrees_Celsius',
  '°F': '˚F degF Fahrenheit degrees_Fahrenheit',
  K: 'kelvin Kelvin',
  '%': 'per_cent Prozent pourcent pct',
  'dB(A)': 'dB_(A) db(a) dB(a)',
  dB: 'decibel decibels Dezibel',
  lm: 'Lumen',
  lx: 'Lux',
  cd: 'candela',
  'cd/m²': 'nit cd/m^2 cd/qm',
  MP: 'Mpx Mpix MPx Megapixel',
  px: 'pixel Pixel Pixeln',
  fps: 'frames_per_second Bilder/s',
  ppi: 'PPI pixels_per_inch',
  den: 'Denier DEN',
}

const symbolBySpelling: ReadonlyMap<string, string> = new Map(
  Object.entries(spellings).flatMap(([symbol, words]) =>
    words.split(' ').flatMap((word) => {
      const spelling = word.replaceAll('_', ' ')
      return [[spelling, symbol] as const, [spelling.toLowerCase(), symbol] as const]
    }),
  ),
)

/** The symbol of a unit as a feed or a text spells it; a unit nobody knows stays as written. */
export function canonicalUnit(spelling: string): string {
  const text = spelling.trim()
  return knownUnit(text) ?? text
}

/** As `canonicalUnit`, but undefined when the spelling is no unit we know. Case matters: "mW" is not "MW". */
export function knownUnit(spelling: string): string | undefined {
  if (Object.hasOwn(spellings, spelling)) return spelling
  return unitOf(spelling) ?? symbolBySpelling.get(spelling) ?? writtenOut(spelling)
}

/** Written-out words may take a capital ("Litres", "INCHES"); symbols may not. */
function writtenOut(spelling: string): string | undefined {
  if (spelling.length < 4 || !/^\p{L}[\p{L} -]+$/u.test(spelling)) return undefined
  const lower = spelling.toLowerCase()
  return unitOf(lower) ?? symbolBySpelling.get(lower)
}
