/** Woraus Waren bestehen: materials, surfaces, ingredients, colours. Patterns after "aus" and "mit" are dative. */
import type { AttributeWording } from '../../grammar.ts'
import { say } from '../../say.ts'

export const makeupWording = {
  material: say('make', 9, ['besteht aus {v}', 'ist aus {v} gefertigt'], {
    front: ['Aus {v} gefertigt', 'Aus {v}'],
    line: ['Aus {v}'],
  }),
  housing_material: say('make', 8, ['hat ein Gehäuse aus {v}'], { with: ['einem Gehäuse aus {v}'] }),
  outer_material: say('make', 9, ['hat eine Außenschicht aus {v}'], { with: ['einer Außenschicht aus {v}'] }),
  upper_material: say('make', 9, ['hat ein Obermaterial aus {v}'], { with: ['einem Obermaterial aus {v}'] }),
  sole_material: say('make', 6, ['hat eine Sohle aus {v}'], { with: ['einer Sohle aus {v}'] }),
  head_material: say('make', 9, ['hat einen Kopf aus {v}'], { with: ['einem Kopf aus {v}'] }),
  handle_material: say('make', 6, ['hat einen Griff aus {v}'], { with: ['einem Griff aus {v}'] }),
  blade_material: say('make', 9, ['hat eine Klinge aus {v}'], { with: ['einer Klinge aus {v}'] }),
  lid_material: say('make', 4, ['hat einen Deckel aus {v}'], { with: ['einem Deckel aus {v}'] }),
  seat_material: say('make', 8, ['hat einen Sitz aus {v}'], { with: ['einem Sitz aus {v}'] }),
  back_material: say('make', 7, ['hat eine Rückenlehne aus {v}'], { with: ['einer Rückenlehne aus {v}'] }),
  frame_material: say('make', 8, ['hat einen Rahmen aus {v}'], { with: ['einem Rahmen aus {v}'] }),
  pole_material: say('make', 5, ['hat Stangen aus {v}'], { with: ['Stangen aus {v}'] }),
  flysheet_material: say('make', 8, ['hat ein Außenzelt aus {v}'], { with: ['einem Außenzelt aus {v}'] }),
  cover_material: say('make', 6, ['hat einen Bezug aus {v}'], {
    with: ['einem Bezug aus {v}'],
    values: { hardcover: null, softcover: null, 'kraft board': null },
  }),
  jacket_material: say('make', 4, ['hat einen Mantel aus {v}'], { with: ['einem Mantel aus {v}'] }),
  lining: say('make', 5, ['ist mit {v} gefüttert'], { values: { unlined: null, none: null } }),
  filling: say('make', 8, ['ist mit {v} gefüllt'], { front: ['Mit {v} gefüllt'], line: ['Füllung: {v}'] }),
  coating: say('make', 8, ['hat eine {v|e} Beschichtung'], {
    with: ['einer {v|en} Beschichtung'],
    line: ['{v|e} Beschichtung'],
    values: { uncoated: null, 'pre-seasoned': null, 'vitreous enamel': null },
  }),
  colour: say('make', 5, ['ist {v}'], { line: ['Farbe: {v}'] }),
  color: say('make', 5, ['ist {v}'], { line: ['Farbe: {v}'] }),
  product_colour: say('make', 5, ['ist {v}'], { line: ['Farbe: {v}'] }),
  cable_colour: say('make', 3, ['hat ein {v|es} Kabel'], {
    with: ['einem {v|en} Kabel'],
    line: ['{v|es} Kabel'],
  }),
  finish_type: say('make', 4, ['hat eine {v|e} Oberfläche'], {
    with: ['einer {v|en} Oberfläche'],
    line: ['{v|e} Oberfläche'],
  }),
  finish: say('make', 5, ['hat eine {v|e} Oberfläche'], {
    with: ['einer {v|en} Oberfläche'],
    line: ['{v|e} Oberfläche'],
  }),
  binding: say('make', 5, ['ist {v}'], { values: {} }),
  ingredients: say('make', 8, ['enthält {v}'], { line: ['Zutaten: {v}'] }),
  key_ingredient: say('make', 9, ['enthält {v}'], { with: ['{v} als Wirkstoff'], line: ['Mit {v}'] }),
  species: say('make', 7, ['besteht aus {v}'], { line: ['Bohnen: {v}'] }),
  roast: say('make', 7, ['ist {v} geröstet'], { line: ['{v} geröstet'], values: { medium: 'mittelstark' } }),
  fabric_weight: say('make', 6, ['hat ein Stoffgewicht von {v}'], { with: ['einem Stoffgewicht von {v}'] }),
  paper_weight: say('make', 6, ['hat Papier mit {v}'], { with: ['Papier von {v}'] }),
  thread_count: say('make', 4, ['hat eine Karkasse mit {v}'], { with: ['einer Karkasse mit {v}'] }),
  shape: say('make', 5, ['ist {v}'], { values: { mummy: 'mumienförmig', "children's": null, quilt: null } }),
} satisfies Record<string, AttributeWording>
