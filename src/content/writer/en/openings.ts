/** English first sentences: what it is, its strongest facts, never the same way twice in a row. */
import type { OpeningWording } from '../grammar.ts'

export const openings: OpeningWording = {
  full: [
    '{The name} {vps}.',
    '{Fronts}, {the name} {vps}.',
    '{This adj noun} [by|from] {brand} {vps}.',
    '{This noun} by {brand} {=is} {fronts} and {vps}.',
    'From {brand} {=comes} {a adj noun} that {vps}.',
    '{Fronts}, {this noun} by {brand} {vps}.',
    'With {nps}, {the name} {vps}.',
    '{The name} {=is} {a new noun} {after}.',
    '{The name} {=is} {a adj noun} with {nps}.',
    '{The name}, {a adj noun} with {nps}, {vps}.',
    '{A adj noun} {after}, {the name} {vps}.',
    '{A adj noun} with {nps}, {the name} {vps}.',
    '{A adj noun} with {nps}: [that is|this is|meet] {the name}.',
    '{The name} {vps}, with {nps}.',
    '{This noun} [by|from] {brand} {vps}, with {nps}.',
    '[Meet|Here is|This is|Introducing] {the name}, {a noun} [that|which] {vps}.',
    '[Meet|Here is|This is] {the name}, {a noun} with {nps}.',
    '{Brand} makes {this adj noun} with {nps}.',
  ],
  brief: [
    '{Adj noun} {after}, with {nps}.',
    '{Adj noun} {after}.',
    '{Adj noun} with {nps}.',
    '{Brand} {adj noun} {after}.',
    '{Brand} {adj noun} with {nps}.',
    '{Fronts}, with {nps}: {the name}.',
  ],
  bare: {
    branded: [
      '{The name} {=is} {a new noun} by {brand}.',
      '{The name} {=is} {a new noun} from {brand}.',
      'From {brand}: {the name}.',
      '{The name} {=comes} from {brand}.',
    ],
    categorised: [
      '{The name} {=is} {a new noun}.',
      '{The name} {=is} part of our range of {category}.',
      '{The name} {=is} one of our {category}.',
      'Find {the name} among our {category}.',
      '{The name} {=is} part of our category {shelf}.',
      'Our category {shelf} includes {the name}.',
    ],
    plain: ['This {=is} {the name}.', 'Here {=is} {the name}.'],
  },
}
