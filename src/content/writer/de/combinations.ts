/** Attributes that read better together in German. */
import type { Combination } from '../grammar.ts'

export const combinations: readonly Combination[] = [
  {
    of: ['width', 'depth', 'height'],
    group: 'size',
    weight: 5,
    say: ['misst {width#} × {depth#} × {height} (B × T × H)'],
    line: ['Maße: {width#} × {depth#} × {height} (B × T × H)'],
  },
  {
    of: ['length', 'width', 'height'],
    group: 'size',
    weight: 5,
    say: ['misst {length#} × {width#} × {height} (L × B × H)'],
    line: ['Maße: {length#} × {width#} × {height} (L × B × H)'],
  },
  {
    of: ['blade_length', 'blade_material'],
    group: 'make',
    weight: 9,
    say: ['hat eine Klinge von {blade_length} aus {blade_material}'],
    with: ['einer Klinge von {blade_length} aus {blade_material}'],
    line: ['Klinge von {blade_length} aus {blade_material}'],
  },
  {
    of: ['length', 'width'],
    group: 'size',
    weight: 7,
    say: ['misst {length#} × {width}'],
    line: ['{length#} × {width}'],
  },
  {
    of: ['width', 'height'],
    group: 'size',
    weight: 5,
    say: ['misst {width#} × {height} (B × H)'],
    line: ['Maße: {width#} × {height} (B × H)'],
  },
  {
    of: ['seat_height_min', 'seat_height_max'],
    group: 'size',
    weight: 5,
    say: ['hat eine Sitzhöhe von {seat_height_min#} bis {seat_height_max}'],
    with: ['einer Sitzhöhe von {seat_height_min#} bis {seat_height_max}'],
  },
  {
    of: ['frequency_min', 'frequency_max'],
    group: 'performance',
    weight: 5,
    say: ['spielt von {frequency_min} bis {frequency_max}'],
    line: ['Frequenzgang: {frequency_min} bis {frequency_max}'],
  },
  {
    of: ['keeps_cold', 'keeps_hot'],
    group: 'performance',
    weight: 9,
    say: ['hält Getränke {keeps_cold} kalt und {keeps_hot} heiß'],
  },
  {
    of: ['battery_life', 'charging_time'],
    group: 'power',
    weight: 8,
    say: ['läuft {battery_life} und ist in {charging_time} geladen'],
  },
  {
    of: ['comfort_temperature', 'limit_temperature'],
    group: 'performance',
    weight: 9,
    say: [
      'hat eine Komforttemperatur von {comfort_temperature} und eine Grenztemperatur von {limit_temperature}',
    ],
  },
  {
    of: ['brewing_temperature', 'brewing_time'],
    group: 'use',
    weight: 6,
    say: ['zieht {brewing_time} bei {brewing_temperature}'],
  },
  {
    of: ['power', 'voltage'],
    group: 'power',
    weight: 7,
    say: ['hat eine Leistung von {power} ({voltage})'],
    with: ['einer Leistung von {power} ({voltage})'],
  },
  {
    of: ['country_of_origin', 'warranty'],
    group: 'assurance',
    weight: 6,
    say: ['stammt aus {country_of_origin} und hat {warranty} Garantie'],
    line: ['Aus {country_of_origin}, {warranty} Garantie'],
  },
]
