/** Our own words in American spelling, and the short forms of plain voices. Names and values are never touched. */

export const spellings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'en-US': {
    colour: 'color',
    colours: 'colors',
    litre: 'liter',
    litres: 'liters',
    metre: 'meter',
    metres: 'meters',
    centre: 'center',
    fibre: 'fiber',
    grey: 'gray',
    aluminium: 'aluminum',
    tyre: 'tire',
    tyres: 'tires',
    catalogue: 'catalog',
    programme: 'program',
    organised: 'organized',
    customised: 'customized',
    moisturiser: 'moisturizer',
    jewellery: 'jewelry',
    licence: 'license',
    dialled: 'dialed',
    fulfil: 'fulfill',
    flavour: 'flavor',
    flavours: 'flavors',
    odour: 'odor',
    mould: 'mold',
    plough: 'plow',
    storey: 'story',
  },
}

export const contractions: Readonly<Record<string, string>> = {
  'is not': "isn't",
  'does not': "doesn't",
  cannot: "can't",
  'must not': "mustn't",
}
