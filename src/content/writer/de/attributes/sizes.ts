/** Größe, Gewicht und Inhalt: size, weight, capacity and contents. */
import type { AttributeWording } from '../../grammar.ts'
import { say } from '../../say.ts'

export const sizesWording = {
  capacity: say('size', 9, ['fasst {v}', 'nimmt {v} auf'], { line: ['{v} Fassungsvermögen'] }),
  volume: say('size', 9, ['fasst {v}', 'bietet Platz für {v}'], { line: ['{v} Volumen'] }),
  cups: say('size', 6, ['reicht für {v} Tassen'], { line: ['Für {v} Tassen'] }),
  weight: say('size', 5, ['wiegt {v}'], { with: ['einem Gewicht von {v}'], line: ['Gewicht: {v}'] }),
  width: say('size', 4, ['ist {v} breit'], { with: ['einer Breite von {v}'] }),
  height: say('size', 4, ['ist {v} hoch'], { with: ['einer Höhe von {v}'] }),
  depth: say('size', 4, ['ist {v} tief'], { with: ['einer Tiefe von {v}'] }),
  length: say('size', 5, ['ist {v} lang'], { with: ['einer Länge von {v}'] }),
  total_length: say('size', 6, ['ist insgesamt {v} lang'], { with: ['einer Gesamtlänge von {v}'] }),
  diameter: say('size', 6, ['hat einen Durchmesser von {v}', 'misst {v} im Durchmesser'], {
    with: ['einem Durchmesser von {v}'],
    line: ['Durchmesser: {v}'],
  }),
  thickness: say('size', 6, ['ist {v} dick'], { with: ['einer Dicke von {v}'] }),
  blade_length: say('size', 8, ['hat eine Klinge von {v}'], {
    with: ['einer Klinge von {v}'],
    line: ['Klinge: {v}'],
  }),
  cable_length: say('size', 4, ['hat ein Kabel von {v}'], {
    with: ['einem Kabel von {v}'],
    line: ['Kabellänge: {v}'],
  }),
  head_width: say('size', 4, ['hat einen Kopf von {v} Breite'], { with: ['einem Kopf von {v} Breite'] }),
  seat_width: say('size', 4, ['hat einen {v} breiten Sitz'], {
    with: ['einem {v} breiten Sitz'],
    line: ['Sitzbreite: {v}'],
  }),
  opening_diameter: say('size', 4, ['hat eine Öffnung von {v}'], { with: ['einer Öffnung von {v}'] }),
  inner_height: say('size', 5, ['bietet innen {v} Höhe'], {
    with: ['einer Innenhöhe von {v}'],
    line: ['Innenhöhe: {v}'],
  }),
  floor_area: say('size', 6, ['hat eine Grundfläche von {v}'], { with: ['einer Grundfläche von {v}'] }),
  packed_length: say('size', 4, ['ist gepackt {v} lang'], { with: ['einem Packmaß von {v}'] }),
  packed_diameter: say('size', 3, ['hat gepackt {v} Durchmesser']),
  reach: say('size', 5, ['hat eine Reichweite von {v}'], { with: ['einer Reichweite von {v}'] }),
  screen_size: say('size', 9, ['hat ein Display mit {v}'], {
    with: ['einem Display von {v}'],
    line: ['{m}-Display'],
  }),
  display_diagonal: say('size', 9, ['hat ein Display mit {v}'], {
    with: ['einem Display von {v}'],
    line: ['{m}-Display'],
  }),
  wheel_size: say('fit', 8, ['passt auf Laufräder mit {v}'], { line: ['Für Laufräder mit {v}'] }),
  drop: say('size', 6, ['hat eine Sprengung von {v}'], { with: ['einer Sprengung von {v}'] }),
  stack_height: say('size', 5, ['hat eine Sohlenhöhe von {v}'], { with: ['einer Sohlenhöhe von {v}'] }),
  fill_weight: say('size', 5, ['hat ein Füllgewicht von {v}'], { with: ['einem Füllgewicht von {v}'] }),
  pockets: say('size', 5, ['hat {v} Taschen', 'bietet {v} Taschen'], { with: ['{v} Taschen'] }),
  pages: say('size', 7, ['hat {v} Seiten', 'bietet {v} Seiten'], { with: ['{v} Seiten'] }),
  pieces: say('feature', 8, ['besteht aus {v} Teilen'], { with: ['{v} Teilen'], line: ['{v} Teile'] }),
  set_size: say('contents', 7, ['kommt im Set zu {v} Stück'], {
    values: { 1: null },
    line: ['Set zu {v} Stück'],
  }),
  quantity_per_pack: say('contents', 7, ['kommt in der Packung zu {v} Stück'], {
    values: { 1: null },
    line: ['{v} Stück je Packung'],
  }),
  net_weight: say('contents', 6, ['kommt in der {m}-Packung'], { line: ['{m}-Packung'] }),
  content: say('contents', 6, ['kommt in der {m}-Packung'], { line: ['{m}-Packung'] }),
  packaging: say('contents', 5, ['kommt in {einem v}'], { line: ['In {einem v}'] }),
  persons: say('size', 9, ['bietet Platz für {v} Personen'], {
    line: ['Für {v} Personen'],
    values: { 1: null },
  }),
  doors: say('feature', 4, ['hat {v} Eingänge'], {
    with: ['{v} Eingängen'],
    line: ['{v} Eingänge'],
    values: { 1: null },
  }),
  bookmark_ribbons: say('feature', 4, ['hat {v} Lesebändchen'], { with: ['{v} Lesebändchen'] }),
  format: say('size', 6, ['hat das Format {v}'], { front: ['Im Format {v}'], line: ['Format {v}'] }),
} satisfies Record<string, AttributeWording>
