/** Features that are there or not: a stated Yes, and the stated No that is worth saying. */
import type { AttributeWording } from '../../grammar.ts'
import { flag } from '../../say.ts'

export const flagsWording = {
  active_noise_cancelling: flag('feature', 8, ['has active noise cancelling'], [], {
    with: ['active noise cancelling'],
  }),
  microphone: flag('feature', 5, ['has a microphone'], ['has no microphone'], { with: ['a microphone'] }),
  foldable: flag('feature', 6, ['is foldable'], []),
  stereo_pairing: flag('feature', 5, ['can be paired for stereo'], []),
  curved: flag('feature', 4, ['is curved'], []),
  height_adjustable: flag('feature', 6, ['is height adjustable'], ['is not height adjustable']),
  built_in_speakers: flag('feature', 5, ['has built-in speakers'], ['has no built-in speakers'], {
    with: ['built-in speakers'],
  }),
  dimmable: flag('feature', 6, ['is dimmable'], ['is not dimmable']),
  usb_charging_port: flag('feature', 5, ['has a USB charging port'], [], {
    with: ['a USB charging port'],
  }),
  battery_indicator: flag('feature', 5, ['has a battery indicator'], [], {
    with: ['a battery indicator'],
  }),
  lumbar_support: flag('feature', 7, ['has lumbar support'], [], {
    with: ['lumbar support'],
  }),
  headrest: flag('feature', 5, ['has a headrest'], [], { with: ['a headrest'] }),
  swivel: flag('feature', 4, ['swivels'], []),
  cordless: flag('feature', 7, ['is cordless'], ['is not cordless']),
  temperature_control: flag('feature', 7, ['has temperature control'], [], {
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
  full_tang: flag('make', 6, ['has a full tang'], [], { with: ['a full tang'] }),
  insulated: flag('feature', 8, ['is insulated'], []),
  leak_proof: flag('feature', 7, ['is leak proof'], ['is not leak proof']),
  bpa_free: flag('make', 6, ['is free of BPA', 'is BPA free'], []),
  laptop_compartment: flag('feature', 7, ['has a laptop compartment'], [], {
    with: ['a laptop compartment'],
  }),
  waterproof: flag('feature', 8, ['is waterproof'], ['is not waterproof']),
  windproof: flag('feature', 7, ['is windproof'], []),
  reflective: flag('feature', 5, ['has reflective details'], [], {
    with: ['reflective details'],
  }),
  rain_cover_included: flag(
    'contents',
    6,
    ['comes with a rain cover', 'includes a rain cover'],
    ['comes without a rain cover'],
    { with: ['a rain cover included'] },
  ),
  hip_belt: flag('feature', 6, ['has a hip belt'], [], { with: ['a hip belt'] }),
  chest_strap: flag('feature', 5, ['has a chest strap'], [], {
    with: ['a chest strap'],
  }),
  hood: flag('feature', 6, ['has a hood'], [], { with: ['a hood'] }),
  freestanding: flag('feature', 6, ['is freestanding'], ['is not freestanding']),
  two_way_zip: flag('feature', 5, ['has a two-way zip'], [], {
    with: ['a two-way zip'],
  }),
  stuff_sack_included: flag('contents', 5, ['comes with a stuff sack', 'includes a stuff sack'], [], {
    with: ['a stuff sack included'],
  }),
  repair_kit_included: flag('contents', 4, ['comes with a repair kit', 'includes a repair kit'], [], {
    with: ['a repair kit included'],
  }),
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
  replaceable_blade: flag('feature', 5, ['has a replaceable blade'], [], {
    with: ['a replaceable blade'],
  }),
  left_handed: flag('fit', 5, ['is made for left-handed use'], []),
  drainage_hole: flag('feature', 6, ['has a drainage hole'], ['has no drainage hole'], {
    with: ['a drainage hole'],
  }),
  frost_resistant: flag('feature', 7, ['is frost resistant'], ['is not frost resistant']),
  indoor_use: flag('use', 5, ['can stand indoors', 'is suitable indoors'], ['is not for indoor use']),
  outdoor_use: flag('use', 5, ['can stand outdoors', 'is suitable outdoors'], ['is not for outdoor use']),
  tubeless_ready: flag('feature', 6, ['is tubeless ready'], ['is not tubeless ready']),
  puncture_protection: flag('feature', 7, ['has puncture protection'], [], {
    with: ['puncture protection'],
  }),
  reflective_stripe: flag('feature', 5, ['has a reflective stripe'], [], {
    with: ['a reflective stripe'],
  }),
  e_bike_rated: flag('use', 5, ['is rated for e-bikes'], ['is not rated for e-bikes']),
  organic: flag('origin', 7, ['is organic'], []),
  vegan: flag('make', 6, ['is vegan'], ['is not vegan']),
  caffeine: flag('make', 5, ['contains caffeine'], ['contains no caffeine']),
  fragrance_free: flag('make', 6, ['is fragrance free', 'is free of fragrance'], ['is not fragrance free']),
  cruelty_free: flag('assurance', 5, ['is cruelty free'], []),
  // A health claim needs a certificate; the attribute alone unlocks no phrase.
  dermatologically_tested: flag('assurance', 5, [], []),
  acid_free: flag('make', 5, ['is acid free'], []),
  elastic_band: flag('feature', 5, ['closes with an elastic band', 'has an elastic band'], [], {
    with: ['an elastic band'],
  }),
  recycled_paper: flag('make', 6, ['uses recycled paper'], []),
  lies_flat: flag('feature', 6, ['lies flat when open'], []),
  hanging_loop: flag('feature', 4, ['has a hanging loop'], [], {
    with: ['a hanging loop'],
  }),
  fsc_certified: flag('assurance', 6, ['is FSC certified'], []),
  ce_marked: flag('assurance', 4, ['is CE marked'], []),
  touchscreen: flag('feature', 5, ['has a touchscreen'], [], {
    with: ['a touchscreen'],
  }),
  bluetooth: flag('feature', 6, ['has Bluetooth'], [], { with: ['Bluetooth'] }),
  wi_fi: flag('feature', 6, ['has Wi-Fi'], [], { with: ['Wi-Fi'] }),
  ethernet_lan: flag('feature', 4, ['has an Ethernet connection'], [], {
    with: ['an Ethernet connection'],
  }),
  rohs_compliance: flag('assurance', 2, ['complies with RoHS'], ['does not comply with RoHS']),
  energy_star_certified: flag('assurance', 4, ['is Energy Star certified'], ['is not Energy Star certified']),
} satisfies Record<string, AttributeWording>
