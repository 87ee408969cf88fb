/** Colours and materials: what goods of every kind are described by. */
import { term, type Family, type Term } from './family.ts'

const colours: readonly Term[] = [
  ...[
    'black',
    '(?<!black (?:&|and) )white',
    'red',
    'blue',
    'green',
    'yellow',
    'purple',
    'violet',
    'pink',
    'brown',
    'silver',
    'gold(?:en)?',
    'bronze',
    'copper',
    'beige',
    'ivory',
    'turquoise',
    'teal',
    'navy',
    'burgundy',
    'maroon',
    'champagne',
    'graphite',
    'charcoal',
    'lavender',
    'khaki',
    'magenta',
    'cyan',
    'coral',
  ].map((name) => term(name.replace('(?:en)?', ''), name, name.replace('(?:en)?', ''))),
  term('orange', 'orange', 'orange'),
  term('grey', 'gr[ae]y', 'gr[ae]y'),
]

const materials: readonly Term[] = [
  term('aluminium', 'alumini?um', 'alumini?um'),
  term('stainless steel', 'stainless steel', 'steel|inox'),
  term('titanium', 'titanium', 'titanium'),
  term(
    'metal',
    'metal(?:lic)?(?! \\w+ (?:colou?r|finish))',
    'metal|alumin|steel|titan|alloy|brass|iron|zinc',
  ),
  term(
    'plastic',
    'plastic|polycarbonate',
    'plastic|polycarbonate|polymer|abs|polypropylene|pvc|polyethylene',
  ),
  term(
    'glass',
    '(?<!gorilla )(?<!tempered )glass(?=[ -](?:back|front|body|rear|panel|design|build))',
    'glass',
  ),
  term('leather', 'leather', 'leather'),
  term('ceramic', 'ceramic(?! shield)', 'ceramic|porcelain|stoneware'),
  term(
    'wood',
    'wood(?:en)?|oak|walnut|bamboo|beech|pine',
    'wood|oak|walnut|bamboo|beech|pine|mdf|acacia|teak',
  ),
  term('cotton', 'cotton', 'cotton|denim|canvas'),
  term('wool', 'wool|merino|cashmere', 'wool|merino|cashmere'),
  term('silk', 'silk', 'silk'),
  term('linen', 'linen', 'linen|flax'),
  term('polyester', 'polyester', 'polyester'),
  term('silicone', 'silicone', 'silicon'),
  term('carbon fibre', 'carbon fib(?:re|er)', 'carbon'),
]

export const goodsVocabulary: readonly Family[] = [
  {
    id: 'colours',
    code: 'F08',
    about:
      /^(?!.*(?:printing|light|number|display|toner|ink|cable|led)\b).*\bcolou?rs?(?: (?:name|of product))?$/,
    kind: 'closed',
    near: /colou?rs?\b|colou?red|\b(?:available|comes|offered|sold|finished) in\b|\bfinish|\bshades?\b/iu,
    terms: colours,
  },
  {
    id: 'materials',
    code: 'F08',
    about:
      /(?<!printing )\bmaterials?(?: types?)?$|\bbuild\b|\bfabric\b|composition|\bupper\b|\blining\b|\bframe$/,
    kind: 'closed',
    terms: materials,
  },
]
