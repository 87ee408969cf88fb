/** How English sentences are built from phrases: a dozen ways and more for every group of facts. */
import type { GroupName, SentencePlan } from '../grammar.ts'

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
/** Connectives for what sells; an origin is no further advantage. */
const selling = {
  later: true,
  groups: ['make', 'size', 'performance', 'power', 'fit', 'use', 'feature', 'contents'],
} as const
const second = { voice: 'second' } as const
/** What goods come with; a weight is nothing to come with. */
const parts = { groups: ['feature', 'contents', 'make', 'power'] } as const
const things: readonly GroupName[] = ['feature', 'make', 'size', 'performance', 'power']

const general: readonly SentencePlan[] = [
  plan('plain', '{S} {vps}.', [1, 3], [0, 0]),
  plan('also', '{S} also {vps}.', [1, 2], [0, 0], later),
  plan('front', '{Front}, {s} {vps}.', [1, 2], [0, 0]),
  plan('front-with', '{Front} and with {nps}, {s} {vps}.', [1, 1], [1, 1]),
  plan('with-first', 'With {nps}, {s} {vps}.', [1, 2], [1, 2]),
  plan('with-last', '{S} {vps}, with {nps}.', [1, 1], [1, 2]),
  plan('has', '{S} {=has} {nps}.', [0, 0], [2, 3]),
  plan('has-also', '{S} also {=has} {nps}.', [0, 0], [2, 3], later),
  plan('comes', '{S} {=comes} with {nps}.', [0, 0], [2, 3], parts),
  plan('offers', '{S} {=offers} {nps}.', [0, 0], [2, 3], parts),
  plan('there', 'There {be} {nps}.', [0, 0], [2, 3], { countable: true }),
  plan('then', 'Then there {be} {nps}.', [0, 0], [2, 3], { countable: true, later: true }),
  plan('addition', 'In addition, {s} {vps}.', [1, 2], [0, 0], selling),
  plan('top', 'On top of that, {s} {vps}.', [1, 2], [0, 0], selling),
  plan('beyond', 'Beyond that, {s} {vps}.', [1, 2], [0, 0], selling),
  plan('besides', 'Besides, {s} {vps}.', [1, 2], [0, 0], selling),
  plan('more', 'There is more: {s} {vps}.', [1, 2], [0, 0], selling),
  plan('next', 'Worth knowing, too: {s} {vps}.', [1, 1], [0, 0], selling),
  plan('colon', '{Nps}: {s} {vps}.', [1, 1], [2, 2]),
  plan('part-of', 'Part of it: {nps}.', [0, 0], [2, 3], { ...later, ...parts }),
  plan('on-list', 'Also on the list: {nps}.', [0, 0], [1, 3], selling),
  plan('add', 'Add to that {nps}.', [0, 0], [1, 3], selling),
  plan('together', 'Together with {nps}, {s} {vps}.', [1, 1], [1, 2], later),
  plan('too', '{S} {vps}, too.', [1, 1], [0, 0], later),
  plan('as-well', '{S} {vps} as well.', [1, 1], [0, 0], later),
  plan('plus', '{S} {vps}, plus {nps}.', [1, 1], [1, 2], parts),
  plan('get', 'You get {nps}.', [0, 0], [1, 3], second),
  plan('get-also', 'You also get {nps}.', [0, 0], [1, 3], { ...second, later: true }),
]

/** Plans that suit what some groups are about. */
const particular: readonly SentencePlan[] = [
  plan('features', 'Its features include {nps}.', [0, 0], [2, 3], { groups: ['feature'] }),
  plan('details', 'Key details: {nps}.', [0, 0], [2, 3], { groups: things }),
  plan('part', '{Nps} {be} part of the design.', [0, 0], [2, 3], { groups: ['feature', 'make'] }),
  plan('numbers', 'In numbers: {nps}.', [0, 0], [2, 3], { groups: ['size', 'performance', 'power'] }),
  plan('as-make', 'As for materials, {s} {vps}.', [1, 2], [0, 0], { groups: ['make'], later: true }),
  plan('as-size', 'As for size, {s} {vps}.', [1, 2], [0, 0], { groups: ['size'], later: true }),
  plan('as-power', 'As for power, {s} {vps}.', [1, 2], [0, 0], { groups: ['power'], later: true }),
  plan('as-care', 'As for care, {s} {vps}.', [1, 2], [0, 0], { groups: ['care'], later: true }),
  plan('in-use', 'In use, {s} {vps}.', [1, 2], [0, 0], { groups: ['performance'], later: true }),
  plan('practice', 'In practice, {s} {vps}.', [1, 2], [0, 0], { groups: ['fit', 'use'], later: true }),
  plan('finally', 'Finally, {s} {vps}.', [1, 2], [0, 0], { groups: ['origin', 'assurance'], later: true }),
]

export const sentencePlans: readonly SentencePlan[] = [...general, ...particular]
