/** Size, weight, capacity and contents. */
import type { AttributeWording } from '../../grammar.ts'
import { say } from '../../say.ts'

export const sizesWording = {
  capacity: say('size', 9, ['holds {v}', 'has a capacity of {v}'], {
    with: ['{a m} capacity', 'room for {v}'],
  }),
  volume: say('size', 9, ['holds {v}', 'has a volume of {v}'], { with: ['{a m} volume', 'room for {v}'] }),
  cups: say('size', 6, ['makes {v} cups', 'brews {v} cups']),
  weight: say('size', 5, ['weighs {v}'], { front: ['Weighing {v}'], with: ['a weight of {v}'] }),
  net_weight: say('contents', 6, ['comes in {a m} pack']),
  content: say('contents', 6, ['comes in {a m} pack']),
  width: say('size', 4, ['is {v} wide'], { with: ['a width of {v}'] }),
  height: say('size', 4, ['is {v} high', 'stands {v} tall'], { with: ['a height of {v}'] }),
  depth: say('size', 4, ['is {v} deep'], { with: ['a depth of {v}'] }),
  length: say('size', 5, ['is {v} long'], { with: ['a length of {v}'] }),
  total_length: say('size', 6, ['is {v} long', 'measures {v} from end to end'], {
    with: ['a total length of {v}'],
  }),
  diameter: say('size', 6, ['measures {v} across', 'has a diameter of {v}'], { with: ['{a m} diameter'] }),
  thickness: say('size', 6, ['is {v} thick'], { with: ['a thickness of {v}'], front: ['At {v} thick'] }),
  blade_length: say('size', 8, ['has a blade of {v}', 'has {a m} blade'], { with: ['{a m} blade'] }),
  cable_length: say('size', 4, ['has {a m} cable', 'comes with {a m} cable'], { with: ['{a m} cable'] }),
  head_width: say('size', 4, ['has a head {v} wide'], { with: ['a head {v} wide'] }),
  seat_width: say('size', 4, ['has a seat {v} wide'], { with: ['a seat {v} wide'] }),
  opening_diameter: say('size', 4, ['has {a m} opening', 'opens to {v} across'], {
    with: ['{a m} opening'],
  }),
  inner_height: say('size', 5, ['has an inner height of {v}', 'offers {v} of height inside'], {
    with: ['an inner height of {v}'],
  }),
  floor_area: say('size', 6, ['has a floor area of {v}', 'covers {v} of floor'], {
    with: ['a floor area of {v}'],
  }),
  packed_length: say('size', 4, ['packs down to {v}', 'is {v} long when packed'], {
    with: ['a packed length of {v}'],
  }),
  packed_diameter: say('size', 3, ['has a packed diameter of {v}']),
  reach: say('size', 5, ['has a reach of {v}'], { with: ['a reach of {v}'] }),
  screen_size: say('size', 9, ['has {a m} screen'], { with: ['{a m} screen'] }),
  display_diagonal: say('size', 9, ['has {a m} display'], { with: ['{a m} display'] }),
  wheel_size: say('fit', 8, ['fits {m} wheels', 'is made for {m} wheels']),
  drop: say('size', 6, ['has {a m} drop'], { with: ['{a m} drop'] }),
  stack_height: say('size', 5, ['has a stack height of {v}'], {
    with: ['a stack height of {v}'],
  }),
  fill_weight: say('size', 5, ['contains {v} of filling', 'has a fill weight of {v}'], {
    with: ['{v} of filling'],
  }),
  pockets: say('size', 5, ['has {v} pockets', 'offers {v} pockets'], { with: ['{v} pockets'] }),
  pages: say('size', 7, ['has {v} pages', 'offers {v} pages'], { with: ['{v} pages'] }),
  pieces: say('feature', 8, ['has {v} pieces', 'consists of {v} pieces'], { with: ['{v} pieces'] }),
  set_size: say('contents', 7, ['comes as a set of {v}', 'is sold in a set of {v}'], { values: { 1: null } }),
  quantity_per_pack: say('contents', 7, ['comes in a pack of {v}', 'is sold in a pack of {v}'], {
    values: { 1: 'one' },
  }),
  persons: say('size', 9, ['sleeps {v}'], {}),
  doors: say('feature', 4, ['has {v} doors'], { with: ['{v} doors'] }),
  bookmark_ribbons: say('feature', 4, ['has {v} bookmark ribbons'], { with: ['{v} bookmark ribbons'] }),
} satisfies Record<string, AttributeWording>
