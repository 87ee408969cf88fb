/** Mobile phones, as phone catalogues name their attributes. Many wordings: such catalogues are long and alike. */
import type { AttributeWording } from '../../grammar.ts'
import { flag, say } from '../../say.ts'

export const phonesWording = {
  display_size: say(
    'size',
    9,
    [
      'has a display of {v}',
      'measures {v} across the screen',
      'is built around a screen of {v}',
      'offers {v} of screen',
      'shows its picture on {v}',
    ],
    { with: ['a screen of {v}', 'a display of {v}', '{v} of display'] },
  ),
  display_type: say(
    'performance',
    8,
    [
      'uses {a v} panel',
      'draws its picture with {v}',
      'relies on {v} for its screen',
      'has {v} as its display type',
      'lights its screen with {v}',
      'bases its display on {v}',
    ],
    { with: ['{v} for the display', 'a display based on {v}', '{v} on the front'] },
  ),
  display_protection: say(
    'make',
    6,
    ['protects its screen with {v}', 'covers its display with {v}', 'puts {v} over its screen'],
    { with: ['{v} over the screen'] },
  ),
  network_technology: say(
    'performance',
    5,
    [
      'works in {v} networks',
      'connects to {v} networks',
      'talks over {v}',
      'speaks {v}',
      'goes online and makes calls over {v}',
      'supports {v}',
    ],
    { with: ['{v} as its network technology', 'support for {v}'] },
  ),
  network_speed: say(
    'performance',
    4,
    ['carries data at {v}', 'moves data over {v}', 'names {v} as its data speed'],
    {
      with: ['data over {v}'],
    },
  ),
  body_dimensions: say(
    'size',
    6,
    ['measures {v}', 'takes up {v}', 'is {v} in size', 'comes to {v}', 'keeps its body to {v}'],
    { front: ['Measuring {v}', 'At {v}'], with: ['a body of {v}', 'dimensions of {v}'] },
  ),
  body_weight: say('size', 6, ['weighs {v}', 'brings {v} to the scales', 'comes in at {v}'], {
    front: ['Weighing {v}', 'At {v}'],
    with: ['a weight of {v}', '{v} on the scales'],
    values: { '-': null },
  }),
  body_build: say('make', 7, ['is built with {v}', 'combines {v}', 'is made up of {v}'], {
    front: ['Built with {v}'],
  }),
  body_sim: say(
    'feature',
    5,
    ['takes {v}', 'accepts {v}', 'works with {v}', 'holds {v} in its tray', 'is prepared for {v}'],
    { with: ['room for {v}', '{v} on board'] },
  ),
  platform_os: say(
    'performance',
    7,
    ['runs {v}', 'runs on {v}', 'starts with {v}', 'ships with {v}', 'is operated with {v}'],
    { with: ['{v} as its operating system', '{v} as its software'] },
  ),
  platform_chipset: say(
    'performance',
    7,
    [
      'is driven by the {v}',
      'computes with the {v}',
      'has the {v} at its core',
      'is based on the {v} chipset',
    ],
    { with: ['the {v} inside', 'the {v} as its chipset'] },
  ),
  platform_cpu: say(
    'performance',
    5,
    ['processes with {v}', 'calculates on {v}', 'uses {v} as its processor', 'leaves the computing to {v}'],
    { with: ['{v} for computing', '{v} as its processor'] },
  ),
  platform_gpu: say(
    'performance',
    4,
    ['leaves graphics to the {v}', 'renders with the {v}', 'draws graphics on the {v}'],
    { with: ['the {v} for graphics'] },
  ),
  memory_internal: say(
    'performance',
    8,
    [
      'stores data in {v}',
      'keeps {v} inside',
      'offers {v} of memory',
      'has {v} of internal memory',
      'comes with {v} of memory',
    ],
    { with: ['{v} of memory', '{v} of internal memory', 'memory of {v}'] },
  ),
  memory_card_slot: say(
    'feature',
    5,
    ['can be expanded with {v}', 'takes {v} cards', 'has a slot for {v}', 'extends its memory with {v}'],
    { with: ['a slot for {v}', 'a card slot of the type {v}'] },
  ),
  main_camera_single: say(
    'performance',
    7,
    [
      'photographs with {v}',
      'takes pictures with {v}',
      'captures images at {v}',
      'has a main camera of {v}',
      'points {v} at the scene',
    ],
    { with: ['a main camera of {v}', '{v} on the back'] },
  ),
  main_camera_dual: say(
    'performance',
    7,
    ['photographs with two cameras of {v}', 'has a dual camera of {v}'],
    {
      with: ['a dual camera of {v}'],
    },
  ),
  main_camera_triple: say(
    'performance',
    7,
    ['photographs with three cameras of {v}', 'has a triple camera of {v}'],
    {
      with: ['a triple camera of {v}'],
    },
  ),
  main_camera_features: say(
    'feature',
    5,
    [
      'helps the camera with {v}',
      'adds {v} to the camera',
      'backs its camera with {v}',
      'lists {v} among its camera features',
    ],
    { with: ['{v} for photos', '{v} for the camera'] },
  ),
  main_camera_video: say(
    'performance',
    5,
    ['films at {v}', 'records video at {v}', 'shoots video in {v}', 'captures moving pictures at {v}'],
    { with: ['video at {v}', 'recording at {v}'] },
  ),
  selfie_camera_single: say(
    'performance',
    5,
    ['takes selfies with {v}', 'faces the user with {v}', 'has a front camera of {v}', 'looks back with {v}'],
    { with: ['a front camera of {v}', '{v} for selfies'] },
  ),
  selfie_camera_video: say(
    'performance',
    3,
    ['films from the front at {v}', 'records selfies on video at {v}'],
    {
      with: ['front video at {v}'],
    },
  ),
  sound_loudspeaker: flag('feature', 3, ['has a loudspeaker', 'plays through a loudspeaker'], [], {
    with: ['a loudspeaker'],
  }),
  comms_wlan: say(
    'feature',
    5,
    [
      'joins networks over {v}',
      'connects at home over {v}',
      'goes online over {v}',
      'supports {v}',
      'handles {v}',
    ],
    { with: ['{v} for wireless data', 'wireless data over {v}'] },
  ),
  comms_bluetooth: say(
    'feature',
    5,
    [
      'pairs over Bluetooth {v}',
      'links to accessories over Bluetooth {v}',
      'uses Bluetooth {v}',
      'has Bluetooth {v} on board',
    ],
    { with: ['Bluetooth {v}', 'accessories over Bluetooth {v}'] },
  ),
  comms_positioning: say(
    'feature',
    4,
    [
      'finds its position with {v}',
      'locates itself with {v}',
      'navigates by {v}',
      'reads its place on the map from {v}',
    ],
    { with: ['positioning by {v}', '{v} for navigation'] },
  ),
  comms_usb: say(
    'feature',
    5,
    [
      'plugs in over {v}',
      'charges and syncs over {v}',
      'has {a v} port',
      'ends in {a v} socket',
      'connects by cable over {v}',
    ],
    { with: ['{a v} port', '{v} for the cable'] },
  ),
  features_sensors: say(
    'feature',
    5,
    [
      'senses its surroundings with {v}',
      'houses these sensors: {v}',
      'reads {v} through its sensors',
      'has sensors for {v}',
      'includes {v} among its sensors',
    ],
    { with: ['sensors for {v}', '{v} as sensors'] },
  ),
  features_messaging: say('feature', 3, ['sends messages as {v}', 'handles {v}'], {
    with: ['messages as {v}'],
  }),
  features_browser: say('feature', 3, ['opens pages with {v}'], { with: ['{v} for browsing'] }),
  battery_type: say(
    'power',
    8,
    [
      'draws power from {v}',
      'runs on {v}',
      'is fed by {v}',
      'takes its energy from {v}',
      'has a battery of the type {v}',
    ],
    { with: ['a battery of {v}', '{v} as its battery', '{v} for power'] },
  ),
  battery_charging: say('power', 6, ['charges at {v}', 'refills at {v}', 'takes charge at {v}'], {
    with: ['charging at {v}'],
  }),
  battery_talk_time: say('power', 5, ['allows calls of {v}', 'talks for {v}', 'lasts {v} in conversation'], {
    with: ['a talk time of {v}'],
  }),
  battery_stand_by: say('power', 4, ['waits for {v} on standby', 'stands by for {v}'], {
    with: ['a standby time of {v}'],
  }),
  misc_colors: say(
    'make',
    5,
    ['comes in {v}', 'is available in {v}', 'appears in {v}', 'can be had in {v}', 'is sold in {v}'],
    { front: ['Available in {v}', 'Sold in {v}'] },
  ),
  sound_3_5mm_jack: flag(
    'feature',
    4,
    [
      'has a 3.5 mm jack',
      'keeps a socket for 3.5 mm headphones',
      'takes wired headphones over a 3.5 mm jack',
    ],
    ['has no 3.5 mm jack', 'does without a 3.5 mm jack'],
    { with: ['a 3.5 mm jack', 'a socket for 3.5 mm headphones'] },
  ),
  comms_nfc: flag('feature', 5, ['has NFC', 'supports NFC', 'reads tags over NFC'], ['has no NFC'], {
    with: ['NFC', 'NFC on board'],
  }),
  comms_radio: flag('feature', 3, ['has a radio', 'receives radio'], [], { with: ['a radio'] }),
  comms_infrared_port: flag('feature', 3, ['has an infrared port', 'can send infrared'], [], {
    with: ['an infrared port'],
  }),
  memory_card: flag('feature', 3, ['takes memory cards'], ['takes no memory cards']),
} satisfies Record<string, AttributeWording>
