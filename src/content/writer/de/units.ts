/** German names of units. Keys are the symbols an import keeps; symbols that are alike are printed as they are. */
import type { UnitWording } from '../grammar.ts'

const word = (one: string, many: string, oblique = many): UnitWording => ({
  one,
  many,
  before: one,
  joiner: '-',
  space: ' ',
  oblique,
})
const symbol = (text: string): UnitWording => ({
  one: text,
  many: text,
  before: text,
  joiner: '-',
  space: ' ',
})

export const units: ReadonlyMap<string, UnitWording> = new Map(
  Object.entries({
    l: word('Liter', 'Liter', 'Litern'),
    L: word('Liter', 'Liter', 'Litern'),
    m: word('Meter', 'Meter', 'Metern'),
    in: word('Zoll', 'Zoll'),
    lm: word('Lumen', 'Lumen'),
    MP: word('Megapixel', 'Megapixel'),
    px: word('Pixel', 'Pixel', 'Pixeln'),
    s: word('Sekunde', 'Sekunden'),
    min: word('Minute', 'Minuten'),
    h: word('Stunde', 'Stunden'),
    d: word('Tag', 'Tage', 'Tagen'),
    days: word('Tag', 'Tage', 'Tagen'),
    weeks: word('Woche', 'Wochen'),
    months: word('Monat', 'Monate', 'Monaten'),
    mo: word('Monat', 'Monate', 'Monaten'),
    years: word('Jahr', 'Jahre', 'Jahren'),
    a: word('Jahr', 'Jahre', 'Jahren'),
    B: symbol('Byte'),
    m2: symbol('m²'),
    'g/m2': symbol('g/m²'),
    rpm: symbol('U/min'),
    '%': symbol('%'),
    '°': { one: '°', many: '°', before: '°', joiner: '', space: '' },
    ...Object.fromEntries(
      (
        'ml cl mm cm km m² mg g kg oz lb g/m² W kW V A mA mAh Ah Wh Hz kHz MHz GHz Ω dB K lx cd/m² nm KB MB GB TB ' +
        'Mbit/s Gbit/s dpi bar psi N Nm km/h l/min ms °C °F HRC TPI cuin den kcal'
      )
        .split(' ')
        .map((text) => [text, symbol(text)] as const),
    ),
  } satisfies Record<string, UnitWording>),
)
