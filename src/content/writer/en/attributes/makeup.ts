/** What goods are made of: materials, surfaces, ingredients, colours. */
import type { AttributeWording } from '../../grammar.ts'
import { say } from '../../say.ts'

export const makeupWording = {
  material: say('make', 9, ['is made of {v}', 'is made from {v}'], {
    front: ['Made of {v}', 'Made from {v}'],
  }),
  outer_material: say('make', 9, ['has an outer layer of {v}'], {
    with: ['an outer layer of {v}'],
  }),
  upper_material: say('make', 9, ['has an upper of {v}'], { with: ['an upper of {v}', '{a m} upper'] }),
  sole_material: say('make', 6, ['has {a m} sole', 'has a sole of {v}'], { with: ['{a m} sole'] }),
  head_material: say('make', 9, ['has {a m} head', 'has a head of {v}'], { with: ['{a m} head'] }),
  handle_material: say('make', 6, ['has {a m} handle', 'has a handle of {v}'], { with: ['{a m} handle'] }),
  blade_material: say('make', 9, ['has {a m} blade', 'has a blade of {v}'], { with: ['{a m} blade'] }),
  lid_material: say('make', 4, ['closes with {a m} lid', 'has a lid of {v}'], { with: ['{a m} lid'] }),
  seat_material: say('make', 8, ['has a seat covered in {v}', 'has a seat of {v}'], {
    with: ['a seat of {v}'],
  }),
  back_material: say('make', 7, ['has a back of {v}'], { with: ['a back of {v}'] }),
  frame_material: say('make', 8, ['has {a m} frame', 'has a frame of {v}'], { with: ['{a m} frame'] }),
  pole_material: say('make', 5, ['has {m} poles', 'stands on {m} poles'], { with: ['{m} poles'] }),
  flysheet_material: say('make', 8, ['has {a m} flysheet', 'has a flysheet of {v}'], {
    with: ['{a m} flysheet'],
  }),
  cover_material: say('make', 6, ['has {a m} cover'], { with: ['{a m} cover'] }),
  jacket_material: say('make', 4, ['has a jacket of {v}'], { with: ['a jacket of {v}'] }),
  lining: say('make', 5, ['has a lining of {v}', 'is lined with {v}'], { values: { unlined: null } }),
  filling: say('make', 8, ['is filled with {v}', 'has a filling of {v}'], { front: ['Filled with {v}'] }),
  coating: say('make', 8, ['has {a m} coating'], { with: ['{a m} coating'], values: { uncoated: null } }),
  weave: say('make', 5, ['has {a m} weave', 'comes in {a m} weave'], { with: ['{a m} weave'] }),
  paint: say('make', 4, ['is painted with {m} paint', 'is finished in {m} paint']),
  shape: say('make', 5, ['has {a m} shape'], { with: ['{a m} shape'] }),
  colour: say('make', 5, ['comes in {v}']),
  color: say('make', 5, ['comes in {v}']),
  product_colour: say('make', 5, ['comes in {v}']),
  cable_colour: say('make', 3, ['has {a m} cable'], { with: ['{a m} cable'] }),
  finish: say('make', 5, ['has {a m} finish'], { with: ['{a m} finish'] }),
  finish_type: say('make', 4, ['has {a m} finish'], { with: ['{a m} finish'] }),
  binding: say('make', 5, ['has {a m} binding'], { with: ['{a m} binding'] }),
  bead: say('make', 4, ['has {a m} bead'], { with: ['{a m} bead'] }),
  tread: say('make', 6, ['has {a m} tread'], { with: ['{a m} tread'] }),
  texture: say('make', 6, ['has {a m} texture'], { with: ['{a m} texture'] }),
  ingredients: say('make', 8, ['contains {v}', 'is made with {v}'], { front: ['Made with {v}'] }),
  key_ingredient: say('make', 9, ['contains {v}', 'is formulated with {v}'], {
    with: ['{v} as its key ingredient'],
    front: ['Formulated with {v}'],
  }),
  species: say('make', 7, ['is made from {v} beans', 'uses {v} beans'], { front: ['Made from {v} beans'] }),
  fabric_weight: say('make', 6, ['has a fabric weight of {v}', 'is woven at {v}'], {
    with: ['a fabric weight of {v}'],
  }),
  paper_weight: say('make', 6, ['is printed on {v} paper', 'uses {v} paper'], { with: ['{v} paper'] }),
  thread_count: say('make', 4, ['has a casing of {v}'], { with: ['{a m} casing'] }),
} satisfies Record<string, AttributeWording>
