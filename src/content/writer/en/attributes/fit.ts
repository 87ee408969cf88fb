/** Who and what goods are for. */
import type { AttributeWording } from '../../grammar.ts'
import { say } from '../../say.ts'

export const fitWording = {
  gender: say('fit', 6, ['is designed for {v}'], {
    front: ['Designed for {v}'],
    values: {
      Women: 'women',
      "women's": 'women',
      "men's": 'men',
      "children's": 'children',
      unisex: 'women and men',
      Men: 'men',
      Female: 'women',
      Male: 'men',
      Unisex: 'women and men',
    },
  }),
  gender_affinity: say('fit', 2, ['is made for {v}']),
  fit: say('fit', 6, ['has {a m} fit', 'comes in {a m} fit'], { with: ['{a m} fit'] }),
  surface: say('fit', 6, ['is made for {v} running', 'is built for {v} running']),
  skin_type: say('fit', 8, ['suits {v} skin', 'is made for {v} skin'], { values: { all: 'all types of' } }),
  application_area: say('use', 5, ['is for the {v}', 'is applied to the {v}']),
  time_of_use: say('use', 5, ['is used in the {v}'], { values: { any: null } }),
  age_from: say('fit', 7, ['suits children from {v}', 'is for children of {v} and over']),
  players: say('fit', 6, ['is for {v} players', 'plays with {v} players']),
  play_time: say('use', 5, ['plays in {v}', 'takes about {v} to play']),
  compatibility: say('fit', 9, ['is compatible with {v}', 'works with {v}']),
  brand_compatibility: say('fit', 6, ['fits {v} devices', 'is for {v} devices'], {
    values: { Universal: null },
  }),
  component_for: say('fit', 5, ['is made for {v} use']),
  max_laptop_size: say('fit', 7, ['fits laptops up to {v}', 'takes laptops of up to {v}'], {
    with: ['space for laptops up to {v}'],
  }),
  compatible_operating_systems: say('fit', 5, ['works with {v}', 'supports {v}']),
} satisfies Record<string, AttributeWording>
