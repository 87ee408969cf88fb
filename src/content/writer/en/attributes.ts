/** English wording of the attributes shops use most; anything else is worded from its name (../words/generic-wording.ts). */
import type { AttributeWording, Combination, GroupName } from '../grammar.ts'

type Extras = Partial<Pick<AttributeWording, 'with' | 'front' | 'values'>>

const say = (
  group: GroupName,
  weight: number,
  phrases: readonly string[],
  extras: Extras = {},
): AttributeWording => ({ group, weight, say: phrases, ...extras })
const flag = (
  group: GroupName,
  weight: number,
  yes: readonly string[],
  no: readonly string[] = [],
  extras: Extras = {},
): AttributeWording => ({ group, weight, yes, ...(no.length > 0 && { no }), ...extras })

export const attributes: ReadonlyMap<string, AttributeWording> = new Map(
  Object.entries({
    // What it is made of
    material: say('make', 9, ['is made of {v}', 'is made from {v}'], {
      front: ['Made of {v}', 'Made from {v}'],
    }),
    outer_material: say('make', 9, ['has an outer layer of {v}', 'is made of {v} on the outside'], {
      with: ['an outer layer of {v}'],
    }),
    upper_material: say('make', 9, ['has an upper of {v}'], { with: ['an upper of {v}', 'a {m} upper'] }),
    sole_material: say('make', 6, ['has a {m} sole', 'has a sole of {v}'], { with: ['a {m} sole'] }),
    head_material: say('make', 9, ['has a {m} head', 'has a head of {v}'], { with: ['a {m} head'] }),
    handle_material: say('make', 6, ['has a {m} handle', 'has a handle of {v}'], { with: ['a {m} handle'] }),
    blade_material: say('make', 9, ['has a {m} blade', 'has a blade of {v}'], { with: ['a {m} blade'] }),
    lid_material: say('make', 4, ['closes with a {m} lid', 'has a lid of {v}'], { with: ['a {m} lid'] }),
    seat_material: say('make', 8, ['has a seat covered in {v}', 'has a seat of {v}'], {
      with: ['a seat of {v}'],
    }),
    back_material: say('make', 7, ['has a back of {v}'], { with: ['a back of {v}'] }),
    frame_material: say('make', 8, ['has a {m} frame', 'has a frame of {v}'], { with: ['a {m} frame'] }),
    pole_material: say('make', 5, ['has {m} poles', 'stands on {m} poles'], { with: ['{m} poles'] }),
    flysheet_material: say('make', 8, ['has a {m} flysheet', 'has a flysheet of {v}'], {
      with: ['a {m} flysheet'],
    }),
    cover_material: say('make', 6, ['has a {m} cover'], { with: ['a {m} cover'] }),
    jacket_material: say('make', 4, ['has a jacket of {v}'], { with: ['a jacket of {v}'] }),
    lining: say('make', 5, ['has a lining of {v}', 'is lined with {v}'], { values: { unlined: null } }),
    filling: say('make', 8, ['is filled with {v}', 'has a filling of {v}'], { front: ['Filled with {v}'] }),
    coating: say('make', 8, ['has a {m} coating'], { with: ['a {m} coating'], values: { uncoated: null } }),
    weave: say('make', 5, ['has a {m} weave', 'comes in a {m} weave'], { with: ['a {m} weave'] }),
    paint: say('make', 4, ['is painted with {m} paint', 'is finished in {m} paint']),
    shape: say('make', 5, ['has a {m} shape'], { with: ['a {m} shape'] }),
    colour: say('make', 7, ['comes in {v}']),
    color: say('make', 7, ['comes in {v}']),
    product_colour: say('make', 7, ['comes in {v}']),
    cable_colour: say('make', 3, ['has a {m} cable'], { with: ['a {m} cable'] }),
    finish: say('make', 5, ['has a {m} finish'], { with: ['a {m} finish'] }),
    finish_type: say('make', 4, ['has a {m} finish'], { with: ['a {m} finish'] }),
    binding: say('make', 5, ['has a {m} binding'], { with: ['a {m} binding'] }),
    bead: say('make', 4, ['has a {m} bead'], { with: ['a {m} bead'] }),
    tread: say('make', 6, ['has a {m} tread'], { with: ['a {m} tread'] }),
    texture: say('make', 6, ['has a {m} texture'], { with: ['a {m} texture'] }),
    ingredients: say('make', 8, ['contains {v}', 'is made with {v}'], { front: ['Made with {v}'] }),
    key_ingredient: say('make', 9, ['contains {v}', 'is formulated with {v}'], {
      with: ['{v} as its key ingredient'],
      front: ['Formulated with {v}'],
    }),
    species: say('make', 7, ['is made from {v} beans', 'uses {v} beans'], { front: ['Made from {v} beans'] }),
    fabric_weight: say('make', 6, ['has a fabric weight of {v}', 'is woven at {v}'], {
      with: ['a fabric weight of {v}'],
    }),
    paper_weight: say('make', 6, ['is printed on {v} paper', 'uses {v} paper'], { with: ['{v} paper'] }),
    thread_count: say('make', 4, ['has a casing of {v}'], { with: ['a {m} casing'] }),

    // Size, weight, capacity
    capacity: say('size', 9, ['holds {v}', 'has a capacity of {v}'], {
      with: ['a {m} capacity', 'room for {v}'],
    }),
    volume: say('size', 9, ['holds {v}', 'has a volume of {v}'], { with: ['a {m} volume', 'room for {v}'] }),
    cups: say('size', 6, ['makes {v} cups', 'brews {v} cups']),
    weight: say('size', 5, ['weighs {v}'], { front: ['Weighing {v}'], with: ['a weight of {v}'] }),
    net_weight: say('size', 7, ['contains {v}'], {}),
    width: say('size', 4, ['is {v} wide'], { with: ['a width of {v}'] }),
    height: say('size', 4, ['is {v} high', 'stands {v} tall'], { with: ['a height of {v}'] }),
    depth: say('size', 4, ['is {v} deep'], { with: ['a depth of {v}'] }),
    length: say('size', 5, ['is {v} long'], { with: ['a length of {v}'] }),
    total_length: say('size', 6, ['is {v} long', 'measures {v} from end to end'], {
      with: ['a total length of {v}'],
    }),
    diameter: say('size', 6, ['measures {v} across', 'has a diameter of {v}'], { with: ['a {m} diameter'] }),
    thickness: say('size', 6, ['is {v} thick'], { with: ['a thickness of {v}'], front: ['At {v} thick'] }),
    blade_length: say('size', 8, ['has a blade of {v}', 'has a {m} blade'], { with: ['a {m} blade'] }),
    cable_length: say('size', 4, ['has a {m} cable', 'comes with a {m} cable'], { with: ['a {m} cable'] }),
    head_width: say('size', 4, ['has a head {v} wide'], { with: ['a head {v} wide'] }),
    seat_width: say('size', 4, ['has a seat {v} wide'], { with: ['a seat {v} wide'] }),
    opening_diameter: say('size', 4, ['has a {m} opening', 'opens to {v} across'], {
      with: ['a {m} opening'],
    }),
    inner_height: say('size', 5, ['has an inner height of {v}', 'offers {v} of height inside'], {
      with: ['an inner height of {v}'],
    }),
    floor_area: say('size', 6, ['has a floor area of {v}', 'covers {v} of floor'], {
      with: ['a floor area of {v}'],
    }),
    packed_length: say('size', 4, ['packs down to {v}', 'is {v} long when packed'], {
      with: ['a packed length of {v}'],
    }),
    packed_diameter: say('size', 3, ['has a packed diameter of {v}']),
    reach: say('size', 5, ['reaches {v}', 'has a reach of {v}'], { with: ['a reach of {v}'] }),
    screen_size: say('size', 9, ['has a {m} screen'], { with: ['a {m} screen'] }),
    display_diagonal: say('size', 9, ['has a {m} display'], { with: ['a {m} display'] }),
    wheel_size: say('fit', 8, ['fits {m} wheels', 'is made for {m} wheels']),
    drop: say('size', 6, ['has a {m} drop'], { with: ['a {m} drop'] }),
    stack_height: say('size', 5, ['has a stack height of {v}', 'stacks up to {v}'], {
      with: ['a stack height of {v}'],
    }),
    fill_weight: say('size', 5, ['contains {v} of filling', 'has a fill weight of {v}'], {
      with: ['{v} of filling'],
    }),
    pockets: say('size', 5, ['has {v} pockets', 'offers {v} pockets'], { with: ['{v} pockets'] }),
    pages: say('size', 7, ['has {v} pages', 'offers {v} pages'], { with: ['{v} pages'] }),
    pieces: say('contents', 8, ['has {v} pieces', 'consists of {v} pieces'], { with: ['{v} pieces'] }),
    set_size: say('contents', 7, ['comes as a set of {v}', 'is sold in a set of {v}']),
    quantity_per_pack: say('contents', 7, ['comes in a pack of {v}', 'is sold in a pack of {v}']),
    persons: say('size', 9, ['sleeps {v}', 'has room for {v}'], {}),
    doors: say('feature', 4, ['has {v} doors'], { with: ['{v} doors'] }),
    bookmark_ribbons: say('feature', 4, ['has {v} bookmark ribbons'], { with: ['{v} bookmark ribbons'] }),

    // What it does
    luminous_flux: say('performance', 9, ['gives {v}', 'shines with {v}'], { with: ['an output of {v}'] }),
    colour_temperature: say('performance', 5, ['has a colour temperature of {v}', 'lights at {v}'], {
      with: ['a colour temperature of {v}'],
    }),
    colour_rendering_index: say('performance', 4, ['has a colour rendering index of {v}'], {
      with: ['a colour rendering index of {v}'],
    }),
    light_source: say('performance', 3, ['uses {m} light']),
    brightness: say('performance', 6, ['reaches a brightness of {v}'], { with: ['a brightness of {v}'] }),
    resolution: say('performance', 8, ['has a resolution of {v} pixels'], {
      with: ['a resolution of {v} pixels'],
    }),
    display_resolution: say(
      'performance',
      7,
      ['shows {v} pixels', 'has a display resolution of {v} pixels'],
      { with: ['a resolution of {v} pixels'] },
    ),
    aspect_ratio: say('performance', 3, ['has an aspect ratio of {v}'], { with: ['an aspect ratio of {v}'] }),
    panel_type: say('performance', 6, ['uses {a v} panel', 'has {a v} panel'], { with: ['{a v} panel'] }),
    refresh_rate: say('performance', 6, ['refreshes at {v}', 'has a refresh rate of {v}'], {
      with: ['a {m} refresh rate'],
    }),
    response_time: say('performance', 4, ['responds in {v}', 'has a response time of {v}'], {
      with: ['a response time of {v}'],
    }),
    output_power: say('performance', 8, ['plays at {v}', 'has an output of {v}'], {
      with: ['an output of {v}'],
    }),
    driver_size: say('performance', 6, ['has {m} drivers', 'plays through {m} drivers'], {
      with: ['{m} drivers'],
    }),
    impedance: say('performance', 3, ['has an impedance of {v}'], { with: ['an impedance of {v}'] }),
    pressure: say('performance', 7, ['works at {v} of pressure', 'builds up {v} of pressure'], {
      with: ['{v} of pressure'],
    }),
    max_pressure: say('performance', 6, ['takes up to {v}', 'can be pumped up to {v}'], {
      with: ['a maximum pressure of {v}'],
    }),
    load_capacity: say('performance', 7, ['carries up to {v}', 'takes loads of up to {v}'], {
      with: ['a load capacity of {v}'],
    }),
    hardness: say('performance', 5, ['has a hardness of {v}'], { with: ['a hardness of {v}'] }),
    edge_angle: say('performance', 4, ['has an edge angle of {v}'], { with: ['an edge angle of {v}'] }),
    tilt_angle: say('performance', 4, ['tilts by {v}', 'has a tilt angle of {v}'], {
      with: ['a tilt angle of {v}'],
    }),
    cutting_diameter_max: say('performance', 8, [
      'cuts branches up to {v} thick',
      'cuts up to {v} in diameter',
    ]),
    water_column: say('performance', 7, ['withstands a water column of {v}'], {
      with: ['a water column of {v}'],
    }),
    water_column_fly: say('performance', 6, ['has a flysheet rated to a water column of {v}'], {
      with: ['a flysheet rated to a water column of {v}'],
    }),
    water_column_floor: say('performance', 5, ['has a floor rated to a water column of {v}'], {
      with: ['a floor rated to a water column of {v}'],
    }),
    water_resistance: say(
      'performance',
      6,
      ['is water resistant to {v}', 'has {a v} water resistance rating'],
      { with: ['{a v} water resistance rating'] },
    ),
    r_value: say('performance', 8, ['insulates with an R-value of {v}', 'has an R-value of {v}'], {
      with: ['an R-value of {v}'],
    }),
    fill_power: say('performance', 6, ['has a fill power of {v}'], { with: ['a fill power of {v}'] }),
    comfort_temperature: say(
      'performance',
      9,
      ['is comfortable down to {v}', 'has a comfort temperature of {v}'],
      { with: ['a comfort temperature of {v}'] },
    ),
    limit_temperature: say('performance', 6, ['has a limit temperature of {v}'], {
      with: ['a limit temperature of {v}'],
    }),
    oven_safe_to: say('use', 6, ['is oven safe to {v}', 'can go in the oven at up to {v}']),
    set_up_time: say('use', 6, ['is set up in {v}', 'takes {v} to set up'], {
      with: ['a set-up time of {v}'],
    }),
    seasons: say('use', 6, ['is rated for {v} seasons', 'is a {m}-season model']),
    intensity: say('performance', 5, ['has an intensity of {v}'], { with: ['an intensity of {v}'] }),
    roast: say('make', 7, ['has a {m} roast', 'is a {m} roast'], { with: ['a {m} roast'] }),
    process: say('make', 4, ['is processed by the {v} method']),
    tasting_notes: say('performance', 8, ['tastes of {v}', 'has notes of {v}'], { with: ['notes of {v}'] }),
    altitude: say('origin', 4, ['is grown at {v}', 'grows at an altitude of {v}'], {
      front: ['Grown at {v}'],
    }),
    brewing_temperature: say('use', 6, ['brews at {v}', 'is best brewed at {v}']),
    brewing_time: say('use', 5, ['brews for {v}', 'needs {v} to brew']),
    spf: say('performance', 8, ['has a sun protection factor of {v}', 'protects with SPF {v}'], {
      with: ['SPF {v}'],
    }),
    ph_value: say('performance', 4, ['has a pH value of {v}'], { with: ['a pH value of {v}'] }),
    cushioning: say('performance', 6, ['has {m} cushioning', 'offers {m} cushioning'], {
      with: ['{m} cushioning'],
    }),
    support: say('performance', 5, ['offers {m} support', 'gives {m} support'], { with: ['{m} support'] }),
    printing_colours: say('use', 7, ['prints in {v}'], {}),
    print_technology: say('use', 6, ['is for {v}', 'is designed for {v}']),
    black_toner_page_yield: say('performance', 8, ['yields {v} black pages']),
    page_yield: say('performance', 8, ['yields {v} pages']),
    data_transfer_rate: say('performance', 6, ['transfers data at {v}'], {
      with: ['a transfer rate of {v}'],
    }),

    // Power
    power: say('power', 8, ['runs on {v}', 'has a power of {v}'], { with: ['a power of {v}'] }),
    voltage: say('power', 3, ['runs on {v}', 'is rated for {v}']),
    power_source: say('power', 6, ['is powered by {v}', 'runs on {v}'], { front: ['Powered by {v}'] }),
    battery_life: say('power', 9, ['runs for {v}', 'lasts {v} on a charge'], {
      with: ['a battery life of {v}', '{v} of battery life'],
    }),
    run_time: say('power', 8, ['runs for {v}', 'shines for {v}'], { with: ['a run time of {v}'] }),
    charging_time: say('power', 5, ['charges in {v}', 'takes {v} to charge'], {
      with: ['a charging time of {v}'],
    }),
    usb_c_power: say('power', 6, ['charges devices over USB-C with {v}', 'delivers {v} over USB-C'], {
      with: ['{v} of USB-C power'],
    }),
    energy_class: say('power', 5, ['is in energy class {v}', 'has energy class {v}'], {
      with: ['energy class {v}'],
    }),
    battery_technology: say('power', 5, ['uses a {m} battery'], { with: ['a {m} battery'] }),

    // Who and what it is for
    gender: say('fit', 3, []),
    gender_affinity: say('fit', 2, ['is made for {v}']),
    fit: say('fit', 6, ['has a {m} fit', 'comes in a {m} fit'], { with: ['a {m} fit'] }),
    surface: say('fit', 6, ['is made for {v} running', 'is built for {v} running']),
    skin_type: say('fit', 8, ['suits {v} skin', 'is made for {v} skin'], { values: { all: 'all types of' } }),
    application_area: say('use', 5, ['is for the {v}', 'is applied to the {v}']),
    time_of_use: say('use', 5, ['is used in the {v}'], { values: { any: null } }),
    age_from: say('fit', 7, ['suits children from {v}', 'is for children of {v} and over']),
    players: say('fit', 6, ['is for {v} players', 'plays with {v} players']),
    play_time: say('use', 5, ['plays in {v}', 'takes about {v} to play']),
    compatibility: say('fit', 9, ['is compatible with {v}', 'works with {v}']),
    brand_compatibility: say('fit', 6, ['fits {v} devices', 'is for {v} devices']),
    component_for: say('fit', 5, ['is made for {v} use']),
    max_laptop_size: say('fit', 7, ['fits laptops up to {v}', 'takes laptops of up to {v}'], {
      with: ['space for laptops up to {v}'],
    }),
    compatible_operating_systems: say('fit', 5, ['works with {v}', 'supports {v}']),

    // Features
    connection: say('feature', 7, ['connects by {v}']),
    connectivity: say('feature', 7, ['connects by {v}']),
    connectivity_technology: say('feature', 5, ['is a {m} model']),
    bluetooth_version: say('feature', 5, ['uses Bluetooth {v}', 'supports Bluetooth {v}'], {
      with: ['Bluetooth {v}'],
    }),
    ports: say('feature', 7, ['has ports for {v}', 'connects through {v}'], { with: ['ports for {v}'] }),
    modes: say('feature', 6, ['has {v} modes', 'offers {v} modes'], { with: ['{v} modes'] }),
    dimming_levels: say('feature', 5, ['has {v} dimming levels'], { with: ['{v} dimming levels'] }),
    mount: say('feature', 6, ['mounts by {v}', 'attaches with a {v}']),
    wall_mount: say('feature', 5, ['takes {a v} wall mount', 'fits {a v} wall mount']),
    closure: say('feature', 5, ['closes with {v}', 'fastens with {v}']),
    filter_type: say('feature', 6, ['uses a {v}', 'brews with a {v}'], { with: ['a {v}'] }),
    armrests: say('feature', 5, ['has {m} armrests'], { with: ['{m} armrests'] }),
    keep_warm: say('feature', 6, ['keeps water warm for {v}', 'has a keep-warm function of {v}'], {}),
    format: say('size', 6, ['comes in {v} format', 'is in {v} format'], { front: ['In {v} format'] }),
    form: say('make', 6, ['comes as {v}', 'is sold as {v}']),
    style: say('make', 4, []),
    type: say('make', 4, []),
    position: say('fit', 3, []),
    use: say('fit', 4, []),
    intended_use: say('fit', 4, []),
    packaging: say('contents', 5, ['comes in a {v}', 'is packed in a {v}']),
    connector_1: say('feature', 6, ['has {a v} connector at one end'], {}),
    connector_2: say('feature', 5, ['has {a v} connector at the other end'], {}),
    internal_memory: say('performance', 8, ['has {v} of memory'], { with: ['{v} of memory'] }),
    total_storage_capacity: say('performance', 8, ['has {v} of storage'], { with: ['{v} of storage'] }),
    processor_family: say('performance', 7, ['runs on {a v} processor']),
    processor_model: say('performance', 4, []),
    processor_cores: say('performance', 6, ['has {v} processor cores'], { with: ['{v} processor cores'] }),
    operating_system_installed: say('feature', 6, ['comes with {v} installed', 'runs {v}']),

    active_noise_cancelling: flag(
      'feature',
      8,
      ['has active noise cancelling'],
      ['has no active noise cancelling'],
      { with: ['active noise cancelling'] },
    ),
    microphone: flag('feature', 5, ['has a microphone'], ['has no microphone'], { with: ['a microphone'] }),
    foldable: flag('feature', 6, ['is foldable'], ['is not foldable']),
    stereo_pairing: flag('feature', 5, ['can be paired for stereo'], ['cannot be paired for stereo']),
    curved: flag('feature', 4, ['is curved'], ['is not curved']),
    height_adjustable: flag('feature', 6, ['is height adjustable'], ['is not height adjustable']),
    built_in_speakers: flag('feature', 5, ['has built-in speakers'], ['has no built-in speakers'], {
      with: ['built-in speakers'],
    }),
    dimmable: flag('feature', 6, ['is dimmable'], ['is not dimmable']),
    usb_charging_port: flag('feature', 5, ['has a USB charging port'], ['has no USB charging port'], {
      with: ['a USB charging port'],
    }),
    battery_indicator: flag('feature', 5, ['has a battery indicator'], ['has no battery indicator'], {
      with: ['a battery indicator'],
    }),
    lumbar_support: flag('feature', 7, ['has lumbar support'], ['has no lumbar support'], {
      with: ['lumbar support'],
    }),
    headrest: flag('feature', 5, ['has a headrest'], ['has no headrest'], { with: ['a headrest'] }),
    swivel: flag('feature', 4, ['swivels'], ['does not swivel']),
    cordless: flag('feature', 7, ['is cordless'], ['is not cordless']),
    temperature_control: flag('feature', 7, ['has temperature control'], ['has no temperature control'], {
      with: ['temperature control'],
    }),
    induction_safe: flag(
      'use',
      7,
      ['works on induction hobs', 'is suitable for induction'],
      ['is not suitable for induction'],
    ),
    dishwasher_safe: flag(
      'care',
      6,
      ['is dishwasher safe', 'can go in the dishwasher'],
      ['is not dishwasher safe'],
    ),
    tumble_dry: flag('care', 5, ['can be tumble dried'], ['must not be tumble dried']),
    lid_included: flag('contents', 6, ['comes with a lid', 'includes a lid'], ['comes without a lid'], {
      with: ['a lid included'],
    }),
    full_tang: flag('make', 6, ['has a full tang'], ['has no full tang'], { with: ['a full tang'] }),
    insulated: flag('feature', 8, ['is insulated'], ['is not insulated']),
    leak_proof: flag('feature', 7, ['is leak proof'], ['is not leak proof']),
    bpa_free: flag('make', 6, ['is free of BPA', 'is BPA free'], ['is not BPA free']),
    laptop_compartment: flag('feature', 7, ['has a laptop compartment'], ['has no laptop compartment'], {
      with: ['a laptop compartment'],
    }),
    waterproof: flag('feature', 8, ['is waterproof'], ['is not waterproof']),
    windproof: flag('feature', 7, ['is windproof'], ['is not windproof']),
    reflective: flag('feature', 5, ['has reflective details'], ['has no reflective details'], {
      with: ['reflective details'],
    }),
    rain_cover_included: flag(
      'contents',
      6,
      ['comes with a rain cover', 'includes a rain cover'],
      ['comes without a rain cover'],
      { with: ['a rain cover included'] },
    ),
    hip_belt: flag('feature', 6, ['has a hip belt'], ['has no hip belt'], { with: ['a hip belt'] }),
    chest_strap: flag('feature', 5, ['has a chest strap'], ['has no chest strap'], {
      with: ['a chest strap'],
    }),
    hood: flag('feature', 6, ['has a hood'], ['has no hood'], { with: ['a hood'] }),
    freestanding: flag('feature', 6, ['is freestanding'], ['is not freestanding']),
    two_way_zip: flag('feature', 5, ['has a two-way zip'], ['has no two-way zip'], {
      with: ['a two-way zip'],
    }),
    stuff_sack_included: flag(
      'contents',
      5,
      ['comes with a stuff sack', 'includes a stuff sack'],
      ['comes without a stuff sack'],
      { with: ['a stuff sack included'] },
    ),
    repair_kit_included: flag(
      'contents',
      4,
      ['comes with a repair kit', 'includes a repair kit'],
      ['comes without a repair kit'],
      { with: ['a repair kit included'] },
    ),
    pump_included: flag('contents', 6, ['comes with a pump', 'includes a pump'], ['comes without a pump'], {
      with: ['a pump included'],
    }),
    saucer_included: flag(
      'contents',
      6,
      ['comes with a saucer', 'includes a saucer'],
      ['comes without a saucer'],
      { with: ['a saucer included'] },
    ),
    assembly_required: flag(
      'use',
      4,
      ['needs assembly', 'comes flat-packed for assembly'],
      ['needs no assembly'],
    ),
    batteries_required: flag('use', 4, ['needs batteries'], ['needs no batteries']),
    rust_resistant: flag('feature', 7, ['is rust resistant', 'resists rust'], ['is not rust resistant']),
    replaceable_blade: flag('feature', 5, ['has a replaceable blade'], ['has no replaceable blade'], {
      with: ['a replaceable blade'],
    }),
    left_handed: flag('fit', 5, ['is made for left-handed use'], ['is not made for left-handed use']),
    drainage_hole: flag('feature', 6, ['has a drainage hole'], ['has no drainage hole'], {
      with: ['a drainage hole'],
    }),
    frost_resistant: flag('feature', 7, ['is frost resistant'], ['is not frost resistant']),
    indoor_use: flag('use', 5, ['can stand indoors', 'is suitable indoors'], ['is not for indoor use']),
    outdoor_use: flag('use', 5, ['can stand outdoors', 'is suitable outdoors'], ['is not for outdoor use']),
    tubeless_ready: flag('feature', 6, ['is tubeless ready'], ['is not tubeless ready']),
    puncture_protection: flag('feature', 7, ['has puncture protection'], ['has no puncture protection'], {
      with: ['puncture protection'],
    }),
    reflective_stripe: flag('feature', 5, ['has a reflective stripe'], ['has no reflective stripe'], {
      with: ['a reflective stripe'],
    }),
    e_bike_rated: flag('use', 5, ['is rated for e-bikes'], ['is not rated for e-bikes']),
    organic: flag('origin', 7, ['is organic'], ['is not organic']),
    vegan: flag('make', 6, ['is vegan'], ['is not vegan']),
    caffeine: flag('make', 5, ['contains caffeine'], ['contains no caffeine']),
    fragrance_free: flag('make', 6, ['is fragrance free', 'is free of fragrance'], ['is not fragrance free']),
    cruelty_free: flag('assurance', 5, ['is cruelty free'], ['is not cruelty free']),
    dermatologically_tested: flag(
      'assurance',
      5,
      ['is dermatologically tested'],
      ['is not dermatologically tested'],
    ),
    acid_free: flag('make', 5, ['is acid free'], ['is not acid free']),
    elastic_band: flag(
      'feature',
      5,
      ['closes with an elastic band', 'has an elastic band'],
      ['has no elastic band'],
      { with: ['an elastic band'] },
    ),
    recycled_paper: flag('make', 6, ['uses recycled paper'], ['does not use recycled paper']),
    lies_flat: flag('feature', 6, ['lies flat when open'], ['does not lie flat when open']),
    hanging_loop: flag('feature', 4, ['has a hanging loop'], ['has no hanging loop'], {
      with: ['a hanging loop'],
    }),
    fsc_certified: flag('assurance', 6, ['is FSC certified'], ['is not FSC certified']),
    ce_marked: flag('assurance', 4, ['is CE marked'], ['is not CE marked']),
    touchscreen: flag('feature', 5, ['has a touchscreen'], ['has no touchscreen'], {
      with: ['a touchscreen'],
    }),
    bluetooth: flag('feature', 6, ['has Bluetooth'], ['has no Bluetooth'], { with: ['Bluetooth'] }),
    wi_fi: flag('feature', 6, ['has Wi-Fi'], ['has no Wi-Fi'], { with: ['Wi-Fi'] }),
    ethernet_lan: flag('feature', 4, ['has an Ethernet connection'], ['has no Ethernet connection'], {
      with: ['an Ethernet connection'],
    }),
    rohs_compliance: flag('assurance', 2, ['complies with RoHS'], ['does not comply with RoHS']),
    energy_star_certified: flag(
      'assurance',
      4,
      ['is Energy Star certified'],
      ['is not Energy Star certified'],
    ),

    // Care, origin, assurance
    wash_temperature: say('care', 6, ['is washable at {v}', 'can be washed at {v}']),
    country_of_origin: say('origin', 4, ['comes from {v}']),
    shelf_life: say('assurance', 4, ['keeps for {v}', 'has a shelf life of {v}'], {
      with: ['a shelf life of {v}'],
    }),
    shelf_life_after_opening: say('assurance', 4, ['keeps for {v} after opening'], {}),
    warranty: say('assurance', 6, ['comes with a {m} warranty', 'has a warranty of {v}'], {
      with: ['a {m} warranty'],
    }),
    certification: say('assurance', 4, ['is certified to {v}', 'carries the marks {v}']),
  } satisfies Record<string, AttributeWording>),
)

