/** Spellings of the two Englishes (S01), as data: British form, American form. Only words that mean the same in both. */

const pairs: readonly (readonly [british: string, american: string])[] = (
  'colour color,colours colors,coloured colored,colourful colorful,grey gray,greys grays,fibre fiber,fibres fibers,centre center,centres centers,' +
  'litre liter,litres liters,millilitre milliliter,millilitres milliliters,metre meter,metres meters,centimetre centimeter,centimetres centimeters,' +
  'millimetre millimeter,millimetres millimeters,kilometre kilometer,kilometres kilometers,aluminium aluminum,moulded molded,moulding molding,mould mold,' +
  'flavour flavor,flavours flavors,flavoured flavored,favourite favorite,favourites favorites,armour armor,odour odor,odours odors,vapour vapor,' +
  'odourless odorless,jewellery jewelry,travelling traveling,traveller traveler,cosy cozy,cosier cozier,pyjamas pajamas,moustache mustache,' +
  'customise customize,customised customized,customisable customizable,organise organize,organised organized,organiser organizer,optimised optimized,' +
  'personalise personalize,personalised personalized,minimise minimize,maximise maximize,stabiliser stabilizer,moisturiser moisturizer,moisturising moisturizing,' +
  'sterilise sterilize,steriliser sterilizer,equaliser equalizer,galvanised galvanized,anodised anodized,pressurised pressurized,motorised motorized,' +
  'theatre theater,labelled labeled,labelling labeling,programme program,catalogue catalog,defence defense,neighbour neighbor,behaviour behavior,plough plow,tyre tire,tyres tires'
)
  .split(',')
  .map((pair) => {
    const [british = '', american = ''] = pair.split(' ')
    return [british, american] as const
  })

/** Good British words of another meaning: a parking meter, to tire, a computer program. */
const alsoBritish: ReadonlySet<string> = new Set(['program', 'tire', 'tires', 'meter', 'meters', 'catalog'])

/** Word of the other English → the spelling of the voice. */
export const spellings: Readonly<Record<'en-GB' | 'en-US', ReadonlyMap<string, string>>> = {
  'en-GB': new Map(
    pairs
      .filter(([, american]) => !alsoBritish.has(american))
      .map(([british, american]) => [american, british]),
  ),
  'en-US': new Map(pairs),
}
