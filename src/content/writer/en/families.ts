/** Kinds of goods: what their shoppers ask first, in which order a text goes on, and how it may open. */
import type { Family, GroupName } from '../grammar.ts'

const order = (text: string): readonly GroupName[] => {
  const named = text.split(' ')
  return groups.filter((group) => named.includes(group)).sort((a, b) => named.indexOf(a) - named.indexOf(b))
}
const groups: readonly GroupName[] = [
  'make',
  'size',
  'performance',
  'power',
  'fit',
  'use',
  'feature',
  'contents',
  'care',
]

function family(
  id: string,
  categories: string,
  orders: readonly [string, ...string[]],
  decisive: Readonly<Record<string, number>>,
  openings: readonly string[] = [],
): Family {
  const [first, ...more] = orders
  return {
    id,
    categories: new Set(categories.split(', ')),
    orders: [order(first), ...more.map(order)],
    decisive,
    openings,
  }
}

const technical = [
  'performance feature power fit use make size contents care',
  'feature performance fit use power size make contents care',
  'performance power size feature make fit use contents care',
] as const

export const families: readonly Family[] = [
  family(
    'kitchen',
    'kitchen, cookware, housewares, small appliances, coffee & tea, tableware',
    [
      'feature make performance power use size contents care fit',
      'make feature use size performance power contents care fit',
      'performance use feature power size make contents care fit',
    ],
    { capacity: 1, material: 1, blade_material: 1, temperature_control: 1, induction_safe: 1 },
  ),
  family(
    'living',
    'homedecor, furniture, lighting, home & living, home textiles, seasonal, floral',
    [
      'make size feature performance power use fit contents care',
      'size make feature fit use performance power contents care',
      'feature make size performance power fit use contents care',
    ],
    { material: 1, luminous_flux: 1, dimmable: 1, size: 1 },
    ['{The name}, {a noun} with {nps}, {vps}.', '{Brand} makes {a adj noun} with {nps}.'],
  ),
  family(
    'fashion',
    'apparel, footwear, accessories, clothing, jackets, bags',
    [
      'make fit feature size use performance power contents care',
      'fit make feature use size performance power contents care',
      'feature make fit size performance use power contents care',
    ],
    { outer_material: 1, material: 1, upper_material: 1, waterproof: 1 },
    ['{Fronts}: {the name} {vps}.'],
  ),
  family(
    'outdoor',
    'outdoors, outdoor, camping, cycling, sports',
    [
      'performance feature make size fit use power contents care',
      'size performance make feature use fit power contents care',
      'feature size performance make use fit power contents care',
    ],
    { weight: 2, persons: 1, water_column: 1, comfort_temperature: 1, waterproof: 1 },
  ),
  family(
    'beauty',
    'beauty, skincare, cosmetics, personal care',
    [
      'fit make performance use feature size contents care power',
      'make fit use performance feature contents size care power',
    ],
    { skin_type: 1, key_ingredient: 1, spf: 1, fragrance_free: 1 },
  ),
  family(
    'pantry',
    'groceries, food service, salty snacks, cold dispensed, hot dispensed, tea, coffee',
    [
      'performance make use contents feature fit size care power',
      'make performance contents use feature fit size care power',
    ],
    { tasting_notes: 1, ingredients: 1, organic: 1, roast: 1 },
  ),
  family(
    'stationery',
    'office, stationery, books',
    [
      'size make feature use fit performance power contents care',
      'make size use feature fit performance power contents care',
    ],
    { format: 1, pages: 1, ruling: 1 },
  ),
  family('supplies', 'office supplies, printer supplies', technical, {
    printing_colours: 2,
    compatibility: 1,
    page_yield: 1,
  }),
  family('phones', 'phones, smartphones', technical, { display_diagonal: 1, internal_memory: 1 }),
  family('screens', 'monitors, televisions', technical, { display_diagonal: 1, panel_type: 1 }),
  family('computers', 'electronics, computers, notebooks', technical, {
    processor_family: 1,
    internal_memory: 1,
  }),
  family('audio', 'instruments, audio, headphones', technical, {
    battery_life: 1,
    connectivity_technology: 1,
  }),
  family('cables', 'cables, adapters', technical, { cable_length: 4, connector_1: 1 }),
  family('garden', 'garden, tools, garden tools', technical, { material: 1, head_material: 1 }),
]