export const combinations: readonly Combination[] = [
  {
    of: ['width', 'depth', 'height'],
    group: 'size',
    weight: 5,
    say: ['measures {width#} × {depth#} × {height} (W × D × H)'],
    front: ['Measuring {width#} × {depth#} × {height} (W × D × H)'],
  },
  {
    of: ['length', 'width', 'height'],
    group: 'size',
    weight: 5,
    say: ['measures {length#} × {width#} × {height} (L × W × H)'],
    front: ['Measuring {length#} × {width#} × {height} (L × W × H)'],
  },
  {
    of: ['blade_length', 'blade_material'],
    group: 'make',
    weight: 9,
    say: ['has a {blade_length~} blade of {blade_material}', 'has a {blade_length~} {blade_material~} blade'],
    with: ['a {blade_length~} blade of {blade_material}'],
  },
  {
    of: ['length', 'width'],
    group: 'size',
    weight: 7,
    say: ['measures {length#} × {width}'],
    front: ['Measuring {length#} × {width}'],
  },
  {
    of: ['width', 'height'],
    group: 'size',
    weight: 5,
    say: ['measures {width#} × {height} (W × H)'],
    front: ['Measuring {width#} × {height} (W × H)'],
  },
  {
    of: ['packed_length', 'packed_diameter'],
    group: 'size',
    weight: 4,
    say: [
      'packs down to {packed_length#} × {packed_diameter}',
      'rolls up to {packed_length#} × {packed_diameter}',
    ],
  },
  {
    of: ['seat_height_min', 'seat_height_max'],
    group: 'size',
    weight: 8,
    say: [
      'adjusts from {seat_height_min#} to {seat_height_max} in seat height',
      'has a seat height of {seat_height_min#} to {seat_height_max}',
    ],
    with: ['a seat height of {seat_height_min#} to {seat_height_max}'],
  },
  {
    of: ['frequency_min', 'frequency_max'],
    group: 'performance',
    weight: 5,
    say: ['plays from {frequency_min} to {frequency_max}', 'covers {frequency_min} to {frequency_max}'],
  },
  {
    of: ['keeps_cold', 'keeps_hot'],
    group: 'performance',
    weight: 9,
    say: ['keeps drinks cold for {keeps_cold} and hot for {keeps_hot}'],
  },
  {
    of: ['battery_life', 'charging_time'],
    group: 'power',
    weight: 8,
    say: [
      'runs for {battery_life} after {charging_time} of charging',
      'lasts {battery_life} after charging for {charging_time}',
    ],
  },
  {
    of: ['comfort_temperature', 'limit_temperature'],
    group: 'performance',
    weight: 9,
    say: [
      'is comfortable down to {comfort_temperature}, with a limit of {limit_temperature}',
      'has a comfort temperature of {comfort_temperature} and a limit of {limit_temperature}',
    ],
  },
  {
    of: ['brewing_temperature', 'brewing_time'],
    group: 'use',
    weight: 6,
    say: ['brews for {brewing_time} at {brewing_temperature}'],
  },
  {
    of: ['water_column_fly', 'water_column_floor'],
    group: 'performance',
    weight: 6,
    say: [
      'withstands a water column of {water_column_fly} on the flysheet and {water_column_floor} on the floor',
    ],
  },
  {
    of: ['fill_weight', 'fill_power'],
    group: 'performance',
    weight: 6,
    say: ['holds {fill_weight} of filling at a fill power of {fill_power}'],
    with: ['{fill_weight} of filling at a fill power of {fill_power}'],
  },
]
