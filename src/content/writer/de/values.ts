/**
 * Values of catalogues in English as German words. Materials and things stand without article; an adjective has the
 * stem its endings are put to. What is not here stays unsaid in German, unless it is a name or a symbol.
 */
import type { Gender, ValueEntry } from '../morphology.ts'

/** "english = German", separated by semicolons. */
const words = `
  stainless steel = Edelstahl; borosilicate glass = Borosilikatglas; glass = Glas; polypropylene = Polypropylen; enamelled steel = emailliertem Stahl; aluminium = Aluminium; aluminum = Aluminium;
  abs = ABS; double-walled stainless steel = doppelwandigem Edelstahl; stoneware = Steinzeug; cast aluminium = Aluminiumguss; cast iron = Gusseisen; carbon steel = Kohlenstoffstahl; steel = Stahl;
  spring steel = Federstahl; copolyester = Copolyester; polyethylene = Polyethylen; oak = Eiche; brass = Messing; polycarbonate = Polycarbonat; silicone = Silikon; fabric = Stoff; walnut veneer = Nussbaumfurnier;
  mdf = MDF; bamboo = Bambus; polyurethane = Polyurethan; polyamide = Polyamid; tpu-coated polyester = TPU-beschichtetem Polyester; pu-coated polyester = PU-beschichtetem Polyester;
  ripstop polyamide = Ripstop-Polyamid; polyester = Polyester; waxed cotton canvas = gewachstem Baumwollcanvas; cotton canvas = Baumwollcanvas; eva foam = EVA-Schaum; terracotta = Terrakotta;
  glazed stoneware = glasiertem Steinzeug; galvanised steel = verzinktem Stahl; beech = Buche; ash = Esche; walnut = Nussbaum; lime wood = Lindenholz; plywood = Sperrholz;
  wood = Holz; cardboard = Karton; cotton = Baumwolle; linen = Leinen; wool = Wolle; leather = Leder; plastic = Kunststoff; metal = Metall; paper = Papier; nylon = Nylon; rubber = Gummi; lugged rubber = profiliertem Gummi;
  ceramic = Keramik; velvet = Samt; bouclé = Bouclé; wool blend = Wollmischgewebe; polyester mesh = Polyestergewebe; beech plywood = Buchensperrholz; engineered mesh = Funktionsgewebe; knitted polyester = gestricktem Polyester;
  ripstop mesh = Ripstop-Gewebe; fibreglass = Glasfaser; phenolic resin = Phenolharz; pom = POM; 67-layer damascus steel = Damaststahl; three-layer polyamide = dreilagigem Polyamid; silicone-coated polyamide = silikonbeschichtetem Polyamid;
  duck down = Entendaunen; synthetic fibre = Kunstfaser; fleece = Fleece; cotton tartan = Baumwolltartan; bonded tricot = Tricot; hyaluronic acid = Hyaluronsäure; shea butter = Sheabutter; caffeine = Koffein; kaolin = Kaolin; salicylic acid = Salicylsäure;
  almond oil = Mandelöl; glycerine = Glycerin; jojoba oil = Jojobaöl; beeswax = Bienenwachs; oat extract = Haferextrakt; black tea = Schwarztee; decaffeinated black tea = entkoffeiniertem Schwarztee; green tea = Grüntee; white tea = Weißtee; oolong tea = Oolong;
  rooibos = Rooibos; bergamot oil = Bergamotteöl; cardamom = Kardamom; cinnamon = Zimt; ginger = Ingwer; clove = Nelke; jasmine blossom = Jasminblüten; peppermint = Pfefferminze; vanilla pieces = Vanillestücken; chamomile blossom = Kamillenblüten;
  lemon verbena = Zitronenverbene; apple = Apfel; hibiscus = Hibiskus; rosehip = Hagebutte; orange peel = Orangenschale; dark chocolate = Zartbitterschokolade; milk chocolate = Milchschokolade; hazelnut = Haselnuss; cocoa = Kakao; toast = Röstbrot; caramel = Karamell;
  almond = Mandel; bergamot = Bergamotte; peach = Pfirsich; orange = Orange; blackcurrant = schwarzer Johannisbeere; grapefruit = Grapefruit; honey = Honig; red apple = rotem Apfel; apricot = Aprikose; cedar = Zeder; arabica = Arabica; robusta = Robusta; laces = Schnürsenkeln; hook-and-loop = Klettverschluss; quick-lacing = Schnellschnürung`

