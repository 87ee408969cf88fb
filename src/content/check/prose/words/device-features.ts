/** Things an electronic device has or has not, each answered by an attribute of its own: "NFC: No". */
import { term, type Family, type Term } from './family.ts'

function feature(id: string, about: RegExp, found: Term): Family {
  return { id, code: 'F07', about, kind: 'presence', terms: [found] }
}

export const deviceFeatures: readonly Family[] = [
  feature('nfc', /\bnfc\b/, term('NFC', 'NFC|near[- ]field communication')),
  feature(
    'card-slot',
    /card slot|memory card|card reader|expandable/,
    term(
      'memory card slot',
      'micro-?\\s?SD(?:HC|XC)?|SD(?:HC|XC)? cards?|(?:memory|external) cards?|(?<!sim )card slot|' +
        'expandable (?:storage|memory)|(?:storage|memory) expansion|(?:storage|memory)[^.,;]{0,30} expand(?:ed|able)',
    ),
  ),
  feature(
    'audio-jack',
    /3 5 ?mm|headphone (?:jack|out)|audio jack/,
    term(
      'headphone jack',
      '3[.,]5[ -]?mm(?: \\w+){0,2} (?:jack|port|connector|socket)|3[.,]5[ -]?mm|(?:head|ear)phone jack|audio jack',
    ),
  ),
  feature('radio', /\bradio\b/, term('radio', '(?:fm )?radio(?! (?:frequency|waves?|signal))')),
  feature('bluetooth', /\bbluetooth\b/, term('Bluetooth', 'bluetooth')),
  feature('wlan', /\bwlan\b|\bwi ?fi\b|wireless lan/, term('Wi-Fi', 'wi-?fi|wlan')),
  feature(
    'positioning',
    /\bpositioning\b|\bgps\b/,
    term('GPS', '(?:a-)?gps|positioning|satellite navigation'),
  ),
  feature('infrared', /\binfrared\b|\birda\b/, term('infrared port', 'infrared(?: port)?|IR blaster')),
  feature('gprs', /\bgprs\b/, term('GPRS', 'gprs')),
  // In capitals: an edge is also the rim of a screen.
  feature('edge', /\bedge\b/, { ...term('EDGE', 'edge'), text: /(?<![\p{L}\p{N}-])EDGE(?![\p{L}\p{N}])/gu }),
  feature(
    'loudspeaker',
    /\bloudspeaker\b/,
    term('loudspeaker', 'loudspeaker|speakerphone|speakers?(?! with)'),
  ),
  feature('games', /\bgames\b/, term('games', 'games?')),
  feature('java', /\bjava\b/, term('Java', 'java')),
  feature('usb', /(?:^|comms )usb(?: (?:ports?|type|connector))?$/, term('USB', 'usb(?: port)?')),
  feature('browser', /\bbrowser\b/, term('browser', '(?:web |wap |html )?browser|wap browsing|web browsing')),
  feature('phonebook', /\bphonebook\b/, term('phonebook', 'phone ?book')),
  feature('alarm', /\balarm\b/, term('alarm', 'alarm(?: clock)?')),
  feature(
    'video',
    /(?:^|main |rear )camera video|^video recording/,
    term(
      'video recording',
      'video[- ]recording|record(?:ing|s)? (?:\\S+ )?videos?|videos? record(?:er|ing)?|shoot(?:ing|s)? (?:\\S+ )?videos?',
    ),
  ),
  feature(
    'selfie-camera',
    /selfie camera(?: (?:single|dual|triple))?$|front camera$|secondary camera$|selfie camera (?!features|video)/,
    term(
      'front camera',
      'selfie(?: camera| shooter| snapper)|front(?:[- ]facing)?(?: \\S+)? (?:camera|shooter|snapper|lens|sensor)|secondary camera',
    ),
  ),
  feature('camera', /^camera$|^(?:main|rear|primary) camera (?!features|video)/, term('camera', 'cameras?')),
  feature(
    'sim',
    /\bsim\b/,
    term('SIM card', '(?:(?:dual|nano|micro|mini|single)[- ])*sims?(?: cards?)?(?: slots?)?'),
  ),
  feature(
    'cellular',
    /network technology|cellular/,
    term('mobile network', 'cellular(?: connectivity| network)?|gsm|hspa|lte|umts|mobile data'),
  ),
  feature('touchscreen', /touch ?screen/, term('touchscreen', 'touch-?\\s?screen')),
]
