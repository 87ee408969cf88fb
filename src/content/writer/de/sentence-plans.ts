/** How German sentences are built. The verb stands second: after a lead the subject follows it. */
import type { SentencePlan } from '../grammar.ts'

type Counts = readonly [number, number]

function plan(
  id: string,
  text: string,
  verbPhrases: Counts,
  nounPhrases: Counts,
  extras: Partial<SentencePlan> = {},
): SentencePlan {
  return { id, text, verbPhrases, nounPhrases, front: /\{Front\}/.test(text), ...extras }
}

const later = { later: true } as const
/** What goods are equipped with; a weight is no equipment. */
const parts = { groups: ['feature', 'make', 'contents', 'power', 'performance'] } as const

export const sentencePlans: readonly SentencePlan[] = [
  plan('plain', '{S} {vps}.', [1, 3], [0, 0]),
  plan('also', 'Außerdem {verb} {s} {rest}.', [1, 2], [0, 0], later),
  plan('too', 'Zudem {verb} {s} {rest}.', [1, 2], [0, 0], later),
  plan('besides', 'Darüber hinaus {verb} {s} {rest}.', [1, 2], [0, 0], later),
  plan('front', '{Front}, {verb} {s} {rest}.', [1, 2], [0, 0]),
  plan('with-first', 'Mit {nps} {verb} {s} {rest}.', [1, 2], [1, 2]),
  plan('with-last', '{S} {vps} und {=kommt} mit {nps}.', [1, 1], [1, 2], parts),
  plan('comes', '{S} {=kommt} mit {nps}.', [0, 0], [2, 3], parts),
  plan('equipped', 'Ausgestattet {=ist} {s} mit {nps}.', [0, 0], [2, 3], parts),
  plan('equipped-first', 'Ausgestattet mit {nps}, {verb} {s} {rest}.', [1, 1], [1, 2], parts),
  plan('is-equipped', '{S} {=ist} mit {nps} ausgestattet.', [0, 0], [2, 3], parts),
  plan('in-use', 'Im Einsatz {verb} {s} {rest}.', [1, 2], [0, 0], {
    groups: ['performance', 'use', 'fit'],
    later: true,
  }),
  plan('in-operation', 'Im Betrieb {verb} {s} {rest}.', [1, 2], [0, 0], { groups: ['power'], later: true }),
  plan('numbers', 'In Zahlen: {S} {vps}.', [1, 2], [0, 0], {
    groups: ['size', 'performance'],
    later: true,
  }),
]
