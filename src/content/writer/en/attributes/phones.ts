/** Mobile phones, as phone catalogues name their attributes. Many wordings: such catalogues are long and alike. */
import type { AttributeWording } from '../../grammar.ts'
import { flag, say } from '../../say.ts'

export const phonesWording = {
  display_size: say(
    'size',
    9,
    [
      'has a [screen|display|panel] of {v}',
      'measures {v} [across the screen|across its display|from one corner of the screen to the other|diagonally]',
      'is [built|designed|constructed] around [a screen|a display|a panel] of {v}',
      'shows [its picture|pictures and text|text and images] on a [screen|display|panel] of {v}',
      'puts [a screen|a display|a panel] of {v} on its front',
      'spreads its [picture|content] over {v} of [screen|display]',
    ],
    {
      with: [
        'a [screen|display|panel] [of|measuring|that measures] {v}',
        '{v} of [screen|display]',
        'a [screen|display|panel] {v} [across|from corner to corner]',
        '[a diagonal|a screen diagonal|a display size] of {v}',
      ],
    },
  ),
  display_type: say(
    'performance',
    8,
    [
      'uses [{a v} panel|{a v} display|{v} for its screen]',
      'draws [its picture|everything on screen|text and pictures] with {v}',
      'relies on {v} [for its screen|for its display|to show its picture]',
      'has {v} as its [display type|type of screen|panel type]',
      'lights [its screen|its display|the picture] with {v}',
      'bases [its display|its screen|the panel] on {v}',
      'is [fitted|made|sold] with [{a v} screen|{a v} panel]',
    ],
    {
      head: true,
      with: [
        '{v} [for the display|for the screen|as display type|as its panel type]',
        'a [display|screen|panel] [based on|made with|that uses|of the type] {v}',
        '{a v} [panel|screen|display]',
      ],
    },
  ),
  display_protection: say(
    'make',
    6,
    [
      '[protects|covers] [its screen|its display|the panel] with {v}',
      'puts {v} over [its screen|the display]',
      'has {v} [on top of|above|in front of] its [screen|display]',
    ],
    { with: ['{v} over the [screen|display|panel]', '{v} as screen cover'] },
  ),
  body_dimensions: say(
    'size',
    6,
    [
      'measures {v}',
      'takes up {v} [in the hand|in a pocket|in all]',
      'is {v} [in size|large|overall]',
      'comes to {v} [in size|overall]',
      '[keeps|limits] [its body|its case] to {v}',
      'has [a body|a case|outer dimensions] of {v}',
    ],
    {
      front: ['[Measuring|At|Keeping to] {v}'],
      with: ['[a body|a case|dimensions|outer dimensions|a size] of {v}'],
      line: ['Measures {v}'],
    },
  ),
  body_weight: say(
    'size',
    6,
    [
      'weighs {v}',
      '[brings|puts] {v} [to the scales|onto the scales|on the scales]',
      'comes in at {v}',
      'is {v} in weight',
      'has [a weight|a total weight] of {v}',
      'adds {v} to [a bag|a pocket]',
    ],
    {
      front: ['[Weighing|At] {v}'],
      with: ['[a weight|a total weight] of {v}'],
      values: { '-': null },
      line: ['Weighs {v}'],
    },
  ),
  body_build: say(
    'make',
    7,
    [
      'is [built|made|put together] with {v}',
      'combines {v}',
      'is [made up|built|composed] of {v}',
      'consists of {v}',
    ],
    { front: ['[Built|Made|Put together] with {v}'] },
  ),
  memory_internal: say(
    'performance',
    8,
    [
      'stores [data|photos and files|files and apps] in {v}',
      'keeps {v} [inside|on board|for data]',
      'offers {v} of [memory|internal memory|storage]',
      'has {v} [of internal memory|of storage|for data|built in]',
      'comes with {v} [of memory|of storage|as its memory]',
      'is sold with {v} [of memory|of storage|inside]',
      'lists {v} as its [memory|storage]',
    ],
    {
      with: [
        '{v} of [memory|internal memory|storage]',
        '[memory|storage|internal memory] [of|amounting to|totalling] {v}',
        '{v} [for data|for files|for apps and photos]',
      ],
    },
  ),
  memory_card_slot: say(
    'feature',
    5,
    [
      'can be [expanded|extended] with {v}',
      'takes [{v} cards|cards of the type {v}|memory cards ({v})]',
      'has [a slot|room|a place] for {v}',
      '[extends|expands] its memory with {v}',
      'reads [cards|memory cards] of the type {v}',
      'leaves [room|space] for {v}',
    ],
    {
      with: [
        '[a slot|a place|room] for {v}',
        'a [card|memory card] slot of the type {v}',
        '{v} [as its card type|for more memory]',
      ],
    },
  ),
  memory_card: flag('feature', 3, ['takes memory cards', 'reads memory cards'], ['takes no memory cards']),
  main_camera_single: say(
    'performance',
    7,
    [
      '[photographs|takes pictures|takes photos|captures images] with [{v}|a camera of {v}]',
      'has a [main|rear|back] camera of {v}',
      'points a camera of {v} at the scene',
      'records [photos|stills|images] with [{v}|a camera of {v}]',
      'leaves [photos|pictures] to a camera of {v}',
      'puts a camera of {v} on [its back|the rear]',
    ],
    {
      head: true,
      with: [
        'a [main|rear|back] camera [of|with|rated at] {v}',
        '{v} [on the back|for photos|in the main camera]',
        'a camera [of|with] {v}',
      ],
    },
  ),
  main_camera_dual: say(
    'performance',
    7,
    ['photographs with [two cameras|a dual camera] of {v}', 'has a dual camera of {v}'],
    { with: ['[a dual camera|two cameras] of {v}'] },
  ),
  main_camera_triple: say(
    'performance',
    7,
    ['photographs with [three cameras|a triple camera] of {v}', 'has a triple camera of {v}'],
    { with: ['[a triple camera|three cameras] of {v}'] },
  ),
  main_camera_features: say(
    'feature',
    5,
    [
      '[helps|assists] the camera with {v}',
      'adds {v} [to the camera|to photos|for pictures]',
      'supports [its camera|its photos] with {v}',
      '[lists|counts|names] {v} among its camera [features|functions]',
      'gives [its camera|the main camera] {v}',
      'has {v} for [the camera|taking photos|pictures]',
    ],
    {
      with: [
        '{v} [for photos|for the camera|among its camera functions]',
        'camera [functions|features] [such as|like|including] {v}',
      ],
    },
  ),
  main_camera_video: say(
    'performance',
    5,
    [
      'films [at|in] {v}',
      '[records|shoots|takes] [video|film|moving pictures|clips] at {v}',
      'captures [motion|moving pictures|video] [at|in] {v}',
      'has a video mode of {v}',
    ],
    {
      head: true,
      with: [
        'a [video|film|recording] mode of {v}',
        '{v} [for video|for clips|as its video mode]',
        'video at {v}',
      ],
    },
  ),
  selfie_camera_single: say(
    'performance',
    5,
    [
      'takes [selfies|self-portraits] with {v}',
      'faces [the user|its user|its owner] with [{v}|a camera of {v}]',
      'has a [front|selfie] camera of {v}',
      'looks at its user with [{v}|a camera of {v}]',
      'leaves selfies to a camera of {v}',
      'puts a camera of {v} on the front',
    ],
    {
      head: true,
      with: [
        'a [front|selfie] camera [of|with|rated at] {v}',
        '{v} [for selfies|on the front|for self-portraits|in the front camera]',
      ],
    },
  ),
  selfie_camera_video: say(
    'performance',
    3,
    ['films [from the front|its user|selfies] at {v}', 'records selfies on video at {v}'],
    { head: true, with: ['[front video|selfie video] at {v}'] },
  ),
  battery_type: say(
    'power',
    8,
    [
      'draws [power|its power|energy] from {v}',
      'runs on {v}',
      'is [fed|powered|supplied] by {v}',
      'takes [its energy|energy|its power] from {v}',
      'has [a battery of the type {v}|{v} as its battery|{v} for power]',
      'keeps [going|running] [with|on] {v}',
      'carries {v} [as its battery|inside|for energy]',
    ],
    {
      head: true,
      with: [
        'a battery [of|given as|listed as] {v}',
        '{v} [as its battery|for power|as its source of energy]',
      ],
    },
  ),
  battery_charging: say(
    'power',
    6,
    ['charges at {v}', 'refills at {v}', 'takes charge at {v}', 'fills its battery at {v}'],
    { head: true, with: ['[charging|a charge] at {v}'], values: { Wired: null } },
  ),
  battery_talk_time: say(
    'power',
    5,
    [
      'allows calls of {v}',
      'talks for {v}',
      'lasts {v} [in conversation|on the phone|of talk]',
      'has a talk time of {v}',
    ],
    { with: ['[a talk time|calls|talk] of {v}', '{v} of talk'] },
  ),
  battery_stand_by: say(
    'power',
    4,
    ['waits [for {v}|{v}] on standby', 'stands by for {v}', 'has a standby time of {v}'],
    { with: ['[a standby time|standby] of {v}', '{v} on standby'] },
  ),
  misc_colors: say(
    'make',
    5,
    [
      'comes in {v}',
      'is [available|sold|made|offered] in {v}',
      'appears in {v}',
      'can be [had|ordered|bought] in {v}',
      'lists {v} [as its colours|among its colours]',
    ],
    { front: ['[Available|Sold|Made|Offered] in {v}', 'In {v}'] },
  ),
} satisfies Record<string, AttributeWording>
