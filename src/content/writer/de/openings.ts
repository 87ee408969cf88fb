/** German first sentences, offers, choices and warnings. */
import type { Grammar } from '../grammar.ts'

export const openings: Grammar['openings'] = {
  full: [
    '{The name} {vps}.',
    '{name} {vps}.',
    '{After}, {verb} {the name} {rest}.',
    '{This adj noun} von {brand} {vps}.',
    'Von {brand} {=kommt} {a adj noun} mit {nps}.',
    'Mit {nps} {verb} {the name} {rest}.',
    '{A adj noun} mit {nps}: {The name} {vps}.',
    'Ausgestattet mit {nps}, {verb} {the name} {rest}.',
    '{Adj noun} mit {nps}: {The name} {vps}.',
  ],
  brief: [
    '{Adj noun} mit {nps}.',
    '{Adj noun}, {after}.',
    '{noun} von {brand} mit {nps}.',
    '{noun} von {brand}, {after}.',
    '{name} mit {nps}.',
  ],
  bare: {
    branded: [
      '{The name} {=ist} {a new noun} von {brand}.',
      '{name} {=kommt} von {brand}.',
      'Von {brand}: {name}.',
    ],
    categorised: [
      '{The name} {=ist} {a new noun}.',
      'Aus unserem Bereich {category}: {name}.',
      'Aus unserem Bereich {shelf}: {name}.',
    ],
    plain: ['Das ist {name}.', 'Hier ist {name}.'],
  },
}

export const cautionPlans: Grammar['cautionPlans'] = [
  'formal|Bitte beachten: {It} {vps}.',
  'Bitte beachten: {It} {vps}.',
  'plain|Gut zu wissen: {It} {vps}.',
  '{It} {vps}.',
]

export const optionPlans: Grammar['optionPlans'] = {
  one: ['Erhältlich in {values}.', '{S} {=ist} in einer {noun} erhältlich: {values}.'],
  few: [
    'Erhältlich in {count} {noun}: {values}.',
    'Zur Wahl stehen {count} {noun}: {values}.',
    '{S} {=ist} in {count} {noun} erhältlich: {values}.',
  ],
  many: ['{S} {=ist} in {count} {noun} erhältlich.', 'Zur Wahl stehen {count} {noun}.'],
  pair: [
    'Zur Wahl stehen {firstCount} {firstNoun} ({first}) und {secondCount} {secondNoun} ({second}).',
    'Erhältlich in {firstCount} {firstNoun} ({first}) und {secondCount} {secondNoun} ({second}).',
  ],
}

export const optionNouns: Grammar['optionNouns'] = new Map([
  ['colour', { one: 'Farbe', many: 'Farben' }],
  ['color', { one: 'Farbe', many: 'Farben' }],
  ['farbe', { one: 'Farbe', many: 'Farben' }],
  ['size', { one: 'Größe', many: 'Größen' }],
  ['größe', { one: 'Größe', many: 'Größen' }],
  ['capacity', { one: 'Größe', many: 'Größen' }],
  ['diameter', { one: 'Größe', many: 'Größen' }],
  ['net_weight', { one: 'Packungsgröße', many: 'Packungsgrößen' }],
  ['content', { one: 'Größe', many: 'Größen' }],
  ['ruling', { one: 'Lineatur', many: 'Lineaturen' }],
  ['length', { one: 'Länge', many: 'Längen' }],
  ['width', { one: 'Breite', many: 'Breiten' }],
  ['finish', { one: 'Ausführung', many: 'Ausführungen' }],
])
