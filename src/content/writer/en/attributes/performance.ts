/** What goods do, in figures. */
import type { AttributeWording } from '../../grammar.ts'
import { say } from '../../say.ts'

export const performanceWording = {
  luminous_flux: say('performance', 9, ['gives {v}', 'shines with {v}'], { with: ['an output of {v}'] }),
  colour_temperature: say('performance', 5, ['has a colour temperature of {v}', 'lights at {v}'], {
    with: ['a colour temperature of {v}'],
  }),
  colour_rendering_index: say('performance', 4, ['has a colour rendering index of {v}'], {
    with: ['a colour rendering index of {v}'],
  }),
  light_source: say('performance', 3, ['uses {m} light']),
  brightness: say('performance', 6, ['reaches a brightness of {v}'], { with: ['a brightness of {v}'] }),
  resolution: say('performance', 8, ['has a resolution of {v} pixels'], {
    with: ['a resolution of {v} pixels'],
  }),
  display_resolution: say(
    'performance',
    7,
    [
      'shows {v} pixels [on its display|on its screen|]',
      'resolves {v} pixels [on the screen|]',
      'has a [display|screen] resolution of {v} pixels',
      'divides [its screen|the display|its picture] into {v} pixels',
      'builds [each picture|its picture|the image] from {v} pixels',
    ],
    {
      head: true,
      with: [
        'a [resolution|screen resolution|display resolution|picture] of {v} pixels',
        '{v} pixels [on the screen|in the picture|]',
        'a [screen|display] [that resolves|showing|with] {v} pixels',
      ],
    },
  ),
  aspect_ratio: say('performance', 3, ['has an aspect ratio of {v}'], { with: ['an aspect ratio of {v}'] }),
  panel_type: say('performance', 6, ['uses {a v} panel', 'has {a v} panel'], { with: ['{a v} panel'] }),
  refresh_rate: say('performance', 6, ['refreshes at {v}', 'has a refresh rate of {v}'], {
    with: ['{a m} refresh rate'],
  }),
  response_time: say('performance', 4, ['responds in {v}', 'has a response time of {v}'], {
    with: ['a response time of {v}'],
  }),
  output_power: say('performance', 8, ['plays at {v}', 'has an output of {v}'], {
    with: ['an output of {v}'],
  }),
  driver_size: say('performance', 6, ['has {m} drivers', 'plays through {m} drivers'], {
    with: ['{m} drivers'],
  }),
  impedance: say('performance', 3, ['has an impedance of {v}'], { with: ['an impedance of {v}'] }),
  pressure: say('performance', 7, ['works at {v} of pressure', 'builds up {v} of pressure'], {
    with: ['{v} of pressure'],
  }),
  max_pressure: say('performance', 6, ['takes up to {v}', 'can be pumped up to {v}'], {
    with: ['a maximum pressure of {v}'],
  }),
  load_capacity: say('performance', 7, ['carries up to {v}', 'takes loads of up to {v}'], {
    with: ['a load capacity of {v}'],
  }),
  hardness: say('performance', 5, ['has a hardness of {v}'], { with: ['a hardness of {v}'] }),
  edge_angle: say('performance', 4, ['has an edge angle of {v}'], { with: ['an edge angle of {v}'] }),
  tilt_angle: say('performance', 4, ['tilts by {v}', 'has a tilt angle of {v}'], {
    with: ['a tilt angle of {v}'],
  }),
  cutting_diameter_max: say('performance', 8, [
    'cuts branches up to {v} thick',
    'cuts up to {v} in diameter',
  ]),
  water_column: say('performance', 7, ['withstands a water column of {v}'], {
    with: ['a water column of {v}'],
  }),
  water_column_fly: say('performance', 6, ['has a flysheet rated to a water column of {v}'], {
    with: ['a flysheet rated to a water column of {v}'],
  }),
  water_column_floor: say('performance', 5, ['has a floor rated to a water column of {v}'], {
    with: ['a floor rated to a water column of {v}'],
  }),
  water_resistance: say(
    'performance',
    6,
    ['is water resistant to {v}', 'has {a v} water resistance rating'],
    { with: ['{a v} water resistance rating'] },
  ),
  r_value: say('performance', 8, ['insulates with an R-value of {v}', 'has an R-value of {v}'], {
    with: ['an R-value of {v}'],
  }),
  fill_power: say('performance', 6, ['has a fill power of {v}'], { with: ['a fill power of {v}'] }),
  comfort_temperature: say(
    'performance',
    9,
    ['is comfortable down to {v}', 'has a comfort temperature of {v}'],
    { with: ['a comfort temperature of {v}'] },
  ),
  limit_temperature: say('performance', 6, ['has a limit temperature of {v}'], {
    with: ['a limit temperature of {v}'],
  }),
  oven_safe_to: say('use', 6, ['is oven safe to {v}', 'can go in the oven at up to {v}']),
  set_up_time: say('use', 6, ['is set up in {v}', 'takes {v} to set up'], {
    with: ['a set-up time of {v}'],
  }),
  seasons: say('use', 6, ['is rated for {v} seasons', 'is {a m}-season model']),
  intensity: say('performance', 5, ['has an intensity of {v}'], { with: ['an intensity of {v}'] }),
  roast: say('make', 7, ['has {a m} roast'], { with: ['{a m} roast'] }),
  process: say('make', 4, ['is processed by the {v} method']),
  tasting_notes: say('performance', 8, ['tastes of {v}', 'has notes of {v}'], { with: ['notes of {v}'] }),
  altitude: say('origin', 4, ['is grown at {v}', 'grows at an altitude of {v}'], {
    front: ['Grown at {v}'],
  }),
  brewing_temperature: say('use', 6, ['brews at {v}', 'is best brewed at {v}']),
  brewing_time: say('use', 5, ['brews for {v}', 'needs {v} to brew']),
  spf: say('performance', 8, ['has a sun protection factor of {v}', 'protects with SPF {v}'], {
    with: ['SPF {v}'],
  }),
  ph_value: say('performance', 4, ['has a pH value of {v}'], { with: ['a pH value of {v}'] }),
  cushioning: say('performance', 6, ['has {m} cushioning', 'offers {m} cushioning'], {
    with: ['{m} cushioning'],
  }),
  support: say('performance', 5, ['offers {m} support', 'gives {m} support'], { with: ['{m} support'] }),
  printing_colours: say('use', 7, ['prints in {v}'], {}),
  print_technology: say('use', 6, ['uses {v} technology']),
  black_toner_page_yield: say('performance', 8, ['yields {v} black pages']),
  page_yield: say('performance', 8, ['yields {v} pages']),
  data_transfer_rate: say('performance', 6, ['transfers data at {v}'], {
    with: ['a transfer rate of {v}'],
  }),
} satisfies Record<string, AttributeWording>
