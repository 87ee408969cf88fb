/** Merkmale, die da sind oder nicht: a stated Yes, and the stated No that is worth saying. */
import type { AttributeWording } from '../../grammar.ts'
import { flag } from '../../say.ts'

const is = (quality: string) => ({ quality, line: [quality] })

export const flagsWording = {
  active_noise_cancelling: flag('feature', 8, ['hat eine aktive Geräuschunterdrückung'], [], {
    with: ['einer aktiven Geräuschunterdrückung'],
    line: ['Aktive Geräuschunterdrückung'],
  }),
  microphone: flag('feature', 5, ['hat ein Mikrofon'], ['hat kein Mikrofon'], { with: ['einem Mikrofon'] }),
  foldable: flag('feature', 6, ['ist faltbar'], [], is('faltbar')),
  curved: flag('feature', 4, ['ist gebogen'], [], is('gebogen')),
  height_adjustable: flag(
    'feature',
    6,
    ['ist höhenverstellbar'],
    ['ist nicht höhenverstellbar'],
    is('höhenverstellbar'),
  ),
  built_in_speakers: flag(
    'feature',
    5,
    ['hat eingebaute Lautsprecher'],
    ['hat keine eingebauten Lautsprecher'],
    { with: ['eingebauten Lautsprechern'] },
  ),
  dimmable: flag('feature', 6, ['ist dimmbar'], ['ist nicht dimmbar'], is('dimmbar')),
  usb_charging_port: flag('feature', 5, ['hat einen USB-Ladeanschluss'], [], {
    with: ['einem USB-Ladeanschluss'],
  }),
  battery_indicator: flag('feature', 5, ['hat eine Akkuanzeige'], [], { with: ['einer Akkuanzeige'] }),
  lumbar_support: flag('feature', 7, ['hat eine Lordosenstütze'], [], { with: ['einer Lordosenstütze'] }),
  headrest: flag('feature', 5, ['hat eine Kopfstütze'], [], { with: ['einer Kopfstütze'] }),
  swivel: flag('feature', 4, ['ist drehbar'], [], is('drehbar')),
  cordless: flag('feature', 7, ['ist kabellos'], ['ist nicht kabellos'], is('kabellos')),
  temperature_control: flag('feature', 7, ['hat eine Temperaturwahl'], [], {
    with: ['einer Temperaturwahl'],
  }),
  induction_safe: flag('use', 7, ['ist für Induktion geeignet'], ['ist nicht für Induktion geeignet'], {
    line: ['Für Induktion geeignet'],
  }),
  dishwasher_safe: flag(
    'care',
    6,
    ['ist spülmaschinenfest', 'darf in die Spülmaschine'],
    ['ist nicht spülmaschinenfest'],
    is('spülmaschinenfest'),
  ),
  tumble_dry: flag('care', 5, ['darf in den Trockner'], ['darf nicht in den Trockner'], {
    line: ['Trocknergeeignet'],
  }),
  lid_included: flag('contents', 6, ['hat einen Deckel'], ['hat keinen Deckel'], { with: ['einem Deckel'] }),
  full_tang: flag('make', 6, ['hat einen durchgehenden Erl'], [], {
    with: ['einem durchgehenden Erl'],
    line: ['Durchgehender Erl'],
  }),
  insulated: flag('feature', 8, ['ist isoliert'], [], is('isoliert')),
  leak_proof: flag('feature', 7, ['ist auslaufsicher'], ['ist nicht auslaufsicher'], is('auslaufsicher')),
  bpa_free: flag('make', 6, ['ist frei von BPA'], [], is('BPA-frei')),
  laptop_compartment: flag('feature', 7, ['hat ein Laptopfach'], [], { with: ['einem Laptopfach'] }),
  waterproof: flag('feature', 8, ['ist wasserdicht'], ['ist nicht wasserdicht'], is('wasserdicht')),
  windproof: flag('feature', 7, ['ist winddicht'], [], is('winddicht')),
  reflective: flag('feature', 5, ['hat reflektierende Details'], [], { with: ['reflektierenden Details'] }),
  rain_cover_included: flag('contents', 6, ['hat eine Regenhülle dabei'], ['hat keine Regenhülle dabei'], {
    with: ['einer Regenhülle'],
    line: ['Mit Regenhülle'],
  }),
  hip_belt: flag('feature', 6, ['hat einen Hüftgurt'], [], { with: ['einem Hüftgurt'] }),
  chest_strap: flag('feature', 5, ['hat einen Brustgurt'], [], { with: ['einem Brustgurt'] }),
  hood: flag('feature', 6, ['hat eine Kapuze'], [], { with: ['einer Kapuze'] }),
  freestanding: flag('feature', 6, ['ist freistehend'], ['ist nicht freistehend'], is('freistehend')),
  two_way_zip: flag('feature', 5, ['hat einen Zweiwege-Reißverschluss'], [], {
    with: ['einem Zweiwege-Reißverschluss'],
  }),
  stuff_sack_included: flag('contents', 5, ['hat einen Packsack dabei'], [], {
    with: ['einem Packsack'],
    line: ['Mit Packsack'],
  }),
  repair_kit_included: flag('contents', 4, ['hat ein Reparaturset dabei'], [], {
    with: ['einem Reparaturset'],
    line: ['Mit Reparaturset'],
  }),
  pump_included: flag('contents', 6, ['hat eine Pumpe dabei'], ['hat keine Pumpe dabei'], {
    with: ['einer Pumpe'],
    line: ['Mit Pumpe'],
  }),
  saucer_included: flag('contents', 6, ['hat einen Untersetzer dabei'], ['hat keinen Untersetzer dabei'], {
    with: ['einem Untersetzer'],
    line: ['Mit Untersetzer'],
  }),
  assembly_required: flag('use', 4, ['muss zusammengebaut werden'], ['braucht keinen Aufbau'], {
    line: ['Zum Selbstaufbau'],
  }),
  batteries_required: flag('use', 4, ['braucht Batterien'], ['braucht keine Batterien']),
  rust_resistant: flag('feature', 7, ['ist rostbeständig'], ['ist nicht rostbeständig'], is('rostbeständig')),
  replaceable_blade: flag('feature', 5, ['hat eine wechselbare Klinge'], [], {
    with: ['einer wechselbaren Klinge'],
    line: ['Wechselbare Klinge'],
  }),
  drainage_hole: flag('feature', 6, ['hat ein Ablaufloch'], ['hat kein Ablaufloch'], {
    with: ['einem Ablaufloch'],
  }),
  frost_resistant: flag(
    'feature',
    7,
    ['ist frostbeständig'],
    ['ist nicht frostbeständig'],
    is('frostbeständig'),
  ),
  indoor_use: flag('use', 5, ['ist für drinnen geeignet'], ['ist nicht für drinnen geeignet'], {
    line: ['Für drinnen'],
  }),
  outdoor_use: flag('use', 5, ['ist für draußen geeignet'], ['ist nicht für draußen geeignet'], {
    line: ['Für draußen'],
  }),
  puncture_protection: flag('feature', 7, ['hat einen Pannenschutz'], [], { with: ['einem Pannenschutz'] }),
  reflective_stripe: flag('feature', 5, ['hat einen Reflexstreifen'], [], { with: ['einem Reflexstreifen'] }),
  e_bike_rated: flag('use', 5, ['ist für E-Bikes zugelassen'], ['ist nicht für E-Bikes zugelassen'], {
    line: ['Für E-Bikes zugelassen'],
  }),
  organic: flag('origin', 7, [], []),
  vegan: flag('make', 6, ['ist vegan'], ['ist nicht vegan'], is('vegan')),
  caffeine: flag('make', 5, ['enthält Koffein'], ['enthält kein Koffein']),
  fragrance_free: flag('make', 6, ['ist frei von Duftstoffen'], ['ist nicht frei von Duftstoffen'], {
    line: ['Frei von Duftstoffen'],
  }),
  // A health claim needs a certificate; the attribute alone unlocks no phrase.
  dermatologically_tested: flag('assurance', 5, [], []),
  acid_free: flag('make', 5, ['ist säurefrei'], [], is('säurefrei')),
  elastic_band: flag('feature', 5, ['hat ein Gummiband'], [], { with: ['einem Gummiband'] }),
  recycled_paper: flag('make', 6, [], []),
  lies_flat: flag('feature', 6, ['liegt offen flach'], [], { line: ['Liegt offen flach'] }),
  hanging_loop: flag('feature', 4, ['hat einen Aufhänger'], [], { with: ['einem Aufhänger'] }),
  fsc_certified: flag('assurance', 6, ['ist FSC-zertifiziert'], [], { line: ['FSC-zertifiziert'] }),
  ce_marked: flag('assurance', 4, ['trägt das CE-Zeichen'], [], { line: ['CE-Zeichen'] }),
  touchscreen: flag('feature', 5, ['hat einen Touchscreen'], [], { with: ['einem Touchscreen'] }),
  bluetooth: flag('feature', 6, ['hat Bluetooth'], [], { with: ['Bluetooth'], line: ['Bluetooth'] }),
  wi_fi: flag('feature', 6, ['hat WLAN'], [], { with: ['WLAN'], line: ['WLAN'] }),
  ethernet_lan: flag('feature', 4, ['hat einen Ethernet-Anschluss'], [], {
    with: ['einem Ethernet-Anschluss'],
  }),
} satisfies Record<string, AttributeWording>
