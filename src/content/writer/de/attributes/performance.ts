/** Was Waren leisten: what goods do, in figures; power and energy. */
import type { AttributeWording } from '../../grammar.ts'
import { say } from '../../say.ts'

export const performanceWording = {
  luminous_flux: say('performance', 9, ['leuchtet mit {v}', 'gibt {v} ab'], {
    with: ['einem Lichtstrom von {v}'],
    line: ['{v} Lichtstrom'],
  }),
  colour_temperature: say('performance', 5, ['hat eine Farbtemperatur von {v}'], {
    with: ['einer Farbtemperatur von {v}'],
  }),
  colour_rendering_index: say('performance', 4, ['hat einen Farbwiedergabeindex von {v}'], {
    with: ['einem Farbwiedergabeindex von {v}'],
  }),
  light_source: say('performance', 3, ['nutzt {m}-Licht']),
  brightness: say('performance', 6, ['erreicht eine Helligkeit von {v}'], {
    with: ['einer Helligkeit von {v}'],
    line: ['Helligkeit: {v}'],
  }),
  resolution: say('performance', 8, ['hat eine Auflösung von {v} Pixeln'], {
    with: ['einer Auflösung von {v} Pixeln'],
  }),
  display_resolution: say('performance', 7, ['zeigt {v} Pixel'], {
    with: ['einer Auflösung von {v} Pixeln'],
    line: ['{v} Pixel'],
  }),
  aspect_ratio: say('performance', 3, ['hat ein Seitenverhältnis von {v}'], {
    with: ['einem Seitenverhältnis von {v}'],
  }),
  panel_type: say('performance', 6, ['hat ein {m}-Panel'], { with: ['einem {m}-Panel'] }),
  refresh_rate: say('performance', 6, ['hat eine Bildwiederholrate von {v}'], {
    with: ['einer Bildwiederholrate von {v}'],
  }),
  response_time: say('performance', 4, ['hat eine Reaktionszeit von {v}'], {
    with: ['einer Reaktionszeit von {v}'],
  }),
  output_power: say('performance', 8, ['hat eine Ausgangsleistung von {v}'], {
    with: ['einer Ausgangsleistung von {v}'],
  }),
  driver_size: say('performance', 6, ['hat Treiber mit {v}'], {
    with: ['Treibern von {v}'],
    line: ['{m}-Treiber'],
  }),
  impedance: say('performance', 3, ['hat eine Impedanz von {v}'], { with: ['einer Impedanz von {v}'] }),
  pressure: say('performance', 7, ['arbeitet mit {v} Druck'], { with: ['{v} Druck'], line: ['{v} Druck'] }),
  max_pressure: say('performance', 6, ['verträgt bis zu {v}'], {
    with: ['einem Höchstdruck von {v}'],
    line: ['Höchstdruck: {v}'],
  }),
  load_capacity: say('performance', 7, ['trägt bis zu {v}'], { with: ['einer Tragkraft von {v}'] }),
  hardness: say('performance', 5, ['hat eine Härte von {v}'], { with: ['einer Härte von {v}'] }),
  edge_angle: say('performance', 4, ['hat einen Schleifwinkel von {v}'], {
    with: ['einem Schleifwinkel von {v}'],
  }),
  tilt_angle: say('performance', 4, ['hat einen Neigungswinkel von {v}'], {
    with: ['einem Neigungswinkel von {v}'],
  }),
  cutting_diameter_max: say('performance', 8, ['schneidet Äste bis {v}'], { line: ['Für Äste bis {v}'] }),
  water_column: say('performance', 7, ['hält einer Wassersäule von {v} stand'], {
    with: ['einer Wassersäule von {v}'],
    line: ['Wassersäule: {v}'],
  }),
  water_column_fly: say('performance', 6, ['hat ein Außenzelt mit einer Wassersäule von {v}'], {
    line: ['Wassersäule Außenzelt: {v}'],
  }),
  water_column_floor: say('performance', 5, ['hat einen Boden mit einer Wassersäule von {v}'], {
    line: ['Wassersäule Boden: {v}'],
  }),
  water_resistance: say('performance', 6, ['ist nach {v} gegen Wasser geschützt'], {
    line: ['Wasserschutz {v}'],
  }),
  r_value: say('performance', 8, ['hat einen R-Wert von {v}'], { with: ['einem R-Wert von {v}'] }),
  fill_power: say('performance', 6, ['hat eine Bauschkraft von {v}'], {
    with: ['einer Bauschkraft von {v}'],
  }),
  comfort_temperature: say('performance', 9, ['hat eine Komforttemperatur von {v}'], {
    with: ['einer Komforttemperatur von {v}'],
  }),
  limit_temperature: say('performance', 6, ['hat eine Grenztemperatur von {v}'], {
    with: ['einer Grenztemperatur von {v}'],
  }),
  oven_safe_to: say('use', 6, ['ist im Ofen bis {v} verwendbar'], { line: ['Im Ofen bis {v}'] }),
  seasons: say('use', 6, ['ist für {v} Jahreszeiten ausgelegt'], { line: ['Für {v} Jahreszeiten'] }),
  intensity: say('performance', 5, ['hat die Intensität {v}'], { line: ['Intensität {v}'] }),
  tasting_notes: say('performance', 8, ['schmeckt nach {v}'], {
    with: ['Noten von {v}'],
    line: ['Noten von {v}'],
  }),
  altitude: say('origin', 4, ['wächst auf {v} Höhe'], { line: ['Auf {v} Höhe gewachsen'] }),
  brewing_temperature: say('use', 6, ['zieht bei {v}'], { line: ['Brühtemperatur: {v}'] }),
  brewing_time: say('use', 5, ['zieht {v}'], { line: ['Ziehzeit: {v}'] }),
  spf: say('performance', 8, ['hat den Lichtschutzfaktor {v}'], {
    with: ['Lichtschutzfaktor {v}'],
    line: ['Lichtschutzfaktor {v}'],
  }),
  ph_value: say('performance', 4, ['hat einen pH-Wert von {v}'], { with: ['einem pH-Wert von {v}'] }),
  printing_colours: say('use', 7, ['druckt {v}'], { line: ['Druckfarbe: {v}'] }),
  black_toner_page_yield: say('performance', 8, ['reicht für {v} Seiten'], { line: ['Für {v} Seiten'] }),
  page_yield: say('performance', 8, ['reicht für {v} Seiten'], { line: ['Für {v} Seiten'] }),
  internal_memory: say('performance', 8, ['hat {v} Arbeitsspeicher'], {
    with: ['{v} Arbeitsspeicher'],
    line: ['{v} Arbeitsspeicher'],
  }),
  total_storage_capacity: say('performance', 8, ['hat {v} Speicherplatz'], {
    with: ['{v} Speicherplatz'],
    line: ['{v} Speicherplatz'],
  }),
  processor_cores: say('performance', 6, ['hat {v} Prozessorkerne'], {
    with: ['{v} Prozessorkernen'],
    line: ['{v} Prozessorkerne'],
    values: { 1: null },
  }),
  data_transfer_rate: say('performance', 6, ['überträgt Daten mit {v}'], {
    with: ['einer Übertragungsrate von {v}'],
  }),
  power: say('power', 5, ['hat eine Leistung von {v}'], {
    with: ['einer Leistung von {v}'],
    line: ['{v} Leistung'],
  }),
  voltage: say('power', 2, ['ist für {v} ausgelegt']),
  power_source: say('power', 6, ['läuft mit {einem v}'], { line: ['Läuft mit {einem v}'] }),
  battery_life: say('power', 9, ['läuft {v} mit einer Ladung'], { line: ['{v} Laufzeit'] }),
  run_time: say('power', 8, ['leuchtet {v}'], { line: ['{v} Leuchtdauer'] }),
  charging_time: say('power', 5, ['ist in {v} geladen'], { line: ['In {v} geladen'], values: {} }),
  usb_c_power: say('power', 6, ['lädt Geräte über USB-C mit {v}'], {
    with: ['{v} über USB-C'],
    line: ['{v} über USB-C'],
  }),
  energy_class: say('power', 5, ['hat die Energieklasse {v}'], {
    with: ['Energieklasse {v}'],
    line: ['Energieklasse {v}'],
  }),
} satisfies Record<string, AttributeWording>
