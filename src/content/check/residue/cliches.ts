/** Worn phrases of product copy (M04), as data; form: check/text/phrase-index.ts. A house may dislike more: its voice bans them. */

export const cliches: readonly string[] = [
  ...[
    'elevate (your|any|every)',
    'look no further',
    'game (changer|changing)',
    'take (your|it|things) ~ to the next level',
    'to the next level',
  ],
  ...[
    "in (today's|this) (fast paced|modern|busy|digital|hectic) world",
    "in (today's) world",
    'unleash (your|the)',
    'unlock (your|the|a world)',
  ],
  ...[
    '(must have|must haves)',
    'say goodbye to',
    'crafted with (care|love|precision|passion)',
    'perfect for (any|every|all) (occasion|occasions|need|needs|season)',
  ],
  ...[
    'cutting edge',
    'state of the art',
    '(perfect|ideal) (blend|balance|combination|marriage) of',
    "whether you're",
    'whether you are',
  ],
  ...[
    '(embark on|immerse yourself|indulge in|indulge yourself|step into|dive into|embrace the)',
    'the perfect (addition|companion|gift|choice|solution)',
  ],
  ...[
    '(transform|revolutionise|revolutionize|redefine|reimagine) (your|the way)',
    'designed with you in mind',
    'at your fingertips',
    'a testament to',
  ],
  ...[
    '(timeless|effortless) (elegance|style|charm|appeal)',
    'sure to (impress|delight|please|turn heads)',
    'makes a statement',
    'turn heads',
  ],
  ...[
    '(seamlessly|effortlessly) (blends|combines|integrates|transitions|fits)',
    '(treat|pamper) yourself',
    'stands out from the crowd',
    'bring ~ to life',
  ],
  ...[
    'like never before',
    'more than just (a|an)',
    "it's not just",
    'experience the (difference|magic|luxury|power|ultimate|joy)',
    'the ultimate',
  ],
  ...[
    '(exudes|oozes) (style|elegance|luxury|charm|sophistication)',
    'nestled',
    'delve',
    'tapestry',
    'beacon of',
    'whimsical charm',
  ],
  ...[
    '(setzt|setzen) (neue)? maßstäbe',
    '(hebt|heben) ~ auf ein neues (level|niveau)',
    '(auf ein|auf das) nächste level',
    'darf in keinem haushalt fehlen',
    'ein echter hingucker',
  ],
  ...[
    'lassen sie sich (verzaubern|begeistern|verwöhnen|überraschen)',
    'für jeden anlass',
    'lässt keine wünsche offen',
    'das gewisse etwas',
    'ein absolutes muss',
  ],
  ...[
    '(perfekte|ideale) (kombination|mischung|ergänzung|begleiter|symbiose)',
    'verwandelt ihr',
    'tauchen sie ein',
    'erleben sie (den|die|das)',
    'modernste technik',
  ],
]

/** Adverbs that can go without harm to the sentence. */
export const deletable: readonly string[] = [
  'effortlessly',
  'seamlessly',
  'truly',
  'undeniably',
  'undoubtedly',
  'mühelos',
  'zweifellos',
]
