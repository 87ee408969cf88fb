/**
 * German nouns for goods with gender and plural. The key is what stands in a title or category, in German or English:
 * a catalogue in English is described in German with its names as they are.
 */
import type { Gender, NounEntry } from '../morphology.ts'

/** "noun gender plural | keys": the noun itself is always a key. Gender "p": plural only; "u" after it: uncountable. */
const lists: Readonly<Record<string, string>> = {
  kitchen: `
    Wasserkocher m Wasserkocher | kettle; Toaster m Toaster | toaster; Kaffeemaschine f Kaffeemaschinen | coffee machine, coffee maker;
    Espressomaschine f Espressomaschinen | espresso machine; Kaffeemühle f Kaffeemühlen | grinder, coffee grinder; Mixer m Mixer | blender, mixer;
    Pfanne f Pfannen | pan, frying pan, skillet, griddle; Topf m Töpfe | pot, saucepan, stockpot; Wok m Woks | wok; Bräter m Bräter | casserole, roaster;
    Messer n Messer | knife; Santoku n Santokus | santoku; Flasche f Flaschen | bottle; Isolierflasche f Isolierflaschen | flask; Becher m Becher | mug, tumbler;
    Tasse f Tassen | cup; Schale f Schalen | bowl; Teller m Teller | plate; Glas n Gläser | glass; Krug m Krüge | jug, carafe;
    Teekanne f Teekannen | teapot; Tablett n Tabletts | tray; Schneidebrett n Schneidebretter | chopping board, board; French Press f French Presses | french press;
    Handfilter m Handfilter | dripper, pour-over dripper; Sieb n Siebe | colander`,
  living: `
    Korb m Körbe | basket; Lampe f Lampen | lamp; Schreibtischlampe f Schreibtischlampen | desk lamp; Stehlampe f Stehlampen | floor lamp;
    Stuhl m Stühle | chair; Bürostuhl m Bürostühle | office chair, swivel chair; Sessel m Sessel | armchair; Hocker m Hocker | stool; Sofa n Sofas | sofa, couch;
    Tisch m Tische | table, desk; Regal n Regale | shelf, bookcase; Schrank m Schränke | cabinet; Bett n Betten | bed; Matratze f Matratzen | mattress;
    Kissen n Kissen | pillow, cushion; Decke f Decken | blanket, throw; Handtuch n Handtücher | towel; Badetuch n Badetücher | bath towel; Hamamtuch n Hamamtücher | hammam towel;
    Badematte f Badematten | bath mat; Teppich m Teppiche | rug; Uhr f Uhren | clock; Vase f Vasen | vase; Spiegel m Spiegel | mirror; Kerze f Kerzen | candle;
    Pflanzgefäß n Pflanzgefäße | planter; Pflanzschale f Pflanzschalen | planting bowl; Kranz m Kränze | wreath; Girlande f Girlanden | garland`,
  screens:
    'Monitor m Monitore | monitor, display; Fernseher m Fernseher | television, tv; Projektor m Projektoren | projector',
  computers: `
    Notebook n Notebooks | notebook pc, laptop; Tablet n Tablets | tablet; Computer m Computer | computer, workstation; Server m Server | server; Tastatur f Tastaturen | keyboard;
    Maus f Mäuse | mouse; Webcam f Webcams | webcam; Drucker m Drucker | printer; Scanner m Scanner | scanner; Prozessor m Prozessoren | processor;
    Speichermodul n Speichermodule | memory module; Speicherkarte f Speicherkarten | memory card; Festplatte f Festplatten | hard drive; Grafikkarte f Grafikkarten | graphics card;
    Switch m Switches | switch; Router m Router | router; Hub m Hubs | hub; Dockingstation f Dockingstationen | docking station`,
  supplies: `
    Tonerkartusche f Tonerkartuschen | toner cartridge; Tintenpatrone f Tintenpatronen | ink cartridge; Farbband n Farbbänder | ribbon`,
  cables: `
    Kabel n Kabel | cable, cord; Patchkabel n Patchkabel | patch cable; Netzkabel n Netzkabel | power cable, power cord; Adapter m Adapter | adapter;
    Netzteil n Netzteile | power adapter, power supply, power supply unit; Ladegerät n Ladegeräte | charger; Akku m Akkus | battery, battery pack; Powerbank f Powerbanks | power bank;
    Halterung f Halterungen | mount, wall mount, ceiling mount, bracket; Stativ n Stative | tripod; Ständer m Ständer | stand`,
  phones:
    'Smartphone n Smartphones | phone, smartphone; Telefon n Telefone | telephone; Smartwatch f Smartwatches | smartwatch',
  audio: `
    Kopfhörer m Kopfhörer | headphones, over-ear headphones, earphones; In-Ear-Kopfhörer m In-Ear-Kopfhörer | in-ear headphones, earbuds;
    Headset n Headsets | headset; Lautsprecher m Lautsprecher | speaker; Soundbar f Soundbars | soundbar; Mikrofon n Mikrofone | microphone;
    Radio n Radios | radio; Gitarre f Gitarren | guitar; Klavier n Klaviere | piano`,
  cameras: 'Kamera f Kameras | camera; Objektiv n Objektive | lens',
  fashion: `
    Jacke f Jacken | jacket; Softshelljacke f Softshelljacken | softshell jacket; Regenjacke f Regenjacken | rain jacket; Mantel m Mäntel | coat; Parka m Parkas | parka; Weste f Westen | vest, gilet;
    Hemd n Hemden | shirt; T-Shirt n T-Shirts | t-shirt, tee; Pullover m Pullover | sweater; Kleid n Kleider | dress; Rock m Röcke | skirt; Hut m Hüte | hat; Mütze f Mützen | cap, beanie;
    Schal m Schals | scarf; Gürtel m Gürtel | belt; Rucksack m Rucksäcke | backpack, daypack; Tasche f Taschen | bag, handbag; Koffer m Koffer | suitcase; Armbanduhr f Armbanduhren | watch;
    Laufschuhe p Laufschuhe | running shoes; Schuhe p Schuhe | shoes; Stiefel p Stiefel | boots; Sandalen p Sandalen | sandals; Socken p Socken | socks; Handschuhe p Handschuhe | gloves`,
  outdoor: `
    Zelt n Zelte | tent; Kuppelzelt n Kuppelzelte | dome tent; Schlafsack m Schlafsäcke | sleeping bag; Schlafmatte f Schlafmatten | sleeping mat; Isomatte f Isomatten; Helm m Helme | helmet;
    Fahrradlicht n Fahrradlichter | bike light; Reifen m Reifen | tyre; Luftpumpe f Luftpumpen | pump; Schloss n Schlösser | lock; Taschenlampe f Taschenlampen | torch`,
  garden: `
    Rechen m Rechen | rake, garden rake; Spaten m Spaten | spade; Gabel f Gabeln | fork; Kelle f Kellen | trowel; Hacke f Hacken | hoe; Schaufel f Schaufeln | shovel;
    Säge f Sägen | saw; Hammer m Hämmer | hammer; Bohrmaschine f Bohrmaschinen | drill; Gartenschere f Gartenscheren | secateurs, pruner; Astschere f Astscheren | loppers; Heckenschere f Heckenscheren | shears;
    Pflanze f Pflanzen | plant; Kaktus m Kakteen | cactus`,
  beauty: `
    Creme f Cremes | cream; Tagescreme f Tagescremes | day cream; Nachtcreme f Nachtcremes | night cream; Augencreme f Augencremes | eye cream; Handcreme f Handcremes | hand cream;
    Serum n Seren | serum; Lotion f Lotionen | lotion; Maske f Masken | mask; Balsam m Balsame | balm; Lippenbalsam m Lippenbalsame | lip balm; Reinigungsmilch f Reinigungsmilchen | cleansing milk;
    Shampoo n Shampoos | shampoo; Öl n Öle | oil`,
  stationery: `
    Heft n Hefte | exercise book; Notizbuch n Notizbücher | notebook; Planer m Planer | planner; Skizzenbuch n Skizzenbücher | sketchbook; Buch n Bücher | book; Stift m Stifte | pen; Bleistift m Bleistifte | pencil`,
  play: `
    Puzzle n Puzzles | puzzle; Brettspiel n Brettspiele | board game; Spiel n Spiele | game; Zug m Züge | train; Eisenbahnset n Eisenbahnsets | train set;
    Puppe f Puppen | doll; Bauklötze p Bauklötze | blocks, building blocks`,
  pantry: `
    Tee mu Tees | tea; Schwarztee mu Schwarztees | black tea; Grüntee mu Grüntees | green tea; Kräutertee mu Kräutertees | herbal tea; Kaffee mu Kaffees | coffee;
    Aufguss m Aufgüsse | infusion; Bohnen p Bohnen | beans, coffee beans; Brot n Brote | bread`,
}

const genders: Readonly<Record<string, Gender>> = { m: 'm', f: 'f', n: 'n' }

export const nouns: ReadonlyMap<string, NounEntry> = new Map(
  Object.entries(lists).flatMap(([family, list]) =>
    list.split(';').flatMap((line) => entriesOf(family, line)),
  ),
)

function entriesOf(family: string, line: string): (readonly [string, NounEntry])[] {
  const [forms = '', keys = ''] = line.split('|').map((part) => part.trim())
  const match = /^(.+?) ([mfnp])(u?) (.+)$/.exec(forms)
  if (match === null) return []
  const [, text = '', letter = '', uncountable = '', plural = ''] = match
  const entry: NounEntry = {
    text,
    gender: genders[letter] ?? null,
    isPlural: letter === 'p',
    isMass: uncountable !== '',
    plural,
    family,
  }
  const english = keys === '' ? [] : keys.split(/\s*,\s*/)
  return [text.toLowerCase(), ...english].map((key) => [key, entry] as const)
}
