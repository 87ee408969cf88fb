/** English vocabularies that tell what kind of claim a word makes. Being in one licenses nothing. */

export const material = `
  acacia acetate acrylic alabaster alloy alpaca aluminium angora ash bamboo basalt beech birch bone brass brick bronze calfskin
  canvas carbon cardboard cashmere cedar cellulose cement ceramic chamois cherrywood chiffon chrome chromium clay copper cork
  cordura corduroy cotton crystal cupro denim diamond down duralumin earthenware ebony elastane elastomer elm enamel ethanol
  eucalyptus faux feather felt fibreglass fibre flannel flax fleece foam fur gauze gemstone glass gold goose goretex gore-tex
  granite graphite gunmetal hardwood hemp hessian hickory horn iron ivory jade jersey jute kevlar lace lacquer lambskin
  laminate larch latex lead leather leatherette limestone linen linoleum lycra lyocell magnesium mahogany mango maple marble mdf
  melamine merino mesh metal metallic microfibre mineral modal mohair moleskin muslin neoprene nickel nubuck nylon oak olivewood
  organza paper paperboard papyrus patent pearl pewter pine plaster plastic platinum plexiglas plush plywood polyamide
  polycarbonate polyester polyethylene polymer polypropylene polystyrene polyurethane polyvinyl poplar porcelain pu pvc pc abs
  quartz rattan resin rayon rosewood rubber ruby sandalwood sandstone sapphire satin seagrass sequin shearling sheepskin silicone
  silk silver slate soapstone spandex spruce stainless steel sterling stone stoneware straw suede taffeta tan teak terracotta
  terrycloth textile tin titanium topaz tpu tulle tungsten tweed twill velour velvet veneer vinyl viscose walnut wax wicker willow
  wood wooden wool woollen worsted zinc zirconia bisphenol phthalate paraben
  black white grey red blue green yellow orange purple pink brown beige cream ivory navy turquoise teal cyan magenta
  violet lilac lavender mauve burgundy maroon crimson scarlet coral salmon peach apricot amber gold golden silver bronze copper
  khaki olive sage mint emerald lime jade aqua azure indigo cobalt sapphire sky denim charcoal anthracite graphite ebony jet onyx
  taupe tan camel caramel chocolate coffee mocha espresso sand stone ecru champagne mustard ochre rust terracotta rose fuchsia
  plum aubergine wine ruby cherry raspberry berry blush nude transparent translucent opaque multicoloured colourful
  rainbow pastel neon matt matte glossy gloss iridescent pearlescent
`

export const origin = `
  afghanistan albania algeria america american andorra angola arabia argentina argentinian armenia asia asian australia australian
  austria austrian azerbaijan bangladesh bavaria bavarian belarus belgian belgium bolivia bosnia botswana brazil brazilian britain
  british bulgaria bulgarian cambodia cameroon canada canadian chile china chinese colombia colombian congo croatia croatian cuba
  cuban cypriot cyprus czech czechia dane danish denmark dutch ecuador egypt egyptian england english eritrea estonia estonian
  ethiopia ethiopian europe european fiji finland finnish france french georgia german germany ghana greece greek guatemala honduras
  hungarian hungary iceland icelandic india indian indonesia indonesian iran iraq ireland irish israel israeli italian italy jamaica
  japan japanese jordan kazakhstan kenya kenyan korea korean kosovo kuwait laos latvia latvian lebanon liechtenstein lithuania
  lithuanian luxembourg macedonia madagascar malaysia malaysian malta maltese mauritius mexican mexico moldova monaco mongolia
  montenegro moroccan morocco mozambique myanmar namibia nepal nepalese netherlands nicaragua nigeria nordic norway norwegian oman
  pakistan pakistani panama paraguay peru peruvian philippines poland polish portugal portuguese qatar romania romanian russia
  russian rwanda saudi scandinavia scandinavian scotland scottish senegal serbia serbian singapore slovak slovakia slovenia slovenian
  somalia spain spanish swede sweden swedish swiss switzerland syria taiwan taiwanese tanzania thai thailand tibet tunisia turkey
  turkish turkmenistan uganda ukraine ukrainian uruguay usa uk uzbekistan venezuela vietnam vietnamese wales welsh yemen zambia
  zimbabwe tuscany tuscan provence solingen sheffield
  domestic imported local locally regional homemade handmade overseas
`

export const certificate = `
  certified certificate certification certify accredited approved approval tested compliant compliance conform conformity standard
  ce ul fcc rohs reach gs tuv tüv iso en din iec ieee ansi astm bsi vde etl csa ccc kc pse bis sgs nf gost eac ukca weee
  oeko tex oekotex gots grs fsc pefc bluesign cradle ecocert cosmos natrue fairtrade rainforest utz msc asc demeter bioland
  bluetooth-sig energy-star energystar star epeat tco ecolabel angel nordic swan
  ip20 ip44 ip54 ip55 ip65 ip66 ip67 ip68 ip69k ipx4 ipx5 ipx7 ipx8 milstd mil-std mil atex haccp fda gmp dermatest
  award awarded winner winning prize medal rated rating grade class energy seal label patented patent licensed official
  halal kosher vegan organic
`

export const assurance = `
  warranty guarantee guaranteed warranted return returns refund refundable exchange money-back moneyback delivery deliver delivered
  shipping shipped dispatch dispatched courier postage express overnight pickup instore preorder pre-order restock
  new brand-new newest latest novel recent recently launch launched arrival release released season seasonal
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
  december weekend tomorrow yesterday spring summer autumn winter christmas easter
  lifetime servicing insurance insured installation
`

export const contents = `
  compatible compatibility interoperable android ios windows macos linux iphone ipad alexa siri homekit
  box contents charger adapter cable case batteries battery manual accessories accessory bundle kit set pack spare
`
