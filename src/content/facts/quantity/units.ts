/**
 * Units by dimension with their exact size in the dimension's first unit (SI and the international yard and pound,
 * both exact by definition). Units of different dimensions never convert: a watt is no volt-ampere, a day no month.
 */
export interface UnitSize {
  readonly dimension: string
  /** How many of the dimension's reference unit one of this is. */
  readonly factor: number
  /** Reference = value × factor + offset; zero for all but temperatures. */
  readonly offset: number
}

const inch = 0.0254
const pound = 453.59237
const usGallon = 3.785411784
const imperialGallon = 4.54609

const dimensions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  length: {
    ...{ m: 1, nm: 1e-9, µm: 1e-6, mm: 1e-3, cm: 1e-2, dm: 1e-1, km: 1e3 },
    ...{ in: inch, ft: 12 * inch, yd: 36 * inch, mi: 63_360 * inch },
  },
  mass: { g: 1, µg: 1e-6, mg: 1e-3, kg: 1e3, t: 1e6, lb: pound, oz: pound / 16, st: 14 * pound },
  volume: {
    ...{ l: 1, ml: 1e-3, cl: 1e-2, dl: 1e-1, hl: 1e2, pl: 1e-12, 'mm³': 1e-6, 'cm³': 1e-3, 'm³': 1e3 },
    ...{ 'fl oz': usGallon / 128, pt: usGallon / 8, qt: usGallon / 4, gal: usGallon },
    ...{ 'imp fl oz': imperialGallon / 160, 'imp pt': imperialGallon / 8, 'imp gal': imperialGallon },
    ...{ 'in³': inch ** 3 * 1e3, 'ft³': (12 * inch) ** 3 * 1e3 },
  },
  area: {
    ...{ 'm²': 1, 'mm²': 1e-6, 'cm²': 1e-4, 'km²': 1e6, ha: 1e4 },
    ...{ 'in²': inch ** 2, 'ft²': (12 * inch) ** 2, 'yd²': (36 * inch) ** 2 },
  },
  'mass per area': { 'g/m²': 1, 'oz/yd²': pound / 16 / (36 * inch) ** 2 },
  time: { s: 1, ns: 1e-9, µs: 1e-6, ms: 1e-3, min: 60, h: 3_600, day: 86_400, week: 604_800 },
  // Months have no fixed number of days, so they stand apart from clock time.
  calendar: { month: 1, year: 12 },
  data: {
    B: 1,
    KB: 1e3,
    MB: 1e6,
    GB: 1e9,
    TB: 1e12,
    PB: 1e15,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
    TiB: 2 ** 40,
  },
  'data rate': {
    ...{ 'bit/s': 1, 'kbit/s': 1e3, 'Mbit/s': 1e6, 'Gbit/s': 1e9 },
    ...{ 'KB/s': 8e3, 'MB/s': 8e6, 'GB/s': 8e9 },
  },
  'transfer rate': { 'MT/s': 1, 'GT/s': 1e3 },
  power: {
    W: 1,
    mW: 1e-3,
    kW: 1e3,
    MW: 1e6,
    hp: 745.699_871_582_270_22,
    PS: 735.498_75,
    'BTU/h': 0.293_071_070_172_222_4,
  },
  'apparent power': { VA: 1, kVA: 1e3 },
  energy: { J: 1, kJ: 1e3, MJ: 1e6, cal: 4.184, kcal: 4_184, Wh: 3_600, mWh: 3.6, kWh: 3.6e6 },
  charge: { Ah: 1, mAh: 1e-3 },
  voltage: { V: 1, mV: 1e-3, kV: 1e3 },
  current: { A: 1, µA: 1e-6, mA: 1e-3 },
  resistance: { ohm: 1, kohm: 1e3, Mohm: 1e6 },
  frequency: { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9 },
  rotation: { 'r/min': 1 },
  pressure: {
    ...{ Pa: 1, hPa: 1e2, kPa: 1e3, MPa: 1e6, mbar: 1e2, bar: 1e5 },
    ...{ psi: 6_894.757_293_168_361, atm: 101_325, mmHg: 133.322_387_415 },
  },
  force: { N: 1, kN: 1e3, lbf: 4.448_221_615_260_5 },
  torque: { Nm: 1, Ncm: 1e-2, 'ft·lb': 1.355_817_948_331_400_4 },
  speed: { 'm/s': 1, 'km/h': 1 / 3.6, mph: 0.447_04, kn: 1_852 / 3_600 },
  flow: {
    'l/min': 1,
    'l/h': 1 / 60,
    'l/s': 60,
    'ml/min': 1e-3,
    'm³/h': 1_000 / 60,
    'm³/min': 1e3,
    gpm: usGallon,
  },
  angle: { '°': 1, rad: 180 / Math.PI },
  ratio: { '%': 1, '‰': 0.1 },
  'luminous flux': { lm: 1 },
  illuminance: { lx: 1 },
  'luminous intensity': { cd: 1 },
  luminance: { 'cd/m²': 1 },
  'image size': { px: 1, MP: 1e6 },
  'frame rate': { fps: 1 },
}

/** Kelvin is the reference; colour temperatures are said in it as well. */
const temperatures: Readonly<Record<string, readonly [factor: number, offset: number]>> = {
  K: [1, 0],
  '°C': [1, 273.15],
  '°F': [5 / 9, 459.67 * (5 / 9)],
}

const sizes: ReadonlyMap<string, UnitSize> = new Map<string, UnitSize>([
  ...Object.entries(dimensions).flatMap(([dimension, units]) =>
    Object.entries(units).map(([unit, factor]) => [unit, { dimension, factor, offset: 0 }] as const),
  ),
  ...Object.entries(temperatures).map(
    ([unit, [factor, offset]]) => [unit, { dimension: 'temperature', factor, offset }] as const,
  ),
])

/** Units whose multiples shops count by thousands and by 1,024 alike. */
export const binaryMultiples: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['KB', 2 ** 10],
  ['MB', 2 ** 20],
  ['GB', 2 ** 30],
  ['TB', 2 ** 40],
  ['PB', 2 ** 50],
])

/** @param unit a symbol as `canonicalUnit` gives it; undefined for units that convert to nothing (dpi, den, HRC …) */
export function unitSize(unit: string): UnitSize | undefined {
  return sizes.get(unit)
}

/** Every symbol that converts. */
export function convertibleUnits(): Iterable<string> {
  return sizes.keys()
}
