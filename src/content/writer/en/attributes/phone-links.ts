/** What mobile phones run on and connect to, as phone catalogues name it. */
import type { AttributeWording } from '../../grammar.ts'
import { flag, say } from '../../say.ts'

export const phoneLinksWording = {
  network_technology: say(
    'performance',
    5,
    [
      'works in {v} networks',
      '[connects|logs on] to {v} networks',
      'talks over {v}',
      'speaks {v}',
      'goes online and makes calls over {v}',
      'supports {v} [networks|for calls and data|as network technology]',
      'uses {v} [networks|for calls and data]',
      'reaches [its network|the network|others] over {v}',
    ],
    {
      with: [
        '{v} [as its network technology|as the network technology|for calls and data|for its networks]',
        '[support for|access to] {v} networks',
      ],
    },
  ),
  network_speed: say(
    'performance',
    4,
    [
      '[carries|moves|sends] data [at|over] {v}',
      '[names|states|gives] {v} as its data speed',
      'transfers data with {v}',
    ],
    { with: ['data over {v}', '{v} for [data|transfers]'] },
  ),
  body_sim: say(
    'feature',
    5,
    [
      'takes {v}',
      'accepts {v}',
      'works with {v}',
      'holds {v} [in its tray|in its slot|inside]',
      'is prepared for {v}',
      'has room for {v}',
    ],
    { with: ['[room|a slot|space|a tray] for {v}', '{v} [on board|in the tray|as its SIM type]'] },
  ),
  platform_os: say(
    'performance',
    7,
    [
      'runs {v}',
      'runs on {v}',
      'starts [with|into|up with] {v}',
      'ships with {v}',
      'is [operated with|managed by|controlled through] {v}',
      'has {v} as its [system|operating system|software]',
      'leaves its operation to {v}',
      'uses {v} [as its system|as its software]',
    ],
    {
      head: true,
      with: ['{v} as its [operating system|software|system]', '{v} on board'],
    },
  ),
  platform_chipset: say(
    'performance',
    7,
    [
      'is [driven|run|controlled] by the {v}',
      '[computes|works|calculates] with the {v}',
      'has the {v} [at its core|on its board|inside|as its chipset]',
      'is based on the {v} [chipset|chip|]',
      'relies on the {v} [chipset|chip|for its computing]',
      'builds on the {v}',
      'leaves its [work|computing|tasks] to the {v}',
    ],
    {
      with: [
        'the {v} [inside|as its chipset|on its board|at its core|as its chip|to drive it|for the computing]',
      ],
    },
  ),
  platform_cpu: say(
    'performance',
    5,
    [
      'processes [with|on|data with] {v}',
      'calculates on {v}',
      'uses {v} as its [processor|CPU]',
      'leaves the computing to {v}',
      'has {v} [for its tasks|as its processor]',
    ],
    { with: ['{v} [for computing|as [its|the] processor|as [its|the] CPU|in its processor]'] },
  ),
  platform_gpu: say(
    'performance',
    4,
    [
      'leaves [graphics|pictures|the drawing] to the {v}',
      'renders [with|on|graphics with] the {v}',
      'draws [graphics|images] [on|with] the {v}',
      'has the {v} for [graphics|images]',
      'computes its graphics on the {v}',
    ],
    { with: ['the {v} [for graphics|as its GPU|as its graphics chip]'] },
  ),
  comms_wlan: say(
    'feature',
    5,
    [
      'joins [networks|home networks|wireless networks] over {v}',
      'connects [at home|without a cable|to routers] over {v}',
      'goes online over {v}',
      'supports {v}',
      'handles {v}',
      'reaches [a router|its router] over {v}',
    ],
    {
      with: [
        '{v} [for wireless data|for wireless networks|for the home network]',
        '[wireless data|wireless links] over {v}',
      ],
    },
  ),
  comms_bluetooth: say(
    'feature',
    5,
    [
      'pairs [with headphones|with accessories|with other devices|] over Bluetooth {v}',
      'links [to accessories|to headphones|to other devices] over Bluetooth {v}',
      'uses Bluetooth {v} [for accessories|over short distances|]',
      'has Bluetooth {v} [on board|inside|for accessories]',
      'speaks Bluetooth {v}',
      'connects [headphones|accessories] over Bluetooth {v}',
    ],
    {
      head: true,
      with: [
        'Bluetooth {v} [for accessories|for headphones|on board|]',
        '[a wireless link|wireless links] over Bluetooth {v}',
      ],
    },
  ),
  comms_positioning: say(
    'feature',
    4,
    [
      'finds [its position|its place|where it is] with {v}',
      'locates itself [with|by] {v}',
      'navigates by {v}',
      'reads its [place|position] on the map from {v}',
      'tells its [place|position] from {v}',
      'takes its bearings from {v}',
    ],
    { with: ['[positioning|navigation] by {v}', '{v} [for navigation|for maps]'] },
  ),
  comms_usb: say(
    'feature',
    5,
    [
      'plugs in over {v}',
      'charges and syncs over {v}',
      'has {a v} [port|socket|connection]',
      'ends in {a v} [socket|port]',
      'connects by cable over {v}',
      'takes [its cable|a cable|cables] over {v}',
    ],
    {
      head: true,
      with: ['{a v} [port|socket|connection]', '{v} [for the cable|for cables|as its connector]'],
    },
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
      '[counts|lists] {v} among its sensors',
    ],
    { with: ['sensors [for|such as] {v}', '{v} among its sensors'] },
  ),
  features_messaging: say(
    'feature',
    3,
    ['sends messages as {v}', 'handles {v}', 'writes {v}', 'exchanges {v}'],
    { with: ['messages as {v}', '{v} for messages', 'messaging by {v}'] },
  ),
  features_browser: say('feature', 3, ['opens pages with {v}', 'reads web pages in {v}'], {
    with: ['{v} for browsing', 'a {v} browser'],
  }),
  sound_loudspeaker: flag(
    'feature',
    3,
    ['has a loudspeaker', 'plays through a loudspeaker', 'sounds through a loudspeaker'],
    [],
    { with: ['a loudspeaker', 'a loudspeaker for [sound|calls and music]'] },
  ),
  sound_3_5mm_jack: flag(
    'feature',
    4,
    [
      'has a 3.5 mm [jack|headphone jack|audio jack]',
      'keeps a socket for 3.5 mm headphones',
      'takes [wired headphones|headphone cables] over a 3.5 mm jack',
      'plays to [wired headphones|headphones] over a 3.5 mm [jack|socket]',
    ],
    [
      'has no 3.5 mm [jack|headphone jack|socket]',
      'does without a 3.5 mm [jack|socket]',
      'comes without a 3.5 mm jack',
    ],
    { with: ['a 3.5 mm [jack|headphone jack|audio socket]', 'a socket for 3.5 mm headphones'] },
  ),
  comms_nfc: flag(
    'feature',
    5,
    ['has NFC', 'supports NFC', 'reads tags over NFC', 'exchanges data over NFC'],
    ['has no NFC', 'comes without NFC', 'does without NFC'],
    { with: ['NFC', 'NFC on board'] },
  ),
  comms_radio: flag('feature', 3, ['has a radio', 'receives radio'], ['has no radio'], { with: ['a radio'] }),
  comms_infrared_port: flag('feature', 3, ['has an infrared port', 'can send infrared'], [], {
    with: ['an infrared port'],
  }),
} satisfies Record<string, AttributeWording>
