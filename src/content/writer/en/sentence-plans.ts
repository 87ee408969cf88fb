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
const named = { named: true } as const
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
  plan('comes', '{S} [{=comes}|{=arrives}|{=is} supplied] with {nps}.', [0, 0], [2, 3], parts),
  plan('offers', '{S} {=offers} {nps}.', [0, 0], [2, 3], parts),
  plan('there', 'There {be} {nps}.', [0, 0], [2, 3], { countable: true }),
  plan('then', 'Then there {be} {nps}.', [0, 0], [2, 3], { countable: true, later: true }),
  plan('addition', '[In addition|Besides|Beyond that], {s} {vps}.', [1, 2], [0, 0], selling),
  plan(
    'more',
    '[There is more|A further point|Another detail|One more thing]: {s} {vps}.',
    [1, 2],
    [0, 0],
    selling,
  ),
  plan('next', '[Worth knowing|Worth noting|Good to know], too: {s} {vps}.', [1, 1], [0, 0], selling),
  plan('part-of', '[Part of it|Also part of it|Included]: {nps}.', [0, 0], [2, 3], { ...later, ...parts }),
  plan('on-list', '[Also on the list|Further details|Next on the list]: {nps}.', [0, 0], [1, 3], selling),
  plan('add', '[Add to that|Then come] {nps}.', [0, 0], [2, 3], selling),
  plan('together', '[Together|Along] with {nps}, {s} {vps}.', [1, 1], [1, 2], later),
  plan('too', '{S} {vps}, too.', [1, 1], [0, 0], later),
  plan('as-well', '{S} {vps} as well.', [1, 1], [0, 0], later),
  plan('and-has', '{S} {vps} and [{=has}|{=offers}] {nps}.', [1, 1], [1, 2]),
  plan('has-and', '{S} {=has} {nps} and {vps}.', [1, 1], [1, 1]),
  plan('and-also', '{S} {vp1} and [also|in addition] {vp2}.', [2, 2], [0, 0], selling),
  plan('what', 'What {s} also {=has}: {nps}.', [0, 0], [2, 3], {
    ...later,
    ...parts,
  }),
  plan('plus', '{S} {vps}, plus {nps}.', [1, 1], [1, 2], parts),
  plan('which-has', '{S}, which {=has} {nps}, {vps}.', [1, 1], [1, 2], named),
  plan('which', '{S}, which {vp1}, {vp2}.', [2, 2], [0, 0], named),
  plan('semicolon', '{S} {vp1}; {it} [also|] {vp2}.', [2, 2], [0, 0]),
  plan('and-it', '{S} {vp1}, and {it} {vp2}.', [2, 2], [0, 0]),
  plan(
    'sheet',
    '[The specification|The list|The data sheet] [names|gives|states|notes|lists] {nps}.',
    [0, 0],
    [2, 3],
    { ...later, groups: things },
  ),
  plan('expect', '[Expect|Look for|Find] {nps} here.', [0, 0], [2, 3], { ...later, ...parts }),
  plan(
    'among',
    '[Among other things|For one thing|For the rest|Apart from that], {s} {vps}.',
    [1, 2],
    [0, 0],
    selling,
  ),
  plan('get', 'You get {nps}.', [0, 0], [1, 3], second),
  plan('get-also', 'You also get {nps}.', [0, 0], [1, 3], { ...second, later: true }),
]

/** Plans that suit what some groups are about. */
const particular: readonly SentencePlan[] = [
  plan('features', 'Its features include {nps}.', [0, 0], [2, 3], { groups: ['feature'] }),
  plan('details', '[Key details|The details|In detail]: {nps}.', [0, 0], [2, 3], { groups: things }),
  plan('on-board', '{Nps} are [on board|there|included], [too|as well].', [0, 0], [2, 3], {
    ...later,
    groups: ['feature'],
  }),
  plan('part', '{Nps} are part of the design.', [0, 0], [2, 3], { groups: ['feature', 'make'] }),
  plan('numbers', '[In numbers|In figures]: {nps}.', [0, 0], [2, 3], { groups: ['size', 'power'] }),
  plan('as-make', '[As for|In terms of] materials, {s} {vps}.', [1, 2], [0, 0], {
    groups: ['make'],
    later: true,
  }),
  plan('as-size', '[As for|In terms of] size, {s} {vps}.', [1, 2], [0, 0], { groups: ['size'], later: true }),
  plan('as-power', '[As for|In terms of] power, {s} {vps}.', [1, 2], [0, 0], {
    groups: ['power'],
    later: true,
  }),
  plan('as-care', 'As for care, {s} {vps}.', [1, 2], [0, 0], { groups: ['care'], later: true }),
  plan('in-use', '[In use|In operation], {s} {vps}.', [1, 2], [0, 0], {
    groups: ['performance'],
    later: true,
  }),
  plan('practice', '[In practice|In use], {s} {vps}.', [1, 2], [0, 0], {
    groups: ['fit', 'use'],
    later: true,
  }),
  plan('finally', 'Finally, {s} {vps}.', [1, 2], [0, 0], { groups: ['origin', 'assurance'], later: true }),
]

export const sentencePlans: readonly SentencePlan[] = [...general, ...particular]
