/** English word forms: plural, -ed, -ing, a handful of irregular ones, and American spelling folded into British. */

const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    be: 'is are was were be been being am',
    have: 'has had having have',
    do: 'does did done doing do',
    make: 'made making makes make',
    build: 'built',
    hold: 'held',
    keep: 'kept',
    give: 'gave given giving',
    take: 'took taken taking',
    get: 'got gotten getting',
    come: 'came coming comes',
    find: 'found',
    know: 'knew known',
    run: 'ran running runs',
    stand: 'stood',
    sell: 'sold',
    wear: 'wore worn',
    weave: 'wove woven',
    knit: 'knitted',
    put: 'putting',
    set: 'setting',
    man: 'men',
    woman: 'women',
    child: 'children',
    person: 'people persons',
    foot: 'feet',
    knife: 'knives',
    shelf: 'shelves',
    half: 'halves',
    leaf: 'leaves',
    mouse: 'mice',
    a: 'an',
    this: 'these',
    that: 'those',
    it: 'its',
    they: 'their them',
    year: 'yr yrs',
    grey: 'gray',
    litre: 'liter liters',
    metre: 'meter meters',
    centre: 'center centers',
    fibre: 'fiber fibers',
    theatre: 'theater',
    aluminium: 'aluminum',
    jewellery: 'jewelry',
    programme: 'program programs',
    catalogue: 'catalog catalogs',
    tyre: 'tire tires',
    mould: 'mold molded molding moulded',
    plough: 'plow',
    licence: 'license licensed licenses',
    cosy: 'cozy',
    storey: 'story',
    x: '×',
    use: 'use uses used using',
    unitéd: 'united',
    statés: 'states',
    see: 'seen',
    lead: 'led',
    mean: 'meant',
    bluetooth: 'bluetooth',
    series: 'series',
    lens: 'lens lense lenses',
    glass: 'glass glasses',
    gas: 'gas gases',
    bus: 'bus buses',
    less: 'less',
    axis: 'axes',
    chassis: 'chassi chassis',
    cardbus: 'cardbu cardbus',
    wireless: 'wirelessly',
  }).flatMap(([stem, forms]) => forms.split(' ').map((form) => [form, stem] as const)),
)

const known = new Map<string, string>()
const KNOWN_MAX = 20_000

/** @param word in lower case */
export function englishStem(word: string): string {
  const found = known.get(word)
  if (found !== undefined) return found
  const stem = stemmed(word)
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(word, stem)
  return stem
}

function stemmed(word: string): string {
  const own = word.replace(/['’]s?$/, '')
  const special = irregular.get(own)
  if (special !== undefined) return british(withoutEnding(special))
  if (/\d/.test(own) || own.length <= 2) return own
  return british(withoutEnding(own))
}

function withoutEnding(word: string): string {
  const y = /^(.{2,}?)ie[sd]?$/.exec(word)?.[1]
  if (y !== undefined) return `${y}y`
  if (/(?:ch|sh|ss|x|zz)es$/.test(word)) return word.slice(0, -2)
  if (/.{2}[^su]s$/.test(word) && !/is$/.test(word)) return withoutEnding(word.slice(0, -1))
  if (/.{3}ing$/.test(word) && /[aeiouy].*ing$/.test(word)) return undoubled(word.slice(0, -3))
  if (/.{3}ed$/.test(word) && !/eed$/.test(word)) return undoubled(word.slice(0, -2))
  return word.length > 3 ? word.replace(/e$/, '') : word
}

/** "fitted" → "fit"; "installed" keeps both letters, as "install" has them. */
function undoubled(word: string): string {
  const single = /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : word
  return single.replace(/e$/, '')
}

/** Spelling pairs by rule; stems have lost their endings by now. */
function british(stem: string): string {
  const folded = stem.replace(/iz(?=e?$|ation|er)/, 'is')
  const doubled = folded.replace(/([aeiou]l)l$/, '$1')
  return colours.get(doubled) ?? doubled
}

const colours: ReadonlyMap<string, string> = new Map(
  [
    'color',
    'flavor',
    'favor',
    'odor',
    'vapor',
    'armor',
    'harbor',
    'honor',
    'neighbor',
    'behavior',
    'labor',
  ].map((word) => [word, `${word.slice(0, -2)}our`] as const),
)
