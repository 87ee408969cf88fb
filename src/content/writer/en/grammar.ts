/** English: sentence plans, openings by family of goods, variants and offers. Attribute wording is in attributes.ts. */
import type { Grammar } from '../grammar.ts'
import { attributes, combinations } from './attributes.ts'
import { units } from './units.ts'

export const english: Grammar = {
  language: 'en',
  attributes,
  combinations,
  units,
  groups: [
    'make',
    'size',
    'performance',
    'power',
    'fit',
    'use',
    'feature',
    'contents',
    'care',
    'origin',
    'assurance',
  ],

  definiteNames: new Set([
    'United Kingdom',
    'United States',
    'Netherlands',
    'Philippines',
    'Czech Republic',
    'UK',
    'USA',
  ]),
  titleAttributes: new Set([
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

  // {s} is the subject in the sentence, {S} the same at its start; {vps} verb phrases, {nps} noun phrases.
  sentencePlans: [
    {
      id: 'plain-three',
      text: '{S} {vps}.',
      verbPhrases: [3, 3],
      nounPhrases: [0, 0],
      front: false,
      also: false,
    },
    {
      id: 'plain-two',
      text: '{S} {vps}.',
      verbPhrases: [2, 2],
      nounPhrases: [0, 0],
      front: false,
      also: false,
    },
    {
      id: 'plain-one',
      text: '{S} {vps}.',
      verbPhrases: [1, 1],
      nounPhrases: [0, 0],
      front: false,
      also: false,
    },
    {
      id: 'front-one',
      text: '{Front}, {s} {vps}.',
      verbPhrases: [1, 1],
      nounPhrases: [0, 0],
      front: true,
      also: false,
    },
    {
      id: 'front-two',
      text: '{Front}, {s} {vps}.',
      verbPhrases: [2, 2],
      nounPhrases: [0, 0],
      front: true,
      also: false,
    },
    {
      id: 'with-first',
      text: 'With {nps}, {s} {vps}.',
      verbPhrases: [1, 1],
      nounPhrases: [1, 2],
      front: false,
      also: false,
    },
    {
      id: 'with-first-two',
      text: 'With {nps}, {s} {vps}.',
      verbPhrases: [2, 2],
      nounPhrases: [1, 1],
      front: false,
      also: false,
    },
    {
      id: 'with-last',
      text: '{S} {vps}, with {nps}.',
      verbPhrases: [1, 1],
      nounPhrases: [1, 2],
      front: false,
      also: false,
    },
    {
      id: 'semicolon',
      text: '{S} {vp1}; {it} {also2}.',
      verbPhrases: [2, 2],
      nounPhrases: [0, 0],
      front: false,
      also: true,
    },
    { id: 'also', text: '{S} {also1}.', verbPhrases: [1, 1], nounPhrases: [0, 0], front: false, also: true },
    {
      id: 'also-two',
      text: '{S} {also1} and {vp2}.',
      verbPhrases: [2, 2],
      nounPhrases: [0, 0],
      front: false,
      also: true,
    },
  ],
  // {l1} and {l2} are an attribute's name, {v1} and {v2} the values, for attributes without wording of their own.
  clausePlans: {
    one: ['The {l1} {is1} {v1}.', 'Its {l1} {is1} {v1}.'],
    two: [
      'The {l1} {is1} {v1}, the {l2} {v2}.',
      'Its {l1} {is1} {v1} and its {l2} {is2} {v2}.',
      'The {l1} {is1} {v1} and the {l2} {is2} {v2}.',
    ],
  },
  cautionPlans: [
    '{S} {vps}.',
    'Good to know: {s} {vps}.',
    'Please note that {s} {vps}.',
    'One thing to know: {s} {vps}.',
  ],

  // {Place} cites the category level that names it; {a new noun} says what the title does not.
  families: [
    {
      id: 'kitchen',
      match: ['kitchen'],
      place: 'In the kitchen',
      openings: [
        'The {title} {vps}.',
        '{Front}, the {title} {vps}.',
        '{Place}, the {title} {vps}.',
        'Here is {a noun} that {vps}: the {title}.',
      ],
    },
    {
      id: 'garden',
      match: ['garden'],
      place: 'In the garden',
      openings: [
        'The {title} {vps}.',
        '{Front}, the {title} {vps}.',
        '{Place}, the {title} {vps}.',
        'Here is {a noun} that {vps}: the {title}.',
      ],
    },
    {
      id: 'bathroom',
      match: ['bathroom'],
      place: 'In the bathroom',
      openings: ['The {title} {vps}.', '{Front}, the {title} {vps}.', '{Place}, the {title} {vps}.'],
    },
    {
      id: 'camping',
      match: ['camping'],
      place: 'On camping trips',
      openings: [
        'The {title} {vps}.',
        '{Front}, the {title} {vps}.',
        '{Place}, the {title} {vps}.',
        'Here is {a noun} that {vps}: the {title}.',
      ],
    },
    {
      id: 'office',
      match: ['office'],
      place: 'In the home office',
      openings: [
        'The {title} {vps}.',
        '{Front}, the {title} {vps}.',
        'Here is {a noun} that {vps}: the {title}.',
      ],
    },
    {
      id: 'wear',
      match: ['clothing', 'apparel', 'shoes', 'footwear', 'outerwear', 'jewelry', 'jewellery', 'accessories'],
      openings: [
        'The {title} {vps}.',
        '{Front}, the {title} {vps}.',
        'The {title} is {a new noun} that {vps}.',
      ],
    },
    {
      id: 'pantry',
      match: ['food', 'tea', 'coffee', 'groceries', 'beauty', 'skincare'],
      openings: ['The {title} {vps}.', '{Front}, the {title} {vps}.', '{Title} {vps}.'],
    },
    {
      id: 'any',
      match: [],
      openings: [
        'The {title} {vps}.',
        '{Front}, the {title} {vps}.',
        'Here is {a noun} that {vps}: the {title}.',
        'The {title} is {a new noun} that {vps}.',
      ],
    },
  ],

  optionPlans: {
    one: ['{S} comes in {values}.', 'It is offered in {values}.'],
    few: [
      'Choose from {count} {noun}: {values}.',
      'There are {count} {noun} to choose from: {values}.',
      '{S} comes in {count} {noun}: {values}.',
      'The choice of {noun} is {values}.',
    ],
    many: ['{S} comes in {count} {noun}.', 'There are {count} {noun} to choose from.'],
  },
  optionNouns: new Map([
    ['colour', { one: 'colour', many: 'colours' }],
    ['color', { one: 'colour', many: 'colours' }],
    ['size', { one: 'size', many: 'sizes' }],
    ['capacity', { one: 'capacity', many: 'capacities' }],
    ['diameter', { one: 'diameter', many: 'diameters' }],
    ['net_weight', { one: 'pack size', many: 'pack sizes' }],
    ['content', { one: 'size', many: 'sizes' }],
    ['finish', { one: 'finish', many: 'finishes' }],
    ['ruling', { one: 'ruling', many: 'rulings' }],
    ['length', { one: 'length', many: 'lengths' }],
    ['width', { one: 'width', many: 'widths' }],
    ['material', { one: 'material', many: 'materials' }],
  ]),

  offer: {
    allReduced: [
      'The {title} is now {price} instead of {before}: you save {saving}, which is {percent} off.',
      'Save {percent} on the {title}: now {price} instead of {before}.',
      'Now {price} instead of {before}: {percent} off the {title}.',
    ],
    someReduced: [
      'Save up to {percent} on the {title}, now from {price}.',
      'Up to {percent} off the {title}: prices start at {price}.',
    ],
    onePrice: [
      'The {title} costs {price}.',
      'The {title} is yours for {price}.',
      'Our price for the {title}: {price}.',
    ],
    fromPrice: [
      'The {title} costs from {price} to {top}.',
      'Prices for the {title} start at {price}.',
      'The {title} is yours from {price}.',
    ],
    outOfStock: ['It is currently out of stock.', 'At the moment it is out of stock.'],
    inStock: ['It is in stock.', 'In stock now.'],
    noPrice: ['Ask us for the price of the {title}.'],
  },
  bare: {
    branded: [
      'The {title} is {a new noun} by {brand}.',
      'The {title} is made by {brand}.',
      'From {brand} comes the {title}.',
    ],
    categorised: ['The {title} is {a new noun}.', 'You will find the {title} under {category}.'],
    plain: ['This is the {title}.'],
  },
}
