/** English: sentence plans, openings by family of goods, variants and offers. Attribute wording is in attributes.ts. */
import type { Grammar } from '../grammar.ts'
import { attributes } from './attributes/attributes.ts'
import { combinations } from './combinations.ts'
import { families } from './families.ts'
import { generic } from './generic.ts'
import { morphology } from './morphology.ts'
import { nouns } from './nouns.ts'
import { offer } from './offer.ts'
import { openings } from './openings.ts'
import { sentencePlans } from './sentence-plans.ts'
import { contractions, spellings } from './spelling.ts'
import { units } from './units.ts'

export const english: Grammar = {
  language: 'en',
  attributes,
  combinations,
  units,
  values: new Map(),
  generic,
  morphology,
  nouns,
  families,
  spellings,
  contractions,
  identityLabels: { brand: 'Brand', category: 'Category' },

  properNames: new Set(['christmas', 'easter', 'halloween', 'valentine']),
  commonValues: new Set([
    'material',
    'colour',
    'color',
    'product_colour',
    'cable_colour',
    'printing_colours',
    'print_technology',
    'finish',
    'finish_type',
    'shape',
    'jacket_material',
    'outer_material',
    'cover_material',
    'frame_material',
    'lining',
    'connectivity_technology',
    'application_area',
    'packaging',
  ]),
  titleAttributes: new Set([
    'cable_colour',
    'printing_colours',
    'display_diagonal',
    'display_resolution',
    'colour',
    'color',
    'product_colour',
    'shape',
    'form',
    'format',
    'style',
    'type',
    'roast',
    'screen_size',
    'resolution',
  ]),

  openings,
  offer,
  sentencePlans,
  // {l1} and {l2} are an attribute's name, {v1} and {v2} the values, for attributes without wording of their own.
  clausePlans: {
    one: ['The {l1} {is1} {v1}.', '{Its} {l1} {is1} {v1}.'],
    two: [
      'The {l1} {is1} {v1}, the {l2} {v2}.',
      '{Its} {l1} {is1} {v1} and {its} {l2} {is2} {v2}.',
      'The {l1} {is1} {v1} and the {l2} {is2} {v2}.',
    ],
  },
  cautionPlans: [
    'formal|Please note that {it} {vps}.',
    'Note that {it} {vps}.',
    'plain|Good to know: {it} {vps}.',
    '{It} {vps}.',
    'One thing to know: {it} {vps}.',
    'To be clear: {it} {vps}.',
    'formal|For completeness: {it} {vps}.',
    'second|Before you buy: {it} {vps}.',
  ],

  optionPlans: {
    one: ['{S} {=comes} in one {noun}: {values}.', '{S} {=comes} in {values}.', 'Available in {values}.'],
    few: [
      'second|Choose from {count} {noun}: {values}.',
      'Available in {count} {noun}: {values}.',
      '{S} {=comes} in {values}.',
      '{S} {=comes} in {count} {noun}: {values}.',
      'second|Pick one of {count} {noun}: {values}.',
    ],
    many: ['{S} {=comes} in {count} {noun}.', 'There are {count} {noun} to choose from.'],
    pair: [
      'Choose from {firstCount} {firstNoun} ({first}) and {secondCount} {secondNoun} ({second}).',
      'The {firstNoun} are {first}; the {secondNoun}, {second}.',
      '{S} {=comes} in {firstCount} {firstNoun}, {first}, and {secondCount} {secondNoun}, {second}.',
    ],
  },
  optionNouns: new Map([
    ['colour', { one: 'colour', many: 'colours', standsAlone: true }],
    ['color', { one: 'colour', many: 'colours', standsAlone: true }],
    ['size', { one: 'size', many: 'sizes' }],
    ['capacity', { one: 'capacity', many: 'capacities' }],
    ['diameter', { one: 'diameter', many: 'diameters' }],
    ['net_weight', { one: 'pack size', many: 'pack sizes' }],
    ['content', { one: 'size', many: 'sizes' }],
    ['finish', { one: 'finish', many: 'finishes', standsAlone: true }],
    ['ruling', { one: 'ruling', many: 'rulings' }],
    ['length', { one: 'length', many: 'lengths' }],
    ['width', { one: 'width', many: 'widths' }],
    ['material', { one: 'material', many: 'materials' }],
  ]),
}
