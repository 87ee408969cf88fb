/** Attributes that read better together: three lengths are one measure, power and voltage one rating. */
import type { Combination } from '../grammar.ts'

export const combinations: readonly Combination[] = [
  {
    of: ['width', 'depth', 'height'],
    group: 'size',
    weight: 5,
    say: ['measures {width#} × {depth#} × {height} (W × D × H)'],
    front: ['Measuring {width#} × {depth#} × {height} (W × D × H)'],
  },
  {
    of: ['length', 'width', 'height'],
    group: 'size',
    weight: 5,
    say: ['measures {length#} × {width#} × {height} (L × W × H)'],
    front: ['Measuring {length#} × {width#} × {height} (L × W × H)'],
  },
  {
    of: ['blade_length', 'blade_material'],
    group: 'make',
    weight: 9,
    say: ['has {a blade_length~} blade of {blade_material}', 'has {a blade_length~} {blade_material~} blade'],
    with: ['{a blade_length~} blade of {blade_material}'],
  },
  {
    of: ['length', 'width'],
    group: 'size',
    weight: 7,
    say: ['measures {length#} × {width}'],
    front: ['Measuring {length#} × {width}'],
  },
  {
    of: ['width', 'height'],
    group: 'size',
    weight: 5,
    say: ['measures {width#} × {height} (W × H)'],
    front: ['Measuring {width#} × {height} (W × H)'],
  },
  {
    of: ['packed_length', 'packed_diameter'],
    group: 'size',
    weight: 4,
    say: [
      'packs down to {packed_length#} × {packed_diameter}',
      'rolls up to {packed_length#} × {packed_diameter}',
    ],
  },
  {
    of: ['seat_height_min', 'seat_height_max'],
    group: 'size',
    weight: 5,
    say: [
      'adjusts from {seat_height_min#} to {seat_height_max} in seat height',
      'has a seat height of {seat_height_min#} to {seat_height_max}',
    ],
    with: ['a seat height of {seat_height_min#} to {seat_height_max}'],
  },
  {
    of: ['frequency_min', 'frequency_max'],
    group: 'performance',
    weight: 5,
    say: ['plays from {frequency_min} to {frequency_max}', 'covers {frequency_min} to {frequency_max}'],
  },
  {
    of: ['keeps_cold', 'keeps_hot'],
    group: 'performance',
    weight: 9,
    say: ['keeps drinks cold for {keeps_cold} and hot for {keeps_hot}'],
  },
  {
    of: ['battery_life', 'charging_time'],
    group: 'power',
    weight: 8,
    say: [
      'runs for {battery_life} after {charging_time} of charging',
      'lasts {battery_life} after charging for {charging_time}',
    ],
  },
  {
    of: ['comfort_temperature', 'limit_temperature'],
    group: 'performance',
    weight: 9,
    say: [
      'is comfortable down to {comfort_temperature}, with a limit of {limit_temperature}',
      'has a comfort temperature of {comfort_temperature} and a limit of {limit_temperature}',
    ],
  },
  {
    of: ['brewing_temperature', 'brewing_time'],
    group: 'use',
    weight: 6,
    say: ['brews for {brewing_time} at {brewing_temperature}'],
  },
  {
    of: ['water_column_fly', 'water_column_floor'],
    group: 'performance',
    weight: 6,
    say: [
      'withstands a water column of {water_column_fly} on the flysheet and {water_column_floor} on the floor',
    ],
  },
  {
    of: ['fill_weight', 'fill_power'],
    group: 'performance',
    weight: 6,
    say: ['holds {fill_weight} of filling at a fill power of {fill_power}'],
    with: ['{fill_weight} of filling at a fill power of {fill_power}'],
  },
  {
    of: ['connector_1', 'connector_2'],
    group: 'feature',
    weight: 7,
    say: ['connects {connector_1} to {connector_2}', 'goes from {connector_1} to {connector_2}'],
  },
  {
    of: ['net_weight', 'packaging'],
    group: 'contents',
    weight: 6,
    say: ['comes in {a net_weight~} {packaging}', 'is packed in {a net_weight~} {packaging}'],
  },
  {
    of: ['content', 'packaging'],
    group: 'contents',
    weight: 6,
    say: ['comes in {a content~} {packaging}', 'is filled into {a content~} {packaging}'],
  },
  {
    of: ['power', 'voltage'],
    group: 'power',
    weight: 7,
    say: ['is rated at {power} ({voltage})'],
    with: ['{power} of power ({voltage})'],
  },
  {
    of: ['country_of_origin', 'warranty'],
    group: 'assurance',
    weight: 6,
    say: ['comes from {country_of_origin} with {a warranty~} warranty'],
    whole: [
      '{a warranty~} warranty is included; the country of origin is {country_of_origin}.',
      'From {country_of_origin}, with {a warranty~} warranty.',
      'The warranty runs for {warranty}, and the country of origin is {country_of_origin}.',
    ],
  },
]