/** Colours and qualities: "english = predicate, stem"; the stem alone where both are alike. */
const adjectives = `
  black = schwarz; white = weiß; grey = grau; gray = grau; light grey = hellgrau; red = rot; blue = blau; night blue = nachtblau; sea blue = meerblau; green = grün; dark green = dunkelgrün; forest green = waldgrün; sage green = salbeigrün;
  yellow = gelb; brown = braun; silver = silber, silbern; gold = gold, golden; copper = kupfer, kupferfarben; anthracite = anthrazit, anthrazitfarben; cream = creme, cremefarben; matt black = mattschwarz; brushed steel = Edelstahl gebürstet, gebürstet; navy = marine, marineblau;
  olive = oliv, olivgrün; moss = moosgrün; slate = schiefergrau; ochre = ocker, ockerfarben; sand = sand, sandfarben; rust = rost, rostfarben; mustard = senf, senfgelb; teal = petrol, petrolfarben; petrol = petrol, petrolfarben; coral = koralle, korallenrot; amber = bernstein, bernsteinfarben;
  charcoal = anthrazit, anthrazitfarben; ivory = elfenbein, elfenbeinfarben; taupe = taupe, taupefarben; rose = rosé, roséfarben; dusty pink = altrosa, altrosafarben; burgundy = burgunder, burgunderrot; oxblood = ochsenblut, ochsenblutfarben; chalk = kreide, kreideweiß; duck-egg blue = hellblau; speckled grey = grau gesprenkelt;
  clear = klar; transparent = transparent; natural = natur, naturfarben; cognac = cognac, cognacfarben; tan = hellbraun; pink = rosa, rosafarben; purple = violett; cyan = cyan, cyanfarben; magenta = magenta, magentafarben; natural oak = Eiche natur, naturfarben; smoked oak = Räuchereiche, räucherfarben; natural beech = Buche natur, naturfarben;
  brick = ziegelrot; clay = ton, tonfarben; dotted = gepunktet; lined = liniert; plain = blanko, unliniert; squared = kariert; light = hell; medium = mittel, mittler; dark = dunkel, dunkl; deep = tief; regular = regulär; slim = schmal; relaxed = weit; round = rund; rectangular = rechteckig; cylindrical = zylindrisch;
  ceramic non-stick = keramisch; enamelled = emailliert; glazed = glasiert; washed = gewaschen; adjustable = verstellbar; fixed = fest; matte = matt; matt = matt; gloss = glänzend; glossy = glänzend; high = hoch, hoh; firm = fest; neutral = neutral; wireless = kabellos; wired = kabelgebunden; thread-sewn = fadengeheftet; spiral = spiralgebunden; stapled = geheftet; glued = geklebt`

/** Things with a gender: "english = German gender". */
const things = `
  portafilter = Siebträger m; metal funnel filter = Metalltrichterfilter m; permanent filter = Dauerfilter m; stainless steel mesh = Edelstahlsieb n; nylon mesh = Nylonsieb n; tin = Dose f; carton = Karton m; pouch = Beutel m; valve bag = Ventilbeutel m; glass jar = Glastiegel m;
  dropper bottle = Pipettenflasche f; pump bottle = Pumpflasche f; tube = Tube f; bottle = Flasche f; aluminium tube = Aluminiumtube f; coin cell = Knopfzelle f; e-bike battery = E-Bike-Akku m; usb-c rechargeable battery = USB-C-Akku m; hub dynamo = Nabendynamo m;
  handlebar strap = Lenkerband n; handlebar clamp = Lenkerklemme f; seat-post strap = Sattelstützenband n; luggage rack = Gepäckträger m; helmet strap = Helmband n; silicone strap = Silikonband n`

const genders: Readonly<Record<string, Gender>> = { m: 'm', f: 'f', n: 'n' }

export const values: ReadonlyMap<string, ValueEntry> = new Map([
  ...pairs(words).map(([english, text]) => [english, { text }] as const),
  ...pairs(adjectives).map(([english, forms]) => {
    const [text = '', stem = text] = forms.split(/,\s*/)
    return [english, { text, stem }] as const
  }),
  ...pairs(things).flatMap(([english, forms]) => {
    const match = /^(.+) ([mfn])$/.exec(forms)
    const gender = genders[match?.[2] ?? '']
    return match === null || gender === undefined
      ? []
      : [[english, { text: match[1] ?? '', gender }] as const]
  }),
])

function pairs(list: string): (readonly [string, string])[] {
  return list.split(';').map((line) => {
    const [english = '', german = ''] = line.split('=').map((part) => part.trim())
    return [english, german] as const
  })
}
